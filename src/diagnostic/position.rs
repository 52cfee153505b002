//! Byte ranges of a text and the lines and columns that editors show for them.

/// A byte range of the text that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A range from its two ends.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// Line and column, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in the unit that was asked for.
    pub column: usize,
}

/// Finds the line and column of a byte offset. Lines end at `\n`, `\r\n` or a lone `\r`.
#[derive(Debug)]
pub struct LineIndex<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> LineIndex<'a> {
    /// Reads the text once and keeps where its lines start.
    pub fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|&(at, &byte)| match byte {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        });
        let starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        Self { text, starts }
    }

    /// Position with the column in Unicode scalar values.
    pub fn in_scalars(&self, offset: usize) -> Position {
        self.position(offset, |before| before.chars().count())
    }

    /// Position with the column in UTF-16 code units, as editors in JavaScript count.
    pub fn in_utf16(&self, offset: usize) -> Position {
        self.position(offset, |before| before.chars().map(char::len_utf16).sum())
    }

    /// The line number of an offset, from 1.
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset).max(1)
    }

    fn position(&self, offset: usize, width: impl Fn(&str) -> usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.line(offset);
        let before = &self.text[self.starts[line - 1]..offset];
        Position { line, column: width(before) + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_scalars_or_utf16_units() {
        let text = "a\r\n漢😀x\rlast";
        let index = LineIndex::new(text);
        let x = text.find('x').unwrap();
        assert_eq!(index.in_scalars(x), Position { line: 2, column: 3 });
        assert_eq!(index.in_utf16(x), Position { line: 2, column: 4 });
        assert_eq!(index.in_scalars(text.len()), Position { line: 3, column: 5 });
    }

    #[test]
    fn an_offset_inside_a_character_or_past_the_end_is_moved_back() {
        let index = LineIndex::new("é");
        assert_eq!(index.in_scalars(1), Position { line: 1, column: 1 });
        assert_eq!(index.in_scalars(99), Position { line: 1, column: 2 });
    }
}
