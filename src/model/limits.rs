//! What the next node runs into: each limit with what it needs, what there is, and what would do.

use super::bisect::last_that_fits;
use super::config::{Attachment, Config};
use super::design::Design;
use super::fabric::most_nodes;
use super::inverse::{largest_node_power, largest_reserve, least_cap};
use super::param::{Key, MAX_PORTS};
use super::result::{Binding, ClusterResult};
use super::settings::Settings;
use super::solve::largest;
use super::value::Value;
use serde::Serialize;

/// One limit, seen from the next node.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(all(target_arch = "wasm32", feature = "wasm"), derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Limit {
    /// Which one.
    pub limit: Binding,
    /// Whether it is the one that stops the next node.
    pub binds: bool,
    /// What one node more needs, in `unit`; null for the power of what can't be wired.
    pub needed: Option<f64>,
    /// What there is, in `unit`.
    pub available: f64,
    /// `needed - available`; zero or less when this limit leaves room.
    pub short_by: Option<f64>,
    /// `W` or `nodes`.
    pub unit: &'static str,
    /// What is left of it now, in `unit`.
    pub slack: f64,
    /// How many more nodes it would let pass if it were the only limit besides the switches.
    pub slack_nodes: u64,
    /// Single changes that make it let the next node pass, the smallest one (relative to what
    /// stands) first; empty when it lets the node pass as it is, or when no single one helps.
    pub freed_by: Vec<Change>,
}

/// A value of the config that would have to be another one.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(all(target_arch = "wasm32", feature = "wasm"), derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Change {
    /// Key of the config.
    pub key: &'static str,
    /// What it is, in the unit of the key.
    pub from: f64,
    /// The nearest value that does.
    pub to: f64,
}

impl Change {
    fn relative(&self) -> f64 {
        (self.to - self.from).abs() / self.from.max(f64::MIN_POSITIVE)
    }
}

/// The limits in the order in which they are asked: `max_nodes` if there is one, fabric, power.
pub fn limits(settings: &Settings, config: &Config, result: &ClusterResult) -> Vec<Limit> {
    let found = [max_nodes(config, result), Some(fabric(settings, config, result)), Some(power(config, result))];
    found.into_iter().flatten().collect()
}

fn max_nodes(config: &Config, result: &ClusterResult) -> Option<Limit> {
    let most = config.max_nodes?;
    let change = Change { key: Key::MaxNodes.name(), from: most as f64, to: result.next_node.nodes as f64 };
    Some(of_nodes(Binding::MaxNodes, result, most, || vec![change]))
}

fn fabric(settings: &Settings, config: &Config, result: &ClusterResult) -> Limit {
    of_nodes(Binding::Fabric, result, most_nodes(config), || wirings(settings, config, result.next_node.nodes))
}

fn of_nodes(limit: Binding, result: &ClusterResult, most: u64, ways: impl FnOnce() -> Vec<Change>) -> Limit {
    let (needed, available) = (result.next_node.nodes as f64, most as f64);
    let slack_nodes = most.saturating_sub(result.nodes);
    Limit {
        limit,
        binds: result.binding == Some(limit),
        needed: Some(needed),
        available,
        short_by: Some(needed - available),
        unit: "nodes",
        slack: slack_nodes as f64,
        slack_nodes,
        freed_by: if needed > available { ways() } else { Vec::new() },
    }
}

fn power(config: &Config, result: &ClusterResult) -> Limit {
    let needed = result.next_node.p_total_w;
    let by_power = largest(&Config { max_nodes: None, ..config.clone() }, config.node.power_w);
    Limit {
        limit: Binding::Power,
        binds: result.binding == Some(Binding::Power),
        needed,
        available: config.it_cap_w,
        short_by: result.next_node.short_by_w,
        unit: "W",
        slack: result.headroom_w.unwrap_or(0.0),
        slack_nodes: by_power.saturating_sub(result.nodes),
        freed_by: if result.next_node.short_by_w > Some(0.0) {
            savings(config, result.next_node.nodes)
        } else {
            vec![]
        },
    }
}

/// Single changes that let so many nodes below the cap.
fn savings(config: &Config, nodes: u64) -> Vec<Change> {
    let config = Config { max_nodes: None, ..config.clone() };
    let change = |key: Key, from: f64, to: Option<f64>| to.map(|to| Change { key: key.name(), from, to });
    let found = [
        change(Key::ItCap, config.it_cap_w, least_cap(&config, nodes)),
        change(Key::NodePower, config.node.power_w, largest_node_power(&config, nodes)),
        change(Key::Reserve, config.overhead.reserve_fraction, largest_reserve(&config, nodes)),
    ];
    smallest_first(found)
}

/// Single changes of the switches that let so many nodes be wired, with all that follows from them.
fn wirings(settings: &Settings, config: &Config, nodes: u64) -> Vec<Change> {
    let design = Design::of(settings, config);
    let wires = |key: Key, count: u64| {
        let mut design = design.clone();
        design.set(key, &Value::Count(count));
        design.config().is_some_and(|varied| most_nodes(varied) >= nodes)
    };
    let larger = |key: Key, from: u64| least(from, MAX_PORTS, &|ports| wires(key, ports)).map(|to| (key, from, to));
    let tiers = config.fabric.max_tiers;
    let more_tiers = (tiers + 1..=3).find(|count| wires(Key::MaxTiers, *count)).map(|to| (Key::MaxTiers, tiers, to));
    let links = config.node.fabric_ports;
    // With rail attachment the links of a node are its rails: a matter of its design.
    let fewest = if config.fabric.attachment == Attachment::Rail { links } else { 1 };
    let fewer_wire = |count| wires(Key::NodePorts, count);
    let fewer_links = (fewest < links && fewer_wire(fewest)).then(|| last_that_fits(fewest, links, fewer_wire));
    let found = [
        larger(Key::LeafPorts, config.leaf.ports),
        larger(Key::SpinePorts, config.spine.ports),
        larger(Key::CorePorts, config.core.ports),
        more_tiers,
        fewer_links.map(|to| (Key::NodePorts, links, to)),
    ];
    smallest_first(
        found.map(|way| way.map(|(key, from, to)| Change { key: key.name(), from: from as f64, to: to as f64 })),
    )
}

/// The least number in `from..=most` that does, if what does has no gaps upwards.
fn least(from: u64, most: u64, does: &dyn Fn(u64) -> bool) -> Option<u64> {
    does(most).then(|| last_that_fits(from, most, |number| !does(number)) + 1)
}

fn smallest_first<const N: usize>(found: [Option<Change>; N]) -> Vec<Change> {
    let mut changes: Vec<Change> = found.into_iter().flatten().collect();
    changes.sort_by(|one, other| one.relative().total_cmp(&other.relative()));
    changes
}
