//! A key added to the plan's config block.

use super::{Edit, line_end};
use crate::diagnostic::Span;
use crate::model::param::Key;
use crate::model::value::Value;
use crate::plan::block_language;
use crate::plan::markdown::{Block, Code, Document};
use crate::plan::quantity::decimal;
use crate::plan::tree::{Entry, Language, Tree};

/// A value as JSON, TOML and YAML all write it.
pub fn literal(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(decimal(*number, 0)),
        Value::Count(count) => Some(count.to_string()),
        Value::Word(word) => serde_json::to_string(word).ok(),
        Value::Points(_) => None,
    }
}

/// Ways to add a key to the first config block.
pub fn additions(text: &str, document: &Document, key: Key, value: &Value) -> Vec<Edit> {
    let found = document.blocks().find_map(|block| match block {
        Block::Code(code) => block_language(code).map(|language| (code, language)),
        _ => None,
    });
    let Some(((code, language), literal)) = found.zip(literal(value)) else { return Vec::new() };
    let (section, name) =
        key.name().split_once('.').map_or((None, key.name()), |(section, name)| (Some(section), name));
    let addition = Addition { text, code, section, name, literal: &literal };
    let way = match language {
        Language::Toml => Some(addition.toml()),
        Language::Json | Language::Yaml => addition.tree(language),
    };
    way.into_iter().collect()
}

struct Addition<'a> {
    text: &'a str,
    code: &'a Code,
    section: Option<&'a str>,
    name: &'a str,
    literal: &'a str,
}

impl Addition<'_> {
    /// Before the first key of its section, or a new section before the first key of all.
    fn tree(&self, language: Language) -> Option<Edit> {
        let Tree::Map(top) = language.parse(&self.code.text).ok()?.tree else { return None };
        let inside =
            self.section.and_then(|section| top.iter().find(|entry| entry.key == section)).and_then(
                |entry| match &entry.value.tree {
                    Tree::Map(entries) => entries.first(),
                    _ => None,
                },
            );
        let first = inside.or(top.first())?;
        let section = self.section.filter(|_| inside.is_none());
        Some(if language == Language::Json { self.json(first, section) } else { self.yaml(first, section) })
    }

    fn json(&self, first: &Entry, section: Option<&str>) -> Edit {
        let pair = format!("\"{}\": {}", self.name, self.literal);
        let pair = section.map_or(pair.clone(), |section| format!("\"{section}\": {{ {pair} }}"));
        let (at, indent) = self.line_of(first.span.start);
        let joint =
            if indent.trim().is_empty() { format!(",{}{indent}", line_end(self.text)) } else { ", ".to_owned() };
        Edit::insert(at, format!("{pair}{joint}"))
    }

    fn yaml(&self, first: &Entry, section: Option<&str>) -> Edit {
        let (at, indent) = self.line_of(first.span.start);
        let is_flow = !indent.trim_start_matches(['>', ' ', '\t']).is_empty();
        let pair = format!("{}: {}", self.name, self.literal);
        let end = if is_flow { ", ".to_owned() } else { format!("{}{indent}", line_end(self.text)) };
        let pair = match section {
            Some(section) if is_flow => format!("{section}: {{{pair}}}"),
            Some(section) => format!("{section}:{end}  {pair}"),
            None => pair,
        };
        Edit::insert(at, format!("{pair}{end}"))
    }

    /// Top keys stand before all tables; a table is opened where there is none.
    fn toml(&self) -> Edit {
        let (code, end) = (&self.code.text, line_end(self.text));
        let pair = format!("{} = {}", self.name, self.literal);
        let header = self.section.map(|section| format!("[{section}]"));
        let found = header.as_ref().and_then(|header| {
            let mut lines = code.split_inclusive('\n').scan(0, |at, line| {
                *at += line.len();
                Some((*at, line))
            });
            lines.find(|(_, line)| line.trim() == header).map(|(behind, _)| behind)
        });
        match (found, header) {
            (Some(behind), _) => Edit::insert(self.at(behind), format!("{pair}{end}")),
            (None, Some(header)) => Edit::insert(self.at(code.len()), format!("{end}{header}{end}{pair}{end}")),
            (None, None) => Edit::insert(self.at(0), format!("{pair}{end}")),
        }
    }

    fn at(&self, offset: usize) -> usize {
        self.code.locate(Span::new(offset, offset)).start
    }

    /// The place of an offset in the plan, and what stands before it on its line.
    fn line_of(&self, offset: usize) -> (usize, &str) {
        let at = self.at(offset);
        let start = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        (at, &self.text[start..at])
    }
}
