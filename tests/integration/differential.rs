//! The pack's Python against the library, field by field, numbers bit for bit.

use crate::configs;
use serde_json::Value;
use std::io::Write as _;
use std::process::{Command, Stdio};
use wattpack_core::answer;
use wattpack_core::pack::build;
use wattpack_core::plan::Overrides;

const CONFIGS: usize = 2_500;

/// Reads a config per line, prints the result or the problems per line.
const DRIVER: &str = r"
import importlib.util, json, sys
spec = importlib.util.spec_from_file_location('cluster_model', sys.argv[1])
model = importlib.util.module_from_spec(spec)
sys.modules['cluster_model'] = model
spec.loader.exec_module(model)
sys.stdin.reconfigure(encoding='utf-8')
for line in sys.stdin:
    try:
        print(json.dumps(model.solve(model.parse_config(line))))
    except model.ConfigError as error:
        print(json.dumps({'problems': error.problems}))
";

/// Runs the generated model over many configs in one process.
fn python(configs: &[String]) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    let model = folder.path().join("cluster_model.py");
    let pack = build(wattpack_core::EXAMPLE, &Overrides::new(), false).pack.unwrap();
    std::fs::write(&model, &pack.files["tools/cluster_model.py"].text).unwrap();
    let mut child = Command::new("python3")
        .args(["-c", DRIVER])
        .arg(&model)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 is needed for this test");
    let mut stdin = child.stdin.take().unwrap();
    let input = configs.join("\n");
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn library(config: &str) -> Value {
    let answer = answer::of_config(config, &Overrides::new(), None);
    match answer.result {
        Some(result) => serde_json::to_value(result).unwrap(),
        None => serde_json::json!({ "problems": answer.diagnostics.len() }),
    }
}

#[test]
fn python_and_rust_give_the_same_result_for_thousands_of_configs() {
    let configs: Vec<String> = configs::deterministic(CONFIGS).iter().map(Value::to_string).collect();
    let answers = python(&configs);
    assert_eq!(answers.len(), CONFIGS);
    let mut solved = 0;
    for (config, theirs) in configs.iter().zip(&answers) {
        let ours = library(config);
        if ours.get("problems").is_some() {
            assert!(theirs.get("problems").is_some(), "{config}\nonly Rust refuses: {ours}\n{theirs}");
        } else {
            assert_eq!(&ours, theirs, "{config}");
            solved += 1;
        }
    }
    assert!(solved * 10 > CONFIGS * 9, "only {solved} of {CONFIGS} configs were solved");
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
    for (config, theirs) in configs.iter().zip(python(&configs)) {
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
    for (config, theirs) in configs.iter().zip(python(&configs)) {
        assert_eq!(library(config), theirs, "{config}");
    }
}
