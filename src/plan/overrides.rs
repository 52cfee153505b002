//! Values from flags, from the page's controls, or from the API: the strongest layer.

use super::assignment::{BareNumber, Findings, read_text, take_number, unknown_key};
use super::name::nearest_key;
use crate::decimal::plain;
use crate::diagnostic::{Place, Span};
use crate::model::param::Key;
use crate::model::settings::Layer;
use crate::model::value::Value;
use std::collections::BTreeMap;

/// A value as the caller gave it.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// A number in the base unit.
    Number(f64),
    /// A number with or without a unit, or text.
    Text(String),
}

/// Overrides by key, as given.
pub type Overrides = BTreeMap<String, Given>;

/// Overrides in base units: what the manifest keeps, so that `8MW`, `8e6` and 8 on the page give
/// the same bytes. Sorted by key.
pub type Canonical = Vec<(&'static str, Value)>;

/// Reads all overrides; a bad one is reported and left out.
pub fn read(overrides: &Overrides) -> (Findings, Canonical) {
    let mut found = Findings::default();
    let mut canonical = Canonical::new();
    for (name, given) in overrides {
        let place = Place::Override(name.clone());
        let Some(key) = Key::find(name) else {
            found.diagnostics.push(unknown_key(name, nearest_key(name)).at(place));
            continue;
        };
        let value = match given {
            Given::Number(number) => take_number(key, *number, &plain(*number)),
            Given::Text(text) => read_text(key, text, BareNumber::InBaseUnit).map(|read| read.value),
        };
        match value {
            Ok(value) => {
                canonical.push((key.name(), value.clone()));
                found.accept(key, value, Layer::Override, Span::new(0, 0));
            }
            Err(complaint) => found.refuse(key, complaint, place),
        }
    }
    (found, canonical)
}
