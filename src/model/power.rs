//! What a built cluster draws.
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
        if n == 0 {
            return Self::default();
        }
        let switch_links = fabric.leaf_spine_links + fabric.spine_core_links;
        let optics = &config.optics;
        let without_reserve = Self {
            nodes: n as f64 * node_power_w,
            leaves: fabric.leaves as f64 * config.leaf.power_w,
            spines: fabric.spines as f64 * config.spine.power_w,
            cores: fabric.cores as f64 * config.core.power_w,
            optics: optics.ends as f64
                * (fabric.host_links as f64 * optics.host_link_w + switch_links as f64 * optics.uplink_w),
            management: config.overhead.management_w,
            storage: config.overhead.storage_w,
            reserve: 0.0,
        };
        Self { reserve: without_reserve.subtotal() * config.overhead.reserve_fraction, ..without_reserve }
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
