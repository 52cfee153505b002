//! What a plan asks for besides numbers: requirements, files, scenarios, assumptions, citations,
//! and text that is carried over.

mod reader;

pub use reader::Reader;

use super::inline::Inline;
use crate::diagnostic::Span;

/// The structure of a plan.
#[derive(Debug, Default)]
pub struct Outline {
    /// The first heading.
    pub title: Option<Inline>,
    /// Requirement ids, first mention of each, in the order of the plan.
    pub requirements: Vec<Requirement>,
    /// Files that the plan lists, each path once.
    pub files: Vec<ListedFile>,
    /// Test scenarios.
    pub scenarios: Vec<Scenario>,
    /// Assumptions and defaults that the plan states.
    pub assumptions: Vec<Inline>,
    /// Citations by DOI, each once.
    pub citations: Vec<Citation>,
    /// Fenced blocks that become files.
    pub file_blocks: Vec<FileBlock>,
    /// Sections about the architecture, as Markdown.
    pub architecture: Vec<String>,
}

/// A requirement id with what it says.
#[derive(Debug)]
pub struct Requirement {
    /// For example `INV-001`.
    pub id: String,
    /// The words behind the id.
    pub text: String,
    /// Where the id stands.
    pub span: Span,
}

/// A path that the plan lists.
#[derive(Debug)]
pub struct ListedFile {
    /// As written.
    pub path: String,
    /// Where it stands first.
    pub span: Span,
    /// What the plan asks of the file.
    pub bullets: Vec<Bullet>,
}

impl ListedFile {
    /// Whether one of its bullets says something about this.
    pub fn mentions(&self, word: &str) -> bool {
        self.bullets.iter().any(|bullet| bullet.text.plain().to_ascii_lowercase().contains(word))
    }
}

/// Something that a plan asks of a file.
#[derive(Debug)]
pub struct Bullet {
    /// Nesting below the file, from 0.
    pub depth: usize,
    /// Its words.
    pub text: Inline,
}

/// A test scenario.
#[derive(Debug)]
pub struct Scenario {
    /// Its name.
    pub title: String,
    /// What is to be seen.
    pub checks: Vec<String>,
    /// Where it stands.
    pub span: Span,
}

/// A work cited by its DOI.
#[derive(Debug)]
pub struct Citation {
    /// Lower-case prefix and suffix as written, without resolver.
    pub doi: String,
    /// Where it stands.
    pub span: Span,
}

/// A fenced block with `file=PATH`.
#[derive(Debug)]
pub struct FileBlock {
    /// As written.
    pub path: String,
    /// The file's content.
    pub text: String,
    /// The line of the opening fence.
    pub span: Span,
}
