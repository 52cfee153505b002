//! Values that a plan gives to parameters, and the choice between them.

use super::candidate::Candidates;
use super::quantity::{self, Unreadable, parts, scale_of};
use crate::decimal::plain;
use crate::diagnostic::{self, Code, Diagnostic, LineIndex, Place, Problems, Span};
use crate::model::param::{Dimension, Key, Kind};
use crate::model::settings::{Layer, Setting, Settings};
use crate::model::value::{Misfit, Value};
use std::cell::LazyCell;

/// One value for one parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Assignment {
    /// The parameter.
    pub key: Key,
    /// The value, in range.
    pub value: Value,
    /// Where it was said.
    pub layer: Layer,
    /// The place of the value.
    pub span: Span,
}

/// What was read from some part of the input.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// Values in range.
    pub assignments: Vec<Assignment>,
    /// Problems.
    pub diagnostics: Problems,
    /// Parameters with a value that was refused: rules across keys say nothing about them.
    pub refused: Vec<Key>,
    /// Lines that are not read, of the parameters that they may mean.
    pub candidates: Candidates,
}

impl Findings {
    /// Keeps a value.
    pub fn accept(&mut self, key: Key, value: Value, layer: Layer, span: Span) {
        self.assignments.push(Assignment { key, value, layer, span });
    }

    /// Keeps the problem with a value.
    pub fn refuse(&mut self, key: Key, complaint: Complaint, place: Place) {
        self.refused.push(key);
        self.diagnostics.push(complaint.at(place));
    }

    /// Joins what was read elsewhere.
    pub fn add(&mut self, mut other: Self) {
        // Most often nothing has been found before; then the lists are taken over as they are.
        if self.assignments.is_empty() {
            std::mem::swap(&mut self.assignments, &mut other.assignments);
        }
        self.assignments.extend(other.assignments);
        self.diagnostics.extend(other.diagnostics);
        self.refused.extend(other.refused);
        self.candidates.join(other.candidates);
    }
}

/// A problem whose place the caller knows.
#[derive(Clone, Debug, PartialEq)]
pub struct Complaint {
    code: &'static Code,
    message: String,
    help: String,
}

impl Complaint {
    pub(super) fn new(code: &'static Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, message: message.into(), help: help.into() }
    }

    /// Says where.
    pub fn at(self, place: Place) -> Diagnostic {
        Diagnostic { code: self.code, message: self.message, help: self.help, place }
    }
}

/// Whether a bare number may stand for a quantity with a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BareNumber {
    /// It is in the base unit.
    InBaseUnit,
    /// The unit is missing.
    Refused,
}

/// A value read from text, and what is worth noting about it.
pub struct ReadValue {
    /// The value, in range.
    pub value: Value,
    /// What to note.
    pub note: Option<Complaint>,
}

/// Reads a value as people write it: `10.2 kW`, `64`, `rail`.
///
/// # Errors
///
/// Says what is wrong and what to write.
pub fn read_text(key: Key, text: &str, bare: BareNumber) -> Result<ReadValue, Complaint> {
    let param = key.param();
    if param.kind == Kind::Points {
        let help = "give them in a `yaml cluster`, `json cluster` or `toml cluster` block";
        return Err(Complaint::new(
            &diagnostic::WRONG_TYPE,
            format!("{} is a list and can't be written in one line", param.name),
            help,
        ));
    }
    if !param.kind.is_numeric() {
        return read_word(key, text).map(|value| ReadValue { value, note: None });
    }
    let quantity = quantity::read(text, param.kind).map_err(|why| unreadable(key, text, &why))?;
    let needs_unit = param.kind.dimension().is_some_and(|dimension| dimension != Dimension::Fraction);
    if needs_unit && !quantity.has_unit && bare == BareNumber::Refused && quantity.number.is_finite() {
        return Err(missing_unit(key, text));
    }
    let value = take_number(key, quantity.number, text)?;
    let note = quantity.has_doubtful_comma.then(|| {
        Complaint::new(
            &diagnostic::DOUBTFUL_COMMA,
            format!("`{}` was read as {}", text.trim(), shown(key, &value)),
            "write a point if a decimal comma was meant",
        )
    });
    Ok(ReadValue { value, note })
}

fn read_word(key: Key, text: &str) -> Result<Value, Complaint> {
    let kind = key.param().kind;
    let text = text.trim_start().trim_end_matches(|last: char| last == '.' || last.is_whitespace());
    let word = match kind {
        Kind::Choice(_) => {
            let before_remark = text.split(['(', ',', ';']).next().unwrap_or_default().trim();
            let word = before_remark.to_ascii_lowercase().replace(' ', "_");
            word.replace('-', "_")
        }
        _ => text.to_owned(),
    };
    take_word(key, &word)
}

/// Holds a number in the base unit to the range of the parameter.
///
/// # Errors
///
/// Says what is wrong and what to write.
pub fn take_number(key: Key, number: f64, found: &str) -> Result<Value, Complaint> {
    let refused = |misfit| misfit_complaint(key, misfit, &super::shown(found.trim()));
    key.param().kind.take_number(number).map_err(refused)
}

/// Holds a word to what the parameter takes.
///
/// # Errors
///
/// Says what is wrong and what to write.
pub fn take_word(key: Key, word: &str) -> Result<Value, Complaint> {
    key.param()
        .kind
        .take_word(word)
        .map_err(|misfit| misfit_complaint(key, misfit, &format!("\"{}\"", super::shown(word))))
}

fn misfit_complaint(key: Key, misfit: Misfit, found: &str) -> Complaint {
    let param = key.param();
    let code = match misfit {
        Misfit::NotFinite => &diagnostic::NOT_FINITE,
        Misfit::OutOfRange => &diagnostic::OUT_OF_RANGE,
        Misfit::WrongType => &diagnostic::WRONG_TYPE,
    };
    Complaint::new(
        code,
        format!("{} is {found}", param.name),
        format!("write {}{}", param.kind.allowed(), in_unit(key)),
    )
}

fn in_unit(key: Key) -> String {
    match key.param().kind.dimension() {
        Some(dimension) if !dimension.base_unit().is_empty() => format!(", in {}", unit_names(dimension)),
        _ => String::new(),
    }
}

fn unit_names(dimension: Dimension) -> String {
    dimension.units().iter().map(|unit| unit.name).collect::<Vec<_>>().join(", ")
}

fn missing_unit(key: Key, text: &str) -> Complaint {
    let dimension = key.param().kind.dimension().unwrap_or(Dimension::Power);
    let number = text.trim();
    let units: Vec<_> = dimension.units().iter().map(|unit| unit.name).collect();
    Complaint::new(
        &diagnostic::MISSING_UNIT,
        format!("{} is `{}` without a unit", key.name(), super::shown(number)),
        format!("write `{number} {}`", units.join(&format!("` or `{number} "))),
    )
}

fn unreadable(key: Key, text: &str, why: &Unreadable) -> Complaint {
    let param = key.param();
    let found = super::shown(text.trim());
    match why {
        Unreadable::NotANumber => Complaint::new(
            &diagnostic::NOT_A_NUMBER,
            format!("{} is \"{found}\"", param.name),
            format!("write {}{}, with a point as decimal mark", param.kind.allowed(), in_unit(key)),
        ),
        Unreadable::Unit(unit) => {
            let units = match param.kind.dimension() {
                Some(Dimension::Fraction) => "`%` or nothing".to_owned(),
                Some(dimension) => unit_names(dimension),
                None => format!("`{}` or nothing", param.unit()),
            };
            let message = format!("\"{}\" behind {} is no unit of it", super::shown(unit), param.name);
            let help = with_remark(text, param.kind).map_or_else(
                || format!("write {units}; put remarks in brackets"),
                |text| format!("if these words are a remark, write `{text}`"),
            );
            Complaint::new(&diagnostic::WRONG_UNIT, message, help)
        }
    }
}

/// A quantity with the words behind it in brackets, if it is one that is followed by words and no other number.
fn with_remark(text: &str, kind: Kind) -> Option<String> {
    let (number, unit) = parts(text)?;
    let (quantity, words) = (text[..unit.end].trim(), text[unit.end..].trim());
    let is_remark = words.starts_with(char::is_alphabetic)
        && words.len() <= 40
        && !words.contains(|c: char| c.is_ascii_digit() || c == '`');
    let is_quantity = number.len() <= 20 && !unit.is_empty() && scale_of(&text[unit], kind).is_some();
    (is_remark && is_quantity).then(|| super::shown(&format!("{quantity} ({words})")))
}

/// Complains about a key that does not exist; the nearest known one is the hint.
pub fn unknown_key(name: &str, nearest: Option<&str>) -> Complaint {
    let help = nearest.map_or_else(
        || "`wattpack schema config` lists the keys".to_owned(),
        |nearest| format!("the nearest known key is `{nearest}`; `wattpack schema config` lists all"),
    );
    Complaint::new(&diagnostic::UNKNOWN_KEY, format!("unknown key `{}`", super::shown(name)), help)
}

/// A value with its unit, for messages.
pub fn shown(key: Key, value: &Value) -> String {
    let unit = key.param().unit();
    let text = match value {
        Value::Number(number) => plain(*number),
        Value::Count(count) => count.to_string(),
        Value::Word(word) => word.clone(),
        Value::Points(points) => format!("{} points", points.len()),
    };
    if unit.is_empty() { text } else { format!("{text} {unit}") }
}

/// Chooses the strongest value of each parameter; two different values on one layer contradict.
pub fn choose(assignments: Vec<Assignment>, text: &str) -> (Settings, Problems) {
    let mut chosen = Settings::new();
    let lines = LazyCell::new(|| LineIndex::new(text));
    let mut first: Vec<Assignment> = Vec::new();
    let mut diagnostics = Problems::default();
    for assignment in assignments {
        let is_same = |first: &&Assignment| first.key == assignment.key && first.layer == assignment.layer;
        match first.iter().find(is_same) {
            None => first.push(assignment),
            Some(earlier) if earlier.value == assignment.value => {}
            Some(earlier) => diagnostics.push(contradiction(earlier, &assignment, &lines)),
        }
    }
    for Assignment { key, value, layer, span } in first {
        if chosen.get(&key).is_none_or(|setting| layer < setting.layer) {
            chosen.insert(key, Setting { value, layer, span: (layer != Layer::Override).then_some(span) });
        }
    }
    (chosen, diagnostics)
}

fn contradiction(earlier: &Assignment, later: &Assignment, lines: &LineIndex) -> Diagnostic {
    let key = later.key;
    let message = format!(
        "{} is {} here and {} in line {}",
        key.name(),
        shown(key, &later.value),
        shown(key, &earlier.value),
        lines.line(earlier.span.start)
    );
    Diagnostic::at(&diagnostic::CONTRADICTION, later.span, message, "remove one of the two, or make them equal")
}
