//! Front matter: where it begins and ends, and whether it is meant as such.

use super::MAX_CONFIG;
use super::tree::{Language, Node, Tree};
use crate::diagnostic::Span;

/// Structured text between `---` or `+++` lines at the very beginning.
#[derive(Debug, PartialEq, Eq)]
pub struct FrontMatter {
    /// YAML between `---`, TOML between `+++`.
    pub language: Language,
    /// The text between the two lines.
    pub content: Span,
    end: usize,
}

/// Length of the mark that a text may begin with.
pub fn byte_order_mark(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

impl FrontMatter {
    /// Where the text behind it begins.
    pub fn end(&self) -> usize {
        self.end
    }

    /// Two rules around Markdown look the same, so front matter has to be an object, or at least
    /// to speak of `cluster`.
    pub fn is_meant(&self, text: &str) -> bool {
        let content = &text[self.content.start..self.content.end];
        let speaks_of_us = || content.lines().any(|line| line.trim_start_matches(['[', '"']).starts_with("cluster"));
        let is_object = || {
            content.len() <= MAX_CONFIG && matches!(self.language.parse(content), Ok(Node { tree: Tree::Map(_), .. }))
        };
        content.trim().is_empty() || speaks_of_us() || is_object()
    }

    /// What a text begins with, if it looks like front matter.
    pub fn find(text: &str) -> Option<Self> {
        let begin = byte_order_mark(text);
        let mut at = begin;
        let mut opened = None;
        for line in text[begin..].split_inclusive('\n') {
            let end = at + line.len();
            match (opened, line.trim_end()) {
                (None, "---") => opened = Some((Language::Yaml, end)),
                (None, "+++") => opened = Some((Language::Toml, end)),
                (None, _) => return None,
                (Some((language @ Language::Yaml, start)), "---" | "...")
                | (Some((language @ Language::Toml, start)), "+++") => {
                    return Some(Self { language, content: Span::new(start, at), end });
                }
                _ => {}
            }
            at = end;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_at_the_top_is_not_front_matter() {
        assert_eq!(FrontMatter::find("---\n\ntext\n"), None);
        assert_eq!(FrontMatter::find("# x\n---\na\n---\n"), None);
    }
}
