//! Lines and columns of many places at once. Counting columns from the start of the line for each
//! of thousands of diagnostics takes minutes when a plan is one line of 16 MiB; one pass does not.

use std::collections::BTreeMap;
use wattpack_core::diagnostic::{Diagnostic, Place, Position, Span};

/// Positions by byte offset, lines and columns from 1, columns in Unicode scalars.
pub struct Places(BTreeMap<usize, Position>);

impl Places {
    /// Finds the positions of all diagnostics that point into the text.
    pub fn of(text: &str, diagnostics: &[Diagnostic]) -> Self {
        let spans = diagnostics.iter().filter_map(|found| match found.place {
            Place::Text(span) => Some(span),
            _ => None,
        });
        let mut offsets: Vec<usize> = spans.flat_map(|span| [span.start, span.end]).collect();
        offsets.sort_unstable();
        offsets.dedup();
        Self(walk(text, &offsets))
    }

    /// First position of a span and the one past its last.
    pub fn range(&self, span: Span) -> Option<(Position, Position)> {
        Some((*self.0.get(&span.start)?, *self.0.get(&span.end)?))
    }
}

/// Walks the text once. An offset inside a character counts as its beginning, one past the end as
/// the end, as in the library's `LineIndex`.
fn walk(text: &str, offsets: &[usize]) -> BTreeMap<usize, Position> {
    let mut found = BTreeMap::new();
    let mut wanted = offsets.iter().copied().peekable();
    let mut here = Position { line: 1, column: 1 };
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        while let Some(offset) = wanted.next_if(|offset| *offset < at + c.len_utf8()) {
            found.insert(offset, here);
        }
        if wanted.peek().is_none() {
            return found;
        }
        let ends_line = c == '\n' || (c == '\r' && rest.peek().is_none_or(|(_, next)| *next != '\n'));
        here = if ends_line {
            Position { line: here.line + 1, column: 1 }
        } else {
            Position { column: here.column + 1, ..here }
        };
    }
    found.extend(wanted.map(|offset| (offset, here)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use wattpack_core::diagnostic::LineIndex;

    #[test]
    fn one_pass_finds_what_the_library_finds_one_by_one() {
        for text in ["", "a\r\n漢😀x\rlast", "\n\n", "no end", "é\r"] {
            let index = LineIndex::new(text);
            let offsets: Vec<usize> = (0..text.len() + 3).collect();
            for (offset, position) in walk(text, &offsets) {
                assert_eq!(position, index.in_scalars(offset), "{text:?} at {offset}");
            }
            assert_eq!(walk(text, &offsets).len(), offsets.len());
        }
    }
}
