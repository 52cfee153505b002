//! Why the answer is what it is: every limit, the next node, the cliffs ahead, and what a change of
//! each value is worth.

use super::config::Config;
use super::growth::{Growth, cliffs};
use super::limits::{Limit, limits};
use super::result::ClusterResult;
use super::settings::Settings;
use super::solve::solve;
use super::trade::{Trade, trade};
use super::worth::{Worth, worth};
use serde::Serialize;

/// How many cliffs are shown.
const CLIFFS: usize = 3;

/// An answer taken apart. Fields are added, never renamed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(all(target_arch = "wasm32", feature = "wasm"), derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Explanation {
    /// Version of this shape, 1.
    pub schema_version: u32,
    /// The count that is explained.
    pub nodes: u64,
    /// Every limit of the next node.
    pub limits: Vec<Limit>,
    /// What the next node costs; null when it can't be wired.
    pub next: Option<Growth>,
    /// The next counts that take more switches, where the steps are high.
    pub cliffs: Vec<Growth>,
    /// What a stated change of each value is worth, the best first.
    pub worth: Vec<Worth>,
    /// The best operating point against full power; null without points.
    pub trade: Option<Trade>,
}

/// Takes an answer apart.
pub fn explain(settings: &Settings, config: &Config, result: &ClusterResult) -> Explanation {
    Explanation {
        schema_version: 1,
        nodes: result.nodes,
        limits: limits(settings, config, result),
        next: Growth::of(config, result.next_node.nodes),
        cliffs: cliffs(config, result.nodes, CLIFFS),
        // Changes are solved, so they are compared with what solving gives, whatever was judged.
        worth: worth(settings, config, solve(config).as_ref().unwrap_or(result)),
        trade: trade(config, result),
    }
}
