//! TOML with positions; the only file that names `toml_parser`.
//!
//! The parser gives events; which table a key belongs to and which keys are taken is decided here,
//! as the `toml` crate does, with the same words. A test holds the two together.

use super::{Entry, MAX_DEPTH, Node, SyntaxError, Tree};
use crate::diagnostic::Span;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::mem::{replace, take};
use toml_parser::decoder::ScalarKind;
use toml_parser::parser::{Event, EventKind, RecursionGuard, ValidateWhitespace, parse_document};
use toml_parser::{Expected, ParseError, Source};

/// Deepest nesting of brackets and longest dotted key that the `toml` crate takes.
const LIMIT: u8 = 80;

pub(super) fn parse(text: &str) -> Result<Node<'_>, SyntaxError> {
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let (mut events, mut error) = (Vec::with_capacity(tokens.len()), None);
    let mut keep = |event: Event| {
        if !matches!(event.kind(), EventKind::Whitespace | EventKind::Comment | EventKind::Newline) {
            events.push(event);
        }
    };
    let mut checked = ValidateWhitespace::new(&mut keep, source);
    parse_document(&tokens, &mut RecursionGuard::new(&mut checked, u32::from(LIMIT)), &mut error);
    none(error)?;
    let root = Reader { source, events: events.into_iter() }.document()?;
    Ok(Node { span: Span::new(0, 0), tree: root.into_tree(0)? })
}

/// Turns the parser's error, if there is one, into ours.
fn none(error: Option<ParseError>) -> Result<(), SyntaxError> {
    let Some(error) = error else { return Ok(()) };
    let mut reason = error.description().to_owned();
    if let Some(expected) = error.expected() {
        let words = expected.iter().map(in_words).reduce(|words, word| words + ", " + &word);
        reason.push_str(", expected ");
        reason.push_str(words.as_deref().unwrap_or("nothing"));
    }
    Err(SyntaxError { span: error.unexpected().map_or(Span::new(0, 0), span), reason })
}

fn in_words(expected: &Expected) -> String {
    match expected {
        Expected::Literal("\n") => "newline".to_owned(),
        Expected::Literal("`") => "'`'".to_owned(),
        Expected::Literal(text) if text.chars().all(|c| c.is_ascii_control()) => format!("`{}`", text.escape_default()),
        Expected::Literal(text) => format!("`{text}`"),
        Expected::Description(words) => (*words).to_owned(),
        _ => "etc".to_owned(),
    }
}

fn span(span: toml_parser::Span) -> Span {
    Span::new(span.start(), span.end())
}

fn refuse<T>(span: Span, reason: impl Into<String>) -> Result<T, SyntaxError> {
    Err(SyntaxError { span, reason: reason.into() })
}

/// One part of a dotted key.
#[derive(Clone)]
struct Key<'a> {
    text: Cow<'a, str>,
    span: Span,
}

/// A dotted key: the parts that lead to a table, and the last one, which names something in it.
struct Path<'a> {
    above: Vec<Key<'a>>,
    last: Key<'a>,
}

/// A value and where it stands.
struct Place<'a> {
    span: Span,
    item: Item<'a>,
}

enum Item<'a> {
    /// With the name of its type.
    Scalar(&'static str, Tree<'a>),
    List(Vec<Place<'a>>),
    Table(Table<'a>),
    /// What `[[name]]` makes.
    Tables(Vec<Place<'a>>),
    /// The table has its header further down, and stands there.
    Moved,
}

#[derive(Default)]
struct Table<'a> {
    /// Not written itself: something below it was.
    implicit: bool,
    /// Made by a dotted key.
    dotted: bool,
    /// Between braces.
    inline: bool,
    entries: Vec<(Key<'a>, Place<'a>)>,
    /// Where each key stands in the entries.
    places: BTreeMap<Cow<'a, str>, usize>,
}

impl<'a> Table<'a> {
    fn get(&mut self, key: &str) -> Option<&mut Item<'a>> {
        self.places.get(key).map(|at| &mut self.entries[*at].1.item)
    }

    fn insert(&mut self, key: Key<'a>, place: Place<'a>) {
        self.places.insert(key.text.clone(), self.entries.len());
        self.entries.push((key, place));
    }

    /// The table at the end of a path, made on the way where it is not there.
    fn descend(&mut self, path: &[Key<'a>], dotted: bool) -> Result<&mut Self, SyntaxError> {
        let inline = self.inline;
        let mut table = self;
        for key in path {
            if !table.places.contains_key(&*key.text) {
                let made = Self { implicit: true, dotted, inline, ..Self::default() };
                table.insert(key.clone(), Place { span: key.span, item: Item::Table(made) });
            }
            let kind = match table.get(&key.text) {
                Some(Item::Table(next)) if next.inline && !inline => "inline table",
                Some(Item::Table(next)) if next.implicit || !dotted => {
                    next.dotted |= dotted;
                    table = next;
                    continue;
                }
                Some(Item::Tables(tables)) => match tables.last_mut().map(|place| &mut place.item) {
                    Some(Item::Table(last)) => {
                        table = last;
                        continue;
                    }
                    _ => "array",
                },
                Some(Item::Scalar(kind, _)) => *kind,
                Some(Item::List(_)) => "array",
                _ => return refuse(key.span, "duplicate key"),
            };
            return refuse(key.span, format!("cannot extend value of type {kind} with a dotted key"));
        }
        Ok(table)
    }

    /// Adds what stands behind a dotted key.
    fn assign(&mut self, path: Path<'a>, place: Place<'a>) -> Result<(), SyntaxError> {
        let dotted = !path.above.is_empty();
        let table = self.descend(&path.above, dotted)?;
        if (dotted && !table.implicit) || table.places.contains_key(&*path.last.text) {
            return refuse(path.last.span, "duplicate key");
        }
        table.insert(path.last, place);
        Ok(())
    }

    /// Takes out the table that a header `[name]` is about, with what is below it already.
    fn open(&mut self, path: &Path<'a>) -> Result<Self, SyntaxError> {
        match self.descend(&path.above, false)?.get(&path.last.text).map(|item| replace(item, Item::Moved)) {
            None => Ok(Self::default()),
            Some(Item::Table(table)) if table.implicit && !table.dotted => Ok(Self { implicit: false, ..table }),
            Some(_) => refuse(path.last.span, "duplicate key"),
        }
    }

    /// Puts a table where its header says.
    fn close(&mut self, header: Header<'a>, table: Self) -> Result<(), SyntaxError> {
        let Header { path: Path { above, last }, span, is_list } = header;
        let parent = self.descend(&above, false)?;
        let place = Place { span, item: Item::Table(table) };
        match parent.get(&last.text) {
            _ if !is_list => parent.insert(last, place),
            None => parent.insert(last, Place { span, item: Item::Tables(vec![place]) }),
            Some(Item::Tables(tables)) => tables.push(place),
            Some(_) => return refuse(last.span, "duplicate key"),
        }
        Ok(())
    }

    fn into_tree(self, depth: usize) -> Result<Tree<'a>, SyntaxError> {
        let mut entries = Vec::with_capacity(self.entries.len());
        for (key, place) in self.entries {
            if !matches!(place.item, Item::Moved) {
                entries.push(Entry { key: key.text, span: key.span, value: place.into_node(depth + 1)? });
            }
        }
        Ok(Tree::Map(entries))
    }
}

impl<'a> Place<'a> {
    fn into_node(self, depth: usize) -> Result<Node<'a>, SyntaxError> {
        let span = self.span;
        if depth > MAX_DEPTH {
            return refuse(span, "nested too deeply");
        }
        let tree = match self.item {
            Item::Scalar(_, tree) => tree,
            Item::Table(table) => table.into_tree(depth)?,
            Item::List(places) | Item::Tables(places) => {
                let mut nodes = Vec::with_capacity(places.len());
                for place in places {
                    nodes.push(place.into_node(depth + 1)?);
                }
                Tree::List(nodes)
            }
            Item::Moved => Tree::Null,
        };
        Ok(Node { span, tree })
    }
}

/// `[name]` or `[[name]]`.
struct Header<'a> {
    path: Path<'a>,
    span: Span,
    is_list: bool,
}

/// Reads events that are known to be in order.
struct Reader<'a> {
    source: Source<'a>,
    events: std::vec::IntoIter<Event>,
}

impl<'a> Reader<'a> {
    fn document(mut self) -> Result<Table<'a>, SyntaxError> {
        let (mut root, mut table, mut header) = (Table::default(), Table::default(), None);
        while let Some(event) = self.events.next() {
            match event.kind() {
                EventKind::SimpleKey => self.assignment(event, &mut table)?,
                kind @ (EventKind::StdTableOpen | EventKind::ArrayTableOpen) => {
                    finish(&mut root, header, take(&mut table))?;
                    let first = self.next()?;
                    let (path, close) = self.path(first)?;
                    let is_list = kind == EventKind::ArrayTableOpen;
                    if !is_list {
                        table = root.open(&path)?;
                    }
                    header = Some(Header { path, span: span(event.span().append(close.span())), is_list });
                }
                _ => {}
            }
        }
        finish(&mut root, header, table)?;
        Ok(root)
    }

    fn next(&mut self) -> Result<Event, SyntaxError> {
        self.events.next().map_or_else(|| refuse(Span::new(0, 0), "unexpected end"), Ok)
    }

    fn assignment(&mut self, first: Event, table: &mut Table<'a>) -> Result<(), SyntaxError> {
        let (path, _) = self.path(first)?;
        let event = self.next()?;
        table.assign(path, self.place(event)?)
    }

    /// Reads a dotted key, and the event behind it.
    fn path(&mut self, first: Event) -> Result<(Path<'a>, Event), SyntaxError> {
        let mut path = Path { above: Vec::new(), last: self.key(first)? };
        loop {
            let event = self.next()?;
            if event.kind() != EventKind::KeySep {
                return if path.above.len() < usize::from(LIMIT) {
                    Ok((path, event))
                } else {
                    refuse(Span::new(0, 0), "recursion limit")
                };
            }
            let key = self.next()?;
            path.above.push(replace(&mut path.last, self.key(key)?));
        }
    }

    fn key(&self, event: Event) -> Result<Key<'a>, SyntaxError> {
        let (mut text, mut error) = (Cow::Borrowed(""), None);
        if let Some(raw) = self.source.get(event) {
            raw.decode_key(&mut text, &mut error);
        }
        none(error)?;
        Ok(Key { text, span: span(event.span()) })
    }

    fn place(&mut self, first: Event) -> Result<Place<'a>, SyntaxError> {
        let mut end = first;
        let item = match first.kind() {
            EventKind::ArrayOpen => {
                let mut places = Vec::new();
                loop {
                    end = self.next()?;
                    match end.kind() {
                        EventKind::ArrayClose => break Item::List(places),
                        EventKind::ValueSep => {}
                        _ => places.push(self.place(end)?),
                    }
                }
            }
            EventKind::InlineTableOpen => {
                let mut table = Table { inline: true, ..Table::default() };
                loop {
                    end = self.next()?;
                    match end.kind() {
                        EventKind::InlineTableClose => break Item::Table(table),
                        EventKind::SimpleKey => self.assignment(end, &mut table)?,
                        _ => {}
                    }
                }
            }
            _ => self.scalar(first)?,
        };
        Ok(Place { span: span(first.span().append(end.span())), item })
    }

    fn scalar(&self, event: Event) -> Result<Item<'a>, SyntaxError> {
        let Some(raw) = self.source.get(event) else { return refuse(span(event.span()), "no value") };
        let (mut text, mut error) = (Cow::Borrowed(""), None);
        let kind = raw.decode_scalar(&mut text, &mut error);
        none(error)?;
        Ok(match kind {
            ScalarKind::String => Item::Scalar("string", Tree::Text(text)),
            ScalarKind::Boolean(value) => Item::Scalar("boolean", Tree::Bool(value)),
            ScalarKind::Float => Item::Scalar("float", Tree::Number(text)),
            ScalarKind::Integer(radix) => Item::Scalar("integer", Tree::Number(decimal(text, radix.value()))),
            // No key takes a date; whether the month exists is for who does.
            ScalarKind::DateTime => Item::Scalar("datetime", Tree::Text(text)),
        })
    }
}

/// Puts what has been read where its header says; what stands before all headers is the root.
fn finish<'a>(root: &mut Table<'a>, header: Option<Header<'a>>, table: Table<'a>) -> Result<(), SyntaxError> {
    if let Some(header) = header {
        return root.close(header, table);
    }
    *root = table;
    Ok(())
}

fn decimal(digits: Cow<str>, radix: u32) -> Cow<str> {
    if radix == 10 {
        return digits;
    }
    u64::from_str_radix(&digits, radix).map_or(Cow::Borrowed("inf"), |value| value.to_string().into())
}

#[cfg(test)]
mod tests;
