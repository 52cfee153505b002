//! The records of a zip: a mark of four bytes, then little-endian numbers at fixed places.

/// A record of an archive, cut to its fixed length.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'a>(&'a [u8]);

impl<'a> Record<'a> {
    /// The record with this mark and length at a place, if it is there.
    pub fn read(bytes: &'a [u8], at: usize, mark: &[u8], length: usize) -> Option<Self> {
        let record = bytes.get(at..at.checked_add(length)?)?;
        record.starts_with(mark).then_some(Self(record))
    }

    /// Two bytes.
    pub fn half(self, at: usize) -> u16 {
        u16::from_le_bytes([self.0[at], self.0[at + 1]])
    }

    /// Four bytes.
    pub fn word(self, at: usize) -> u32 {
        u32::from_le_bytes([self.0[at], self.0[at + 1], self.0[at + 2], self.0[at + 3]])
    }

    /// Two bytes that say a length.
    pub fn short(self, at: usize) -> usize {
        usize::from(self.half(at))
    }

    /// Four bytes that say a length or a place. On a 16-bit machine nothing of that size is there.
    pub fn long(self, at: usize) -> usize {
        usize::try_from(self.word(at)).unwrap_or(usize::MAX)
    }
}
