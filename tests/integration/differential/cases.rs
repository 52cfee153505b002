//! Configs for the comparison: any config, and those at every edge that the model has.

use crate::configs::{config, typed};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config as RunnerConfig, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};
use wattpack_core::model::config::Config;
use wattpack_core::model::fabric::wire;
use wattpack_core::model::solve::{largest, total};

/// Most nodes of an answer: a scan from zero has to end. A config that allows more gets `max_nodes`.
pub const MOST_NODES: u64 = 4_096;

/// What a config is made to be close to.
#[derive(Clone, Debug)]
enum Aim {
    Anything,
    /// The cap is what so many nodes cost, so many representable steps aside.
    Cost(u64, i64),
    /// The same for the last count that so many tiers can wire, or the first that they can't.
    Tiers {
        tiers: u64,
        beyond: u64,
        ulps: i64,
        ports: u64,
    },
    /// `max_nodes` is the answer, or one more or less.
    MaxNodes(i64),
    /// All powers are this many times as large.
    Scaled(f64),
    /// One value at the end of its range.
    Extreme(&'static str, f64),
}

/// Configs without end, the same in every run.
pub fn cases() -> impl Iterator<Item = String> {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, b"wattpack: edges, random, seed 01");
    let mut runner = TestRunner::new_with_rng(RunnerConfig::default(), rng);
    let strategy = (config(), aim());
    std::iter::repeat_with(move || {
        let (config, aim) = strategy.new_tree(&mut runner).expect("a config").current();
        bounded(aimed(config, &aim)).to_string()
    })
}

fn aim() -> impl Strategy<Value = Aim> {
    let ulps = || -1_i64..=1;
    let factors = vec![1e-323, 1e-300, 1e-30, 1e-9, 1e4, 1e6, 1e8, 1e10, 1e300];
    let extremes = vec![
        ("/overhead/reserve_fraction", 1.0_f64.next_down()),
        ("/overhead/reserve_fraction", f64::MIN_POSITIVE),
        ("/overhead/storage_w", 9_007_199_254_740_992.0),
        ("/fabric/host_link_gbps", 1e308),
        ("/fabric/uplink_gbps", 1e-308),
        ("/fabric/uplink_gbps", 5e-324),
        ("/node/power_w", 5e-324),
        ("/node/fabric_ports", 9_007_199_254_740_991.0),
        ("/leaf/power_w", 1e16),
        ("/spine/ports", 1.0),
        ("/spine/ports", 65_536.0),
        ("/it_cap_w", 9_007_199_254_740_992.0),
        ("/it_cap_w", 5e-324),
        ("/it_cap_w", f64::MAX),
    ];
    let tiers = (1_u64..=3, 0_u64..=1, ulps(), 2_u64..24);
    prop_oneof![
        2 => Just(Aim::Anything),
        3 => (1_u64..2_000, ulps()).prop_map(|(nodes, ulps)| Aim::Cost(nodes, ulps)),
        3 => tiers.prop_map(|(tiers, beyond, ulps, ports)| Aim::Tiers { tiers, beyond, ulps, ports }),
        1 => ulps().prop_map(Aim::MaxNodes),
        1 => prop::sample::select(factors).prop_map(Aim::Scaled),
        1 => prop::sample::select(extremes).prop_map(|(at, value)| Aim::Extreme(at, value)),
    ]
}

fn aimed(mut config: Value, aim: &Aim) -> Value {
    match *aim {
        Aim::Anything => {}
        Aim::Cost(nodes, ulps) => cost(&mut config, nodes, ulps),
        Aim::Tiers { tiers, beyond, ulps, ports } => {
            config["fabric"]["max_tiers"] = json!(3);
            config["fabric"]["attachment"] = json!(if tiers == 1 { "packed" } else { "rail" });
            config["spine"] = json!({ "ports": ports });
            let typed = typed(&config);
            let counts: Vec<u64> = (1..=MOST_NODES).collect();
            let within = counts.partition_point(|&nodes| wire(&typed, nodes).is_some_and(|it| it.tiers <= tiers));
            cost(&mut config, within as u64 + beyond, ulps);
        }
        Aim::MaxNodes(aside) => {
            let typed = typed(&config);
            let answer = largest(&typed, typed.node.power_w);
            config["max_nodes"] = json!(answer.saturating_add_signed(aside));
        }
        Aim::Scaled(factor) => scale(&mut config, factor),
        Aim::Extreme(at, value) => set(&mut config, at, value),
    }
    config
}

/// Sets the cap to what so many nodes cost, if they can be wired.
fn cost(config: &mut Value, nodes: u64, ulps: i64) {
    let typed = typed(config);
    if let Some(exact) = total(&typed, typed.node.power_w, nodes).filter(|exact| *exact > 0.0) {
        config["it_cap_w"] = json!(f64::from_bits(exact.to_bits().wrapping_add_signed(ulps)));
    }
}

fn scale(config: &mut Value, factor: f64) {
    match config {
        Value::Object(entries) => {
            for (key, value) in entries {
                match value.as_f64() {
                    // Nothing may become 0 that has to be above.
                    Some(watts) if key.ends_with("_w") => *value = json!((watts * factor).clamp(5e-324, f64::MAX)),
                    _ => scale(value, factor),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| scale(item, factor)),
        _ => {}
    }
}

fn set(config: &mut Value, at: &str, value: f64) {
    let names = at.split('/').skip(1);
    *names.fold(config, |object, name| &mut object[name]) = json!(value);
}

/// With `max_nodes` where a scan would not end.
fn bounded(mut config: Value) -> Value {
    let allows_more = |typed: &Config| {
        let points = typed.node.operating_points.iter().map(|point| point.power_w);
        points.chain([typed.node.power_w]).any(|power_w| largest(typed, power_w) > MOST_NODES)
    };
    if allows_more(&typed(&config)) {
        config["max_nodes"] = json!(MOST_NODES);
    }
    config
}
