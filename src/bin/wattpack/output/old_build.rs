//! What earlier builds left in a folder or an archive, so that the user's own changes are told from it.

use super::stage::Left;
use super::standing;
use crate::existing::archive::unpack;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::io;
use std::path::Path;
use wattpack_core::archive::MOST_ARCHIVE;
use wattpack_core::pack::{MANIFEST, Manifest, PLAN, Pack, build};
use wattpack_core::plan::path_flaw;
use wattpack_core::{VERSION, sha256};

/// Whether something is a file as a pack or its archive may be: what is larger is the user's.
pub fn may_be_ours(meta: &Metadata) -> bool {
    meta.is_file() && meta.len() <= MOST_ARCHIVE as u64
}

/// Whose work a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Maker {
    /// Ours, by a manifest that the plan beside it gives.
    Build,
    /// Ours, says a manifest of which nobody can tell who wrote it: it is of another version, its plan
    /// was edited or is gone, or the plan gives another.
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
        let can_tell = manifest.generator.version == VERSION && manifest.plan_sha256 == sha256(plan.as_bytes());
        let is_ours = can_tell && gives(&manifest, plan, text);
        let files = if is_ours { &mut self.ours } else { &mut self.unknown };
        if is_ours || (!can_tell && is_our_spelling(&manifest, text)) {
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

/// Whether an archive is what the plan in it gives, byte for byte: nothing in it is the user's own.
pub fn is_our_archive(bytes: &[u8]) -> bool {
    let Ok(files) = unpack(bytes) else {
        return false;
    };
    let again = text(&files, MANIFEST).and_then(Manifest::parse).zip(text(&files, PLAN));
    let pack = again.and_then(|(manifest, plan)| pack_of(&manifest, plan));
    pack.and_then(|pack| pack.archive().ok()).is_some_and(|again| again == bytes)
}

/// The text of a file of a pack.
pub fn text<'a>(files: &'a BTreeMap<String, Vec<u8>>, path: &str) -> Option<&'a str> {
    files.get(path).and_then(|content| std::str::from_utf8(content).ok())
}

fn gives(manifest: &Manifest, plan: &str, text: &str) -> bool {
    let again = pack_of(manifest, plan).and_then(|mut pack| pack.files.remove(MANIFEST));
    again.is_some_and(|file| file.text == text)
}

/// The pack that a plan gives with the overrides of the manifest beside it.
fn pack_of(manifest: &Manifest, plan: &str) -> Option<Pack> {
    build(plan, &manifest.overrides(), false).pack
}

/// The text of a plain file; nothing if it is no text, or no such file: a pipe would never end.
fn plain_text(path: &Path) -> io::Result<String> {
    if !standing(path)?.is_some_and(|meta| may_be_ours(&meta)) {
        return Ok(String::new());
    }
    Ok(String::from_utf8(fs::read(path)?).unwrap_or_default())
}

fn is_our_spelling(manifest: &Manifest, text: &str) -> bool {
    serde_json::to_string_pretty(manifest).is_ok_and(|again| again + "\n" == text)
}
