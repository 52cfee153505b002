//! A pack in a folder.

use super::{Existing, MOST_BYTES, MOST_FILES, is_ignored_folder};
use crate::exit::Failure;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use wattpack_core::diagnostic::{self, Diagnostic};

/// What lies in a folder, without going through links.
pub enum Entry {
    /// A plain file.
    File(PathBuf),
    /// A link, a pipe, a device: nothing that a pack holds.
    Odd,
}

/// Walks a folder and the folders in it, sorted by path, `.git` and `__pycache__` left out.
pub struct Walk {
    root: PathBuf,
    folders: Vec<PathBuf>,
    entries: Vec<fs::DirEntry>,
}

impl Walk {
    /// A walk from a folder.
    pub fn of(root: &Path) -> Self {
        Self { root: root.to_owned(), folders: vec![PathBuf::new()], entries: Vec::new() }
    }

    fn step(&mut self) -> io::Result<Option<(PathBuf, Entry)>> {
        loop {
            while let Some(entry) = self.entries.pop() {
                let path = entry.path();
                let relative = path.strip_prefix(&self.root).unwrap_or(&path).to_owned();
                let kind = entry.file_type()?;
                if !kind.is_dir() {
                    let entry = if kind.is_file() { Entry::File(path) } else { Entry::Odd };
                    return Ok(Some((relative, entry)));
                }
                if !entry.file_name().to_str().is_some_and(is_ignored_folder) {
                    self.folders.push(relative);
                }
            }
            let Some(folder) = self.folders.pop() else {
                return Ok(None);
            };
            self.entries = fs::read_dir(self.root.join(folder))?.collect::<io::Result<_>>()?;
            self.entries.sort_by_key(|entry| std::cmp::Reverse(entry.file_name()));
        }
    }
}

impl Iterator for Walk {
    type Item = io::Result<(PathBuf, Entry)>;

    fn next(&mut self) -> Option<Self::Item> {
        self.step().transpose()
    }
}

/// Reads all files of a folder; links and other oddities become problems.
pub fn read(root: &Path) -> Result<Existing, Failure> {
    let mut found = Existing::default();
    let mut bytes = 0;
    for entry in Walk::of(root) {
        let (relative, entry) = entry.map_err(|error| Failure::io(root, "read", &error))?;
        let name = with_slashes(&relative);
        match entry {
            Entry::Odd => found.problems.push(odd(&name)),
            Entry::File(path) => {
                let size = path.symlink_metadata().map_err(|error| Failure::io(&path, "read", &error))?.len();
                bytes += size;
                if bytes > MOST_BYTES || found.files.len() >= MOST_FILES {
                    return Ok(Existing { problems: vec![too_much()], ..Existing::default() });
                }
                let content = fs::read(&path).map_err(|error| Failure::io(&path, "read", &error))?;
                found.files.insert(name, content);
            }
        }
    }
    Ok(found)
}

/// A relative path as a pack writes it.
pub fn with_slashes(path: &Path) -> String {
    let names: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    names.join("/")
}

fn odd(path: &str) -> Diagnostic {
    let message = format!("`{path}` is a link or another special file");
    Diagnostic::file(
        &diagnostic::FILE_ADDED,
        path,
        message,
        "a pack holds plain files only; put the file itself in its place, or remove it",
    )
}

fn too_much() -> Diagnostic {
    let message = format!("the folder holds more than {MOST_FILES} files or {} MiB", MOST_BYTES >> 20);
    Diagnostic::whole(
        &diagnostic::NOT_A_PACK,
        message,
        "give the folder that `wattpack build` made, and nothing above it",
    )
}
