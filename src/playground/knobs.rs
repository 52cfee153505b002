//! The three knobs that are always in sight.

use super::patch::Patches;
use super::slider::{in_unit, position, tidy};
use super::source;
use super::state::{KNOBS, State};
use crate::diagnostic::{Diagnostic, LineIndex, Place, Severity};
use crate::model::param::Key;
use crate::model::value::Value;

/// Brings the knobs up to date.
pub fn show(state: &State, lines: &LineIndex, page: &mut Patches) {
    for key in KNOBS {
        knob(state, lines, key, page);
    }
}

fn knob(state: &State, lines: &LineIndex, key: Key, page: &mut Patches) {
    let id = |part: &str| format!("{}-{part}", short(key));
    let problem = problem(state, key);
    page.value(&id("input"), &state.shown(key));
    page.flag(&id("input"), "aria-invalid", problem.is_some());
    page.text(&id("problem"), &problem.map_or_else(String::new, |found| format!("{}: {}", found.message, found.help)));
    page.text(&id("source"), &source::words(state, lines, key));
    page.flag(&id("source"), "disabled", source::place(state, key).is_none());
    page.shown(&id("reset"), state.overrides.contains_key(key.name()));
    page.shown(&id("write"), state.set_here(key).is_some());
    slider(state, key, &id("slider"), page);
}

fn slider(state: &State, key: Key, id: &str, page: &mut Patches) {
    let Some(range) = state.ranges.get(&key) else { return };
    let value = state.outcome.settings.get(&key).map(|setting| &setting.value);
    page.attribute(id, "min", &tidy(range.low));
    page.attribute(id, "max", &tidy(range.high));
    page.attribute(id, "step", &tidy(range.step));
    if let Some(number) = value.and_then(|value| in_unit(key, value)) {
        page.value(id, &tidy(position(key, number)));
        page.attribute(id, "aria-valuetext", &source::value(key, value.unwrap_or(&Value::Count(0))));
    }
}

/// What is wrong with the value that a control gives.
pub fn problem(state: &State, key: Key) -> Option<&Diagnostic> {
    let is_meant = |found: &&Diagnostic| matches!(&found.place, Place::Override(name) if name == key.name());
    state.outcome.diagnostics.iter().find(|found| is_meant(found) && found.code.severity == Severity::Error)
}

/// The beginning of the ids of a knob's elements.
fn short(key: Key) -> &'static str {
    match key {
        Key::ItCap => "cap",
        Key::NodePower => "power",
        _ => "radix",
    }
}
