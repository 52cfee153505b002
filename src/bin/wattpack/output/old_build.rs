//! What the last build left in a folder, so that the user's own changes are told from it.

use super::standing;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use wattpack_core::pack::Manifest;
use wattpack_core::plan::path_flaw;
use wattpack_core::sha256;

/// Where a pack keeps its manifest.
pub const MANIFEST: &str = "wattpack.json";
/// No file of a pack is as large; what is, is the user's.
pub const LARGEST: u64 = 64 << 20;

/// What the last build left, as its manifest says. The manifest may be from a stranger: paths that
/// a pack can't have are left out.
#[derive(Default)]
pub struct OldBuild {
    has_manifest: bool,
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
        Ok(Manifest::parse(&text).map(Self::of).unwrap_or_default())
    }

    fn of(manifest: Manifest) -> Self {
        let safe = manifest.files.into_iter().filter(|file| path_flaw(&file.path).is_none());
        let files = safe.map(|file| (file.path, file.sha256)).collect();
        Self { has_manifest: true, files }
    }

    /// Whether a file is as the last build made it. The manifest can't list itself; one that can be
    /// read is taken for ours.
    pub fn made(&self, name: &str, content: &[u8]) -> bool {
        let is_manifest = name == MANIFEST && self.has_manifest;
        is_manifest || self.files.get(name).is_some_and(|expected| *expected == sha256(content))
    }
}
