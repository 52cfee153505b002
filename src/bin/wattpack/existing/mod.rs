//! Packs that exist already: read for `verify`, compared by `build`. Nothing here writes.

pub mod archive;
pub mod folder;
pub mod stage;

use crate::exit::{Failure, shown_path};
use std::collections::BTreeMap;
use std::path::Path;
use wattpack_core::diagnostic::Diagnostic;

/// A pack as it is found.
#[derive(Debug, Default)]
pub struct Existing {
    /// Contents by path below the pack's root, with `/`.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The bytes around them, if it is an archive.
    pub archive: Option<Vec<u8>>,
    /// What could not be read as a part of a pack.
    pub problems: Vec<Diagnostic>,
}

/// Reads a folder or a zip.
pub fn read(path: &Path) -> Result<Existing, Failure> {
    let meta = path.metadata().map_err(|error| Failure::io(path, "read", &error))?;
    if !meta.is_dir() && !meta.is_file() {
        return Err(Failure::Io(format!("`{}` is neither a file nor a folder", shown_path(path))));
    }
    if meta.is_dir() { folder::read(path) } else { archive::read(path) }
}

/// Whether a path lies in a folder that is nobody's content: `.git` and `__pycache__`, at any depth.
fn is_ignored(path: &str) -> bool {
    let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
    folders.split('/').any(is_ignored_folder)
}

fn is_ignored_folder(name: &str) -> bool {
    matches!(name, ".git" | "__pycache__")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_two_folders_are_ignored() {
        for path in [".git/config", "tests/__pycache__/x.pyc", "a/.git/b/c"] {
            assert!(is_ignored(path), "{path}");
        }
        for path in [".git", "__pycache__", ".github/x", ".gitignore", ".gitignore/a", "a.git/b"] {
            assert!(!is_ignored(path), "{path}");
        }
    }
}
