//! The rows of a sweep for programs: CSV, or one JSON object per line.

use std::io::Write as _;
use wattpack_core::model::point::COLUMNS;
use wattpack_core::model::sweep::{Cell, Rows, Sweep, cells};

/// How a row is written.
#[derive(Clone, Debug)]
pub struct Writer {
    /// Before each cell, without the first cell's.
    lead: Vec<Vec<u8>>,
    empty: &'static [u8],
    quote: &'static [u8],
    end: &'static [u8],
}

impl Writer {
    /// Comma-separated values.
    pub fn csv(sweep: &Sweep) -> Self {
        let lead = names(sweep).enumerate().map(|(at, _)| if at == 0 { Vec::new() } else { b",".to_vec() });
        Self { lead: lead.collect(), empty: b"", quote: b"", end: b"\n" }
    }

    /// JSON lines.
    pub fn jsonl(sweep: &Sweep) -> Self {
        let lead = |(at, name)| format!("{}\"{name}\":", if at == 0 { '{' } else { ',' }).into_bytes();
        Self { lead: names(sweep).enumerate().map(lead).collect(), empty: b"null", quote: b"\"", end: b"}\n" }
    }

    /// Writes all rows of a stretch.
    pub fn write(&self, rows: &mut Rows, text: &mut Vec<u8>) {
        while rows.left() > 0 {
            let mut leads = self.lead.iter();
            let mut cell = |cell| {
                text.extend_from_slice(leads.next().map_or(&[], Vec::as_slice));
                self.cell(cell, text);
            };
            rows.varied().for_each(&mut cell);
            cells(rows.point().as_ref()).into_iter().for_each(&mut cell);
            text.extend_from_slice(self.end);
            rows.advance();
        }
    }

    fn cell(&self, cell: Cell, text: &mut Vec<u8>) {
        // Writing into memory can't fail.
        let _ = match cell {
            Cell::Empty => text.write_all(self.empty),
            Cell::Count(count) => serde_json::to_writer(text, &count).map_err(Into::into),
            Cell::Number(number) => serde_json::to_writer(text, &number).map_err(Into::into),
            Cell::Word(word) => {
                [self.quote, word.as_bytes(), self.quote].iter().try_for_each(|part| text.write_all(part))
            }
        };
    }
}

/// The first line of CSV.
pub fn header(sweep: &Sweep) -> String {
    names(sweep).collect::<Vec<_>>().join(",") + "\n"
}

fn names(sweep: &Sweep) -> impl Iterator<Item = &'static str> {
    sweep.axes().iter().map(|axis| axis.key.name()).chain(COLUMNS)
}
