//! A deterministic zip: the same files give the same bytes on every system. And back: what others
//! call a zip, read strictly.
//!
//! Files sorted by path below one top folder, DOS time 1980-01-01, no extra fields, no data
//! descriptors, mode 0644, deflate level 6 by `miniz_oxide` where it is smaller than storing. The
//! writer is our own because same bytes everywhere is what this project exists for; layout after
//! APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.

mod crc32;
mod end;
mod entry;
mod names;
mod record;
mod unzip;

pub use unzip::{MOST_ARCHIVE, MOST_BYTES, MOST_FILES, unzip};

use crc32::crc32;
use miniz_oxide::deflate::compress_to_vec;
use std::collections::BTreeMap;

const LEVEL: u8 = 6;
const VERSION: u16 = 20;
/// Made on Unix, so that the mode counts.
const MADE_BY: u16 = (3 << 8) | VERSION;
/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;
const STORED: u16 = 0;
const DEFLATED: u16 = 8;
/// 1980-01-01, the first day that the format can say.
const DATE: u16 = 0x0021;
/// Regular file, rw-r--r--.
const MODE: u32 = 0o100_644 << 16;

/// A pack is too large for the plain zip format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

struct Entry {
    path: String,
    crc: u32,
    size: u32,
    method: u16,
    body: Vec<u8>,
}

impl Entry {
    fn new(path: String, content: &[u8]) -> Result<Self, TooLarge> {
        let deflated = compress_to_vec(content, LEVEL);
        let (method, body) =
            if deflated.len() < content.len() { (DEFLATED, deflated) } else { (STORED, content.to_vec()) };
        let size = u32::try_from(content.len()).map_err(|_| TooLarge)?;
        Ok(Self { path, crc: crc32(content), size, method, body })
    }

    /// The fields that the local header and the central directory share.
    fn common(&self) -> Result<Vec<u8>, TooLarge> {
        let mut bytes = Vec::new();
        for half in [VERSION, FLAGS, self.method, 0, DATE] {
            bytes.extend(half.to_le_bytes());
        }
        for word in [self.crc, u32::try_from(self.body.len()).map_err(|_| TooLarge)?, self.size] {
            bytes.extend(word.to_le_bytes());
        }
        bytes.extend(u16::try_from(self.path.len()).map_err(|_| TooLarge)?.to_le_bytes());
        bytes.extend(0_u16.to_le_bytes());
        Ok(bytes)
    }
}

/// Packs files below one top folder.
///
/// # Errors
///
/// [`TooLarge`] past 65 535 files or 4 GiB.
pub fn zip(folder: &str, files: &BTreeMap<String, impl AsRef<str>>) -> Result<Vec<u8>, TooLarge> {
    let count = u16::try_from(files.len()).map_err(|_| TooLarge)?;
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (path, text) in files {
        let entry = Entry::new(format!("{folder}/{path}"), text.as_ref().as_bytes())?;
        let offset = u32::try_from(archive.len()).map_err(|_| TooLarge)?;
        let common = entry.common()?;
        archive.extend(b"PK\x03\x04");
        archive.extend(&common);
        archive.extend(entry.path.as_bytes());
        archive.extend(&entry.body);
        directory.extend(b"PK\x01\x02");
        directory.extend(MADE_BY.to_le_bytes());
        directory.extend(&common);
        // Comment length, disk and internal attributes are all zero.
        directory.extend([0; 6]);
        directory.extend(MODE.to_le_bytes());
        directory.extend(offset.to_le_bytes());
        directory.extend(entry.path.as_bytes());
    }
    let start = u32::try_from(archive.len()).map_err(|_| TooLarge)?;
    let length = u32::try_from(directory.len()).map_err(|_| TooLarge)?;
    archive.append(&mut directory);
    archive.extend(b"PK\x05\x06");
    archive.extend([0; 4]);
    archive.extend(count.to_le_bytes());
    archive.extend(count.to_le_bytes());
    archive.extend(length.to_le_bytes());
    archive.extend(start.to_le_bytes());
    archive.extend([0; 2]);
    Ok(archive)
}
