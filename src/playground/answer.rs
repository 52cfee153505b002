//! The numbers of the answer and what stops the next node.

use super::patch::Patches;
use super::state::{Good, State};
use crate::model::fabric::{most_nodes, wire};
use crate::model::result::{Binding, ClusterResult};
use crate::pack::format::{count, counted, exact_power, percent, power, significant};

const NOTHING: &str = "–";

/// Brings the answer up to date.
pub fn show(state: &State, page: &mut Patches) {
    page.attribute("answer", "data-stale", if state.is_stale() { "yes" } else { "no" });
    page.text(
        "stale",
        if state.is_stale() { "The plan or a knob has an error. These are the last good numbers." } else { "" },
    );
    page.text("spoken", &state.spoken);
    let Some(good) = &state.good else {
        return nothing(page);
    };
    let result = &good.result;
    page.text("nodes", &result.nodes.to_string());
    page.text("why", &why(good));
    page.text("total", &optional(result.p_total_w, power));
    page.text("headroom", &optional(result.headroom_w, power));
    page.text("utilization", &optional(result.utilization, percent));
    page.text("cap-now", &exact_power(result.it_cap_w));
    page.text("tiers", &result.tiers.map_or_else(|| NOTHING.to_owned(), |tiers| counted(tiers, "tier")));
    page.text("switches", &switches(result));
    page.text("oversubscription", &oversubscription(result));
    page.text("oversubscription-note", &built(result));
    page.text("compute", &compute(result));
    page.text("compute-note", &compute_note(good));
    summary(result, page);
}

/// The few numbers that stay in sight on a phone.
fn summary(result: &ClusterResult, page: &mut Patches) {
    page.text("summary-nodes", &result.nodes.to_string());
    page.text("summary-power", &optional(result.p_total_w, power));
    page.text("summary-headroom", &optional(result.headroom_w, power));
}

fn nothing(page: &mut Patches) {
    for id in [
        "nodes",
        "total",
        "headroom",
        "utilization",
        "tiers",
        "switches",
        "oversubscription",
        "compute",
        "summary-nodes",
        "summary-power",
        "summary-headroom",
    ] {
        page.text(id, NOTHING);
    }
    for id in ["oversubscription-note", "compute-note"] {
        page.text(id, "");
    }
    page.text("why", "The plan can't be solved yet; the problems say why.");
}

impl State {
    /// The answer as it is read aloud, once things have come to rest.
    pub fn speak(&mut self) {
        let stale = if self.is_stale() { "There is an error. Last good answer: " } else { "" };
        let words = |good: &Good| format!("{stale}{}. {}", counted(good.result.nodes, "node"), why(good));
        self.spoken = self.good.as_ref().map_or_else(|| "The plan can't be solved yet.".to_owned(), words);
    }
}

fn optional(value: Option<f64>, shown: fn(f64) -> String) -> String {
    value.map_or_else(|| NOTHING.to_owned(), shown)
}

/// What stops the next node, and what it needs.
pub fn why(good: &Good) -> String {
    let (result, next) = (&good.result, &good.result.next_node);
    let number = count(next.nodes);
    match (result.binding, next.short_by_w) {
        (Some(Binding::Power), Some(short)) if result.nodes == 0 => {
            format!(
                "Not even one node fits: the first one, with all that comes with it, needs {} more than the cap.",
                power(short)
            )
        }
        (Some(Binding::Power), Some(short)) => {
            format!("Node {number} needs {} more than the cap leaves{}.", power(short), new_switches(good))
        }
        (Some(Binding::MaxNodes), _) => {
            format!("The plan's own limit stops here: max_nodes is {}.", count(result.nodes))
        }
        (Some(Binding::Fabric), _) => format!(
            "Node {number} can't be wired: these switches reach at most {}.",
            counted(most_nodes(&good.config), "node")
        ),
        _ => "Nothing stops the next node.".to_owned(),
    }
}

fn new_switches(good: &Good) -> String {
    let all = |nodes| wire(&good.config, nodes).map_or(0, |fabric| fabric.leaves + fabric.spines + fabric.cores);
    match all(good.result.nodes + 1).saturating_sub(all(good.result.nodes)) {
        0 => String::new(),
        more => format!("; it brings {} with it", counted(more, "more switch")),
    }
}

fn switches(result: &ClusterResult) -> String {
    let counts = [(result.leaves, "leaf"), (result.spines, "spine"), (result.cores, "core")];
    let present = counts.into_iter().filter_map(|(number, noun)| Some((number.filter(|number| *number > 0)?, noun)));
    let words: Vec<_> = present.map(|(number, noun)| counted(number, noun)).collect();
    if words.is_empty() { "no switches".to_owned() } else { words.join(", ") }
}

fn ratio(value: f64) -> String {
    format!("{} : 1", significant(value, 4))
}

fn oversubscription(result: &ClusterResult) -> String {
    result.oversubscription_ratio.map_or_else(|| "none".to_owned(), ratio)
}

fn built(result: &ClusterResult) -> String {
    let design = ratio(result.oversubscription_design);
    let what = if result.oversubscription_ratio.is_some() { "as built" } else { "no uplinks" };
    format!("{what}; {design} for a full leaf")
}

fn compute(result: &ClusterResult) -> String {
    result.pflops_per_mw.map_or_else(|| NOTHING.to_owned(), |density| format!("{} PFLOPS", significant(density, 4)))
}

fn compute_note(good: &Good) -> String {
    match good.config.node.peak.as_ref().zip(good.result.compute_pflops) {
        Some(((_, precision), total)) => format!("{} PFLOPS peak, {precision}", significant(total, 5)),
        None => "add node.peak_pflops and node.precision to see it".to_owned(),
    }
}
