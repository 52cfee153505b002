//! How many entries of a plan are taken.

use crate::diagnostic::{Diagnostic, Span, TOO_LARGE};

/// Most entries of a plan: requirements, listed files and their points, scenarios and their checks,
/// assumptions, citations. Each is several texts in several files of the pack.
const MAX_ENTRIES: usize = 20_000;
/// A larger plan may have one in so many bytes. The example has one in two hundred.
const BYTES_OF_AN_ENTRY: usize = 125;

/// Room for the entries of a plan.
#[derive(Default)]
pub struct Room {
    left: usize,
    /// Where the first entry stands that is not taken.
    beyond: Option<Span>,
}

impl Room {
    /// All the room for a text.
    pub fn of(text: &str) -> Self {
        Self { left: MAX_ENTRIES.max(text.len() / BYTES_OF_AN_ENTRY), beyond: None }
    }

    /// Whether one more entry is taken.
    pub fn takes(&mut self, span: Span) -> bool {
        let is_room = self.left > 0;
        if is_room {
            self.left -= 1;
        } else {
            self.beyond.get_or_insert(span);
        }
        is_room
    }

    /// What is wrong if some were not taken.
    pub fn too_many(&self) -> Option<Diagnostic> {
        self.beyond.map(|span| {
            let message = "too many requirements, files, scenarios, assumptions and the like";
            let help =
                format!("{MAX_ENTRIES} are taken, or one in {BYTES_OF_AN_ENTRY} bytes; keep the rest beside the plan");
            Diagnostic::at(&TOO_LARGE, span, message, help)
        })
    }
}
