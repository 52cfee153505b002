//! A document: its fenced blocks, headings, links and code spans.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// A Markdown file of the repository.
pub struct Document {
    pub path: String,
    pub text: String,
}

/// A fenced block.
pub struct Block {
    pub info: String,
    pub text: String,
    /// With its fences.
    pub whole: Range<usize>,
    /// Between its fences.
    pub content: Range<usize>,
}

impl Document {
    pub fn read(path: &str) -> Self {
        Self { path: path.to_owned(), text: crate::repo::text(path) }
    }
}

impl Block {
    /// What it is written in.
    pub fn language(&self) -> &str {
        self.info.split_whitespace().next().unwrap_or_default()
    }

    /// Whether it is a plan, or a config block, which is a plan by itself.
    pub fn is_plan(&self) -> bool {
        self.language() == "markdown" || self.info.split_whitespace().nth(1) == Some("cluster")
    }

    /// Whether it stands right behind another one.
    pub fn follows(&self, other: &Self, text: &str) -> bool {
        text[other.whole.end..self.whole.start].trim().is_empty()
    }
}

fn events(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter()
}

/// The fenced blocks of a text.
pub fn blocks(text: &str) -> Vec<Block> {
    let fenced = |(event, range)| match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => Some(block(text, &info, range)),
        _ => None,
    };
    events(text).filter_map(fenced).collect()
}

fn block(text: &str, info: &CowStr, whole: Range<usize>) -> Block {
    let start = whole.start + text[whole.clone()].find('\n').unwrap() + 1;
    let end = start + text[start..whole.end].trim_end().rfind('\n').map_or(0, |at| at + 1);
    Block { info: info.to_string(), text: text[start..end].to_owned(), whole, content: start..end }
}

/// Where links and pictures of a text lead.
pub fn links(text: &str) -> Vec<String> {
    let target = |(event, _)| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url.to_string()),
        _ => None,
    };
    events(text).filter_map(target).collect()
}

/// The code spans of a text.
pub fn code_spans(text: &str) -> Vec<String> {
    let span = |(event, _)| if let Event::Code(code) = event { Some(code.to_string()) } else { None };
    events(text).filter_map(span).collect()
}

/// The anchors of the headings of a text, as GitHub makes them.
pub fn anchors(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut heading: Option<String> = None;
    for (event, _) in events(text) {
        match (event, &mut heading) {
            (Event::Start(Tag::Heading { .. }), _) => heading = Some(String::new()),
            (Event::Text(words) | Event::Code(words), Some(heading)) => heading.push_str(&words),
            (Event::End(TagEnd::Heading(_)), Some(words)) => {
                let slug = slug(words);
                let again = found.iter().filter(|known| **known == slug).count();
                found.push(if again == 0 { slug } else { format!("{slug}-{again}") });
                heading = None;
            }
            _ => {}
        }
    }
    found
}

fn slug(heading: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || " -_".contains(*c);
    heading.to_lowercase().chars().filter(kept).map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[test]
fn blocks_keep_their_bounds() {
    let text = "# A `b` & c\n\n````markdown\n```yaml cluster\nx: 1\n```\n````\n\n```text\n```\n\n## A b  c\n";
    let found = blocks(text);
    assert_eq!(found.iter().map(|block| block.text.as_str()).collect::<Vec<_>>(), ["```yaml cluster\nx: 1\n```\n", ""]);
    assert!(found[1].follows(&found[0], text));
    assert_eq!(anchors(text), ["a-b--c", "a-b--c-1"]);
}
