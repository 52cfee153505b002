//! The most nodes that the switches can wire, with its formula.

use super::format::{count, counted};
use crate::model::config::{Attachment, Config};
use crate::model::fabric::most_nodes;
use crate::model::result::ClusterResult;

/// For example: these switches, in at most 3 tiers, wire at most 8,192 nodes, `d * floor(...)` = 32 * floor(...).
pub fn wired_at_most(config: &Config) -> String {
    let (ports, down) = (config.node.fabric_ports, config.fabric.leaf_host_ports);
    let (leaves, numbers) = most_leaves(config);
    let (formula, numbers) = match config.fabric.attachment {
        Attachment::Rail => {
            (format!("d * floor({leaves} / k)"), format!("{} * floor({numbers} / {})", count(down), count(ports)))
        }
        Attachment::Packed => {
            (format!("floor({leaves} * d / k)"), format!("floor({numbers} * {} / {})", count(down), count(ports)))
        }
    };
    format!(
        "these switches, in at most {}, wire at most {}, `{formula}` = {numbers}",
        counted(config.fabric.max_tiers, "tier"),
        counted(most_nodes(config), "node")
    )
}

/// Whether what is free of the cap would power one more node, if it could be wired.
pub fn could_power_another(config: &Config, result: &ClusterResult) -> bool {
    let draw = config.node.power_w * (1.0 + config.overhead.reserve_fraction);
    result.headroom_w.is_some_and(|free| free >= draw)
}

/// The most leaves, as a formula and with its numbers.
fn most_leaves(config: &Config) -> (&'static str, String) {
    let (spine, core) = (count(config.spine.ports), count(config.core.ports));
    match config.fabric.max_tiers {
        1 => ("1", "1".to_owned()),
        2 => ("R_s", spine),
        _ => ("max(R_s, R_c * floor(R_s / 2))", format!("max({spine}, {core} * floor({spine} / 2))")),
    }
}
