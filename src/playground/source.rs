//! Where a value comes from, in words and as a place.

use super::entry::unit;
use super::state::State;
use crate::diagnostic::{LineIndex, Span};
use crate::model::param::{Key, Param};
use crate::model::settings::{Layer, Setting};
use crate::model::value::Value;
use crate::plan::quantity::decimal;

/// Where the value of a control comes from.
pub fn words(state: &State, lines: &LineIndex, key: Key) -> String {
    if state.overrides.contains_key(key.name()) {
        let own = state.plan.own.get(&key).map(|setting| format!("; the plan has {}", value(key, &setting.value)));
        return format!("set here{}", own.unwrap_or_default());
    }
    let Some(setting) = state.outcome.settings.get(&key) else { return "not set".to_owned() };
    let line = || setting.span.map_or(0, |span| lines.line(span.start));
    match setting.layer {
        Layer::Override => "set here".to_owned(),
        Layer::Block => format!("plan line {}, config block", line()),
        Layer::FrontMatter => format!("plan line {}, front matter", line()),
        Layer::Text => format!("plan line {}", line()),
        Layer::Inferred => format!("name in line {}, inferred", line()),
        Layer::Derived => "follows from other values".to_owned(),
        Layer::Default => "default, a placeholder".to_owned(),
    }
}

/// Where the plan says the value.
pub fn place(state: &State, key: Key) -> Option<Span> {
    state.plan.own.get(&key).and_then(|setting| setting.span)
}

/// A value with its unit, in the unit of its control.
pub fn value(key: Key, value: &Value) -> String {
    let text = match value {
        Value::Number(number) => decimal(*number, unit(key).1),
        Value::Count(count) => count.to_string(),
        Value::Word(word) => return word.clone(),
        Value::Points(points) => return format!("{} points", points.len()),
    };
    format!("{text} {}", unit(key).0).trim_end().to_owned()
}

/// What people call a parameter.
pub fn name(param: &Param) -> String {
    match param.key {
        Key::ItCap => "IT cap".to_owned(),
        Key::LeafPorts => "Leaf radix".to_owned(),
        _ => {
            let name = param.aliases.first().copied().unwrap_or(param.name);
            name[..1].to_uppercase() + &name[1..]
        }
    }
}

/// A value that the plan says, as a mark in its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it begins, in UTF-16.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// Dotted key.
    pub key: &'static str,
    /// What it was understood as.
    pub title: String,
    /// The layer.
    pub kind: &'static str,
}

/// Every value of the plan that has a place.
pub fn marks(state: &State) -> Vec<Mark> {
    state.plan.own.iter().filter_map(|(key, setting)| mark(state, key, setting)).collect()
}

fn mark(state: &State, key: Key, setting: &Setting) -> Option<Mark> {
    let (from, to) = state.plan.offsets.range(setting.span?);
    let param = key.param();
    let kind = match setting.layer {
        Layer::Block => "block",
        Layer::FrontMatter => "front-matter",
        Layer::Inferred => "inferred",
        _ => "text",
    };
    let here = state.set_here(key).map(|set| format!("; set to {} on this page", value(key, set))).unwrap_or_default();
    let title = format!("{} ({}) = {}{here}", name(param), param.name, value(key, &setting.value));
    Some(Mark { from, to, key: param.name, title, kind })
}
