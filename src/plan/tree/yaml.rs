//! YAML with positions; the only file that names `saphyr_parser`.

use super::{Entry, MAX_DEPTH, Node, SyntaxError, Tree};
use crate::diagnostic::Span;
use crate::plan::double;
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};
use std::borrow::Cow;

pub(super) fn parse(text: &str) -> Result<Node<'_>, SyntaxError> {
    let offsets = Offsets::new(text);
    let mut builder = Builder { open: Vec::new(), root: None };
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| offsets.syntax_error(&error))?;
        builder.take(event, offsets.span(span))?;
    }
    let end = Span::new(text.len(), text.len());
    builder.root.ok_or(SyntaxError { span: end, reason: "there is no value".to_owned() })
}

/// Byte offsets of the parser's character offsets. In ASCII they are the same, and none are kept.
struct Offsets {
    bytes: Vec<usize>,
    end: usize,
}

impl Offsets {
    fn new(text: &str) -> Self {
        let bytes = if text.is_ascii() { Vec::new() } else { text.char_indices().map(|(at, _)| at).collect() };
        Self { bytes, end: text.len() }
    }

    fn byte(&self, index: usize) -> usize {
        let byte = if self.bytes.is_empty() { Some(&index) } else { self.bytes.get(index) };
        byte.map_or(self.end, |byte| self.end.min(*byte))
    }

    fn span(&self, span: saphyr_parser::Span) -> Span {
        Span::new(self.byte(span.start.index()), self.byte(span.end.index()))
    }

    fn syntax_error(&self, error: &ScanError) -> SyntaxError {
        let at = self.byte(error.marker().index());
        SyntaxError { span: Span::new(at, at), reason: error.info().to_owned() }
    }
}

/// A list or map whose end has not come yet.
enum Open<'a> {
    List(Span, Vec<Node<'a>>),
    Map(Span, Vec<Entry<'a>>, Option<(Cow<'a, str>, Span)>),
}

struct Builder<'a> {
    open: Vec<Open<'a>>,
    root: Option<Node<'a>>,
}

impl<'a> Builder<'a> {
    fn take(&mut self, event: Event<'a>, span: Span) -> Result<(), SyntaxError> {
        let refuse = |reason: &str| Err(SyntaxError { span, reason: reason.to_owned() });
        match event {
            Event::Alias(_) => refuse("aliases are not taken"),
            Event::Scalar(_, _, anchor, _) | Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _)
                if anchor != 0 =>
            {
                refuse("anchors are not taken")
            }
            Event::Scalar(_, _, _, Some(_)) | Event::SequenceStart(_, Some(_)) | Event::MappingStart(_, Some(_)) => {
                refuse("tags are not taken")
            }
            Event::DocumentStart(_) if self.root.is_some() => refuse("one document only"),
            Event::SequenceStart(..) | Event::MappingStart(..) if self.open.len() >= MAX_DEPTH => {
                refuse("nested too deeply")
            }
            Event::Scalar(text, style, _, _) => self.add(Node { span, tree: scalar(text, style) }),
            Event::SequenceStart(..) => {
                self.open.push(Open::List(span, Vec::new()));
                Ok(())
            }
            Event::MappingStart(..) => {
                self.open.push(Open::Map(span, Vec::new(), None));
                Ok(())
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(Open::List(start, items)) => self.add(Node { span: start.join(span), tree: Tree::List(items) }),
                Some(Open::Map(start, entries, _)) => {
                    self.add(Node { span: start.join(span), tree: Tree::Map(entries) })
                }
                None => refuse("an end without a start"),
            },
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) | Event::DocumentEnd => {
                Ok(())
            }
        }
    }

    fn add(&mut self, node: Node<'a>) -> Result<(), SyntaxError> {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(_, items)) => items.push(node),
            Some(Open::Map(_, entries, pending)) => match pending.take() {
                Some((key, span)) => entries.push(Entry { key, span, value: node }),
                None => *pending = Some((key_text(node.tree, node.span)?, node.span)),
            },
        }
        Ok(())
    }
}

fn key_text(tree: Tree, span: Span) -> Result<Cow<str>, SyntaxError> {
    match tree {
        Tree::Text(text) | Tree::Number(text) => Ok(text),
        Tree::Bool(value) => Ok(value.to_string().into()),
        Tree::Null => Ok("null".into()),
        Tree::List(_) | Tree::Map(_) => Err(SyntaxError { span, reason: "a key is text".to_owned() }),
    }
}

/// Resolves a scalar by the YAML 1.2 core schema.
fn scalar(text: Cow<str>, style: ScalarStyle) -> Tree {
    if style != ScalarStyle::Plain {
        return Tree::Text(text);
    }
    match &*text {
        "" | "~" | "null" | "Null" | "NULL" => Tree::Null,
        "true" | "True" | "TRUE" => Tree::Bool(true),
        "false" | "False" | "FALSE" => Tree::Bool(false),
        _ => match number(&text) {
            Some(Number::AsWritten) => Tree::Number(text),
            Some(Number::Other(digits)) => Tree::Number(digits.into()),
            None => Tree::Text(text),
        },
    }
}

/// A number, as text that the float parser takes.
enum Number {
    AsWritten,
    Other(String),
}

fn number(text: &str) -> Option<Number> {
    let radix = |prefix: &str, radix| text.strip_prefix(prefix).map(|digits| u64::from_str_radix(digits, radix));
    if let Some(value) = radix("0x", 16).or_else(|| radix("0o", 8)) {
        return value.ok().map(|value| Number::Other(value.to_string()));
    }
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    match unsigned {
        ".inf" | ".Inf" | ".INF" => return Some(Number::Other(format!("{sign}inf"))),
        ".nan" | ".NaN" | ".NAN" if unsigned == text => return Some(Number::Other("nan".to_owned())),
        _ => {}
    }
    let decimal = unsigned.bytes().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte));
    (decimal && double::is_decimal(unsigned)).then_some(Number::AsWritten)
}
