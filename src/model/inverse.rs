//! The questions asked backwards: which cap, which node power, how many nodes.

use super::bisect::last_that_fits;
use super::cluster::Cluster;
use super::config::Config;
use super::param::MAX_INTEGER;
use super::solve::total;

/// The least cap, W, that `nodes` nodes fit within: their own power, since that never decreases with
/// the count. None when `max_nodes` or the switches don't allow them.
pub fn least_cap(config: &Config, nodes: u64) -> Option<f64> {
    let allowed = config.max_nodes.is_none_or(|most| nodes <= most);
    total(config, config.node.power_w, nodes).filter(|_| allowed)
}

/// The largest power of a node, W, at which `nodes` nodes fit within the cap, to the last bit. None
/// when they fit at no power.
pub fn largest_node_power(config: &Config, nodes: u64) -> Option<f64> {
    if nodes == 0 || config.max_nodes.is_some_and(|most| nodes > most) {
        return None;
    }
    let mut cluster = Cluster::new(config);
    greatest(config.it_cap_w, |power_w| cluster.build(nodes, power_w).is_some_and(|total| total <= config.it_cap_w))
}

/// The largest share that can be kept free while `nodes` nodes fit within the cap, to the last bit.
/// None when they don't fit even without any.
pub fn largest_reserve(config: &Config, nodes: u64) -> Option<f64> {
    let mut varied = config.clone();
    greatest(1.0, |share| {
        varied.overhead.reserve_fraction = share;
        total(&varied, varied.node.power_w, nodes).is_some_and(|total| total <= varied.it_cap_w)
    })
}

/// The fewest nodes with a peak of at least `pflops` together. None without a peak, or when it would
/// take more than 2^53 - 1 of them.
pub fn nodes_for(config: &Config, pflops: f64) -> Option<u64> {
    let (peak, _) = config.node.peak.as_ref()?;
    let falls_short = |nodes: u64| (nodes as f64 * peak) < pflops;
    match falls_short(0) {
        false => Some(0),
        true if falls_short(MAX_INTEGER) => None,
        true => Some(last_that_fits(0, MAX_INTEGER, falls_short) + 1),
    }
}

/// The greatest positive double up to `most` that fits, if what fits has no gaps: a binary search
/// over the doubles themselves, which are ordered as their bits are.
fn greatest(most: f64, mut fits: impl FnMut(f64) -> bool) -> Option<f64> {
    let low = last_that_fits(0, most.to_bits() + 1, |bits| fits(f64::from_bits(bits)));
    (low > 0).then(|| f64::from_bits(low))
}

#[cfg(test)]
mod tests {
    use super::super::solve::largest;
    use super::*;

    fn at_cap(config: &Config, cap: f64) -> u64 {
        largest(&Config { it_cap_w: cap, ..config.clone() }, config.node.power_w)
    }

    #[test]
    fn the_least_cap_is_tight() {
        let config = Config::default();
        for nodes in [1, 2, 31, 32, 33, 384, 385, 2048, 2049] {
            let cap = least_cap(&config, nodes).unwrap();
            assert_eq!(at_cap(&config, cap), nodes);
            assert_eq!(at_cap(&config, cap - 1.0), nodes - 1);
        }
        let limited = Config { max_nodes: Some(10), ..config.clone() };
        assert_eq!((least_cap(&limited, 10).is_some(), least_cap(&limited, 11)), (true, None));
        assert_eq!(least_cap(&config, 1 << 40), None);
    }

    #[test]
    fn the_largest_node_power_is_tight_to_the_last_bit() {
        let mut config = Config::default();
        for nodes in [1, 100, 384, 416, 1000] {
            config.node.power_w = largest_node_power(&config, nodes).unwrap();
            assert!(largest(&config, config.node.power_w) >= nodes);
            assert!(largest(&config, config.node.power_w.next_up()) < nodes);
        }
        assert_eq!(largest_node_power(&config, 8000), None, "the network alone takes the cap");
        assert_eq!(largest_node_power(&config, 0), None);
    }

    #[test]
    fn the_largest_reserve_is_tight_to_the_last_bit() {
        let mut config = Config::default();
        config.overhead.reserve_fraction = largest_reserve(&config, 390).unwrap();
        assert_eq!(largest(&config, config.node.power_w), 390);
        config.overhead.reserve_fraction = config.overhead.reserve_fraction.next_up();
        assert!(largest(&config, config.node.power_w) < 390);
    }

    #[test]
    fn the_fewest_nodes_reach_the_target() {
        let mut config = Config::default();
        assert_eq!(nodes_for(&config, 1.0), None);
        config.node.peak = Some((7.912, "BF16 dense".to_owned()));
        for (pflops, nodes) in [(0.0, 0), (1.0, 1), (7.912, 1), (7.913, 2), (7912.0, 1000)] {
            assert_eq!(nodes_for(&config, pflops), Some(nodes), "{pflops}");
        }
        assert_eq!(nodes_for(&config, 1e30), None);
    }
}
