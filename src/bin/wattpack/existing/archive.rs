//! A pack in a zip.

use super::{Existing, is_ignored};
use crate::exit::Failure;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use wattpack_core::archive::{MOST_ARCHIVE, unzip};
use wattpack_core::diagnostic::{self, Diagnostic};

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
    File::open(path)?.take(MOST_ARCHIVE as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn bad(why: String) -> Diagnostic {
    Diagnostic::whole(
        &diagnostic::BAD_ARCHIVE,
        why,
        "give the folder or the zip that `wattpack build` made, or build it again",
    )
}

/// The files of an archive, without those that are nobody's content.
///
/// # Errors
///
/// Says what is wrong with the archive.
pub fn unpack(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let mut files = unzip(bytes)?;
    files.retain(|path, _| !is_ignored(path));
    Ok(files)
}
