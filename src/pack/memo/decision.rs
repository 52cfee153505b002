//! What is to be decided, and what would change the answer.

use super::format::{count, counted, exact, percent, power, short_power};
use super::limit::could_power_another;
use crate::model::config::{Attachment, Config};
use crate::model::inputs::inputs;
use crate::model::result::{Binding, ClusterResult};
use crate::model::settings::Layer;
use crate::model::solve::largest;
use crate::pack::Material;

/// A solve with one input changed.
pub(in crate::pack) struct Change {
    pub what: String,
    pub nodes: String,
    pub difference: String,
}

pub fn decisions(material: &Material) -> Vec<String> {
    let Material { config, result, .. } = material;
    [
        Some(planning_figure(config, result)),
        limits(config, result),
        placeholders(material),
        Some(kind_of_power(config)),
        overheads(config),
        power_setting(result),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn planning_figure(config: &Config, result: &ClusterResult) -> String {
    match result.nodes {
        0 => format!("To build anything, {}.", way_to_the_first_node(config, result)),
        nodes => format!(
            "Take {} as the planning figure, or change an input; the table below shows what each change is worth.",
            counted(nodes, "node")
        ),
    }
}

/// Everything that keeps the first node out.
fn way_to_the_first_node(config: &Config, result: &ClusterResult) -> String {
    let by_plan = (result.binding == Some(Binding::MaxNodes)).then(|| "raise `max_nodes`, which is 0".to_owned());
    let by_nature = match result.next_node.short_by_w {
        None => Some(format!("take {}", another_network(config))),
        Some(short) if short > 0.0 => Some("raise the cap or lower what the first node takes".to_owned()),
        Some(_) => None,
    };
    match (by_plan, by_nature) {
        (Some(plan), Some(nature)) => format!("{plan}, and {nature}"),
        (plan, nature) => plan.or(nature).unwrap_or_default(),
    }
}

fn another_network(config: &Config) -> &'static str {
    if config.fabric.max_tiers < 3 {
        "larger switches, more tiers or fewer links per node"
    } else {
        "larger switches or fewer links per node"
    }
}

/// Limits that keep out a node which the cap has room for.
fn limits(config: &Config, result: &ClusterResult) -> Option<String> {
    let free = power(result.headroom_w.unwrap_or_default());
    match result.binding? {
        _ if result.nodes == 0 => None,
        Binding::MaxNodes if result.next_node.short_by_w.is_some_and(|short| short <= 0.0) => {
            Some(format!("Keep `max_nodes` = {} or raise it: it leaves {free} unused.", count(config.max_nodes?)))
        }
        Binding::Fabric if could_power_another(config, result) => {
            let other = another_network(config);
            Some(format!("Take {other}, or leave {free} unused: the network is full."))
        }
        _ => None,
    }
}

fn placeholders(material: &Material) -> Option<String> {
    let used = inputs(&material.plan.settings, material.config, material.result);
    let names: Vec<&str> =
        used.iter().filter(|(_, setting)| setting.layer == Layer::Default).map(|(key, _)| key.name()).collect();
    let noun = if names.len() == 1 { "placeholder" } else { "placeholders" };
    (!names.is_empty()).then(|| format!("Replace or confirm the {noun}: `{}`.", names.join("`, `")))
}

fn kind_of_power(config: &Config) -> String {
    format!(
        "Say whether {} W per node is a nameplate maximum or a measured draw: the two differ by about 20 % ([Nameplate and draw](#nameplate-and-draw)).",
        exact(config.node.power_w)
    )
}

fn overheads(config: &Config) -> Option<String> {
    let overhead = &config.overhead;
    let outside = match (overhead.management_w == 0.0, overhead.storage_w == 0.0) {
        (true, true) => "management and storage draw",
        (true, false) => "management draws",
        (false, true) => "storage draws",
        (false, false) => return None,
    };
    Some(format!(
        "Decide whether {outside} from this cap: at 0 W the count treats that as outside ([Management and storage](#management-and-storage))."
    ))
}

fn power_setting(result: &ClusterResult) -> Option<String> {
    let points = result.operating_points.as_ref().filter(|points| points.len() > 1)?;
    let best = points.iter().find(|point| point.best && point.cluster_throughput > 0.0)?;
    Some(format!(
        "Choose the node's power setting: of the plan's points, {} W per node gives the highest throughput ([Operating points](#operating-points)).",
        exact(best.power_w)
    ))
}

/// One input changed at a time, each solved anew.
pub fn changes(config: &Config, result: &ClusterResult) -> Vec<Change> {
    let mut changes = vec![
        cap(config, 0.9, "10 % lower"),
        cap(config, 1.1, "10 % higher"),
        change(config, format!("node power 20 % lower ({})", short_power(config.node.power_w * 0.8, 6)), |config| {
            config.node.power_w *= 0.8;
        }),
    ];
    let reserve = config.overhead.reserve_fraction;
    if reserve > 0.0 {
        changes.push(change(config, format!("no reserve instead of {}", percent(reserve)), |config| {
            config.overhead.reserve_fraction = 0.0;
        }));
    }
    if config.overhead.storage_w == 0.0 && config.overhead.management_w == 0.0 {
        let share = config.it_cap_w * 0.08;
        changes.push(change(
            config,
            format!("8 % of the cap ({}) for storage and management", power(share)),
            |config| config.overhead.storage_w = share,
        ));
    }
    changes.push(other_attachment(config));
    changes.extend(without_the_limit(config, result));
    let differ = |change: (String, u64)| Change {
        what: change.0,
        nodes: count(change.1),
        difference: difference(result.nodes, change.1),
    };
    changes.into_iter().map(differ).collect()
}

fn change(config: &Config, what: String, edit: impl FnOnce(&mut Config)) -> (String, u64) {
    let mut changed = config.clone();
    edit(&mut changed);
    let nodes = largest(&changed, changed.node.power_w);
    (what, nodes)
}

fn cap(config: &Config, factor: f64, words: &str) -> (String, u64) {
    let cap = config.it_cap_w * factor;
    change(config, format!("IT cap {words} ({})", short_power(cap, 6)), |config| config.it_cap_w = cap)
}

fn other_attachment(config: &Config) -> (String, u64) {
    let (other, words) = match config.fabric.attachment {
        Attachment::Rail => (Attachment::Packed, "`packed` attachment instead of `rail`"),
        Attachment::Packed => (Attachment::Rail, "`rail` attachment instead of `packed`"),
    };
    change(config, words.to_owned(), |config| config.fabric.attachment = other)
}

fn without_the_limit(config: &Config, result: &ClusterResult) -> Option<(String, u64)> {
    match result.binding? {
        Binding::MaxNodes => Some(change(config, "no `max_nodes`".to_owned(), |config| config.max_nodes = None)),
        Binding::Fabric if config.fabric.max_tiers < 3 => {
            Some(change(config, "three tiers of switches".to_owned(), |config| config.fabric.max_tiers = 3))
        }
        _ => None,
    }
}

fn difference(before: u64, after: u64) -> String {
    match after.cmp(&before) {
        std::cmp::Ordering::Less => format!("{} fewer", count(before - after)),
        std::cmp::Ordering::Equal => "none".to_owned(),
        std::cmp::Ordering::Greater => format!("{} more", count(after - before)),
    }
}
