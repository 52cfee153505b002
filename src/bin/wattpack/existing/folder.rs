//! A pack in a folder.

use super::stage::{UPDATE, is_stage};
use super::{Existing, is_ignored_folder};
use crate::exit::Failure;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use wattpack_core::archive::{MOST_BYTES, MOST_FILES};
use wattpack_core::diagnostic::{self, Diagnostic};

/// What lies in a folder, without going through links.
pub enum Entry {
    /// A plain file.
    File(PathBuf),
    /// A link, a pipe, a device: nothing that a pack holds.
    Odd,
    /// What a build has not put into its place.
    Unfinished,
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
                if relative.components().count() == 1 && is_stage(&path, UPDATE) {
                    return Ok(Some((relative, Entry::Unfinished)));
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
    let mut left = MOST_BYTES;
    for entry in Walk::of(root) {
        let (relative, entry) = entry.map_err(|error| Failure::io(root, "read", &error))?;
        let name = with_slashes(&relative);
        match entry {
            Entry::Odd => found.problems.push(odd(&name)),
            Entry::Unfinished => found.problems.push(unfinished(&name)),
            Entry::File(path) => {
                let content = content(&path, left).map_err(|error| Failure::io(&path, "read", &error))?;
                let Some(rest) = left.checked_sub(content.len()).filter(|_| found.files.len() < MOST_FILES) else {
                    return Ok(Existing { problems: vec![too_much()], ..Existing::default() });
                };
                left = rest;
                found.files.insert(name, content);
            }
        }
    }
    Ok(found)
}

/// Reads no more of a file than it takes to know that there is too much: some that call themselves
/// empty have no end.
fn content(path: &Path, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(most as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A relative path as a pack writes it. Bytes that are no text become escapes, so that no two files
/// are one.
pub fn with_slashes(path: &Path) -> String {
    let names: Vec<_> = path.components().map(|part| escaped(part.as_os_str())).collect();
    names.join("/")
}

fn escaped(name: &OsStr) -> String {
    let mut text = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        text += &chunk.valid().replace('\\', r"\\");
        for byte in chunk.invalid() {
            let _ = write!(text, r"\x{byte:02x}");
        }
    }
    text
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

fn unfinished(path: &str) -> Diagnostic {
    let message = format!("a build into this folder is not finished; `{path}` is what is left of it, or its work");
    let help =
        "if no build is running, run `wattpack build` with `--force` into this folder: it finishes and cleans up";
    Diagnostic::file(&diagnostic::NOT_FINISHED, path, message, help)
}

fn too_much() -> Diagnostic {
    let message = format!("the folder holds more than {MOST_FILES} files or {} MiB", MOST_BYTES >> 20);
    Diagnostic::whole(
        &diagnostic::NOT_A_PACK,
        message,
        "give the folder that `wattpack build` made, and nothing above it",
    )
}
