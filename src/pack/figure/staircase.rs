//! The node count as a function of the cap, near the plan's cap. Power never decreases with the
//! count, so `n` nodes become possible exactly at the cap `p_total_w(n)`: no search is needed.

use crate::model::config::{Attachment, Config};
use crate::model::fabric::{most_nodes, wire};
use crate::model::solve::{largest, total};

/// Most counts on either side of the plan's.
const MOST: u64 = 150;

/// A count and the least cap that allows it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tread {
    /// Nodes.
    pub nodes: u64,
    /// W.
    pub from_w: f64,
    /// Whether the next node needs more switches.
    pub is_wide: bool,
}

/// The treads around the plan's count.
#[derive(Debug)]
pub struct Staircase {
    /// Ascending; every `stride`th count.
    pub treads: Vec<Tread>,
    /// 1, except where millions of nodes would make steps too small to see.
    pub stride: u64,
    /// The least and the greatest cap to show, W.
    pub caps: (f64, f64),
    /// No cap gives more nodes than this.
    pub limit: u64,
}

impl Staircase {
    /// Enough steps to see at least one new unit on either side.
    pub fn around(config: &Config) -> Self {
        let nodes = largest(config, config.node.power_w);
        let limit = most_nodes(config).min(config.max_nodes.unwrap_or(u64::MAX));
        let reach = reach(config, nodes);
        let stride = reach.div_ceil(MOST);
        let (first, last) = (nodes.saturating_sub(reach), (nodes + reach).min(limit));
        let treads: Vec<Tread> =
            (0..=(last - first) / stride).filter_map(|at| tread(config, first + at * stride)).collect();
        let caps = caps(&treads, config.it_cap_w, last == limit);
        Self { treads, stride, caps, limit }
    }

    /// The corners of the line, from the left edge to the right: steps, or a slope where single
    /// steps are too small.
    pub fn corners(&self) -> Vec<(f64, u64)> {
        let mut corners: Vec<(f64, u64)> = Vec::new();
        for tread in &self.treads {
            let before = corners.last().filter(|_| self.stride == 1).map(|&(_, nodes)| (tread.from_w, nodes));
            corners.extend(before);
            corners.push((tread.from_w, tread.nodes));
        }
        let to_the_edge = corners.last().map(|&(_, nodes)| (self.caps.1, nodes));
        corners.extend(to_the_edge);
        corners
    }

    /// The treads that are wide because the next node needs more switches, and wide enough to see.
    pub fn wide(&self) -> impl Iterator<Item = (f64, f64, u64)> {
        let visible = (self.caps.1 - self.caps.0) / 300.0;
        let pairs = self
            .treads
            .windows(2)
            .filter(move |pair| pair[0].is_wide && self.stride == 1 && pair[1].from_w - pair[0].from_w > visible);
        pairs.map(|pair| (pair[0].from_w, pair[1].from_w, pair[0].nodes))
    }
}

/// One and a quarter units, within what a picture can show.
fn reach(config: &Config, nodes: u64) -> u64 {
    let ports = config.node.fabric_ports;
    let unit = match config.fabric.attachment {
        Attachment::Rail => config.fabric.leaf_host_ports,
        Attachment::Packed => config.fabric.leaf_host_ports.div_ceil(ports),
    };
    unit.saturating_mul(5).div_ceil(4).clamp(20, MOST).max(nodes / 100_000)
}

fn tread(config: &Config, nodes: u64) -> Option<Tread> {
    let switches = |nodes| wire(config, nodes).map(|fabric| fabric.leaves + fabric.spines + fabric.cores);
    let is_wide = nodes > 0 && switches(nodes + 1) > switches(nodes);
    Some(Tread { nodes, from_w: total(config, config.node.power_w, nodes)?, is_wide })
}

/// From the first tread to the last, or past it where no cap gives more; with the plan's cap inside,
/// and wide enough that the labels of the axis stay short.
fn caps(treads: &[Tread], cap: f64, ends: bool) -> (f64, f64) {
    let first = treads.first().map_or(0.0, |tread| tread.from_w);
    let last = treads.last().map_or(0.0, |tread| tread.from_w);
    let (low, high) = (first.min(cap), last.max(cap));
    let narrowest = cap * 1e-6;
    let pad = if ends || high - low < narrowest { ((high - low) * 0.06).max(narrowest) } else { 0.0 };
    (if low < cap { low } else { (low - pad).max(0.0) }, high + pad)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(config: &Config) -> Staircase {
        Staircase::around(config)
    }

    #[test]
    fn every_tread_is_what_the_solver_says_at_that_cap() {
        let mut config = Config::default();
        for attachment in [Attachment::Rail, Attachment::Packed] {
            config.fabric.attachment = attachment;
            for pair in around(&config).treads.windows(2) {
                let at = |cap| largest(&Config { it_cap_w: cap, ..config.clone() }, config.node.power_w);
                assert_eq!(at(pair[1].from_w), pair[1].nodes);
                assert_eq!(at(f64::midpoint(pair[0].from_w, pair[1].from_w)), pair[0].nodes);
            }
        }
    }

    #[test]
    fn a_new_unit_is_a_wide_tread() {
        let stairs = around(&Config::default());
        let wide: Vec<u64> = stairs.wide().map(|(_, _, nodes)| nodes).collect();
        assert!(!wide.is_empty() && wide.iter().all(|nodes| nodes.is_multiple_of(32)), "{wide:?}");
    }

    #[test]
    fn limits_end_the_stairs() {
        let config = Config { max_nodes: Some(10), ..Config::default() };
        let stairs = around(&config);
        assert_eq!((stairs.treads.last().map(|tread| tread.nodes), stairs.limit), (Some(10), 10));
        assert!(stairs.caps.1 > config.it_cap_w);
    }

    #[test]
    fn there_are_never_more_than_a_few_hundred_treads() {
        let mut config = Config { it_cap_w: 1e13, ..Config::default() };
        (config.leaf.ports, config.spine.ports, config.core.ports) = (65_536, 65_536, 65_536);
        (config.fabric.leaf_host_ports, config.fabric.leaf_uplink_ports, config.node.power_w) = (32_768, 32_768, 1.0);
        let stairs = around(&config);
        assert!(stairs.treads.len() <= 301 && stairs.stride > 1, "{} {}", stairs.treads.len(), stairs.stride);
        for nothing in
            [Config { it_cap_w: 1.0, ..Config::default() }, Config { max_nodes: Some(0), ..Config::default() }]
        {
            assert_eq!(around(&nothing).treads[0].nodes, 0);
        }
    }
}
