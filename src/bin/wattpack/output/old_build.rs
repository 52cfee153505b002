//! What the last build left in a folder, so that the user's own changes are told from it.

use super::standing;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use wattpack_core::pack::{Manifest, build};
use wattpack_core::plan::path_flaw;
use wattpack_core::{VERSION, sha256};

/// Where a pack keeps its manifest.
pub const MANIFEST: &str = "wattpack.json";
/// Where a pack keeps its plan.
const PLAN: &str = "plan.md";
/// No file of a pack is as large; what is, is the user's.
pub const LARGEST: u64 = 64 << 20;

/// What the last build left, as its manifest says. The manifest may be from a stranger: paths that
/// a pack can't have are left out.
#[derive(Default)]
pub struct OldBuild {
    manifest_is_ours: bool,
    /// Checksums by path.
    pub files: BTreeMap<String, String>,
}

impl OldBuild {
    /// Reads the manifest of a folder; without one nothing there is ours.
    pub fn read(root: &Path) -> io::Result<Self> {
        let path = root.join(MANIFEST);
        if !standing(&path)?.is_some_and(|meta| meta.is_file() && meta.len() <= LARGEST) {
            return Ok(Self::default());
        }
        let text = String::from_utf8(fs::read(&path)?).unwrap_or_default();
        let plan = fs::read_to_string(root.join(PLAN)).unwrap_or_default();
        Ok(Manifest::parse(&text).map(|manifest| Self::of(manifest, &text, &plan)).unwrap_or_default())
    }

    fn of(manifest: Manifest, text: &str, plan: &str) -> Self {
        let manifest_is_ours = is_genuine(&manifest, text, plan);
        let safe = manifest.files.into_iter().filter(|file| path_flaw(&file.path).is_none());
        let files = safe.map(|file| (file.path, file.sha256)).collect();
        Self { manifest_is_ours, files }
    }

    /// Whether a file is as the last build made it. The manifest can't list itself.
    pub fn made(&self, name: &str, content: &[u8]) -> bool {
        let is_manifest = name == MANIFEST && self.manifest_is_ours;
        is_manifest || self.files.get(name).is_some_and(|expected| *expected == sha256(content))
    }
}

/// Whether a manifest is as a build wrote it: in our spelling, and, where this version can tell
/// because the plan beside it is still the same, with the very content that the plan gives.
fn is_genuine(manifest: &Manifest, text: &str, plan: &str) -> bool {
    let spelled = serde_json::to_string_pretty(manifest).is_ok_and(|again| again + "\n" == text);
    let can_tell = manifest.generator.version == VERSION && manifest.plan_sha256 == sha256(plan.as_bytes());
    let again = || build(plan, &manifest.overrides(), false).pack.and_then(|mut pack| pack.files.remove(MANIFEST));
    spelled && (!can_tell || again().is_some_and(|file| file.text == text))
}
