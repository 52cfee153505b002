//! What a built cluster takes of the cap: what it draws at most, and the reserve that is kept free.
//!
//! Plain IEEE 754 double arithmetic in the order written: each count becomes a double once per
//! product, nothing is fused, no sum is compensated. So every implementation of these lines gives
//! the same bits.

use super::config::Config;
use super::fabric::Fabric;
use serde::Serialize;

/// Where the watts go, W. All entries are 0 when nothing is built.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(all(target_arch = "wasm32", feature = "wasm"), derive(tsify::Tsify), tsify(missing_as_null))]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PowerBreakdown {
    /// All nodes: `n * node.power_w`.
    pub nodes: f64,
    /// All leaf switches.
    pub leaves: f64,
    /// All spine switches.
    pub spines: f64,
    /// All core switches.
    pub cores: f64,
    /// All optics: `ends * (host links * optics.host_link_w + switch links * optics.uplink_w)`.
    pub optics: f64,
    /// `overhead.management_w`.
    pub management: f64,
    /// `overhead.storage_w`.
    pub storage: f64,
    /// Share of the subtotal that is kept free: `subtotal * overhead.reserve_fraction`.
    pub reserve: f64,
}

impl PowerBreakdown {
    /// Power of `n` nodes of `node_power_w` each on this fabric. Overheads are charged from the
    /// first node; nothing built draws nothing.
    pub fn of(config: &Config, node_power_w: f64, n: u64, fabric: &Fabric) -> Self {
        let mut power = Self::without_nodes(config, fabric);
        power.put_nodes(config, node_power_w, n, fabric);
        power
    }

    /// The entries that stay while the switches do.
    pub(super) fn without_nodes(config: &Config, fabric: &Fabric) -> Self {
        if fabric.leaves == 0 {
            return Self::default();
        }
        Self {
            leaves: double(fabric.leaves) * config.leaf.power_w,
            spines: double(fabric.spines) * config.spine.power_w,
            cores: double(fabric.cores) * config.core.power_w,
            management: config.overhead.management_w,
            storage: config.overhead.storage_w,
            ..Self::default()
        }
    }

    /// Sets the others.
    pub(super) fn put_nodes(&mut self, config: &Config, node_power_w: f64, n: u64, fabric: &Fabric) {
        let switch_links = fabric.leaf_spine_links + fabric.spine_core_links;
        let optics = &config.optics;
        self.nodes = double(n) * node_power_w;
        self.optics = double(optics.ends)
            * (double(fabric.host_links) * optics.host_link_w + double(switch_links) * optics.uplink_w);
        self.reserve = self.subtotal() * config.overhead.reserve_fraction;
    }

    /// Switches and their links.
    pub fn network(&self) -> f64 {
        self.leaves + self.spines + self.cores + self.optics
    }

    /// Everything but the reserve, added in the order of the fields.
    pub fn subtotal(&self) -> f64 {
        self.nodes + self.leaves + self.spines + self.cores + self.optics + self.management + self.storage
    }

    /// `p_total_w = subtotal + reserve`.
    pub fn total(&self) -> f64 {
        self.subtotal() + self.reserve
    }

    /// The entries with their names, in the order of the sum.
    pub fn entries(&self) -> [(&'static str, f64); 8] {
        [
            ("nodes", self.nodes),
            ("leaves", self.leaves),
            ("spines", self.spines),
            ("cores", self.cores),
            ("optics", self.optics),
            ("management", self.management),
            ("storage", self.storage),
            ("reserve", self.reserve),
        ]
    }
}

/// What one node more draws as long as the switches stay the same, W, rounded as it comes.
pub(super) fn one_more(config: &Config, node_power_w: f64) -> f64 {
    let optics = &config.optics;
    let links_w = double(optics.ends) * double(config.node.fabric_ports) * optics.host_link_w;
    (node_power_w + links_w) * (1.0 + config.overhead.reserve_fraction)
}

/// A count as a double. No count is near 2^63, and signed numbers are the ones that processors convert.
fn double(count: u64) -> f64 {
    count.cast_signed() as f64
}
