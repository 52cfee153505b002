//! The answer in a few sentences.

use super::format;
use super::limit::{could_power_another, wired_at_most};
use crate::model::config::Config;
use crate::model::inputs::inputs;
use crate::model::result::{Binding, ClusterResult};
use crate::model::settings::Layer;
use crate::pack::Material;
use format::{count, counted, exact_power, percent, power, significant};

pub fn title(result: &ClusterResult) -> String {
    format!("{}: {} under an IT cap of {}", result.name, counted(result.nodes, "node"), exact_power(result.it_cap_w))
}

/// What fits, what stops the next node, what it computes, and how far to trust it.
pub fn sentences(material: &Material) -> Vec<String> {
    let Material { config, result, .. } = material;
    let first = if result.nodes == 0 {
        nothing_fits(config, result)
    } else {
        format!("{} {}", what_fits(config, result), what_stops(config, result))
    };
    [Some(first), compute(config, result), Some(trust(material))].into_iter().flatten().collect()
}

fn nothing_fits(config: &Config, result: &ClusterResult) -> String {
    let cap = exact_power(result.it_cap_w);
    let why = match (result.binding, result.next_node.p_total_w.zip(result.next_node.short_by_w)) {
        (Some(Binding::MaxNodes), _) => {
            let next = &result.next_node;
            format!(
                "`max_nodes` is 0, so nothing is built and the whole cap of {cap} is free. {}",
                beside_the_limit(next.nodes, next.p_total_w.zip(next.short_by_w))
            )
        }
        (Some(Binding::Fabric), _) => format!("The network can't wire a single node: {}.", wired_at_most(config)),
        (_, Some((total, short))) => format!(
            "The first node, with the switches and overheads that come with it, takes {}: {} more than the cap of {cap}.",
            power(total),
            power(short)
        ),
        _ => String::new(),
    };
    let what = if result.binding == Some(Binding::MaxNodes) { "No node is allowed" } else { "No node fits" };
    format!(
        "**{what}.** {why} Zero nodes hold the cap, so zero is the correct answer (`status` is `no_feasible_nonzero`), but rarely what was planned."
    )
}

fn what_fits(config: &Config, result: &ClusterResult) -> String {
    let verb = if result.nodes == 1 { "fits" } else { "fit" };
    let (total, share) = (result.p_total_w.unwrap_or_default(), result.utilization.unwrap_or_default());
    let with = match config.overhead.reserve_fraction {
        0.0 => "network and overheads".to_owned(),
        reserve => format!("network, overheads and a reserve of {}", percent(reserve)),
    };
    format!(
        "**{} {verb}** under the IT cap of {}. With {with} that is {}, {} of the cap, which leaves {} free.",
        counted(result.nodes, "node"),
        exact_power(result.it_cap_w),
        power(total),
        percent(share),
        power(result.headroom_w.unwrap_or_default())
    )
}

fn what_stops(config: &Config, result: &ClusterResult) -> String {
    let next = &result.next_node;
    match (result.binding, next.p_total_w, next.short_by_w) {
        (Some(Binding::Power), Some(total), Some(short)) => {
            format!(
                "**Power** stops the next one: {} would need {}, {} more than the cap.",
                counted(next.nodes, "node"),
                power(total),
                power(short)
            )
        }
        (Some(Binding::MaxNodes), total, short) => {
            let most = config.max_nodes.unwrap_or(result.nodes);
            format!(
                "The plan's own limit stops the next one: **`max_nodes`** is {}. {}",
                count(most),
                beside_the_limit(next.nodes, total.zip(short))
            )
        }
        (Some(Binding::Fabric), ..) => {
            let power = if could_power_another(config, result) { ", not power" } else { "" };
            format!("**The network** stops the next one{power}: {}.", wired_at_most(config))
        }
        _ => format!("There is room for {}.", counted(next.nodes, "node")),
    }
}

/// What would stop the next node if `max_nodes` did not.
fn beside_the_limit(nodes: u64, power_of_next: Option<(f64, f64)>) -> String {
    match power_of_next {
        None => "The switches could not wire another node either.".to_owned(),
        Some((total, short)) if short > 0.0 => {
            format!(
                "Power would not allow it either: {} would take {}, {} more than the cap.",
                counted(nodes, "node"),
                power(total),
                power(short)
            )
        }
        Some((total, short)) => format!(
            "Power would allow {}, which would take {} and leave {}.",
            counted(nodes, "node"),
            power(total),
            power(-short)
        ),
    }
}

fn compute(config: &Config, result: &ClusterResult) -> Option<String> {
    let (_, precision) = config.node.peak.as_ref()?;
    let per_mw = result.pflops_per_mw?;
    Some(format!(
        "Peak compute is {} PFLOPS ({}), {} PFLOPS per MW of IT power. It is a peak: nothing here says what a job achieves.",
        significant(result.compute_pflops?, 5),
        super::markdown::within_line(precision),
        significant(per_mw, 4)
    ))
}

/// How many of the inputs somebody has actually stated.
fn trust(material: &Material) -> String {
    let Material { plan, config, result, .. } = material;
    let inputs = inputs(&plan.settings, config, result);
    let (all, defaults) = (inputs.len(), inputs.iter().filter(|(_, setting)| setting.layer == Layer::Default).count());
    let judged = match defaults {
        0 => {
            format!("All {all} inputs behind this count are the plan's own or follow from them; none is a placeholder.")
        }
        _ => format!(
            "The plan leaves **{defaults} of the {all} inputs** behind this count to vendor-neutral placeholders, which are no figures for real hardware: the count is only as good as they are."
        ),
    };
    judged + " The ledger below names the source of each."
}
