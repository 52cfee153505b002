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
    /// The least cap that they fit within, W; null when the plan or the switches forbid them.
    pub least_cap_w: Option<f64>,
    /// The largest power of a node at which they fit within the plan's cap, W; null when there is none.
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
    let mut row = |name: &str, value: Option<f64>, what: String, why_none: &str| {
        let (value, what) =
            value.map_or_else(|| ("none".to_owned(), why_none.to_owned()), |value| (watts(value), what));
        table.row([word(name), number(value), word(what)]);
    };
    row(
        "least cap",
        wanted.least_cap_w.map(|cap| tenths(cap, f64::ceil)),
        format!("for {nodes}"),
        "max_nodes or the switches forbid so many",
    );
    row(
        "node power",
        wanted.largest_node_power_w.map(|power| tenths(power, f64::floor)),
        format!("the most that fits {nodes} below {}", watts(config.it_cap_w)),
        "so many fit at no power of a node",
    );
    table.set()
}

/// To a tenth, on the safe side.
fn tenths(value: f64, safe: fn(f64) -> f64) -> f64 {
    safe(value * 10.0) / 10.0
}
