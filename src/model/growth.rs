//! What the next nodes cost, and where the next ones cost more than others.

use super::config::Config;
use super::fabric::{Fabric, wire};
use super::power::PowerBreakdown;
use serde::Serialize;

/// What one more node adds.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(all(target_arch = "wasm32", feature = "wasm"), derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Growth {
    /// The cluster with this node.
    pub nodes: u64,
    /// Its power, W: the least cap that allows it.
    pub p_total_w: f64,
    /// What the node adds to the cluster's power, W: the sum of the entries below.
    pub added_w: f64,
    /// The node itself, W.
    pub node_w: f64,
    /// Switches, W.
    pub switches_w: f64,
    /// Optics of all links, W.
    pub links_w: f64,
    /// Management and storage, W: 0 after the first node.
    pub overhead_w: f64,
    /// Reserve, W.
    pub reserve_w: f64,
    /// Leaf switches more.
    pub leaves: u64,
    /// Spine switches more.
    pub spines: u64,
    /// Core switches more.
    pub cores: u64,
    /// Switch tiers with it.
    pub tiers: u64,
    /// Whether it takes a further tier.
    pub adds_tier: bool,
}

impl Growth {
    /// From `nodes - 1` to `nodes`. None when they can't be wired.
    pub fn of(config: &Config, nodes: u64) -> Option<Self> {
        let (before, after) = (wire(config, nodes.checked_sub(1)?)?, wire(config, nodes)?);
        let power = |nodes, fabric: &Fabric| PowerBreakdown::of(config, config.node.power_w, nodes, fabric);
        let (old, new) = (power(nodes - 1, &before), power(nodes, &after));
        let switches = |power: &PowerBreakdown| power.leaves + power.spines + power.cores;
        Some(Self {
            nodes,
            p_total_w: new.total(),
            added_w: new.total() - old.total(),
            node_w: new.nodes - old.nodes,
            switches_w: switches(&new) - switches(&old),
            links_w: new.optics - old.optics,
            overhead_w: new.management + new.storage - old.management - old.storage,
            reserve_w: new.reserve - old.reserve,
            leaves: after.leaves.saturating_sub(before.leaves),
            spines: after.spines.saturating_sub(before.spines),
            cores: after.cores.saturating_sub(before.cores),
            tiers: after.tiers,
            adds_tier: after.tiers > before.tiers,
        })
    }
}

/// The next counts from `nodes + 1` on whose last node takes more switches than the one before:
/// that is where the steps of the power are high. Between them each node costs the same. They end
/// where the switches or `max_nodes` do.
pub fn cliffs(config: &Config, nodes: u64, most: usize) -> Vec<Growth> {
    let is_allowed = |nodes: &u64| config.max_nodes.is_none_or(|most| *nodes <= most);
    let next = |nodes: &u64| after_full_leaves(config, *nodes).filter(is_allowed);
    std::iter::successors(next(&nodes), next).map_while(|nodes| Growth::of(config, nodes)).take(most).collect()
}

/// The first count above `nodes` that takes another leaf. None if these can't be wired.
fn after_full_leaves(config: &Config, nodes: u64) -> Option<u64> {
    let room = wire(config, nodes)?.room(config);
    Some(room.end.div_ceil(config.node.fabric_ports))
}

#[cfg(test)]
mod tests {
    use super::super::config::Attachment;
    use super::super::solve::total;
    use super::*;

    #[test]
    fn the_entries_add_up_to_the_step() {
        let mut config = Config::default();
        (config.overhead.management_w, config.optics.host_link_w, config.optics.uplink_w) = (1e4, 9.0, 17.0);
        for nodes in [1, 2, 32, 33, 64, 65, 257, 2049] {
            let growth = Growth::of(&config, nodes).unwrap();
            let step = total(&config, config.node.power_w, nodes).unwrap()
                - total(&config, config.node.power_w, nodes - 1).unwrap();
            let parts = growth.node_w + growth.switches_w + growth.links_w + growth.overhead_w + growth.reserve_w;
            assert!((parts - step).abs() < 1e-6 && growth.added_w.to_bits() == step.to_bits(), "{growth:?}");
        }
        assert_eq!(Growth::of(&config, 0), None);
    }

    #[test]
    fn cliffs_are_where_a_scan_finds_new_leaves() {
        let leaves = |config: &Config, nodes| wire(config, nodes).unwrap().leaves;
        for attachment in [Attachment::Rail, Attachment::Packed] {
            for (ports, down) in [(8, 32), (1, 3), (3, 5), (8, 7), (5, 1)] {
                let mut config = Config::default();
                (config.fabric.attachment, config.node.fabric_ports) = (attachment, ports);
                (config.fabric.leaf_host_ports, config.fabric.leaf_uplink_ports) = (down, 32);
                for nodes in [0, 1, 6, 31, 32, 33, 63] {
                    let scanned: Vec<u64> =
                        (nodes + 1..).filter(|&n| leaves(&config, n) > leaves(&config, n - 1)).take(3).collect();
                    let found: Vec<u64> = cliffs(&config, nodes, 3).iter().map(|growth| growth.nodes).collect();
                    assert_eq!(found, scanned, "{attachment:?} {ports} {down} {nodes}");
                }
            }
        }
    }
}
