//! Byte offsets of a text as the offsets that editors in the browser count: UTF-16 code units.

use crate::diagnostic::Span;

/// Where the two ways of counting part: behind each character that is not ASCII.
#[derive(Debug, Default)]
pub struct Offsets {
    /// Byte offset behind the character, and how much smaller the other offset is from there on.
    jumps: Vec<(usize, usize)>,
}

impl Offsets {
    /// Reads the text once.
    pub fn new(text: &str) -> Self {
        let mut ahead = 0;
        let wide = text.char_indices().filter(|(_, character)| !character.is_ascii());
        let jumps = wide.map(|(at, character)| {
            ahead += character.len_utf8() - character.len_utf16();
            (at + character.len_utf8(), ahead)
        });
        Self { jumps: jumps.collect() }
    }

    /// The offset of a byte that begins a character.
    pub fn utf16(&self, byte: usize) -> u32 {
        let before = self.jumps.partition_point(|(behind, _)| *behind <= byte);
        let ahead = before.checked_sub(1).map_or(0, |at| self.jumps[at].1);
        u32::try_from(byte - ahead).unwrap_or(u32::MAX)
    }

    /// A range.
    pub fn range(&self, span: Span) -> (u32, u32) {
        (self.utf16(span.start), self.utf16(span.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_agree_with_the_encoding() {
        let text = "a漢😀é\r\nx";
        let offsets = Offsets::new(text);
        for (at, _) in text.char_indices() {
            assert_eq!(offsets.utf16(at) as usize, text[..at].encode_utf16().count());
        }
        assert_eq!(offsets.utf16(text.len()) as usize, text.encode_utf16().count());
    }
}
