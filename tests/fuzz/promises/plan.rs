//! Reading a plan ends, gives the same twice, and every place lies in the text.

use wattpack_core::diagnostic::{Diagnostic, LineIndex, Place, Span};
use wattpack_core::model::param::Key;
use wattpack_core::model::value::Value;
use wattpack_core::plan::{Overrides, read, write};

/// Larger plans are read, but not written to: every way of writing a value reads the plan again.
const LARGEST_WRITTEN: usize = 4_096;

/// Reads a plan, and writes values into it.
pub fn hold(text: &str) {
    let overrides = Overrides::new();
    let (first, second) = (read(text, &overrides), read(text, &overrides));
    assert_eq!(first.diagnostics, second.diagnostics);
    assert_eq!(first.value.settings, second.value.settings);
    let of_values = first.value.settings.values().filter_map(|setting| setting.span);
    for span in of_values.chain(first.diagnostics.iter().filter_map(place)) {
        lies_in(text, span);
    }
    if text.len() <= LARGEST_WRITTEN {
        written(text, Key::ItCap, &Value::Number(7_250_000.0));
        written(text, Key::MaxNodes, &Value::Count(77));
    }
}

fn place(found: &Diagnostic) -> Option<Span> {
    match found.place {
        Place::Text(span) => Some(span),
        _ => None,
    }
}

fn lies_in(text: &str, span: Span) {
    assert!(span.start <= span.end && text.get(span.start..span.end).is_some(), "{span:?}");
    let lines = LineIndex::new(text);
    let (scalars, units) = (lines.in_scalars(span.start), lines.in_utf16(span.start));
    assert!(scalars.line == units.line && scalars.column <= units.column, "{scalars:?} {units:?}");
}

/// A plan that a value was written into says this value.
fn written(text: &str, key: Key, value: &Value) {
    let Some(edit) = write(text, key, value) else { return };
    lies_in(text, edit.span);
    let said = read(&edit.apply(text), &Overrides::new()).value.settings;
    assert_eq!(said.get(&key).map(|setting| &setting.value), Some(value), "{edit:?}");
}
