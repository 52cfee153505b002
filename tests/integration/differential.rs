//! The pack's Python against the library, field by field, numbers bit for bit.

mod cases;
mod python;
mod seen;

use cases::{MOST_NODES, cases};
use python::Python;
use seen::Seen;
use serde_json::Value;
use wattpack_core::answer::{self, Answer};
use wattpack_core::model::config::Config;
use wattpack_core::model::result::{ClusterResult, Status};
use wattpack_core::model::solve::{judge, total};
use wattpack_core::plan::Overrides;

/// How many configs are compared, unless `WATTPACK_CONFIGS` says otherwise.
const CONFIGS: usize = 2_500;
/// How many are asked at once.
const BATCH: usize = 500;

fn library(config: &str) -> Value {
    let answer = answer::of_config(config, &Overrides::new(), None);
    match answer.result {
        Some(result) => serde_json::to_value(result).unwrap(),
        None => serde_json::json!({ "problems": answer.diagnostics.len() }),
    }
}

/// The largest count that fits, found by trying one after the other. It goes on for a while behind
/// the last that fits, so it would see a gap.
fn scanned(config: &Config, power_w: f64) -> u64 {
    let fits = |nodes| {
        config.max_nodes.is_none_or(|most| nodes <= most)
            && total(config, power_w, nodes).is_some_and(|total| total <= config.it_cap_w)
    };
    let (mut last, mut nodes) = (0, 0);
    while nodes < last + 64 {
        nodes += 1;
        last = if fits(nodes) { nodes } else { last };
    }
    last
}

/// What the binary search gives is what a scan gives, in every field.
fn is_scanned(text: &str, config: &Config, result: &ClusterResult) {
    let nodes = scanned(config, config.node.power_w);
    assert!(nodes <= MOST_NODES, "{text} has {nodes} nodes");
    let status = if nodes == 0 { Status::NoFeasibleNonzero } else { Status::Ok };
    assert_eq!(&ClusterResult { status, ..judge(config, nodes).unwrap() }, result, "{text}");
    for point in result.operating_points.iter().flatten() {
        assert_eq!(scanned(config, point.power_w), point.nodes, "{text}\n{point:?}");
    }
}

fn compare(config: &str, theirs: &Value, seen: &mut Seen) {
    let Answer { config: Some(typed), result, .. } = answer::of_config(config, &Overrides::new(), None) else {
        panic!("{config} is no config");
    };
    let Some(result) = result else {
        assert!(theirs.get("problems").is_some(), "only Rust refuses {config}\n{theirs}");
        return seen.refused();
    };
    is_scanned(config, &typed, &result);
    assert_eq!(&serde_json::to_value(&result).unwrap(), theirs, "{config}");
    seen.solved(&typed, &result);
}

/// `WATTPACK_CONFIGS=100000 cargo test --locked --test integration differential:: -- --nocapture` compares as
/// many as the release was checked with.
#[test]
#[expect(clippy::print_stdout, reason = "the figures are what a long run is made for")]
fn three_ways_to_solve_give_the_same_result_for_thousands_of_configs() {
    let wanted = std::env::var("WATTPACK_CONFIGS").map_or(CONFIGS, |count| count.parse().unwrap());
    let (mut python, mut seen, mut cases) = (Python::start(), Seen::default(), cases());
    let mut compared = 0;
    while compared < wanted {
        let batch: Vec<String> = cases.by_ref().take(BATCH.min(wanted - compared)).collect();
        for (config, theirs) in batch.iter().zip(python.answers(&batch)) {
            compare(config, &theirs, &mut seen);
            compared += 1;
        }
    }
    println!("{compared} configs: {:#?}", seen.0);
    let absent: Vec<_> = seen.0.iter().filter(|(_, count)| **count == 0).collect();
    assert!(absent.is_empty(), "{absent:?} did not occur");
}

/// Every way in which a config can be wrong is refused by both.
#[test]
fn python_and_rust_refuse_the_same_configs() {
    let bad = [
        r#"{"it_cap_w": 0}"#,
        r#"{"it_cap_w": -5}"#,
        r#"{"it_cap_w": "5"}"#,
        r#"{"it_cap_w": true}"#,
        r#"{"it_cap_w": null}"#,
        r#"{"it_cap_w": 1e999}"#,
        r#"{"it_cap_w": NaN}"#,
        r#"{"it_cap_w": 5, "it_cap_w": 5}"#,
        r#"{"it_cap": 5}"#,
        r#"{"node": 5}"#,
        r#"{"node": {"power_w": 0}}"#,
        r#"{"node": {"fabric_ports": 1.5}}"#,
        r#"{"node": {"fabric_ports": 0}}"#,
        r#"{"node": {"peak_pflops": 1}}"#,
        r#"{"node": {"precision": "x"}}"#,
        r#"{"node": {"operating_points": []}}"#,
        r#"{"node": {"operating_points": [{}]}}"#,
        r#"{"node": {"operating_points": [{"power_w": 1}]}}"#,
        r#"{"node": {"operating_points": [{"power_w": 1, "relative_throughput": 0}]}}"#,
        r#"{"leaf": {"ports": 1}}"#,
        r#"{"leaf": {"ports": 65537}}"#,
        r#"{"spine": {"ports": 0}}"#,
        r#"{"fabric": {"leaf_host_ports": 40, "leaf_uplink_ports": 40}}"#,
        r#"{"fabric": {"leaf_host_ports": 64}}"#,
        r#"{"fabric": {"attachment": "loose"}}"#,
        r#"{"fabric": {"max_tiers": 4}}"#,
        r#"{"fabric": {"uplink_gbps": 0}}"#,
        r#"{"optics": {"host_link_w": -1}}"#,
        r#"{"overhead": {"reserve_fraction": 1}}"#,
        r#"{"name": "A"}"#,
        r#"{"name": ""}"#,
        r#"{"max_nodes": -1}"#,
        r#"{"max_nodes": 9007199254740992}"#,
        r#"{"node.power_w": 100}"#,
        r#"{"node": {"power_w": 100}, "node.power_w": 100}"#,
        r#"{"node": {"operating_points": [{"label": "a\nb", "power_w": 1, "relative_throughput": 1}]}}"#,
        r#"{"node": {"operating_points": [{"label": "a\u202eb", "power_w": 1, "relative_throughput": 1}]}}"#,
        r#"{"node": {"peak_pflops": 1, "precision": " "}}"#,
        r#"{"repo": {"owner": "a b"}}"#,
        r#"{"repo": {"owner": "-a"}}"#,
        r#"{"repo": {"security_contact": "nobody"}}"#,
        r#"{"repo": {"security_contact": "https://x/)y"}}"#,
        "{\"$schema\": \"a\tb\"}",
        "\u{a0}{}",
        "\u{c}{}",
        "{}\u{2028}",
        "[]",
        "{",
        "",
        "1",
        r#"{"$schema": 1}"#,
        r#"{"a": {"b": 1}}"#,
    ];
    let configs: Vec<String> =
        bad.iter().map(|text| if text.is_empty() { " ".to_owned() } else { (*text).to_owned() }).collect();
    for (config, theirs) in configs.iter().zip(Python::start().answers(&configs)) {
        assert!(theirs.get("problems").is_some(), "Python takes {config}: {theirs}");
        assert!(library(config).get("problems").is_some(), "Rust takes {config}");
    }
}

#[test]
fn python_and_rust_take_the_same_odd_spellings() {
    let odd = [
        "{}",
        r#"{"it_cap_w": 5e6, "leaf": {"ports": 64.0}}"#,
        r#"{"it_cap_w": 5E+6, "max_nodes": 1e2}"#,
        r#"{"$schema": "x.json", "repo": {"owner": "a"}}"#,
        r#"{"optics": {"host_link_w": -0.0}, "overhead": {"storage_w": -0}}"#,
        r#"{"it_cap_w": 0.1000000000000000055511151231257827}"#,
        r#"{"it_cap_w": 123456789012345678901234567890e-22}"#,
        r#"{"node": {"fabric_ports": 100000}}"#,
        r#"{"spine": {"ports": 1}}"#,
        r#"{"name": "-a-", "node": {"operating_points": [{"label": "北 🌌", "power_w": 9000, "relative_throughput": 1}]}}"#,
    ];
    let configs: Vec<String> = odd.iter().map(|text| (*text).to_owned()).collect();
    for (config, theirs) in configs.iter().zip(Python::start().answers(&configs)) {
        assert_eq!(library(config), theirs, "{config}");
    }
}
