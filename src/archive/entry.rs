//! The entries of a zip, read as strictly as they are written: what the format says twice is the
//! same both times, every byte belongs to one entry, and a reader that starts at the front ends each
//! body where the directory does. Two readers can't see two trees then.
//! After APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.9, 4.3.12 and 4.5.

use super::end::Directory;
use super::record::Record;
use super::{DEFLATED, STORED};
use crate::plan;
use std::ops::Range;

const CENTRAL: &[u8] = b"PK\x01\x02";
const CENTRAL_LENGTH: usize = 46;
const LOCAL: &[u8] = b"PK\x03\x04";
const LOCAL_LENGTH: usize = 30;
const DESCRIPTOR: &[u8] = b"PK\x07\x08";

/// Checksum and sizes stand behind the body.
const DESCRIBED: u16 = 1 << 3;
/// How hard the packer tried, [`DESCRIBED`], UTF-8 names. The others encrypt or patch.
const USUAL_FLAGS: u16 = 0b110 | DESCRIBED | 1 << 11;
/// Extra fields of usual packers: times (UT, NTFS), owners (UX, Ux, ux), the mark of a jar. Others
/// change what an entry is: sizes, a second name, where a link leads, encryption.
const USUAL_FIELDS: [u16; 6] = [0x5455, 0x000A, 0x5855, 0x7855, 0x7875, 0xCAFE];

/// An entry as the directory describes it.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub name: &'a [u8],
    pub is_deflated: bool,
    pub crc: u32,
    pub size: usize,
    /// Kind and rights on Unix, if the archive tells.
    pub mode: u32,
    /// Attributes on DOS and Windows.
    pub attributes: u32,
    pub body: &'a [u8],
    is_described: bool,
    /// From the local record to the end of the body.
    extent: Range<usize>,
}

impl Entry<'_> {
    /// The name for messages.
    pub fn shown(&self) -> String {
        shown(self.name)
    }
}

/// A name as messages show it.
pub(super) fn shown(name: &[u8]) -> String {
    plan::shown(&std::str::from_utf8(name).map_or_else(|_| name.escape_ascii().to_string(), str::to_owned))
}

/// The entries in the order of the directory.
pub(super) fn entries(bytes: &[u8], directory: Directory) -> Result<Vec<Entry<'_>>, String> {
    let mut entries = Vec::new();
    let mut at = directory.start;
    while at < directory.end && entries.len() <= directory.count {
        let (entry, length) = entry(&bytes[..directory.end], at)?;
        entries.push(entry);
        at += length;
    }
    if entries.len() != directory.count {
        return Err(format!("the archive has not the {} entries that it says", directory.count));
    }
    every_byte_is_theirs(bytes, &entries, directory.start)?;
    Ok(entries)
}

/// The entry of the directory's record at a place, and the length of that record.
fn entry(bytes: &[u8], at: usize) -> Result<(Entry<'_>, usize), String> {
    let broken = || format!("the directory of the archive is broken at byte {at}");
    let central = Record::read(bytes, at, CENTRAL, CENTRAL_LENGTH).ok_or_else(broken)?;
    let tail = at + CENTRAL_LENGTH;
    let (name, extra) = split(bytes, tail, central.short(28), central.short(30)).ok_or_else(broken)?;
    let length = CENTRAL_LENGTH + name.len() + extra.len() + central.short(32);
    if at + length > bytes.len() {
        return Err(broken());
    }
    let refused = |why: &str| format!("the entry `{}` {why}", shown(name));
    unusual(central, extra).map_or(Ok(()), Err).map_err(refused)?;
    let extent = extent(bytes, central, name).map_err(refused)?;
    let entry = Entry {
        name,
        is_deflated: central.half(10) == DEFLATED,
        crc: central.word(16),
        size: central.long(24),
        mode: central.word(38) >> 16,
        attributes: central.word(38) & 0xFFFF,
        body: &bytes[extent.end - central.long(20)..extent.end],
        is_described: central.half(8) & DESCRIBED != 0,
        extent,
    };
    Ok((entry, length))
}

fn split(bytes: &[u8], at: usize, name: usize, extra: usize) -> Option<(&[u8], &[u8])> {
    bytes.get(at..at + name + extra).map(|tail| tail.split_at(name))
}

/// What a record says that no record of a pack does.
fn unusual(central: Record, extra: &[u8]) -> Option<&'static str> {
    if central.half(8) & !USUAL_FLAGS != 0 {
        Some("is encrypted or patched")
    } else if ![STORED, DEFLATED].contains(&central.half(10)) {
        Some("is packed by another method than deflate")
    } else if central.half(34) != 0 {
        Some("is on another disk")
    } else if central.half(10) == STORED && central.word(20) != central.word(24) {
        Some("is stored, but has two sizes")
    } else if central.half(10) == STORED && central.half(8) & DESCRIBED != 0 && central.word(24) != 0 {
        Some("is stored, and only what stands behind it says where it ends")
    } else {
        unusual_field(extra)
    }
}

fn unusual_field(mut extra: &[u8]) -> Option<&'static str> {
    while !extra.is_empty() {
        let Some(field) = Record::read(extra, 0, b"", 4) else {
            return Some("has extra fields that can't be read");
        };
        if !USUAL_FIELDS.contains(&field.half(0)) {
            return Some("has extra fields that say more than times and owners");
        }
        let Some(rest) = extra.get(4 + field.short(2)..) else {
            return Some("has extra fields that can't be read");
        };
        extra = rest;
    }
    None
}

/// From the local record to the end of the body; the local record must say what the directory says.
fn extent(bytes: &[u8], central: Record, name: &[u8]) -> Result<Range<usize>, &'static str> {
    let start = central.long(42);
    let local = Record::read(bytes, start, LOCAL, LOCAL_LENGTH).ok_or("has no record where the directory says")?;
    let tail = split(bytes, start + LOCAL_LENGTH, local.short(26), local.short(28));
    let (local_name, extra) = tail.ok_or("is cut off")?;
    if local_name != name {
        return Err("has another name in its own record than in the directory");
    }
    if local.half(6) != central.half(8) || local.half(8) != central.half(10) {
        return Err("is packed otherwise in its own record than in the directory");
    }
    let same = |at: usize| local.word(at) == central.word(at + 2);
    let left_open = |at: usize| local.half(6) & DESCRIBED != 0 && local.word(at) == 0;
    if ![14, 18, 22].into_iter().all(|at| same(at) || left_open(at)) {
        return Err("has another size or checksum in its own record than in the directory");
    }
    unusual_field(extra).map_or(Ok(()), Err)?;
    let body = start + LOCAL_LENGTH + name.len() + extra.len();
    let end = body.checked_add(central.long(20)).filter(|end| *end <= bytes.len());
    Ok(start..end.ok_or("is cut off")?)
}

/// Refuses entries that share bytes, and bytes that no entry has.
fn every_byte_is_theirs(bytes: &[u8], entries: &[Entry], directory: usize) -> Result<(), String> {
    let mut sorted: Vec<&Entry> = entries.iter().collect();
    sorted.sort_by_key(|entry| entry.extent.start);
    let first = sorted.first().map_or(directory, |entry| entry.extent.start);
    if first != 0 {
        return Err(format!("{first} bytes stand before the first entry of the archive"));
    }
    let nexts = sorted.iter().skip(1).map(|entry| entry.extent.start).chain([directory]);
    for (entry, next) in sorted.iter().zip(nexts) {
        let behind = bytes.get(entry.extent.end..next);
        let behind = behind.ok_or_else(|| format!("the entry `{}` shares bytes with what follows", entry.shown()))?;
        if entry.is_described && !describes(behind, entry) {
            return Err(format!("the entry `{}` is not described by what stands behind it", entry.shown()));
        }
        if !(entry.is_described || behind.is_empty()) {
            return Err(format!("{} bytes behind the entry `{}` belong to nothing", behind.len(), entry.shown()));
        }
    }
    Ok(())
}

/// Whether bytes are the descriptor of an entry. Its mark may be left out, says the format; a stream
/// finds the end of nothing without it.
fn describes(behind: &[u8], entry: &Entry) -> bool {
    let numbers = [entry.crc.to_le_bytes(), packed(entry), u32_of(entry.size)].concat();
    behind.strip_prefix(DESCRIPTOR) == Some(&numbers)
}

fn packed(entry: &Entry) -> [u8; 4] {
    u32_of(entry.body.len())
}

fn u32_of(length: usize) -> [u8; 4] {
    u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes()
}
