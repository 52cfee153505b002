//! Folders in which builds keep what is not in its place yet, told from those of the user's.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use wattpack_core::pack::{MANIFEST, PLAN};

/// How the stage beside an output is called.
pub const NEW: &str = ".wattpack-new-";
/// How the stage inside a folder is called. If it is there and no build runs, one was interrupted.
pub const UPDATE: &str = ".wattpack-update-";
/// What a build holds for as long as it lives.
pub const LOCK: &str = "lock";
/// All else that a build puts into its stage.
pub const CONTENT: [&str; 6] = ["new", "old", "pack", "archive", PLAN, MANIFEST];

/// The stages in a folder.
pub fn stages(folder: &Path, prefix: &str) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() && is_stage(&entry.path(), prefix) {
            found.push(entry.path());
        }
    }
    Ok(found)
}

/// Whether a folder has the name that a build makes up and holds nothing that a build does not make.
pub fn is_stage(folder: &Path, prefix: &str) -> bool {
    const MADE_UP: usize = 6;
    let name = folder.file_name().and_then(|name| name.to_str());
    let made_up = name.and_then(|name| name.strip_prefix(prefix)).unwrap_or_default();
    made_up.len() == MADE_UP && made_up.bytes().all(|byte| byte.is_ascii_alphanumeric()) && holds_only_ours(folder)
}

/// A stage begins empty and then holds its lock to the end. What is gone by now was a build's.
fn holds_only_ours(stage: &Path) -> bool {
    let Ok(entries) = fs::read_dir(stage) else {
        return false;
    };
    let (mut is_empty, mut is_locked) = (true, false);
    for entry in entries.flatten() {
        is_empty = false;
        let name = entry.file_name();
        is_locked |= name == LOCK;
        let is_ours = if name == LOCK {
            entry.metadata().map_or_else(is_gone, |meta| meta.is_file() && meta.len() == 0)
        } else {
            CONTENT.iter().any(|known| name == *known) && is_plain(&entry).unwrap_or_else(is_gone)
        };
        if !is_ours {
            return false;
        }
    }
    is_empty || is_locked
}

#[allow(clippy::needless_pass_by_value, reason = "the form in which a result hands its error on")]
fn is_gone(error: io::Error) -> bool {
    error.kind() == io::ErrorKind::NotFound
}

/// Files and folders, and no links or pipes at any depth.
fn is_plain(entry: &fs::DirEntry) -> io::Result<bool> {
    let kind = entry.file_type()?;
    if !kind.is_dir() {
        return Ok(kind.is_file());
    }
    for inner in fs::read_dir(entry.path())? {
        if !is_plain(&inner?)? {
            return Ok(false);
        }
    }
    Ok(true)
}
