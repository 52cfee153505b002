//! Random configs: any mix of given and left out keys, with caps on, beside and far from the power
//! of some node count.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config as RunnerConfig, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Map, Value, json};
use wattpack_core::answer;
use wattpack_core::model::config::Config;
use wattpack_core::model::solve::total;
use wattpack_core::plan::Overrides;

/// `count` configs, the same in every run.
pub fn deterministic(count: usize) -> Vec<Value> {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, b"wattpack: random configs, seed 1");
    let mut runner = TestRunner::new_with_rng(RunnerConfig::default(), rng);
    let strategy = config();
    (0..count).map(|_| strategy.new_tree(&mut runner).expect("a config").current()).collect()
}

/// The typed config of a JSON text.
pub fn typed(config: &Value) -> Config {
    let answer = answer::of_config(&config.to_string(), &Overrides::new(), None);
    answer.config.unwrap_or_else(|| panic!("{config} has {:?}", answer.diagnostics))
}

/// Any valid config, as JSON.
pub fn config() -> impl Strategy<Value = Value> {
    let switches = (switch(2), option(switch(1)), option(switch(1)));
    (node(), switches, fabric(), overheads(), cap(), prop::option::weighted(0.2, 0_u64..2_000)).prop_map(
        |(node, (leaf, spine, core), fabric, overheads, cap, max_nodes)| {
            let mut config = Map::new();
            let split = split(leaf["ports"].as_u64().unwrap_or(64), &fabric);
            let mut fabric = fabric;
            fabric.retain(|key, _| !key.starts_with("split"));
            fabric.extend(split);
            config.insert("node".to_owned(), node);
            config.insert("leaf".to_owned(), leaf);
            config.extend(spine.map(|spine| ("spine".to_owned(), spine)));
            config.extend(core.map(|core| ("core".to_owned(), core)));
            config.insert("fabric".to_owned(), Value::Object(fabric));
            config.extend(overheads);
            config.extend(max_nodes.map(|most| ("max_nodes".to_owned(), json!(most))));
            with_cap(config, cap)
        },
    )
}

fn option<S: Strategy>(strategy: S) -> impl Strategy<Value = Option<S::Value>> {
    prop::option::weighted(0.7, strategy)
}

/// Round, odd and extreme powers.
fn watts() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => (1_u32..200_000).prop_map(f64::from),
        3 => 0.1_f64..50_000.0,
        1 => prop_oneof![Just(1e-3), Just(0.1), Just(1e7), Just(123_456.789)],
    ]
}

fn switch(least: u64) -> impl Strategy<Value = Value> {
    let ports = prop_oneof![
        4 => prop::sample::select(vec![4_u64, 8, 16, 32, 36, 40, 48, 64, 128, 256, 512]),
        2 => least..80,
        1 => prop::sample::select(vec![least, 65_535, 65_536]),
    ];
    (ports.prop_filter("enough ports", move |ports| *ports >= least), watts())
        .prop_map(|(ports, power_w)| json!({ "ports": ports, "power_w": power_w }))
}

fn node() -> impl Strategy<Value = Value> {
    let points = prop::collection::vec((option(Just("label")), watts(), 0.01_f64..3.0), 1..5);
    (watts(), option(1_u64..20), option((0.1_f64..40.0, Just("BF16"))), prop::option::weighted(0.3, points)).prop_map(
        |(power, ports, peak, points)| {
            let mut node = Map::from_iter([("power_w".to_owned(), json!(power))]);
            node.extend(ports.map(|ports| ("fabric_ports".to_owned(), json!(ports))));
            if let Some((peak, precision)) = peak {
                node.insert("peak_pflops".to_owned(), json!(peak));
                node.insert("precision".to_owned(), json!(precision));
            }
            node.extend(points.map(|points| ("operating_points".to_owned(), points.into_iter().map(point).collect())));
            Value::Object(node)
        },
    )
}

fn point((label, power_w, relative_throughput): (Option<&str>, f64, f64)) -> Value {
    let mut point = json!({ "power_w": power_w, "relative_throughput": relative_throughput });
    if let Some(label) = label {
        point["label"] = json!(label);
    }
    point
}

fn fabric() -> impl Strategy<Value = Map<String, Value>> {
    let speeds = prop::sample::select(vec![100.0, 200.0, 400.0, 800.0, 1_600.0, 37.5]);
    let attachment = prop::sample::select(vec!["rail", "packed"]);
    (
        option(speeds.clone()),
        option(speeds),
        option(attachment),
        option(1_u64..=3),
        0_u64..4,
        0.0_f64..1.0,
        0.0_f64..1.0,
    )
        .prop_map(|(host, uplink, attachment, tiers, split_kind, split_at, split_use)| {
            let mut fabric = Map::new();
            fabric.extend(host.map(|speed| ("host_link_gbps".to_owned(), json!(speed))));
            fabric.extend(uplink.map(|speed| ("uplink_gbps".to_owned(), json!(speed))));
            fabric.extend(attachment.map(|word| ("attachment".to_owned(), json!(word))));
            fabric.extend(tiers.map(|tiers| ("max_tiers".to_owned(), json!(tiers))));
            fabric.insert("split_kind".to_owned(), json!(split_kind));
            fabric.insert("split_at".to_owned(), json!(split_at));
            fabric.insert("split_use".to_owned(), json!(split_use));
            fabric
        })
}

/// No split, one side, the other, or both with ports left over.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "shares of at most 65 536 ports")]
fn split(ports: u64, fabric: &Map<String, Value>) -> Map<String, Value> {
    let share = |key: &str, of: u64| (fabric[key].as_f64().unwrap_or(0.5) * of as f64) as u64;
    let host = 1 + share("split_at", ports - 2).min(ports - 2);
    let uplink = 1 + share("split_use", ports - host - 1).min(ports - host - 1);
    let (host, uplink) = (("leaf_host_ports".to_owned(), json!(host)), ("leaf_uplink_ports".to_owned(), json!(uplink)));
    match fabric["split_kind"].as_u64() {
        Some(1) => Map::from_iter([host]),
        Some(2) => Map::from_iter([uplink]),
        Some(3) => Map::from_iter([host, uplink]),
        _ => Map::new(),
    }
}

fn overheads() -> impl Strategy<Value = Map<String, Value>> {
    let accounting = prop::sample::select(vec!["per_link_end", "per_cable"]);
    let optics = (accounting, 0.0_f64..30.0, 0.0_f64..30.0)
        .prop_map(|(accounting, host, up)| json!({ "accounting": accounting, "host_link_w": host, "uplink_w": up }));
    let overhead = (0.0_f64..500_000.0, prop_oneof![Just(0.0), Just(40_000.0)], prop_oneof![Just(0.0), Just(0.05), 0.0_f64..0.99])
        .prop_map(|(management, storage, reserve)| json!({ "management_w": management, "storage_w": storage, "reserve_fraction": reserve }));
    (prop::option::of(optics), prop::option::of(overhead)).prop_map(|(optics, overhead)| {
        let optics = optics.map(|optics| ("optics".to_owned(), optics));
        optics.into_iter().chain(overhead.map(|overhead| ("overhead".to_owned(), overhead))).collect()
    })
}

/// How a cap is chosen.
#[derive(Clone, Copy, Debug)]
enum Cap {
    Watts(f64),
    /// The power of this many nodes, and this many representable steps up or down from it.
    AtNodes(u64, i64),
}

fn cap() -> impl Strategy<Value = Cap> {
    prop_oneof![
        4 => (1e3_f64..5e7).prop_map(Cap::Watts),
        1 => prop::sample::select(vec![1e-9, 1.0, 5e6, 1e9, 4e12, 9e15]).prop_map(Cap::Watts),
        4 => (1_u64..3_000, -1_i64..=1).prop_map(|(nodes, ulps)| Cap::AtNodes(nodes, ulps)),
    ]
}

fn with_cap(mut config: Map<String, Value>, cap: Cap) -> Value {
    let watts = match cap {
        Cap::Watts(watts) => watts,
        Cap::AtNodes(nodes, ulps) => {
            let typed = typed(&Value::Object(config.clone()));
            let exact = total(&typed, typed.node.power_w, nodes).unwrap_or(5e6);
            f64::from_bits(exact.to_bits().wrapping_add_signed(ulps))
        }
    };
    config.insert("it_cap_w".to_owned(), json!(watts));
    Value::Object(config)
}
