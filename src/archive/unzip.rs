//! A zip back to its files. An archive from a stranger may be made to fill memory, to hide one file
//! behind another, or to place files elsewhere; everything that a pack never does is refused by name.

use super::crc32::crc32;
use super::end::directory;
use super::entry::{Entry, entries};
use super::names::Names;
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};
use std::collections::BTreeMap;

/// Largest archive that is read.
pub const MOST_ARCHIVE: usize = 64 << 20;
/// Most entries that are read. A pack has some twenty, and up to a thousand that its plan supplies.
pub const MOST_FILES: usize = 10_000;
/// Most bytes that are read of a pack, unpacked.
pub const MOST_BYTES: usize = 128 << 20;

/// Deflate can't make more of a byte: 258 bytes from two bits.
const MOST_FROM_A_BYTE: usize = 258 * 4;

/// What the mode of an entry says about its kind.
const KIND: u32 = 0o170_000;
const REGULAR: u32 = 0o100_000;
const FOLDER: u32 = 0o040_000;

/// Attributes on DOS and Windows: a folder, and what is neither that nor a file: the label of a
/// disk, a device, a link.
const DOS_FOLDER: u32 = 0x10;
const DOS_SPECIAL: u32 = 0x08 | 0x40 | 0x400;

/// Unpacks an archive in memory: contents by path below its one top folder. Nothing is unpacked before
/// everything that can be told without it has been looked at.
///
/// # Errors
///
/// Says what is wrong, and with which entry.
pub fn unzip(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, String> {
    if bytes.len() > MOST_ARCHIVE {
        return Err(format!("the archive is larger than {} MiB", MOST_ARCHIVE >> 20));
    }
    let directory = directory(bytes)?;
    if directory.count > MOST_FILES {
        return Err(format!("the archive has {} entries, more than {MOST_FILES}", directory.count));
    }
    let entries = entries(bytes, directory)?;
    let mut names = Names::default();
    let mut left = MOST_BYTES;
    let mut files = Vec::new();
    for entry in &entries {
        let path = names.take(entry.name)?;
        left = left.checked_sub(entry.size).ok_or_else(|| too_much(entry))?;
        files.extend(file(entry, path)?);
    }
    let unpacked = |(path, entry): (&str, &Entry)| Ok((path.to_owned(), content(entry)?));
    files.into_iter().map(unpacked).collect()
}

fn too_much(entry: &Entry) -> String {
    format!("the archive unpacks to more than {} MiB, at the entry `{}`", MOST_BYTES >> 20, entry.shown())
}

/// The path of a file; none for a folder. Everything else is refused.
fn file<'a>(entry: &'a Entry<'a>, path: Option<&'a str>) -> Result<Option<(&'a str, &'a Entry<'a>)>, String> {
    let refused = |why: &str| format!("the entry `{}` {why}", entry.shown());
    let is_folder = entry.name.ends_with(b"/");
    let is_dos_folder = entry.attributes & DOS_FOLDER != 0;
    match entry.mode & KIND {
        _ if entry.attributes & DOS_SPECIAL != 0 => return Err(refused("is a link or another special file")),
        0 | REGULAR if !is_folder && !is_dos_folder => {}
        0 | FOLDER if is_folder => {}
        0 | REGULAR | FOLDER => {
            return Err(refused("is called a file and is marked as a folder, or the other way round"));
        }
        _ => return Err(refused("is a link or another special file")),
    }
    if is_folder {
        return if entry.size == 0 { Ok(None) } else { Err(refused("is a folder and has content")) };
    }
    path.map(|path| Some((path, entry))).ok_or_else(|| refused("lies beside the top folder, not in it"))
}

fn content(entry: &Entry) -> Result<Vec<u8>, String> {
    let content = if entry.is_deflated { inflated(entry)? } else { entry.body.to_vec() };
    if crc32(&content) != entry.crc {
        return Err(format!("the entry `{}` can't be read: its checksum is wrong", entry.shown()));
    }
    Ok(content)
}

/// Unpacks into exactly the space that the entry asks for, once it is one that its body can fill.
fn inflated(entry: &Entry) -> Result<Vec<u8>, String> {
    let said =
        |why: &str| format!("the entry `{}` says that it has {} bytes, and has {why}", entry.shown(), entry.size);
    if entry.size > entry.body.len().saturating_mul(MOST_FROM_A_BYTE) {
        return Err(said("less than that"));
    }
    let mut content = vec![0; entry.size];
    let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let (status, read, written) = decompress(&mut DecompressorOxide::new(), entry.body, &mut content, 0, flags);
    match status {
        TINFLStatus::HasMoreOutput => Err(said("more than that")),
        TINFLStatus::Done if written < entry.size => Err(said("less than that")),
        TINFLStatus::Done if read == entry.body.len() => Ok(content),
        TINFLStatus::Done => Err(format!("the entry `{}` has data behind its end", entry.shown())),
        _ => Err(format!("the entry `{}` can't be read: it is damaged", entry.shown())),
    }
}
