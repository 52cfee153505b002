//! What a change of one value is worth, for a stated step of each.

use super::config::Config;
use super::design::Design;
use super::param::{Key, Kind};
use super::point::Point;
use super::result::ClusterResult;
use super::settings::Settings;
use serde::Serialize;
use std::cmp::Ordering;

/// One value, changed by itself, and what comes of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(all(target_arch = "wasm32", feature = "wasm"), derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Worth {
    /// Key of the config.
    pub key: &'static str,
    /// What it is, in the unit of the key.
    pub from: f64,
    /// What it would be.
    pub to: f64,
    /// Nodes with the change; null when the values then contradict each other.
    pub nodes: Option<u64>,
    /// Nodes gained, negative for lost ones.
    pub nodes_gained: Option<i64>,
    /// Nodes per MW of the cluster with the change.
    pub nodes_per_mw: Option<f64>,
    /// PFLOPS per MW with the change; null without a peak.
    pub pflops_per_mw: Option<f64>,
    /// Oversubscription as built with the change; null without uplinks.
    pub oversubscription_ratio: Option<f64>,
    /// Whether nodes, power and oversubscription all stay as they are.
    pub changes_nothing: bool,
}

/// How far a value is moved.
#[derive(Clone, Copy)]
enum Step {
    /// By this factor.
    Times(f64),
    /// By this much, but not below zero.
    Plus(f64),
}

/// The values that are moved, and how far: powers by a percent or a watt, shares by a point, radixes
/// and link speeds to the next generation, uplinks to half.
const STEPS: [(Key, Step); 10] = [
    (Key::ItCap, Step::Times(1.01)),
    (Key::NodePower, Step::Times(0.99)),
    (Key::LeafPorts, Step::Times(2.0)),
    (Key::SpinePorts, Step::Times(2.0)),
    (Key::LeafUplinkPorts, Step::Times(0.5)),
    (Key::HostLink, Step::Times(2.0)),
    (Key::Uplink, Step::Times(2.0)),
    (Key::OpticsHostLink, Step::Plus(-1.0)),
    (Key::OpticsUplink, Step::Plus(-1.0)),
    (Key::Reserve, Step::Plus(-0.01)),
];

/// The changes, the one that is worth most first: most nodes gained, then most compute (without a
/// peak, most nodes) per megawatt.
pub fn worth(settings: &Settings, config: &Config, result: &ClusterResult) -> Vec<Worth> {
    let design = Design::of(settings, config);
    let mut found: Vec<Worth> = STEPS
        .into_iter()
        .filter_map(|(key, step)| {
            let from = current(config, key);
            let to = moved(key, from, step)?;
            Some(of(&design, result, key, (from, to)))
        })
        .collect();
    found.sort_by(by_worth);
    found
}

fn of(design: &Design, now: &ClusterResult, key: Key, (from, to): (f64, f64)) -> Worth {
    let mut design = design.clone();
    let value = key.param().kind.take_number(to).ok();
    if let Some(value) = &value {
        design.set(key, value);
    }
    let point = value.and_then(|_| Point::of(design.config()?, now.nodes));
    Worth {
        key: key.name(),
        from,
        to,
        nodes: point.as_ref().map(|point| point.nodes),
        nodes_gained: point.as_ref().and_then(|point| point.nodes.checked_signed_diff(now.nodes)),
        nodes_per_mw: point.as_ref().filter(|point| point.nodes > 0).map(|p| p.nodes as f64 / (p.p_total_w / 1e6)),
        pflops_per_mw: point.as_ref().and_then(|point| point.pflops_per_mw),
        oversubscription_ratio: point.as_ref().and_then(|point| point.oversubscription_ratio),
        changes_nothing: point.is_some_and(|point| is_as_now(&point, now)),
    }
}

fn is_as_now(point: &Point, now: &ClusterResult) -> bool {
    point.nodes == now.nodes
        && now.p_total_w == Some(point.p_total_w)
        && point.oversubscription_ratio == now.oversubscription_ratio
}

/// The moved value; none when it can't move, or there is nothing to move.
fn moved(key: Key, from: f64, step: Step) -> Option<f64> {
    let to = match step {
        Step::Times(factor) => from * factor,
        Step::Plus(step) => (from + step).max(0.0),
    };
    let to = if matches!(key.param().kind, Kind::Integer(..)) { to.floor() } else { to };
    ((to - from).abs() > 0.0 && key.param().kind.take_number(to).is_ok()).then_some(to)
}

fn current(config: &Config, key: Key) -> f64 {
    match key {
        Key::ItCap => config.it_cap_w,
        Key::NodePower => config.node.power_w,
        Key::LeafPorts => config.leaf.ports as f64,
        Key::SpinePorts => config.spine.ports as f64,
        Key::LeafUplinkPorts => config.fabric.leaf_uplink_ports as f64,
        Key::HostLink => config.fabric.host_link_gbps,
        Key::Uplink => config.fabric.uplink_gbps,
        Key::OpticsHostLink => config.optics.host_link_w,
        Key::OpticsUplink => config.optics.uplink_w,
        _ => config.overhead.reserve_fraction,
    }
}

fn by_worth(one: &Worth, other: &Worth) -> Ordering {
    let density = |worth: &Worth| worth.pflops_per_mw.or(worth.nodes_per_mw).unwrap_or(f64::NEG_INFINITY);
    other.nodes_gained.cmp(&one.nodes_gained).then(density(other).total_cmp(&density(one)))
}

#[cfg(test)]
mod tests {
    use super::super::complete::complete;
    use super::super::solve::solve;
    use super::*;

    fn table(change: impl Fn(&mut Config)) -> (ClusterResult, Vec<Worth>) {
        let settings = complete(Settings::new()).unwrap();
        let mut config = Config::default();
        change(&mut config);
        let result = solve(&config).unwrap();
        let table = worth(&settings, &config, &result);
        (result, table)
    }

    fn row<'a>(table: &'a [Worth], key: &str) -> &'a Worth {
        table.iter().find(|worth| worth.key == key).unwrap()
    }

    #[test]
    fn each_row_is_what_the_solver_says_of_the_changed_config() {
        let (now, table) = table(|_| {});
        let with_cap = solve(&Config { it_cap_w: row(&table, "it_cap_w").to, ..Config::default() }).unwrap();
        assert_eq!(row(&table, "it_cap_w").nodes, Some(with_cap.nodes));
        assert_eq!(row(&table, "it_cap_w").nodes_gained, with_cap.nodes.checked_signed_diff(now.nodes));
        assert!(table.is_sorted_by(|one, other| one.nodes_gained >= other.nodes_gained));
    }

    #[test]
    fn a_knob_without_effect_says_so() {
        let (_, table) = table(|_| {});
        assert!(!row(&table, "fabric.uplink_gbps").changes_nothing, "it halves the oversubscription");
        let (_, limited) = table_limited();
        assert!(row(&limited, "it_cap_w").changes_nothing);
        assert!(table.iter().all(|worth| worth.key != "optics.uplink_w"), "nothing to take from 0 W");
    }

    fn table_limited() -> (ClusterResult, Vec<Worth>) {
        table(|config| config.max_nodes = Some(100))
    }
}
