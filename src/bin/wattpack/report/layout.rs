//! Text set for a terminal: wrapped paragraphs and tables with aligned columns.

use std::fmt::Write as _;

/// The width that paragraphs are set to.
const WIDTH: usize = 80;

/// A paragraph broken between words.
pub fn wrapped(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().filter(|line| line.is_empty() || width(line) + 1 + width(word) <= WIDTH);
        match line {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines.join("\n") + "\n"
}

/// Rows of cells; numbers stand to the right, words to the left.
#[derive(Default)]
pub struct Table {
    rows: Vec<Vec<Cell>>,
}

/// A cell with its alignment.
pub enum Cell {
    /// Aligned to the left.
    Word(String),
    /// Aligned to the right.
    Number(String),
}

impl Cell {
    fn text(&self) -> &str {
        match self {
            Self::Word(text) | Self::Number(text) => text,
        }
    }

    fn set(&self, room: usize) -> String {
        let gap = " ".repeat(room.saturating_sub(width(self.text())));
        match self {
            Self::Word(text) => format!("{text}{gap}"),
            Self::Number(text) => format!("{gap}{text}"),
        }
    }
}

/// A cell of words.
pub fn word(text: impl Into<String>) -> Cell {
    Cell::Word(text.into())
}

/// A cell of digits.
pub fn number(text: impl Into<String>) -> Cell {
    Cell::Number(text.into())
}

impl Table {
    /// Adds a row; rows may be of different length.
    pub fn row(&mut self, cells: impl Into<Vec<Cell>>) {
        self.rows.push(cells.into());
    }

    /// The rows below each other, indented by two.
    pub fn set(&self) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let room = |column: usize| {
            self.rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell.text())).max().unwrap_or(0)
        };
        let rooms: Vec<usize> = (0..columns).map(room).collect();
        self.rows.iter().fold(String::new(), |mut text, row| {
            let cells: Vec<String> = row.iter().zip(&rooms).map(|(cell, room)| cell.set(*room)).collect();
            let _ = writeln!(text, "  {}", cells.join("  ").trim_end());
            text
        })
    }
}

/// Characters, which is what these texts are as wide as.
fn width(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let mut table = Table::default();
        table.row([word("nodes"), number("9"), word("W")]);
        table.row([word("é"), number("1 200"), word("kW")]);
        assert_eq!(table.set(), "  nodes      9  W\n  é      1 200  kW\n");
    }

    #[test]
    fn no_line_is_longer_than_the_width_unless_a_word_is() {
        let text = wrapped(&format!("{} {}", "word ".repeat(60), "x".repeat(100)));
        assert!(text.lines().rev().skip(1).all(|line| line.len() <= WIDTH));
        assert_eq!(text.lines().last(), Some("x".repeat(100).as_str()));
    }
}
