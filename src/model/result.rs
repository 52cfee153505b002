//! The answer as it leaves the program: JSON, `schema_version` 1. Fields are added, never renamed.
//!
//! Node, tier, switch, port and link counts are integers, all other numbers are doubles.

use super::power::PowerBreakdown;
use serde::Serialize;

/// What the solver says about a config.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(all(target_arch = "wasm32", feature = "wasm"), derive(tsify::Tsify), tsify(missing_as_null))]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(title = "wattpack result"))]
pub struct ClusterResult {
    /// Version of this shape, 1.
    pub schema_version: u32,
    /// Name of the cluster.
    pub name: String,
    /// The IT power cap, W.
    pub it_cap_w: f64,
    /// Nodes: the most that fit, or the count that was judged.
    pub nodes: u64,
    /// Whether `nodes` holds the cap, the fabric and `max_nodes`. Always true when solving.
    pub feasible: bool,
    /// The outcome in a word.
    pub status: Status,
    /// Power of the whole cluster with its reserve, W.
    pub p_total_w: Option<f64>,
    /// `it_cap_w - p_total_w`, W.
    pub headroom_w: Option<f64>,
    /// `p_total_w / it_cap_w`.
    pub utilization: Option<f64>,
    /// Switch tiers as built.
    pub tiers: Option<u64>,
    /// Leaf switches.
    pub leaves: Option<u64>,
    /// Spine switches.
    pub spines: Option<u64>,
    /// Core switches.
    pub cores: Option<u64>,
    /// Node-leaf links, `nodes * node.fabric_ports`.
    pub host_ports: Option<u64>,
    /// Leaf-spine links.
    pub uplinks_total: Option<u64>,
    /// Spine-core links.
    pub spine_core_links: Option<u64>,
    /// Bandwidth into the leaves over bandwidth out of them, as built:
    /// `(host_ports * host_link_gbps) / (uplinks_total * uplink_gbps)`; null without uplinks.
    pub oversubscription_ratio: Option<f64>,
    /// The same for one fully used leaf:
    /// `(leaf_host_ports * host_link_gbps) / (leaf_uplink_ports * uplink_gbps)`.
    pub oversubscription_design: f64,
    /// Where the watts go.
    pub power_breakdown_w: Option<PowerBreakdown>,
    /// What stops one more node; null when a judged count leaves room for one.
    pub binding: Option<Binding>,
    /// The cluster with one more node.
    pub next_node: NextNode,
    /// The largest whole number of rail units; null for packed attachment.
    pub full_unit: Option<FullUnit>,
    /// `nodes * node.peak_pflops`; null without a peak.
    pub compute_pflops: Option<f64>,
    /// `compute_pflops / (p_total_w / 1e6)`; null without a peak and at 0 nodes.
    pub pflops_per_mw: Option<f64>,
    /// The same search at each power setting of the node; null without operating points.
    pub operating_points: Option<Vec<PointResult>>,
}

/// The outcome in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(all(target_arch = "wasm32", feature = "wasm"), derive(tsify::Tsify), tsify(missing_as_null))]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The count fits.
    Ok,
    /// Solving: not even one node fits, so the answer is 0.
    NoFeasibleNonzero,
    /// Judging: more than `max_nodes`.
    OverMaxNodes,
    /// Judging: more than these switches can wire.
    OverFabric,
    /// Judging: more power than the cap.
    OverCap,
}

/// What stops one more node: the first of these that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(all(target_arch = "wasm32", feature = "wasm"), derive(tsify::Tsify), tsify(missing_as_null))]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Binding {
    /// `max_nodes`.
    MaxNodes,
    /// The switches can't wire it.
    Fabric,
    /// It would exceed the cap.
    Power,
}

impl Status {
    /// The word in the JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::NoFeasibleNonzero => "no_feasible_nonzero",
            Self::OverMaxNodes => "over_max_nodes",
            Self::OverFabric => "over_fabric",
            Self::OverCap => "over_cap",
        }
    }
}

impl Binding {
    /// The word in the JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::MaxNodes => "max_nodes",
            Self::Fabric => "fabric",
            Self::Power => "power",
        }
    }
}

/// The cluster with one more node.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(all(target_arch = "wasm32", feature = "wasm"), derive(tsify::Tsify), tsify(missing_as_null))]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NextNode {
    /// `nodes + 1`.
    pub nodes: u64,
    /// Its power, W; null when it can't be wired.
    pub p_total_w: Option<f64>,
    /// `p_total_w - it_cap_w`, W; negative when power is not what stops it.
    pub short_by_w: Option<f64>,
    /// The same word as `binding`.
    pub reason: Option<Binding>,
}

/// The largest whole number of units of `leaf_host_ports` nodes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(all(target_arch = "wasm32", feature = "wasm"), derive(tsify::Tsify), tsify(missing_as_null))]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FullUnit {
    /// `floor(nodes / leaf_host_ports) * leaf_host_ports`.
    pub nodes: u64,
    /// Its power, W; 0 when not even one unit fits.
    pub p_total_w: f64,
}

/// The answer at one power setting of the node.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(all(target_arch = "wasm32", feature = "wasm"), derive(tsify::Tsify), tsify(missing_as_null))]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PointResult {
    /// What the plan calls it.
    pub label: Option<String>,
    /// Power of one node, W.
    pub power_w: f64,
    /// Throughput of one node against the plan's reference.
    pub relative_throughput: f64,
    /// Most nodes that fit.
    pub nodes: u64,
    /// Power of the cluster, W.
    pub p_total_w: f64,
    /// `nodes * relative_throughput`.
    pub cluster_throughput: f64,
    /// Whether this is the point with the highest throughput; ties go to the lower power, then to
    /// the first listed.
    pub best: bool,
}
