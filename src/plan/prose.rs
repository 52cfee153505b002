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

/// A name and the text behind it, as it stood in the plan.
struct Statement<'a> {
    name: &'a str,
    /// What stands in brackets behind the name.
    brackets: Option<&'a str>,
    name_span: Span,
    /// The parameter of that name.
    named: Option<Named>,
    value: Cow<'a, str>,
    /// The unit, where it stands neither there nor in the brackets.
    unit: &'a str,
    value_span: Span,
}

impl ProseReader {
    /// Reads `- Node power: 10.2 kW` and `- leaf.ports = 64`.
    pub fn item(&mut self, item: &Item) {
        let text = item.text.plain();
        let Some(at) = memchr2(b':', b'=', text.as_bytes()) else { return };
        let value = text[at + 1..].trim();
        let (name, brackets) = split_brackets(&text[..at]);
        let named = NAMES.find(name);
        if is_prose(named, value) {
            return;
        }
        let value_start = text.len() - text[at + 1..].trim_start().len();
        self.statement(&Statement {
            name,
            brackets,
            name_span: item.text.locate(0..at),
            named,
            value: value.into(),
            unit: "",
            value_span: item.text.locate(value_start..value_start + value.len()),
        });
    }

    /// Reads `| IT cap | 5 | MW |`; header cells called Parameter, Value and Unit say which column
    /// is which, else the first three columns are taken in this order.
    pub fn row(&mut self, row: &Row) {
        if !Rc::ptr_eq(&self.header, row.header) {
            (self.header, self.columns) = (Rc::clone(row.header), Columns::of(row.header));
        }
        let columns = self.columns;
        let (Some(name), Some(value)) = (row.cells.get(columns.name), row.cells.get(columns.value)) else { return };
        let value_text = value.plain();
        let (bare_name, brackets) = split_brackets(name.plain());
        let named = NAMES.find(bare_name);
        if is_prose(named, value_text) {
            return;
        }
        let unit = row.cells.get(columns.unit).map(Inline::plain).unwrap_or_default();
        let value_span = if value_text.trim().is_empty() { name.span() } else { value.span() };
        self.statement(&Statement {
            name: bare_name,
            brackets,
            name_span: name.span(),
            named,
            value: with_unit(named, value_text.trim(), unit.trim(), columns.has_unit),
            unit: unit.trim(),
            value_span,
        });
    }

    fn statement(&mut self, statement: &Statement) {
        match statement.named {
            Some(named) => self.value(named, statement),
            None => self.unknown(statement),
        }
    }

    fn value(&mut self, named: Named, statement: &Statement) {
        let Named { key, by_key } = named;
        if key.param().kind == Kind::Points {
            return;
        }
        if statement.value.is_empty() || (key.param().kind.is_numeric() && !looks_numeric(&statement.value)) {
            return self.no_value(key, statement);
        }
        let text = match statement.brackets.filter(|unit| scale_of(unit, key.param().kind).is_some()) {
            Some(unit) if statement.value.ends_with(|last: char| last.is_ascii_digit()) => {
                format!("{} {unit}", statement.value).into()
            }
            _ => Cow::Borrowed(&*statement.value),
        };
        let bare = if by_key && key.param().names_its_unit() { BareNumber::InBaseUnit } else { BareNumber::Refused };
        match read_text(key, &text, bare) {
            Ok(read) => {
                self.found.diagnostics.extend(read.note.map(|note| note.at(Place::Text(statement.value_span))));
                self.found.accept(key, read.value, Layer::Text, statement.value_span);
            }
            Err(complaint) => self.found.refuse(key, complaint, Place::Text(statement.value_span)),
        }
    }

    fn no_value(&mut self, key: Key, statement: &Statement) {
        let found = if statement.value.is_empty() {
            "nothing".to_owned()
        } else {
            format!("\"{}\"", super::shown(&statement.value))
        };
        let complaint = Complaint::new(
            &diagnostic::NO_VALUE,
            format!("{} is named here, but {found} follows", key.name()),
            format!("write {}, or word the line differently", key.param().kind.allowed()),
        );
        self.found.diagnostics.push(complaint.at(Place::Text(statement.name_span)));
    }

    /// Warns once of a name that is nearly known, and keeps what another may mean.
    fn unknown(&mut self, statement: &Statement) {
        let Statement { name, brackets, name_span, value_span, .. } = *statement;
        if !(4..=40).contains(&name.len()) {
            return;
        }
        let is_new = self.unknown.len() < MAX_UNKNOWN && self.unknown.insert(name.to_ascii_lowercase());
        if let Some(nearest) = is_new.then(|| NAMES.nearest(name)).flatten() {
            let complaint = Complaint::new(
                &diagnostic::NEAR_MISS,
                format!("\"{}\" is no name of a parameter, so its value is not read", super::shown(name.trim())),
                format!("did you mean \"{nearest}\"?"),
            );
            return self.found.diagnostics.push(complaint.at(Place::Text(name_span)));
        }
        let units = [statement.unit, brackets.unwrap_or_default()];
        let line = Line { name, value: &statement.value, units, span: name_span.join(value_span) };
        // A name that is nearly known was warned about where it stood first, if names were still compared there.
        self.found.candidates.weigh(&line, || !is_new && NAMES.nearest(name).is_some());
    }
}

/// Whether a line neither names a parameter nor looks as if it meant to.
fn is_prose(named: Option<Named>, value: &str) -> bool {
    named.is_none() && !looks_numeric(value)
}

/// Joins a value and its unit cell. A third column that is no unit column may hold notes.
fn with_unit<'a>(named: Option<Named>, value: &'a str, unit: &str, is_unit_column: bool) -> Cow<'a, str> {
    let kind = named.map(|named| named.key.param().kind);
    let has_none = value.ends_with(|last: char| last.is_ascii_digit());
    let fits = kind.is_some_and(|kind| scale_of(unit, kind).is_some());
    if has_none && !unit.is_empty() && (fits || (is_unit_column && kind.is_some_and(Kind::is_numeric))) {
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
}

impl Columns {
    fn of(header: &[String]) -> Self {
        let position = |title: &str| header.iter().position(|cell| cell.trim().eq_ignore_ascii_case(title));
        let name = ["parameter", "key", "quantity", "name"].into_iter().find_map(position).unwrap_or(0);
        let not_the_name = |at: &usize| *at != name;
        let value = ["value", "setting", "default"].into_iter().find_map(|title| position(title).filter(not_the_name));
        let value = value.unwrap_or(name + 1);
        let unit = ["unit", "units"].into_iter().find_map(position);
        Self { name, value, unit: unit.unwrap_or(value + 1), has_unit: unit.is_some() }
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
