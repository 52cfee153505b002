//! A pack in a zip. An archive from a stranger may be made to fill memory, to hide one file behind
//! another, or to place files elsewhere; everything that a pack never does is refused by name.

use super::{Existing, MOST_BYTES, MOST_FILES, is_ignored};
use crate::exit::Failure;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;
use wattpack_core::diagnostic::{self, Diagnostic};
use zip::ZipArchive;

/// Largest archive that is read.
const MOST_ARCHIVE: u64 = 64 << 20;
/// What the mode of an entry says about its kind.
const KIND: u32 = 0o170_000;
const REGULAR: u32 = 0o100_000;
const FOLDER: u32 = 0o040_000;

/// Contents by path.
type Files = BTreeMap<String, Vec<u8>>;

/// Reads the archive at a path. A bad one gives a problem and no files.
pub fn read(path: &Path) -> Result<Existing, Failure> {
    let bytes = limited(path).map_err(|error| Failure::io(path, "read", &error))?;
    Ok(match unpack(&bytes) {
        Ok(files) => Existing { files, archive: Some(bytes), problems: Vec::new() },
        Err(why) => Existing { problems: vec![bad(why)], ..Existing::default() },
    })
}

fn limited(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MOST_ARCHIVE + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn bad(why: String) -> Diagnostic {
    Diagnostic::whole(
        &diagnostic::BAD_ARCHIVE,
        why,
        "give the folder or the zip that `wattpack build` made, or build it again",
    )
}

/// Unpacks an archive in memory: the files below its one top folder.
///
/// # Errors
///
/// Says what is wrong, and with which entry.
pub fn unpack(bytes: &[u8]) -> Result<Files, String> {
    if bytes.len() as u64 > MOST_ARCHIVE {
        return Err(format!("the archive is larger than {} MiB", MOST_ARCHIVE >> 20));
    }
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|error| format!("this is no zip that can be read: {error}"))?;
    if archive.len() > MOST_FILES {
        return Err(format!("the archive has {} entries, more than {MOST_FILES}", archive.len()));
    }
    if archive.has_duplicate_names() {
        return Err(format!(
            "two entries have the same name{}",
            named(repeated(bytes, archive.central_directory_start()))
        ));
    }
    let mut unpacking = Unpacking::default();
    for index in 0..archive.len() {
        unpacking.take(&mut archive, index)?;
    }
    Ok(unpacking.files)
}

fn named(name: Option<String>) -> String {
    name.map_or_else(String::new, |name| format!(": `{name}`"))
}

#[derive(Default)]
struct Unpacking {
    files: Files,
    top: Option<String>,
    bytes: u64,
}

impl Unpacking {
    fn take(&mut self, archive: &mut ZipArchive<Cursor<&[u8]>>, index: usize) -> Result<(), String> {
        let raw = archive.by_index_data(index).map_err(|error| error.to_string())?;
        let (name, is_folder) = (entry_name(raw.name_raw())?, raw.is_dir());
        let broken = |error: &dyn std::fmt::Display| format!("the entry `{name}` can't be read: {error}");
        let mut entry = archive.by_index(index).map_err(|error| broken(&error))?;
        let kind = entry.unix_mode().map_or(0, |mode| mode & KIND);
        if ![0, REGULAR, FOLDER].contains(&kind) {
            return Err(format!("the entry `{name}` is a link or another special file"));
        }
        let path = self.below_top(&name)?;
        if is_folder {
            return Ok(());
        }
        let path = path.ok_or_else(|| format!("the entry `{name}` lies beside the top folder, not in it"))?;
        let size = entry.size();
        self.bytes = self.bytes.saturating_add(size);
        if self.bytes > MOST_BYTES {
            return Err(format!("the archive unpacks to more than {} MiB, at the entry `{name}`", MOST_BYTES >> 20));
        }
        let mut content = Vec::new();
        entry.by_ref().take(size + 1).read_to_end(&mut content).map_err(|error| broken(&error))?;
        if content.len() as u64 != size {
            return Err(format!(
                "the entry `{name}` says that it has {size} bytes, and has {} than that",
                more_or_less(&content, size)
            ));
        }
        if !is_ignored(&path) {
            self.files.insert(path, content);
        }
        Ok(())
    }

    /// The path without the top folder, which all entries share; none for the top folder itself.
    fn below_top(&mut self, name: &str) -> Result<Option<String>, String> {
        let (top, path) = name.split_once('/').unwrap_or((name, ""));
        let first = self.top.get_or_insert_with(|| top.to_owned());
        if first != top {
            return Err(format!("the archive has several top folders: `{first}` and `{top}`, at the entry `{name}`"));
        }
        Ok(Some(path.to_owned()).filter(|path| !path.is_empty()))
    }
}

fn more_or_less(content: &[u8], size: u64) -> &'static str {
    if content.len() as u64 > size { "more" } else { "less" }
}

/// The name of an entry, if it can only mean a place below the folder it is unpacked to.
fn entry_name(raw: &[u8]) -> Result<String, String> {
    let name = std::str::from_utf8(raw)
        .map_err(|_| format!("the entry `{}` has a name that is not UTF-8", raw.escape_ascii()))?;
    let path = name.strip_suffix('/').unwrap_or(name);
    let flaw = if name.contains('\\') {
        "holds a backslash"
    } else if name.starts_with('/') {
        "is absolute"
    } else if name.as_bytes().get(1) == Some(&b':') {
        "begins with a drive letter"
    } else if name.contains(char::is_control) {
        "holds a control character"
    } else if path.split('/').any(|part| matches!(part, "" | "." | "..")) {
        "holds an empty part, `.` or `..`"
    } else {
        return Ok(name.to_owned());
    };
    Err(format!("the name of the entry `{name}` {flaw}"))
}

/// The first name that stands twice in the central directory (APPNOTE.TXT 6.3.10, section 4.3.12),
/// which the reader has already merged.
fn repeated(bytes: &[u8], start: u64) -> Option<String> {
    const HEADER: usize = 46;
    let mut rest = bytes.get(usize::try_from(start).ok()?..)?;
    let mut seen = BTreeSet::new();
    while rest.starts_with(b"PK\x01\x02") {
        let length = |at: usize| Some(usize::from(u16::from_le_bytes([*rest.get(at)?, *rest.get(at + 1)?])));
        let (name, extra, comment) = (length(28)?, length(30)?, length(32)?);
        let text = rest.get(HEADER..HEADER + name)?;
        if !seen.insert(text) {
            return Some(String::from_utf8_lossy(text).into_owned());
        }
        rest = rest.get(HEADER + name + extra + comment..)?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_could_mean_another_place_are_refused() {
        for name in ["/etc/passwd", "a/../../b", "a\\b", "C:x", "a//b", "./a", "a/\u{1b}[31m", "..", ""] {
            assert!(entry_name(name.as_bytes()).is_err(), "{name:?}");
        }
        assert!(entry_name(b"a/\xff").is_err());
        for name in ["x/README.md", "x/", "x/.github/workflows/ci.yml", "x/..a"] {
            assert_eq!(entry_name(name.as_bytes()).as_deref(), Ok(name));
        }
    }
}
