//! What stops the next node, and what it would take.

use super::format::{count, counted, exact_power, power};
use super::limit::wired_at_most;
use crate::model::config::{Attachment, Config};
use crate::model::fabric::wire;
use crate::model::growth::{Growth, cliffs};
use crate::model::power::PowerBreakdown;
use crate::model::result::{Binding, ClusterResult};

/// The next node.
pub(in crate::pack) struct NextView {
    pub verdict: String,
    pub parts: Vec<PartRow>,
    pub growth: Option<String>,
    pub unit: Option<String>,
    pub ahead: Option<String>,
    pub alt: String,
}

/// Power that the next node adds in a category.
pub(in crate::pack) struct PartRow {
    pub name: &'static str,
    pub more: String,
    pub watts: String,
}

pub fn view(config: &Config, result: &ClusterResult) -> NextView {
    let step = Growth::of(config, result.next_node.nodes);
    NextView {
        verdict: verdict(config, result),
        parts: step.as_ref().and_then(|step| parts(config, result, step)).unwrap_or_default(),
        growth: step.as_ref().map(|step| growth(config, step)),
        unit: unit(config, result),
        ahead: ahead(config, result),
        alt: format!(
            "Figure 2: nodes against the cap. {} at {}.",
            counted(result.nodes, "node"),
            exact_power(result.it_cap_w)
        ),
    }
}

/// What stops the next node.
pub fn verdict(config: &Config, result: &ClusterResult) -> String {
    let next = &result.next_node;
    let cost = next.p_total_w.zip(next.short_by_w).map(|(total, short)| {
        let cap = exact_power(result.it_cap_w);
        let against = if short > 0.0 {
            format!("{} more than the cap of {cap}", power(short))
        } else {
            format!("{} below the cap of {cap}", power(-short))
        };
        format!("{} would take {}, {against}", counted(next.nodes, "node"), power(total))
    });
    match (result.binding, cost) {
        (Some(Binding::Power), Some(cost)) => format!("**Power.** {cost}."),
        (Some(Binding::MaxNodes), Some(cost)) => format!(
            "**The plan's limit**, `max_nodes` = {}. {} {cost}.",
            count(config.max_nodes.unwrap_or(result.nodes)),
            if next.short_by_w > Some(0.0) { "Power would stop it too:" } else { "Without it," }
        ),
        (Some(Binding::MaxNodes), None) => format!(
            "**The plan's limit**, `max_nodes` = {}; the switches could not wire the next node either.",
            count(config.max_nodes.unwrap_or(result.nodes))
        ),
        (Some(Binding::Fabric), _) => format!("**The network**: {}.", wired_at_most(config)),
        (_, Some(cost)) => format!("Nothing: {cost}."),
        (_, None) => "Nothing.".to_owned(),
    }
}

fn parts(config: &Config, result: &ClusterResult, step: &Growth) -> Option<Vec<PartRow>> {
    let now = result.power_breakdown_w?.entries();
    let then = PowerBreakdown::of(config, config.node.power_w, step.nodes, &wire(config, step.nodes)?).entries();
    let counts = [1, step.leaves, step.spines, step.cores];
    let names = ["node", "leaf switch", "spine switch", "core switch", "optics", "management", "storage", "reserve"];
    let part = |at: usize| {
        let more = counts.get(at).copied().map(count).unwrap_or_default();
        let added = then[at].1 - now[at].1;
        (added > 0.0).then(|| PartRow { name: names[at], more, watts: power(added) })
    };
    Some((0..names.len()).filter_map(part).collect())
}

/// Why the next node costs what it costs.
fn growth(config: &Config, step: &Growth) -> String {
    let switches = [("leaf switch", step.leaves), ("spine switch", step.spines), ("core switch", step.cores)];
    let switches: Vec<String> =
        switches.into_iter().filter(|(_, more)| *more > 0).map(|(name, more)| counted(more, name)).collect();
    let switches = listed(&switches);
    let opens = match config.fabric.attachment {
        Attachment::Rail => "opens a new unit",
        Attachment::Packed => "opens a new leaf",
    };
    if step.nodes == 1 {
        format!("The first node brings all overheads with it, and its network: {switches}.")
    } else if step.adds_tier {
        format!("The next node {opens} and with it a further tier: {switches} more.")
    } else if switches.is_empty() {
        "The next node finds free ports on the switches that are there, so it adds no switch.".to_owned()
    } else {
        format!("The next node {opens}, which takes {switches} more.")
    }
}

/// Up to where more power changes nothing, and where the next high step is.
pub fn ahead(config: &Config, result: &ClusterResult) -> Option<String> {
    let next = (result.binding == Some(Binding::Power)).then_some(&result.next_node)?;
    let (needed, short) = next.p_total_w.zip(next.short_by_w)?;
    let flat = format!(
        "A higher cap below {} changes nothing; {} more allows {}.",
        power(needed),
        power(short),
        counted(next.nodes, "node")
    );
    let cliff = cliffs(config, next.nodes, 1).pop().map(|cliff| {
        format!(
            " The next high step is {}, at a cap of {}: it adds {}, of which {} are switches.",
            counted(cliff.nodes, "node"),
            power(cliff.p_total_w),
            power(cliff.added_w),
            power(cliff.switches_w)
        )
    });
    Some(flat + &cliff.unwrap_or_default())
}

/// `a, b and c`.
fn listed(parts: &[String]) -> String {
    match parts {
        [first @ .., before, last] => {
            let first: String = first.iter().map(|part| format!("{part}, ")).collect();
            format!("{first}{before} and {last}")
        }
        parts => parts.first().cloned().unwrap_or_default(),
    }
}

/// Whole rail units.
fn unit(config: &Config, result: &ClusterResult) -> Option<String> {
    let unit = result.full_unit.as_ref()?;
    let (size, rest) = (config.fabric.leaf_host_ports, result.nodes - unit.nodes);
    let of_size = counted(size, "node");
    Some(match (unit.nodes, rest) {
        (0, 0) => format!("A unit is {of_size}; none is built."),
        (0, _) => format!("A unit is provisioned whole, for {of_size}; the only one here holds {}.", count(rest)),
        (_, 0) => format!("The count is a whole number of units of {of_size}: every host port of the leaves is used."),
        (whole, rest) => format!(
            "Whole units of {of_size} make {}, `floor(n / d) * d`, at {}. The other {} in a unit that is provisioned whole; stopping at whole units would free {}.",
            counted(whole, "node"),
            power(unit.p_total_w),
            if rest == 1 { "node stands".to_owned() } else { format!("{} stand", counted(rest, "node")) },
            power(result.p_total_w.unwrap_or_default() - unit.p_total_w)
        ),
    })
}
