//! Finds actions that are not pinned (GATE-SEC-001) or whose version comment is missing
//! (GATE-SEC-003).
//!
//! This is the pack's own guard script in Rust: both accept and refuse the same lines, so that
//! `wattpack verify` never praises a pack whose guard then fails. Change neither alone. Each step
//! reads a line once from left to right, so a hostile workflow costs no more than its length.

mod key;
mod letters;
mod line;
mod reference;
mod structure;

use key::{disguises, uses};
use letters::{is_odd, is_space};
use reference::fault;

/// A `uses:` that is not pinned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unpinned {
    /// Line of the workflow, from 1.
    pub line: usize,
    /// What stands behind `uses:`, cut to 100 characters.
    pub value: String,
    /// What is wrong.
    pub reason: &'static str,
}

/// Longest value that is shown; a line may be as long as its author likes.
const SHOWN: usize = 100;

/// Whether GitHub runs a file as a workflow or an action.
pub fn is_workflow(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    let is_yaml = path.ends_with(".yml") || path.ends_with(".yaml");
    let name = path.rsplit('/').next().unwrap_or_default();
    is_yaml && (path.starts_with(".github/workflows/") || name == "action.yml" || name == "action.yaml")
}

/// Scans a workflow.
pub fn scan(text: &str) -> Vec<Unpinned> {
    let mut found = Vec::new();
    scan_for(text, &mut |unpinned| found.push(unpinned));
    found
}

/// Scans a workflow, and gives one finding after the other: a hostile one has more than fit into
/// memory. Too much is reported rather than too little.
pub(super) fn scan_for(text: &str, found: &mut dyn FnMut(Unpinned)) {
    let lines = structure::lines(text);
    for &(line, _) in lines.iter().filter(|(_, text)| text.contains(is_odd)) {
        found(unpinned(line, "", "a control or odd line break character; write plain text and line feeds"));
    }
    for (line, text) in structure::readable(&lines) {
        for reason in disguises(text).into_iter().flatten() {
            found(unpinned(line, text, reason));
        }
        scan_uses(line, text, found);
    }
}

/// The faults of the `uses` keys of a line. Several on one line are refused unread, because to read
/// the rest of the line once per key would take quadratic time.
fn scan_uses(line: usize, text: &str, found: &mut dyn FnMut(Unpinned)) {
    let is_one = uses(text).take(2).count() == 1;
    for key in uses(text) {
        let value = &text[key.end..];
        let in_flow = || text[..key.start].contains(['[', '{']);
        let reason =
            if is_one { fault(value, in_flow()) } else { Some("more than one `uses:` on a line; write one per line") };
        if let Some(reason) = reason {
            found(unpinned(line, value, reason));
        }
    }
}

fn unpinned(line: usize, value: &str, reason: &'static str) -> Unpinned {
    let shown: String = value.trim_start_matches(is_space).chars().take(SHOWN).collect();
    Unpinned { line, value: shown.trim_end_matches(is_space).to_owned(), reason }
}

#[cfg(test)]
mod tests;
