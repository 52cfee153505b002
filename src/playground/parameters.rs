//! The list of all other parameters, shown when it is opened.

use super::entry::unit;
use super::knobs::problem;
use super::node::{Node, button, unseen};
use super::patch::Patches;
use super::source;
use super::state::{KNOBS, State};
use crate::diagnostic::LineIndex;
use crate::model::param::{Kind, PARAMS, Param};

/// Brings the list up to date.
pub fn show(state: &State, lines: &LineIndex, page: &mut Patches) {
    let others = || PARAMS.iter().filter(|param| !KNOBS.contains(&param.key));
    let set = others().filter(|param| state.overrides.contains_key(param.name)).count();
    page.text("parameters-set", &if set == 0 { String::new() } else { format!("{set} set here") });
    let rows = if state.all_parameters { others().map(|param| row(state, lines, param)).collect() } else { Vec::new() };
    page.inside("parameters", rows);
}

fn row(state: &State, lines: &LineIndex, param: &Param) -> Node {
    let (key, id) = (param.key, format!("parameter-{}", param.name));
    let is_set = state.overrides.contains_key(param.name);
    let found = problem(state, key).map(|found| format!("{}: {}", found.message, found.help)).unwrap_or_default();
    let label = Node::new("label").with("for", &id).child(Node::text(param.name));
    let head = Node::of("div", "parameter-head", "").child(label).child(source_button(state, lines, param));
    let mut entry = Node::new("div").with("class", "entry").child(control(state, param, &id, !found.is_empty()));
    entry = entry.child(Node::of("span", "unit", unit(key).0));
    if state.set_here(key).is_some() {
        entry = entry.child(act("write", param, "Write into plan"));
    }
    if is_set {
        entry = entry.child(act("reset", param, "Reset"));
    }
    let about = Node::new("p").with("class", "about").with("id", &format!("{id}-about"));
    let about = about.child(Node::text(&format!("{} Takes {}.", param.description, param.kind.allowed())));
    Node::new("div")
        .with("class", "parameter")
        .child(head)
        .child(entry)
        .child(Node::of("p", "problem", &found))
        .child(about)
}

fn act(name: &str, param: &Param, words: &str) -> Node {
    button(name, param.name, words).with("class", "quiet").child(unseen(&format!(" {}", param.name)))
}

fn source_button(state: &State, lines: &LineIndex, param: &Param) -> Node {
    let node = button("show", param.name, &source::words(state, lines, param.key)).with("class", "source");
    if source::place(state, param.key).is_some() { node } else { node.with("disabled", "") }
}

fn control(state: &State, param: &Param, id: &str, is_wrong: bool) -> Node {
    let shown = state.shown(param.key);
    let node = match param.kind {
        Kind::Choice(words) => {
            let option = |word: &&str| Node::new("option").with("value", word).child(Node::text(word));
            Node::new("select").children(words.iter().map(option).collect())
        }
        Kind::Points => Node::new("input").with("type", "text").with("readonly", ""),
        kind => {
            let mode = if kind.is_numeric() { "decimal" } else { "text" };
            Node::new("input")
                .with("type", "text")
                .with("inputmode", mode)
                .with("autocomplete", "off")
                .with("spellcheck", "false")
        }
    };
    let node = node
        .with("id", id)
        .with("data-key", param.name)
        .with("aria-describedby", &format!("{id}-about"))
        .with("value", &shown);
    if is_wrong { node.with("aria-invalid", "true") } else { node }
}
