//! What is wrong, where, and what to write instead.
//!
//! Every problem of a plan or a pack is a [`Diagnostic`] with a stable [`Code`]. Nothing in the
//! library stops at the first one.

mod catalog;
mod position;
mod problems;

pub use catalog::*;
pub use position::{LineIndex, Position, Span};
pub use problems::Problems;

/// How much a diagnostic weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; changes nothing.
    Note,
    /// Probably not what the author meant; `--strict` turns it into an error.
    Warning,
    /// The plan or the pack can't be used as it is.
    Error,
}

impl Severity {
    /// The word that people read.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A kind of problem with a stable id.
#[derive(Debug)]
pub struct Code {
    /// Stable id, `WP` and three digits.
    pub id: &'static str,
    /// Weight of this kind of problem.
    pub severity: Severity,
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Code {}

/// One entry of the catalogue. Codes do not hold what is said about them, so what only reports problems
/// does not carry it.
#[derive(Debug)]
pub struct Article {
    /// What it is about.
    pub code: &'static Code,
    /// One line without details.
    pub title: &'static str,
    /// What `wattpack explain` prints: why it is a problem and how to get out of it.
    pub explanation: &'static str,
}

impl Article {
    /// Looks a code up by its id, in any case.
    pub fn find(id: &str) -> Option<&'static Self> {
        CATALOG.iter().find(|article| article.code.id.eq_ignore_ascii_case(id))
    }
}

/// What a diagnostic points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A range of the text that was read.
    Text(Span),
    /// An override, by its key.
    Override(String),
    /// A file of a pack, by its path.
    File(String),
    /// The input as a whole.
    Whole,
}

/// One problem, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind of problem.
    pub code: &'static Code,
    /// What was found.
    pub message: String,
    /// What was allowed and what to write instead.
    pub help: String,
    /// Where.
    pub place: Place,
}

impl Diagnostic {
    /// A diagnostic about a range of the text.
    pub fn at(code: &'static Code, span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, message: message.into(), help: help.into(), place: Place::Text(span) }
    }

    /// A diagnostic about the input as a whole.
    pub fn whole(code: &'static Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, message: message.into(), help: help.into(), place: Place::Whole }
    }

    /// A diagnostic about a file of a pack.
    pub fn file(code: &'static Code, path: &str, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, message: message.into(), help: help.into(), place: Place::File(path.to_owned()) }
    }

    /// Severity after `--strict`: warnings weigh as errors.
    pub fn severity(&self, strict: bool) -> Severity {
        match self.code.severity {
            Severity::Warning if strict => Severity::Error,
            severity => severity,
        }
    }

    fn start(&self) -> usize {
        match &self.place {
            Place::Text(span) => span.start,
            _ => 0,
        }
    }
}

/// Whether anything in the list stops the work.
pub fn has_errors(diagnostics: &[Diagnostic], strict: bool) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity(strict) == Severity::Error)
}

/// Sorts by position and drops exact repetitions.
pub fn in_reading_order(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort_by(|a, b| (a.start(), a.code.id, &a.message).cmp(&(b.start(), b.code.id, &b.message)));
    diagnostics.dedup();
    diagnostics
}
