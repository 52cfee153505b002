//! Everything found, as a list that leads to the places.

use super::node::{Node, unseen};
use super::patch::Patches;
use super::state::State;
use crate::diagnostic::{Diagnostic, LineIndex, Place, Severity};

/// Brings the list up to date.
pub fn show(state: &State, lines: &LineIndex, page: &mut Patches) {
    let found = &state.outcome.diagnostics;
    page.text("problem-count", &summary(found));
    page.attribute("problem-count", "data-worst", worst(found));
    page.inside("problems", found.iter().enumerate().map(|(at, found)| item(lines, at, found)).collect());
}

fn item(lines: &LineIndex, at: usize, found: &Diagnostic) -> Node {
    let severity = found.code.severity.word();
    let place = match &found.place {
        Place::Text(span) => format!("line {}", lines.line(span.start)),
        Place::Override(key) => key.clone(),
        Place::File(path) => path.clone(),
        Place::Whole => "whole plan".to_owned(),
    };
    let words = Node::of("span", "words", &found.message);
    let button = Node::new("button")
        .with("type", "button")
        .with("data-do", "problem")
        .with("data-of", &at.to_string())
        .child(Node::of("span", "mark", ""))
        .child(unseen(&format!("{severity}: ")))
        .child(words)
        .child(Node::of("span", "place", &format!("{place} · {}", found.code.id)))
        .child(Node::of("span", "help", &found.help));
    Node::new("li").with("class", severity).child(button)
}

fn summary(found: &[Diagnostic]) -> String {
    let of = |severity| found.iter().filter(|found| found.code.severity == severity).count();
    let words = [(of(Severity::Error), "error"), (of(Severity::Warning), "warning"), (of(Severity::Note), "note")];
    let parts: Vec<_> = words
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, noun)| format!("{number} {noun}{}", if number == 1 { "" } else { "s" }))
        .collect();
    if parts.is_empty() { "No problems".to_owned() } else { parts.join(", ") }
}

fn worst(found: &[Diagnostic]) -> &'static str {
    found.iter().map(|found| found.code.severity).max().map_or("none", Severity::word)
}
