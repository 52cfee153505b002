//! The compute fabric: how many switches and links connect `n` nodes.
//!
//! A folded Clos network of one to three tiers, wired evenly: every leaf has the same number of
//! links to every spine it reaches. The counts reproduce the published tables of the NVIDIA DGX
//! SuperPOD reference architectures (H100: RA-11333-001 V11; B200: network fabrics page), and with
//! equal radixes the three-tier case is the k-ary fat tree of Al-Fares, Loukissas, Vahdat,
//! "A scalable, commodity data center network architecture", SIGCOMM 2008.
//!
//! Symbols: `k` fabric ports per node, `d` leaf ports down, `u` leaf ports up, `R_s` and `R_c`
//! ports of a spine and of a core switch, `h = floor(R_s / 2)`. All counts fit in 64 bits: the
//! radixes are at most 65 536, so a wired fabric has less than 2^48 of anything.

use super::config::{Attachment, Config};
use std::ops::Range;

/// Switches and links of a fabric that has been built.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fabric {
    /// Switch tiers; 0 when nothing is built.
    pub tiers: u64,
    /// Leaf switches.
    pub leaves: u64,
    /// Spine switches.
    pub spines: u64,
    /// Core switches; 0 below three tiers.
    pub cores: u64,
    /// Node-leaf links.
    pub host_links: u64,
    /// Leaf-spine links; 0 with one tier.
    pub leaf_spine_links: u64,
    /// Spine-core links; 0 below three tiers.
    pub spine_core_links: u64,
}

/// Wires `n` nodes, or none if these switches can't.
///
/// - 1 tier when one leaf is enough.
/// - 2 tiers when `L <= R_s`: `S = nd(u, ceil(L * u / R_s))`.
/// - 3 tiers otherwise: `P = ceil(L / h)` pods with `S_p = nd(u, ceil(min(L, h) * u / h))` spines
///   each, which is `u` as `L > R_s >= h`, and `S_p` core groups of `c = nd(h, ceil(P * h / R_c))`
///   switches.
///
/// [`nd`](nearest_divisor) is what even wiring costs: a spine count that does not divide `u` would
/// give some spines more links of a leaf than others.
pub fn wire(config: &Config, n: u64) -> Option<Fabric> {
    (n <= most_nodes(config)).then(|| wire_within_limit(config, n))
}

/// Wires `n` nodes, of which the caller knows that these switches can.
pub(super) fn wire_within_limit(config: &Config, n: u64) -> Fabric {
    if n == 0 {
        return Fabric::default();
    }
    let host_links = n * config.node.fabric_ports;
    switches(config, Fabric { leaves: leaves(config, host_links), host_links, ..Fabric::default() })
}

/// Puts spines and cores above the leaves.
fn switches(config: &Config, built: Fabric) -> Fabric {
    let (leaves, uplinks) = (built.leaves, config.fabric.leaf_uplink_ports);
    if leaves == 1 {
        return Fabric { tiers: 1, ..built };
    }
    let built = Fabric { leaf_spine_links: leaves * uplinks, ..built };
    if leaves <= config.spine.ports {
        let spines = nearest_divisor(uplinks, (leaves * uplinks).div_ceil(config.spine.ports));
        return Fabric { tiers: 2, spines, ..built };
    }
    let half = config.spine.ports / 2;
    let pods = leaves.div_ceil(half);
    let core_group = nearest_divisor(half, (pods * half).div_ceil(config.core.ports));
    let spines = pods * uplinks;
    Fabric { tiers: 3, spines, cores: uplinks * core_group, spine_core_links: spines * half, ..built }
}

/// Leaves for the links of one node or more, `l = n * k`: as many steps as have ports enough. That is
/// `k * ceil(n / d)` in rail attachment and `ceil(n * k / d)` packed.
fn leaves(config: &Config, host_links: u64) -> u64 {
    step(config) * host_links.div_ceil(step(config) * config.fabric.leaf_host_ports)
}

/// Leaves that come together: one for each port of a node in rail attachment, because a unit of `d`
/// nodes is provisioned whole; one packed.
fn step(config: &Config) -> u64 {
    match config.fabric.attachment {
        Attachment::Rail => config.node.fabric_ports,
        Attachment::Packed => 1,
    }
}

impl Fabric {
    /// How many node-leaf links take as many leaves, and so the same switches.
    pub(super) fn room(&self, config: &Config) -> Range<u64> {
        let down = config.fabric.leaf_host_ports;
        match self.leaves {
            0 => 0..1,
            leaves => (leaves - step(config)) * down + 1..leaves * down + 1,
        }
    }
}

/// Most nodes that these switches can wire: the inverse of the leaf count.
pub fn most_nodes(config: &Config) -> u64 {
    let (ports, down) = (config.node.fabric_ports, config.fabric.leaf_host_ports);
    match config.fabric.attachment {
        Attachment::Rail => down * (most_leaves(config) / ports),
        Attachment::Packed => most_leaves(config) * down / ports,
    }
}

/// Most leaves: one with one tier, `R_s` with two, `R_c * h` with three (`P <= R_c`), and never
/// fewer than with fewer tiers.
fn most_leaves(config: &Config) -> u64 {
    let two = config.spine.ports;
    let three = config.core.ports * (config.spine.ports / 2);
    match config.fabric.max_tiers {
        1 => 1,
        2 => two,
        _ => two.max(three),
    }
}

/// `nd(u, x)`: the smallest divisor of `u` that is at least `x`, for `1 <= x <= u`.
pub fn nearest_divisor(u: u64, x: u64) -> u64 {
    let mut divisor = x;
    while divisor * divisor <= u {
        if u.is_multiple_of(divisor) {
            return divisor;
        }
        divisor += 1;
    }
    // Past the root, divisors are found by their partners below it.
    let mut partner = (u / divisor).max(1);
    while !u.is_multiple_of(partner) {
        partner -= 1;
    }
    u / partner
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_divisor_is_the_smallest_that_is_large_enough() {
        for u in 1..400 {
            for x in 1..=u {
                let expected = (x..=u).find(|d| u % d == 0).unwrap();
                assert_eq!(nearest_divisor(u, x), expected, "nd({u}, {x})");
            }
        }
    }

    #[test]
    fn the_room_of_a_fabric_is_where_its_leaves_stay() {
        for attachment in [Attachment::Rail, Attachment::Packed] {
            for (ports, down) in [(8, 32), (1, 3), (3, 5), (8, 7), (5, 1)] {
                let mut config = Config::default();
                (config.fabric.attachment, config.node.fabric_ports) = (attachment, ports);
                config.fabric.leaf_host_ports = down;
                let fabrics: Vec<Fabric> = (0..100).map(|n| wire(&config, n).unwrap()).collect();
                for (one, other) in fabrics.iter().flat_map(|one| fabrics.iter().map(move |other| (one, other))) {
                    assert_eq!(one.room(&config).contains(&other.host_links), one.leaves == other.leaves);
                }
            }
        }
    }

    #[test]
    fn the_wiring_limit_is_where_wiring_ends() {
        for (ports, spine, core, tiers) in
            [(8, 64, 64, 3), (8, 64, 64, 2), (1, 4, 2, 3), (3, 5, 1, 3), (1, 1, 1, 3), (1, 8, 8, 1), (7, 2, 9, 3)]
        {
            for attachment in [Attachment::Rail, Attachment::Packed] {
                let mut config = Config::default();
                (config.node.fabric_ports, config.spine.ports, config.core.ports) = (ports, spine, core);
                (config.fabric.max_tiers, config.fabric.attachment) = (tiers, attachment);
                let limit = most_nodes(&config);
                assert!(wire(&config, limit).is_some());
                assert!(wire(&config, limit + 1).is_none());
                for n in 1..limit.min(3000) {
                    let fabric = wire(&config, n).unwrap();
                    assert!(fabric.tiers <= tiers);
                    assert!(
                        fabric.leaf_spine_links + fabric.spine_core_links <= fabric.spines * spine,
                        "{config:?} {n}"
                    );
                    assert!(fabric.spine_core_links <= fabric.cores * core, "{config:?} {n}");
                }
            }
        }
    }
}
