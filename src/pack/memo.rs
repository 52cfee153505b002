//! The memo: the answer first, then where it comes from and what it rests on.

mod answer;
mod architecture;
mod budget;
mod convention;
mod decision;
mod koopman;
mod ledger;
mod limit;
mod network;
mod next;
mod points;
mod worth;

pub(super) use koopman::SCOPE as KOOPMAN_SCOPE;
pub(crate) use points::comparison;
pub(crate) use worth::WorthRow;
#[cfg(all(feature = "playground", any(test, target_arch = "wasm32")))]
pub(crate) use {next::ahead, worth::rows as worth_rows};

use super::layout::Paths;
use super::link::relative;
use super::{Material, format, markdown, template};
use crate::diagnostic::{self, Diagnostic};
use crate::plan::Plan;

/// What the template shows. Text of the plan is escaped before it gets here.
pub(super) struct MemoView {
    pub title: String,
    pub answer: Vec<String>,
    pub decisions: Vec<String>,
    pub changes: Vec<decision::Change>,
    pub budget: budget::BudgetView,
    pub network: Option<network::NetworkView>,
    pub oversubscription: String,
    pub next: next::NextView,
    pub points: Option<points::PointsView>,
    pub worth: Vec<WorthRow>,
    pub ledger: Vec<ledger::LedgerRow>,
    pub convention: convention::ConventionView,
    pub plan_assumptions: Vec<String>,
    pub architecture: Option<String>,
    pub koopman: Option<koopman::KoopmanView>,
    pub power_figure: String,
    pub steps_figure: String,
    pub points_figure: String,
    pub paths: Paths,
}

/// Renders the memo.
pub(super) fn render(material: &Material) -> String {
    let Material { plan, config, result, layout, .. } = material;
    let paths = &layout.paths;
    template::memo(MemoView {
        title: answer::title(result),
        answer: answer::sentences(material),
        decisions: decision::decisions(material),
        changes: decision::changes(config, result),
        budget: budget::view(config, result),
        network: network::view(config, result),
        oversubscription: network::oversubscription(config, result),
        next: next::view(config, result),
        points: points::view(config, result),
        worth: worth::rows(&plan.settings, config, result),
        ledger: ledger::rows(material),
        convention: convention::view(config, result),
        plan_assumptions: plan.outline.assumptions.iter().map(markdown::inline).collect(),
        architecture: architecture::view(&plan.outline.architecture, paths),
        koopman: koopman::view(material),
        power_figure: relative(&paths.memo, &paths.power_figure),
        steps_figure: relative(&paths.memo, &paths.steps_figure),
        points_figure: relative(&paths.memo, &paths.points_figure),
        paths: paths.clone(),
    })
}

/// What the memo finds, in a sentence each.
pub(super) fn findings(material: &Material) -> Vec<String> {
    let Material { plan, config, result, .. } = material;
    let points = comparison(config, result);
    let points = points.map(|verdict| format!("Operating points: {verdict}"));
    let stops = format!("What stops the next node: {}", next::verdict(config, result));
    [Some(stops), worth::best(&plan.settings, config, result), points].into_iter().flatten().collect()
}

/// Notes when the plan wants the memo to keep an architecture text that it does not hold.
pub(super) fn missing_architecture(plan: &Plan, paths: &Paths) -> Option<Diagnostic> {
    let listed = plan.outline.files.iter().find(|file| file.path == paths.memo)?;
    let is_missing = plan.outline.architecture.is_empty() && listed.mentions("architecture");
    let help = "add a section whose heading contains the word Architecture; the memo then quotes it";
    is_missing.then(|| {
        Diagnostic::at(
            &diagnostic::NO_ARCHITECTURE,
            listed.span,
            "the plan has no section about the architecture to keep",
            help,
        )
    })
}

#[cfg(test)]
mod tests;
