//! One cluster in size after size, and the search for the largest that the cap allows.
//!
//! Total power never decreases with the node count: each of its terms counts something that only
//! grows. So the feasible counts are `0..=n` for some `n`, and a count that fits while the next one
//! does not is that `n`, however it was found.

use super::config::Config;
use super::fabric::{Fabric, most_nodes, wire_within_limit};
use super::power::{PowerBreakdown, one_more};
use std::ops::Range;

/// How many counts a search guesses before it goes on by halves: where powers are so small or so large
/// that sums stay the same or are no numbers, guesses lead nowhere.
const GUESSES: u32 = 8;

/// A cluster in the size that was built last; at first, nothing is.
pub struct Cluster<'a> {
    config: &'a Config,
    most_nodes: u64,
    /// What the cap leaves for nodes and network, W, roughly.
    left_w: f64,
    nodes: u64,
    fabric: Fabric,
    /// How many node-leaf links take the same switches.
    room: Range<u64>,
    power: PowerBreakdown,
}

impl<'a> Cluster<'a> {
    /// Nothing built yet.
    pub fn new(config: &'a Config) -> Self {
        let (fabric, overhead) = (Fabric::default(), &config.overhead);
        Self {
            config,
            most_nodes: most_nodes(config),
            left_w: config.it_cap_w / (1.0 + overhead.reserve_fraction) - overhead.management_w - overhead.storage_w,
            nodes: 0,
            fabric,
            room: fabric.room(config),
            power: PowerBreakdown::default(),
        }
    }

    /// What connects the nodes.
    pub fn fabric(&self) -> &Fabric {
        &self.fabric
    }

    /// What all of it draws.
    pub fn power(&self) -> &PowerBreakdown {
        &self.power
    }

    /// Builds so many nodes and says what the cluster draws, W. None if they can't be wired.
    pub fn build(&mut self, nodes: u64, node_power_w: f64) -> Option<f64> {
        (nodes <= self.most_nodes).then(|| self.resize(nodes, node_power_w))
    }

    /// Builds so many nodes, of which the caller knows that they can be wired. The switches change only
    /// when the leaves do.
    fn resize(&mut self, nodes: u64, node_power_w: f64) -> f64 {
        let host_links = nodes * self.config.node.fabric_ports;
        if !self.room.contains(&host_links) {
            self.fabric = wire_within_limit(self.config, nodes);
            self.room = self.fabric.room(self.config);
            self.power = PowerBreakdown::without_nodes(self.config, &self.fabric);
        }
        self.nodes = nodes;
        self.fabric.host_links = host_links;
        self.power.put_nodes(self.config, node_power_w, nodes, &self.fabric);
        self.power.total()
    }

    /// The most nodes of this power that the cap, the switches and `max_nodes` allow, and what that
    /// cluster draws, W. What is built afterwards is one that was tried.
    pub fn largest(&mut self, node_power_w: f64) -> (u64, f64) {
        let guess = if self.nodes == 0 { u64::MAX } else { self.estimate(node_power_w) };
        self.largest_near(guess, node_power_w)
    }

    /// The same, found from a count that is probably near.
    ///
    /// After each try, what is left of the cap says how many nodes more would fit: to the very node
    /// while they take the same switches. Beyond those an estimate goes on, and behind the last guess
    /// halves do, so there are never more tries than those and the bits of a count.
    pub fn largest_near(&mut self, mut guess: u64, node_power_w: f64) -> (u64, f64) {
        let cap_w = self.config.it_cap_w;
        let nodes_per_w = 1.0 / one_more(self.config, node_power_w);
        let (mut most, mut most_w, mut above) = (0, 0.0, self.end(node_power_w) + 1);
        let mut guesses = 0..GUESSES;
        while above - most > 1 {
            let nodes = guess.min(above - 1).max(most + 1);
            let total_w = self.resize(nodes, node_power_w);
            let mut more = (cap_w - total_w) * nodes_per_w;
            if total_w <= cap_w {
                (most, most_w) = (nodes, total_w);
            } else {
                above = nodes;
                more -= 1.0;
            }
            #[expect(clippy::cast_possible_truncation, reason = "the cast saturates, and any guess will do")]
            let next = nodes.saturating_add_signed(more as i64).min(above);
            guess = if guesses.next().is_none() {
                most + (above - most) / 2
            } else if self.room.contains(&(next * self.config.node.fabric_ports)) {
                next
            } else {
                self.estimate(node_power_w)
            };
        }
        (most, most_w)
    }

    /// Nodes that fit if each takes the same share of the network as those that are built.
    fn estimate(&self, node_power_w: f64) -> u64 {
        let nodes = self.nodes as f64;
        whole(self.left_w * nodes / (nodes * node_power_w + self.power.network()))
    }

    /// The end of the search: the least of `max_nodes`, the wiring limit and
    /// `floor(it_cap_w / power) + 1`: rounding can make the bare quotient one too small, and the power
    /// test decides.
    fn end(&self, node_power_w: f64) -> u64 {
        let by_power = whole(self.config.it_cap_w / node_power_w) + 1;
        by_power.min(self.most_nodes).min(self.config.max_nodes.unwrap_or(u64::MAX))
    }
}

/// The whole part of a quotient, no less than 0 and no more than 2^63.
fn whole(quotient: f64) -> u64 {
    #[expect(clippy::cast_possible_truncation, reason = "the cast saturates, and no count is as large")]
    let whole = quotient.max(0.0) as i64;
    whole.cast_unsigned()
}

#[cfg(test)]
mod tests {
    use super::super::bisect::last_that_fits;
    use super::super::config::Attachment;
    use super::super::fabric::wire;
    use super::super::solve::{MAX_DERIVED, total};
    use super::*;

    #[test]
    fn a_size_is_the_same_whatever_was_built_before() {
        for attachment in [Attachment::Rail, Attachment::Packed] {
            let mut config = Config::default();
            (config.fabric.attachment, config.node.fabric_ports, config.fabric.leaf_host_ports) = (attachment, 3, 20);
            (config.overhead.storage_w, config.optics.host_link_w, config.optics.uplink_w) = (1e4, 9.0, 17.0);
            let limit = most_nodes(&config);
            let mut cluster = Cluster::new(&config);
            for nodes in (0..300).chain((0..300).rev()).chain((0..300).map(|number| number * 769 % 3001)).chain([limit])
            {
                let power_w = config.node.power_w + nodes as f64;
                let total_w = cluster.build(nodes, power_w).unwrap();
                let fabric = wire(&config, nodes).unwrap();
                let power = PowerBreakdown::of(&config, power_w, nodes, &fabric);
                assert_eq!((cluster.fabric(), cluster.power()), (&fabric, &power), "{nodes}");
                assert_eq!(total_w.to_bits(), power.total().to_bits());
            }
            assert_eq!(cluster.build(limit + 1, 1.0), None);
        }
    }

    /// Going on from one try to the next by a node at a time would take hours here.
    #[test]
    fn a_search_ends_where_guesses_lead_nowhere() {
        let mut config = Config { it_cap_w: MAX_DERIVED, ..Config::default() };
        (config.node.fabric_ports, config.fabric.attachment) = (1, Attachment::Packed);
        (config.leaf.ports, config.spine.ports) = (65_536, 65_536);
        (config.fabric.leaf_host_ports, config.fabric.leaf_uplink_ports) = (65_535, 1);
        (config.overhead.management_w, config.overhead.storage_w) = (0.0, 0.0);
        (config.leaf.power_w, config.spine.power_w, config.overhead.reserve_fraction) = (1e-300, 1e-300, 0.0);
        // A node adds nothing to what the overhead draws, or no number at all.
        for (management_w, uplink_w) in [(MAX_DERIVED, 0.0), (0.0, 1e308)] {
            (config.overhead.management_w, config.optics.uplink_w) = (management_w, uplink_w);
            let (most, fits) = (most_nodes(&config), |nodes| total(&config, 5e-14, nodes) <= Some(config.it_cap_w));
            assert_eq!(Cluster::new(&config).largest(5e-14).0, last_that_fits(0, most + 1, fits));
        }
    }
}
