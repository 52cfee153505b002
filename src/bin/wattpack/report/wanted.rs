//! What so many nodes would take, for people and programs: `solve --want`.

use super::layout::{Table, number, word};
use super::number::{count, watts};
use serde::Serialize;
use wattpack_core::model::config::Config;
use wattpack_core::model::inverse::{largest_node_power, least_cap};

/// What a wanted count would take.
#[derive(Serialize)]
pub struct Wanted {
    /// The count, or the least that reaches the wanted compute.
    pub nodes: u64,
    /// The least cap that they fit below, W; null when the plan or the switches forbid them.
    pub least_cap_w: Option<f64>,
    /// The largest power of a node at which they fit below the plan's cap, W; null when there is none.
    pub largest_node_power_w: Option<f64>,
}

impl Wanted {
    /// Asks backwards.
    pub fn of(config: &Config, nodes: u64) -> Self {
        Self { nodes, least_cap_w: least_cap(config, nodes), largest_node_power_w: largest_node_power(config, nodes) }
    }
}

/// The body of a section.
pub fn render(wanted: &Wanted, config: &Config) -> String {
    let mut table = Table::default();
    let nodes = format!("{} nodes", count(wanted.nodes));
    match wanted.least_cap_w {
        Some(cap) => table.row([word("least cap"), number(watts(cap)), word(format!("for {nodes}"))]),
        None => table.row([
            word("least cap"),
            number("none".to_owned()),
            word(format!("max_nodes or the switches forbid {nodes}")),
        ]),
    }
    let at = format!("largest that fits {nodes} below {}", watts(config.it_cap_w));
    match wanted.largest_node_power_w {
        Some(power) => table.row([word("node power"), number(watts(power)), word(at)]),
        None => {
            table.row([word("node power"), number("none".to_owned()), word(format!("no power of a node fits {nodes}"))])
        }
    }
    table.set()
}
