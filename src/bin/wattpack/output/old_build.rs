//! What earlier builds left in a folder, so that the user's own changes are told from it.

use super::stage::Left;
use super::standing;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;
use wattpack_core::pack::{Manifest, build};
use wattpack_core::plan::path_flaw;
use wattpack_core::{VERSION, sha256};

/// Where a pack keeps its manifest.
pub const MANIFEST: &str = "wattpack.json";
/// Where a pack keeps its plan.
pub const PLAN: &str = "plan.md";
/// No file of a pack is as large; what is, is the user's.
pub const LARGEST: u64 = 64 << 20;

/// Whose work a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Maker {
    /// Ours, by a manifest that this version wrote.
    Build,
    /// Ours, says a manifest of which nobody can tell who wrote it.
    Unknown,
    /// The user's.
    User,
}

/// Files of earlier builds as paths with checksums. Manifests may be from strangers: paths that a
/// pack can't have are left out.
#[derive(Default)]
pub struct OldBuild {
    ours: BTreeSet<(String, String)>,
    unknown: BTreeSet<(String, String)>,
}

impl OldBuild {
    /// Reads the manifest of a folder, and those in the stages of builds that were interrupted there.
    pub fn read(root: &Path, interrupted: &[Left]) -> io::Result<Self> {
        let mut old = Self::default();
        old.add(root)?;
        interrupted.iter().try_for_each(|stage| old.add(&stage.path))?;
        Ok(old)
    }

    fn add(&mut self, folder: &Path) -> io::Result<()> {
        let text = plain_text(&folder.join(MANIFEST))?;
        if let Some(manifest) = Manifest::parse(&text) {
            self.add_build(manifest, &text, &plain_text(&folder.join(PLAN))?);
        }
        Ok(())
    }

    fn add_build(&mut self, manifest: Manifest, text: &str, plan: &str) {
        let is_of_this_version = manifest.generator.version == VERSION;
        let is_genuine = is_our_spelling(&manifest, text) && is_of_its_plan(&manifest, text, plan);
        let files = if is_genuine && is_of_this_version { &mut self.ours } else { &mut self.unknown };
        if is_genuine {
            // The manifest can't list itself.
            files.insert((MANIFEST.to_owned(), sha256(text.as_bytes())));
        }
        let safe = manifest.files.into_iter().filter(|file| path_flaw(&file.path).is_none());
        files.extend(safe.map(|file| (file.path, file.sha256)));
    }

    /// Whose work a file is, by its place and content.
    pub fn maker(&self, name: &str, content: &[u8]) -> Maker {
        let file = (name.to_owned(), sha256(content));
        if self.ours.contains(&file) {
            Maker::Build
        } else if self.unknown.contains(&file) {
            Maker::Unknown
        } else {
            Maker::User
        }
    }

    /// The paths of all files that earlier builds may have left.
    pub fn paths(&self) -> BTreeSet<String> {
        self.ours.iter().chain(&self.unknown).map(|(path, _)| path.clone()).collect()
    }
}

/// The text of a plain file; nothing if it is no text, or no such file: a pipe would never end.
fn plain_text(path: &Path) -> io::Result<String> {
    if !standing(path)?.is_some_and(|meta| meta.is_file() && meta.len() <= LARGEST) {
        return Ok(String::new());
    }
    Ok(String::from_utf8(fs::read(path)?).unwrap_or_default())
}

fn is_our_spelling(manifest: &Manifest, text: &str) -> bool {
    serde_json::to_string_pretty(manifest).is_ok_and(|again| again + "\n" == text)
}

/// Whether the plan beside a manifest gives that manifest. Where the plan was edited since, or another
/// version wrote the manifest, nothing speaks against it.
fn is_of_its_plan(manifest: &Manifest, text: &str, plan: &str) -> bool {
    let can_tell = manifest.generator.version == VERSION && manifest.plan_sha256 == sha256(plan.as_bytes());
    let again = || build(plan, &manifest.overrides(), false).pack.and_then(|mut pack| pack.files.remove(MANIFEST));
    !can_tell || again().is_some_and(|file| file.text == text)
}
