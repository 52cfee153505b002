//! The whole page as patches.

use super::patch::{Patch, Patches};
use super::state::State;
use super::{answer, files, findings, knobs, parameters, picture, problems};
use crate::diagnostic::LineIndex;

/// Everything that the page shows now.
pub fn show(state: &mut State) -> Vec<Patch> {
    let mut page = Patches::default();
    picture::show(state, &mut page);
    let lines = LineIndex::new(&state.plan.text);
    knobs::show(state, &lines, &mut page);
    parameters::show(state, &lines, &mut page);
    answer::show(state, &mut page);
    findings::show(state, &mut page);
    problems::show(state, &lines, &mut page);
    files::show(state, &mut page);
    notice(state, &mut page);
    page.0
}

fn notice(state: &State, page: &mut Patches) {
    page.text("said", &state.said);
    page.shown("notice", state.notice.is_some());
    let Some(notice) = &state.notice else { return };
    page.attribute("notice", "data-kind", if notice.is_error { "error" } else { "note" });
    page.text("notice-text", &notice.text);
    page.shown("notice-action", notice.action.is_some());
    if let Some((name, words)) = notice.action {
        page.attribute("notice-action", "data-do", name);
        page.text("notice-action", words);
    }
}
