//! The power budget as a table that adds up.

use super::format::{count, exact, percent, power};
use crate::model::config::Config;
use crate::model::result::ClusterResult;
use crate::pack::figure::{self, Row};

/// The table and the formulas under it.
pub(in crate::pack) struct BudgetView {
    pub unit: &'static str,
    pub parts: Vec<BudgetRow>,
    pub total: BudgetRow,
    pub headroom: BudgetRow,
    pub cap: BudgetRow,
    pub total_formula: String,
    pub headroom_formula: String,
    pub optics_formula: Option<String>,
    pub alt: String,
}

/// A row of the table.
pub(in crate::pack) struct BudgetRow {
    pub name: &'static str,
    pub count: String,
    pub each: String,
    pub amount: String,
    pub share: String,
}

pub fn view(config: &Config, result: &ClusterResult) -> BudgetView {
    let budget = figure::Budget::of(result);
    let each = each(config);
    let part = |(at, row): (usize, &Row)| BudgetRow { each: each[at].clone(), ..shown(row) };
    BudgetView {
        unit: budget.unit.name,
        parts: budget.parts.iter().enumerate().map(part).collect(),
        total: shown(&budget.total),
        headroom: shown(&budget.headroom),
        cap: shown(&budget.cap),
        total_formula: total_formula(config, result),
        headroom_formula: format!(
            "{} - {} = {}",
            power(result.it_cap_w),
            power(budget.total.watts),
            power(budget.headroom.watts)
        ),
        optics_formula: has_optics(config).then(|| optics_formula(config, result)),
        alt: format!(
            "Figure 1: where the watts go. {} of {} {} taken.",
            budget.total.amount, budget.cap.amount, budget.unit.name
        ),
    }
}

fn shown(row: &Row) -> BudgetRow {
    BudgetRow {
        name: row.name,
        count: row.count.map(count).unwrap_or_default(),
        each: String::new(),
        amount: row.amount.replace('<', "&lt;"),
        share: format!("{} %", row.of_cap.replace('<', "&lt;")),
    }
}

/// W of one, in the order of the parts.
fn each(config: &Config) -> [String; 8] {
    let watts = [config.node.power_w, config.leaf.power_w, config.spine.power_w, config.core.power_w].map(exact);
    let [nodes, leaves, spines, cores] = watts;
    let optics = if has_optics(config) { "see below" } else { "0" }.to_owned();
    let reserve = format!("{} of the subtotal", percent(config.overhead.reserve_fraction));
    [nodes, leaves, spines, cores, optics, "as a whole".to_owned(), "as a whole".to_owned(), reserve]
}

fn total_formula(config: &Config, result: &ClusterResult) -> String {
    let breakdown = result.power_breakdown_w.unwrap_or_default();
    let subtotal = power(breakdown.subtotal());
    format!("{subtotal} + {subtotal} * {} = {}", exact(config.overhead.reserve_fraction), power(breakdown.total()))
}

pub fn has_optics(config: &Config) -> bool {
    config.optics.host_link_w > 0.0 || config.optics.uplink_w > 0.0
}

/// `ends * (host links * W + switch links * W)` with its numbers.
pub fn optics_formula(config: &Config, result: &ClusterResult) -> String {
    let optics = &config.optics;
    let switch_links = result.uplinks_total.unwrap_or(0) + result.spine_core_links.unwrap_or(0);
    format!(
        "{} * ({} * {} W + {} * {} W) = {}",
        optics.ends,
        count(result.host_ports.unwrap_or(0)),
        exact(optics.host_link_w),
        count(switch_links),
        exact(optics.uplink_w),
        power(result.power_breakdown_w.unwrap_or_default().optics)
    )
}
