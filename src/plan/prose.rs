//! List items and table rows that name a parameter. Everything else is prose and left alone.

use super::assignment::{BareNumber, Complaint, Findings, read_text};
use super::candidate::Line;
use super::inline::Inline;
use super::markdown::{Item, Row};
use super::name::{NAMES, Named};
use super::quantity::{looks_numeric, scale_of};
use crate::diagnostic::{self, Place, Span};
use crate::model::param::{Key, Kind};
use crate::model::settings::Layer;
use crate::seen::Seen;
use memchr::memchr2;
use std::borrow::Cow;
use std::rc::Rc;

/// Most distinct unknown names that are compared with the known ones.
const MAX_UNKNOWN: usize = 1_000;

/// Longest title of a column that is looked at again for each of its cells.
const MAX_TITLE: usize = 60;

/// Reads values out of lists and tables.
#[derive(Default)]
pub struct ProseReader {
    unknown: Seen<'static>,
    /// The header of the table that is read, and what it says about its columns.
    header: Rc<Vec<String>>,
    columns: Columns,
    /// What was read.
    pub found: Findings,
}

/// A name, as it stood in the plan.
struct Name<'a> {
    words: &'a str,
    /// What stands in brackets behind it.
    brackets: Option<&'a str>,
    span: Span,
}

/// A text that may be a value, as it stood in the plan.
struct Figure<'a> {
    text: &'a str,
    span: Span,
    /// What its column is called.
    title: &'a str,
    /// Where its unit may stand, besides the text and the brackets of the name.
    units: [&'a str; 2],
}

impl ProseReader {
    /// Reads `- Node power: 10.2 kW` and `- leaf.ports = 64`.
    pub fn item(&mut self, item: &Item) {
        let text = item.text.plain();
        let Some(at) = memchr2(b':', b'=', text.as_bytes()) else { return };
        let value = text[at + 1..].trim();
        let (words, brackets) = split_brackets(&text[..at]);
        let named = NAMES.find(words);
        if named.is_none() && !looks_numeric(value) {
            return;
        }
        let value_start = text.len() - text[at + 1..].trim_start().len();
        let span = item.text.locate(value_start..value_start + value.len());
        let name = Name { words, brackets, span: item.text.locate(0..at) };
        match named {
            Some(named) => self.value(named, &name, value, span),
            None => self.unknown(&name, true, [Figure { text: value, span, title: "", units: [""; 2] }].into_iter()),
        }
    }

    /// Reads `| IT cap | 5 | MW |`; header cells called Parameter, Value and Unit say which column
    /// is which, else the first three columns are taken in this order.
    pub fn row(&mut self, row: &Row) {
        if !Rc::ptr_eq(&self.header, row.header) {
            (self.header, self.columns) = (Rc::clone(row.header), Columns::of(row.header));
        }
        let columns = self.columns;
        let (Some(name), Some(value)) = (row.cells.get(columns.name), row.cells.get(columns.value)) else { return };
        let (words, brackets) = split_brackets(name.plain());
        let name = Name { words, brackets, span: name.span() };
        let Some(named) = NAMES.find(words) else {
            return self.unknown(&name, looks_numeric(value.plain()), figures(row, columns));
        };
        let unit = row.cells.get(columns.unit).map(Inline::plain).unwrap_or_default().trim();
        let text = value.plain().trim();
        let span = if text.is_empty() { name.span } else { value.span() };
        self.value(named, &name, &with_unit(named, text, unit, columns.has_unit), span);
    }

    fn value(&mut self, named: Named, name: &Name, value: &str, span: Span) {
        let Named { key, by_key } = named;
        if key.param().kind == Kind::Points {
            return;
        }
        if value.is_empty() || (key.param().kind.is_numeric() && !looks_numeric(value)) {
            return self.no_value(key, name, value);
        }
        let text = match name.brackets.filter(|unit| scale_of(unit, key.param().kind).is_some()) {
            Some(unit) if value.ends_with(|last: char| last.is_ascii_digit()) => format!("{value} {unit}").into(),
            _ => Cow::Borrowed(value),
        };
        let bare = if by_key && key.param().names_its_unit() { BareNumber::InBaseUnit } else { BareNumber::Refused };
        match read_text(key, &text, bare) {
            Ok(read) => {
                self.found.diagnostics.extend(read.note.map(|note| note.at(Place::Text(span))));
                self.found.accept(key, read.value, Layer::Text, span);
            }
            Err(complaint) => self.found.refuse(key, complaint, Place::Text(span)),
        }
    }

    fn no_value(&mut self, key: Key, name: &Name, value: &str) {
        let found = if value.is_empty() { "nothing".to_owned() } else { format!("\"{}\"", super::shown(value)) };
        let complaint = Complaint::new(
            &diagnostic::NO_VALUE,
            format!("{} is named here, but {found} follows", key.name()),
            format!("write {}, or word the line differently", key.param().kind.allowed()),
        );
        self.found.diagnostics.push(complaint.at(Place::Text(name.span)));
    }

    /// Warns once of a name that is nearly known, if a number stands where its value would, and keeps what another
    /// may mean.
    fn unknown<'a>(&mut self, name: &Name<'a>, has_value: bool, figures: impl Iterator<Item = Figure<'a>>) {
        let Name { words, brackets, span } = *name;
        if !(4..=40).contains(&words.len()) {
            return;
        }
        let is_new = has_value && self.unknown.len() < MAX_UNKNOWN && self.unknown.insert(words.to_ascii_lowercase());
        if let Some(nearest) = is_new.then(|| NAMES.nearest(words)).flatten() {
            let complaint = Complaint::new(
                &diagnostic::NEAR_MISS,
                format!("\"{}\" is no name of a parameter, so its value is not read", super::shown(words.trim())),
                format!("did you mean \"{nearest}\"?"),
            );
            return self.found.diagnostics.push(complaint.at(Place::Text(span)));
        }
        for Figure { text, span: place, title, units: [unit, unit_of_all] } in figures {
            let units = [unit, unit_of_all, brackets.unwrap_or_default()];
            let line = Line { name: words, title, value: text, units, span: span.join(place) };
            // A name that is nearly known was warned about where it had its first value, if names were still compared
            // there.
            self.found.candidates.weigh(&line, || !is_new && NAMES.nearest(words).is_some());
        }
    }
}

/// The numbers of a row that may be what its name is about: all behind it, or that of the column of values.
fn figures<'a>(row: &Row<'a>, columns: Columns) -> impl Iterator<Item = Figure<'a>> {
    let Row { header, cells } = *row;
    let places = columns.value..if columns.has_value { columns.value + 1 } else { cells.len() };
    places.filter(|at| looks_numeric(cells[*at].plain())).map(move |at| {
        let title = header.get(at).filter(|title| title.len() <= MAX_TITLE).map_or("", String::as_str);
        let (title, unit_of_all) = split_brackets(title);
        let unit = cells.get(columns.unit).filter(|_| at == columns.value).map(Inline::plain);
        Figure {
            text: cells[at].plain().trim(),
            span: cells[at].span(),
            title,
            units: [unit.unwrap_or_default().trim(), unit_of_all.unwrap_or_default()],
        }
    })
}

/// Joins a value and its unit cell. A third column that is no unit column may hold notes.
fn with_unit<'a>(named: Named, value: &'a str, unit: &str, is_unit_column: bool) -> Cow<'a, str> {
    let kind = named.key.param().kind;
    let has_none = value.ends_with(|last: char| last.is_ascii_digit());
    if has_none && !unit.is_empty() && (scale_of(unit, kind).is_some() || (is_unit_column && kind.is_numeric())) {
        [value, " ", unit].concat().into()
    } else {
        value.into()
    }
}

/// Which column holds what.
#[derive(Clone, Copy, Default)]
struct Columns {
    name: usize,
    value: usize,
    unit: usize,
    has_unit: bool,
    has_value: bool,
}

impl Columns {
    fn of(header: &[String]) -> Self {
        let position = |title: &str| header.iter().position(|cell| cell.trim().eq_ignore_ascii_case(title));
        let name = ["parameter", "key", "quantity", "name"].into_iter().find_map(position).unwrap_or(0);
        let not_the_name = |at: &usize| *at != name;
        let value = ["value", "setting", "default"].into_iter().find_map(|title| position(title).filter(not_the_name));
        let unit = ["unit", "units"].into_iter().find_map(position);
        let (has_value, has_unit) = (value.is_some(), unit.is_some());
        let value = value.unwrap_or(name + 1);
        Self { name, value, unit: unit.unwrap_or(value + 1), has_unit, has_value }
    }
}

/// Splits `Node power (kW)` into the name and what stands in its last brackets.
fn split_brackets(name: &str) -> (&str, Option<&str>) {
    let name = name.trim();
    let split = |open, close| {
        let inner = name.strip_suffix(close)?;
        let at = inner.rfind(open)?;
        Some((inner[..at].trim_end(), inner[at + 1..].trim()))
    };
    split('(', ')').or_else(|| split('[', ']')).map_or((name, None), |(name, inner)| (name, Some(inner)))
}
