//! Properties of the solver, and cases worked by hand.

use crate::configs::{config, typed};
use proptest::prelude::*;
use serde_json::json;
use wattpack_core::model::config::Config;
use wattpack_core::model::fabric::most_nodes;
use wattpack_core::model::result::{Binding, ClusterResult, Status};
use wattpack_core::model::solve::{judge, largest, solve, total};

fn fits(config: &Config, nodes: u64) -> bool {
    config.max_nodes.is_none_or(|most| nodes <= most)
        && total(config, config.node.power_w, nodes).is_some_and(|total| total <= config.it_cap_w)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_binary_search_finds_what_a_linear_scan_finds(config in config()) {
        let config = typed(&config);
        let found = largest(&config, config.node.power_w);
        let scanned = (1..=most_nodes(&config).min(20_000)).take_while(|nodes| fits(&config, *nodes)).last().unwrap_or(0);
        prop_assert_eq!(found.min(20_000), scanned);
        prop_assert!(!fits(&config, found + 1));
    }

    #[test]
    fn power_never_falls_with_one_more_node(config in config(), start in 0_u64..100_000) {
        let config = typed(&config);
        let totals: Vec<_> = (start..start + 300).map_while(|nodes| total(&config, config.node.power_w, nodes)).collect();
        prop_assert!(totals.is_sorted(), "{totals:?}");
    }

    #[test]
    fn more_cap_never_gives_fewer_nodes(config in config(), factors in prop::collection::vec(0.01_f64..4.0, 8)) {
        let config = typed(&config);
        let mut caps: Vec<_> = factors.iter().map(|factor| config.it_cap_w * factor).collect();
        caps.sort_by(f64::total_cmp);
        let counts: Vec<_> = caps.iter().map(|cap| largest(&Config { it_cap_w: *cap, ..config.clone() }, config.node.power_w)).collect();
        prop_assert!(counts.is_sorted(), "{caps:?} gives {counts:?}");
    }

    #[test]
    fn judging_agrees_with_solving(config in config()) {
        let config = typed(&config);
        if let Ok(answer) = solve(&config) {
            let same = judge(&config, answer.nodes).unwrap();
            prop_assert!(same.feasible);
            prop_assert_eq!(&same.power_breakdown_w, &answer.power_breakdown_w);
            prop_assert_eq!((same.binding, &same.next_node), (answer.binding, &answer.next_node));
            if let Ok(next) = judge(&config, answer.nodes + 1) {
                prop_assert!(!next.feasible);
            }
        }
    }

    #[test]
    fn the_best_operating_point_is_the_best_of_a_scan(config in config()) {
        let config = typed(&config);
        if let Ok(ClusterResult { operating_points: Some(points), .. }) = solve(&config) {
            prop_assert_eq!(points.iter().filter(|point| point.best).count(), 1);
            let best = points.iter().find(|point| point.best).unwrap();
            for point in &points {
                prop_assert!(best.cluster_throughput >= point.cluster_throughput);
                if point.cluster_throughput == best.cluster_throughput {
                    prop_assert!(best.p_total_w <= point.p_total_w);
                }
            }
        }
    }
}

fn answer(config: &serde_json::Value) -> ClusterResult {
    solve(&typed(config)).unwrap()
}

/// 5 MW, two tiers, nothing but nodes and switches. 40 ports down and 24 up.
///
/// 384 nodes are ceil(384 / 40) = 10 units of 8 leaves: 80 leaves, more than the 64 ports of a
/// spine; so with two tiers only 8 units fit: 320 nodes, 64 leaves, 64 * 24 = 1 536 uplinks,
/// ceil(1 536 / 64) = 24 spines, which divides 24. Power: 320 * 10 200 + 88 * 1 720 = 3 415 360 W.
#[test]
fn five_megawatts_by_hand_two_tiers_stop_at_the_fabric() {
    let result = answer(&json!({
        "it_cap_w": 5_000_000, "node": { "power_w": 10_200 },
        "fabric": { "leaf_host_ports": 40, "leaf_uplink_ports": 24, "max_tiers": 2 },
        "overhead": { "reserve_fraction": 0 },
    }));
    assert_eq!((result.nodes, result.leaves, result.spines, result.cores), (320, Some(64), Some(24), Some(0)));
    assert_eq!(result.p_total_w, Some(3_415_360.0));
    assert_eq!(result.binding, Some(Binding::Fabric));
    assert_eq!(result.next_node.p_total_w, None);
    assert_eq!(result.oversubscription_ratio, Some(2_560.0 / 1_536.0));
}

/// 5 MW, three tiers, the placeholders.
///
/// 416 nodes are 13 units of 32: 104 leaves, more than 64, so three tiers with h = 32: 4 pods,
/// nd(32, 32 * 32 / 32) = 32 spines each, 128 in all; core groups of nd(32, ceil(4 * 32 / 64)) = 2,
/// so 64 cores. (416 * 10 200 + (104 + 128 + 64) * 1 720) * 1.05 = 4 752 320 * 1.05 = 4 989 936 W.
/// Node 417 opens a unit of 8 leaves in the same pods: (417 * 10 200 + 304 * 1 720) * 1.05
/// = 4 776 280 * 1.05 = 5 015 094 W, which is 15 094 W too many.
#[test]
fn five_megawatts_by_hand_three_tiers_of_placeholders() {
    let result = answer(&json!({ "it_cap_w": 5_000_000 }));
    assert_eq!((result.nodes, result.tiers), (416, Some(3)));
    assert_eq!((result.leaves, result.spines, result.cores), (Some(104), Some(128), Some(64)));
    assert_eq!(
        (result.host_ports, result.uplinks_total, result.spine_core_links),
        (Some(3_328), Some(3_328), Some(4_096))
    );
    assert_eq!(result.p_total_w, Some(4_989_936.0));
    assert_eq!(result.headroom_w, Some(10_064.0));
    assert_eq!(result.next_node.p_total_w, Some(5_015_094.0));
    assert_eq!(result.next_node.short_by_w, Some(15_094.0));
    assert_eq!(result.binding, Some(Binding::Power));
    assert_eq!(result.full_unit.unwrap().nodes, 416);
}

/// 5 MW, packed, 128-port switches, optics per link end, overheads.
///
/// 333 nodes have 2 664 links: ceil(2 664 / 64) = 42 leaves; 42 * 64 = 2 688 uplinks to
/// ceil(2 688 / 128) = 21 spines, next divisor of 64: 32. Optics: 2 * (2 664 * 9 + 2 688 * 17)
/// = 139 344 W. Subtotal: 333 * 14 000 + 74 * 1 125 + 139 344 + 50 000 + 60 000 = 4 994 594 W,
/// no reserve. Node 334 needs 2 672 links, still 42 leaves: 14 000 + 2 * 8 * 9 = 14 144 W more.
#[test]
fn five_megawatts_by_hand_packed_with_optics() {
    let result = answer(&json!({
        "it_cap_w": 5_000_000, "node": { "power_w": 14_000 },
        "leaf": { "ports": 128, "power_w": 1_125 }, "spine": { "ports": 128, "power_w": 1_125 },
        "fabric": { "attachment": "packed" },
        "optics": { "host_link_w": 9, "uplink_w": 17 },
        "overhead": { "management_w": 50_000, "storage_w": 60_000, "reserve_fraction": 0 },
    }));
    assert_eq!((result.nodes, result.leaves, result.spines), (333, Some(42), Some(32)));
    assert_eq!(result.power_breakdown_w.unwrap().optics, 139_344.0);
    assert_eq!(result.p_total_w, Some(4_994_594.0));
    assert_eq!(result.next_node.short_by_w, Some(4_994_594.0 + 14_144.0 - 5_000_000.0));
    assert_eq!(result.full_unit, None);
}

#[test]
fn the_cap_is_inclusive_to_the_last_bit() {
    let config = typed(&json!({ "it_cap_w": 5_000_000 }));
    let exact = total(&config, config.node.power_w, 300).unwrap();
    let below = f64::from_bits(exact.to_bits() - 1);
    assert_eq!(largest(&Config { it_cap_w: exact, ..config.clone() }, config.node.power_w), 300);
    assert_eq!(largest(&Config { it_cap_w: below, ..config.clone() }, config.node.power_w), 299);
}

/// 24 * 0.7 / 0.7 rounds to less than 24, so the search must look one node past the quotient.
#[test]
fn rounding_of_the_quotient_loses_no_node() {
    let result = answer(&json!({
        "it_cap_w": 24.0 * 0.7, "node": { "power_w": 0.7, "fabric_ports": 1 }, "leaf": { "ports": 64, "power_w": 1e-300 },
        "overhead": { "reserve_fraction": 0 },
    }));
    assert_eq!(result.nodes, 24);
}

#[test]
fn a_judged_count_says_the_first_thing_that_stops_it() {
    let config = typed(&json!({ "it_cap_w": 5_000_000, "max_nodes": 500, "fabric": { "max_tiers": 2 } }));
    let status = |nodes| judge(&config, nodes).unwrap().status;
    assert_eq!(status(0), Status::Ok);
    assert_eq!(status(256), Status::Ok);
    assert_eq!(status(257), Status::OverFabric);
    assert_eq!(status(501), Status::OverMaxNodes);
    assert_eq!(judge(&Config { it_cap_w: 1e6, ..config.clone() }, 256).unwrap().status, Status::OverCap);
    let unwired = judge(&config, 257).unwrap();
    assert_eq!((unwired.leaves, unwired.p_total_w, unwired.power_breakdown_w), (None, None, None));
    assert_eq!(judge(&config, 100).unwrap().binding, None);
}

#[test]
fn derived_numbers_that_are_too_large_are_named() {
    for (config, field) in [
        (json!({ "it_cap_w": 1e300, "node": { "power_w": 1e299 } }), "p_total_w"),
        (json!({ "it_cap_w": 1e300, "max_nodes": 1 }), "headroom_w"),
        (json!({ "it_cap_w": 5e6, "node": { "power_w": 1e200 } }), "next_node.p_total_w"),
        (
            json!({ "it_cap_w": 5e6, "fabric": { "uplink_gbps": 1e-308, "host_link_gbps": 1e308 } }),
            "oversubscription_ratio",
        ),
        (json!({ "it_cap_w": 5e6, "node": { "peak_pflops": 1e308, "precision": "x" } }), "compute_pflops"),
    ] {
        assert_eq!(solve(&typed(&config)).unwrap_err().field, field, "{config}");
    }
}
