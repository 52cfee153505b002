//! Where the directory of a zip stands, as its end says (APPNOTE.TXT 6.3.10, section 4.3.16).

use super::record::Record;

const END: &[u8] = b"PK\x05\x06";
const LENGTH: usize = 22;
const LONGEST_COMMENT: usize = 0xFFFF;
/// Stands before the end of a zip64 (section 4.3.15).
const LOCATOR: &[u8] = b"PK\x06\x07";
const LOCATOR_LENGTH: usize = 20;

/// The directory of an archive.
#[derive(Clone, Copy, Debug)]
pub(super) struct Directory {
    pub start: usize,
    pub end: usize,
    pub count: usize,
}

/// A record with the mark of an end.
struct Candidate<'a> {
    at: usize,
    record: Record<'a>,
}

impl Candidate<'_> {
    fn reaches_the_end(&self, bytes: &[u8]) -> bool {
        self.at + LENGTH + self.record.short(20) == bytes.len()
    }

    fn follows_its_directory(&self) -> bool {
        self.record.long(16).checked_add(self.record.long(12)) == Some(self.at)
    }
}

/// Finds the one end: the last mark of one, so that the comment behind it holds none. Readers that
/// search from the front and those that search from the back must not find two.
pub(super) fn directory(bytes: &[u8]) -> Result<Directory, String> {
    let first = bytes.len().saturating_sub(LENGTH + LONGEST_COMMENT);
    let mut marks = (first..bytes.len()).filter(|at| bytes[*at..].starts_with(END));
    let last = marks.next_back().ok_or("this is no zip that can be read: it has no end")?;
    let reaching = |at| {
        let record = Record::read(bytes, at, END, LENGTH)?;
        Some(Candidate { at, record }).filter(|found| found.reaches_the_end(bytes))
    };
    if marks.filter_map(reaching).any(|found| found.follows_its_directory()) {
        return Err("the archive has two ends, one inside the comment of the other".to_owned());
    }
    let end = reaching(last).ok_or("this is no zip that can be read: its end is cut off, or data follows it")?;
    read(bytes, &end)
}

fn read(bytes: &[u8], end: &Candidate) -> Result<Directory, String> {
    let record = end.record;
    let is_full = record.half(10) == u16::MAX || record.word(12) == u32::MAX || record.word(16) == u32::MAX;
    let locator = end.at.checked_sub(LOCATOR_LENGTH).and_then(|at| Record::read(bytes, at, LOCATOR, LOCATOR_LENGTH));
    if is_full || locator.is_some() {
        return Err("the archive is a zip64, which no pack needs".to_owned());
    }
    if record.word(4) != 0 || record.half(8) != record.half(10) {
        return Err("the archive is one part of several".to_owned());
    }
    if !end.follows_its_directory() {
        return Err("this is no zip that can be read: its directory is not where its end says".to_owned());
    }
    Ok(Directory { start: record.long(16), end: end.at, count: record.short(10) })
}
