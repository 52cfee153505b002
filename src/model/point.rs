//! One combination of a sweep: the numbers of the answer that a table has room for.

use super::cluster::Cluster;
use super::config::Config;
use super::result::{Binding, Status};
use super::solve::{MAX_DERIVED, compute_pflops, oversubscription_as_built, pflops_per_mw, solve};

/// Columns behind those of the varied keys.
pub const COLUMNS: [&str; 12] = [
    "nodes",
    "p_total_w",
    "headroom_w",
    "tiers",
    "leaves",
    "spines",
    "cores",
    "oversubscription_ratio",
    "binding",
    "compute_pflops",
    "pflops_per_mw",
    "status",
];

/// The answer to one combination; each field is that of the result with the same name.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Most nodes.
    pub nodes: u64,
    /// W.
    pub p_total_w: f64,
    /// W.
    pub headroom_w: f64,
    /// Switch tiers.
    pub tiers: u64,
    /// Leaf switches.
    pub leaves: u64,
    /// Spine switches.
    pub spines: u64,
    /// Core switches.
    pub cores: u64,
    /// As built; none without uplinks.
    pub oversubscription_ratio: Option<f64>,
    /// What stops one more node.
    pub binding: Binding,
    /// None without a peak.
    pub compute_pflops: Option<f64>,
    /// None without a peak and at 0 nodes.
    pub pflops_per_mw: Option<f64>,
    /// `ok` or `no_feasible_nonzero`.
    pub status: Status,
}

/// What stands in one place of the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell {
    /// Nothing to say.
    Empty,
    /// A whole number.
    Count(u64),
    /// A double.
    Number(f64),
    /// A word.
    Word(&'static str),
}

impl Point {
    /// Solves a config, given a node count that is probably near. None when a derived number is
    /// beyond its range, which is where [`solve`] fails.
    pub fn of(config: &Config, guess: u64) -> Option<Self> {
        let mut cluster = Cluster::new(config);
        let (nodes, p_total_w) = cluster.largest_near(guess, config.node.power_w);
        let next_w = cluster.build(nodes + 1, config.node.power_w);
        cluster.build(nodes, config.node.power_w)?;
        let fabric = cluster.fabric();
        let point = Self {
            nodes,
            p_total_w,
            headroom_w: config.it_cap_w - p_total_w,
            tiers: fabric.tiers,
            leaves: fabric.leaves,
            spines: fabric.spines,
            cores: fabric.cores,
            oversubscription_ratio: oversubscription_as_built(config, fabric),
            binding: binding(config, nodes, next_w),
            compute_pflops: compute_pflops(config, nodes),
            pflops_per_mw: pflops_per_mw(config, nodes, p_total_w),
            status: if nodes == 0 { Status::NoFeasibleNonzero } else { Status::Ok },
        };
        (is_small(config, next_w) || solve(config).is_ok()).then_some(point)
    }

    /// The cells, in the order of [`COLUMNS`].
    pub fn cells(&self) -> [Cell; 12] {
        let number = |value: Option<f64>| value.map_or(Cell::Empty, Cell::Number);
        [
            Cell::Count(self.nodes),
            Cell::Number(self.p_total_w),
            Cell::Number(self.headroom_w),
            Cell::Count(self.tiers),
            Cell::Count(self.leaves),
            Cell::Count(self.spines),
            Cell::Count(self.cores),
            number(self.oversubscription_ratio),
            Cell::Word(self.binding.word()),
            number(self.compute_pflops),
            number(self.pflops_per_mw),
            Cell::Word(self.status.word()),
        ]
    }
}

/// The cells of a combination that is no valid config.
pub const INVALID: [Cell; 12] = {
    let mut cells = [Cell::Empty; 12];
    cells[11] = Cell::Word("invalid");
    cells
};

/// What stops one more node than the most that fit.
fn binding(config: &Config, nodes: u64, next_w: Option<f64>) -> Binding {
    if config.max_nodes.is_some_and(|most| nodes >= most) {
        Binding::MaxNodes
    } else if next_w.is_none() {
        Binding::Fabric
    } else {
        Binding::Power
    }
}

/// Whether everything is so far from the ends of the range that nothing derived can be beyond it.
fn is_small(config: &Config, next_w: Option<f64>) -> bool {
    const SMALL: f64 = 1e100;
    let ratios = [config.fabric.host_link_gbps, config.fabric.uplink_gbps];
    config.it_cap_w < MAX_DERIVED / 2.0
        && config.it_cap_w > 1.0 / SMALL
        && next_w.unwrap_or(0.0) < MAX_DERIVED / 2.0
        && ratios.iter().all(|gbps| (1.0 / SMALL..SMALL).contains(gbps))
        && config.node.peak.as_ref().is_none_or(|(peak, _)| *peak < SMALL)
        && config.node.power_w > 1.0 / SMALL
        && config.node.operating_points.iter().all(|point| point.relative_throughput < SMALL)
}
