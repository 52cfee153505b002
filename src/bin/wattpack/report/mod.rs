//! Shows what the library found: to people, to programs, to code scanning, to GitHub workflows.

pub mod answer;
pub mod catalog;
pub mod explained;
pub mod github;
pub mod human;
pub mod json;
mod layout;
pub mod listing;
pub mod made;
mod number;
mod place;
pub mod rows;
pub mod safe;
pub mod sarif;
pub mod verdict;
pub mod wanted;

use crate::console::{STRONG, styled};
use place::Places;
use std::fmt::Write as _;
use wattpack_core::diagnostic::{Diagnostic, Place, Position, Severity};

/// A titled part of a text; nothing when there is nothing in it.
pub fn section(text: &mut String, title: &str, body: &str) {
    if !body.is_empty() {
        let _ = write!(text, "\n{}\n{body}", styled(STRONG, title));
    }
}

/// Diagnostics with the text that they speak of.
pub struct Report<'a> {
    /// What messages call the text.
    pub label: &'a str,
    /// The text.
    pub text: &'a str,
    /// What was found.
    pub diagnostics: &'a [Diagnostic],
    /// Whether warnings weigh as errors.
    pub strict: bool,
}

/// Where a diagnostic points, in words that every format can use.
#[derive(Debug, PartialEq, Eq)]
struct Where {
    /// The text, a file of the pack, or the flag `--set KEY`.
    file: String,
    /// First position and the one past the last; none for a whole file or a flag.
    range: Option<(Position, Position)>,
}

impl Report<'_> {
    fn severity(&self, diagnostic: &Diagnostic) -> Severity {
        diagnostic.severity(self.strict)
    }

    fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|found| self.severity(found) == severity).count()
    }

    /// Lines and columns of all diagnostics, found in one pass over the text.
    fn places(&self) -> Places {
        Places::of(self.text, self.diagnostics)
    }

    fn locate(&self, diagnostic: &Diagnostic, places: &Places) -> Where {
        match &diagnostic.place {
            Place::Text(span) => Where { file: self.label.to_owned(), range: places.range(*span) },
            Place::Override(key) => Where { file: format!("--set {key}"), range: None },
            Place::File(path) => Where { file: self.inside(path), range: None },
            Place::Whole => Where { file: self.label.to_owned(), range: None },
        }
    }

    /// A file of the pack that the label names.
    fn inside(&self, path: &str) -> String {
        format!("{}/{path}", self.label.trim_end_matches(['/', '\\']))
    }
}
