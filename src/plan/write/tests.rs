use super::*;
use crate::model::param::{Dimension, Kind, PARAMS};

fn value_of(text: &str, key: Key) -> Option<(Value, Layer)> {
    let (settings, _) = reading(text);
    settings.get(&key).map(|setting| (setting.value.clone(), setting.layer))
}

/// Another value than the plan's that is as likely to cause trouble.
fn others(kind: Kind) -> Vec<Value> {
    let number = |values: &[f64]| values.iter().map(|value| Value::Number(*value)).collect();
    match kind {
        Kind::Positive(Dimension::Power) => number(&[8_000_000.0, 12_345.6, 0.07]),
        Kind::NonNegative(_) => number(&[0.0, 17.25, 40_000.0]),
        Kind::Positive(_) => number(&[800.0, 1.6, 7.912]),
        Kind::Share => number(&[0.0, 0.07, 0.125]),
        Kind::Integer(least, most, _) => vec![Value::Count((least + 1).min(most)), Value::Count(128.min(most))],
        Kind::Choice(words) => words.iter().map(|word| Value::Word((*word).to_owned())).collect(),
        Kind::Slug => vec![Value::Word("other-name".to_owned())],
        Kind::Text => vec![Value::Word("FP8 *dense* | a_b".to_owned())],
        Kind::Owner => vec![Value::Word("@octo/a_b.c".to_owned())],
        Kind::Contact => vec![Value::Word("https://example.org/a_b?c=1".to_owned())],
        Kind::Points => Vec::new(),
    }
}

fn writes(plan: &str, name: &str) {
    for param in PARAMS {
        for value in others(param.kind) {
            // A split or a pair may conflict; then the value is still read, and no error is new.
            let Some(edit) = write(plan, param.key, &value) else {
                let excused = matches!(
                    param.key,
                    Key::LeafHostPorts | Key::LeafUplinkPorts | Key::LeafPorts | Key::NodePeak | Key::NodePrecision
                );
                assert!(excused, "{name}: {} = {value:?}", param.name);
                continue;
            };
            let written = edit.apply(plan);
            assert_eq!(
                value_of(&written, param.key).map(|found| found.0),
                Some(value),
                "{name}: {}\n{edit:?}",
                param.name
            );
        }
    }
}

#[test]
fn every_parameter_can_be_written_into_every_plan() {
    writes(crate::EXAMPLE, "example");
    writes(include_str!("../../../tests/fixtures/block.md"), "block");
    writes(include_str!("../../../tests/fixtures/table.md"), "table");
    writes(include_str!("../../../tests/fixtures/small.md"), "small");
    writes(include_str!("../../../tests/fixtures/operating_points.md"), "points");
    writes(&include_str!("../../../tests/fixtures/small.md").replace('\n', "\r\n"), "crlf");
    writes("# A 5 MW pod", "title");
    writes("x\n\n```\nopen", "open fence");
}

#[test]
fn a_value_is_replaced_where_it_stands_in_the_unit_that_stands_there() {
    for (plan, value, expected) in [
        ("- IT cap: 5 MW (contract)", 8e6, "- IT cap: 8 MW (contract)"),
        ("- IT cap: 800 kW", 8_250_000.0, "- IT cap: 8250 kW"),
        ("- it_cap_w = 5000000", 8e6, "- it_cap_w = 8000000"),
        ("- **IT cap**: **5** MW", 8e6, "- **IT cap**: **8** MW"),
        ("| P | V | Unit |\n|-|-|-|\n| IT cap | 5 | MW |", 8e6, "| P | V | Unit |\n|-|-|-|\n| IT cap | 8 | MW |"),
        ("| P | V |\n|-|-|\n| IT cap (kW) | 5,000 |", 8e6, "| P | V |\n|-|-|\n| IT cap (kW) | 8000 |"),
        ("---\ncluster:\n  it_cap_w: 5000000 # x\n---\n", 8e6, "---\ncluster:\n  it_cap_w: 8000000 # x\n---\n"),
        ("```json cluster\n{\"it_cap_w\": 5e6}\n```", 8e6, "```json cluster\n{\"it_cap_w\": 8000000}\n```"),
    ] {
        assert_eq!(
            write(plan, Key::ItCap, &Value::Number(value)).map(|edit| edit.apply(plan)),
            Some(expected.to_owned())
        );
    }
}

#[test]
fn what_the_plan_does_not_say_is_added_where_it_belongs() {
    let ports = Value::Count(128);
    for (plan, expected) in [
        ("# A pod\n", "# A pod\n\n## Parameters\n\n- Leaf ports: 128\n"),
        (
            "## Parameters\n\n- IT cap: 5 MW\n\n## Next\n",
            "## Parameters\n\n- Leaf ports: 128\n- IT cap: 5 MW\n\n## Next\n",
        ),
        (
            "```yaml cluster\nleaf:\n  power_w: 1000\n```\n",
            "```yaml cluster\nleaf:\n  ports: 128\n  power_w: 1000\n```\n",
        ),
        ("```yaml cluster\nname: x\n```\n", "```yaml cluster\nleaf:\n  ports: 128\nname: x\n```\n"),
        (
            "```toml cluster\nname = 'x'\n[leaf]\npower_w = 1.0\n```\n",
            "```toml cluster\nname = 'x'\n[leaf]\nports = 128\npower_w = 1.0\n```\n",
        ),
        ("```toml cluster\nname = 'x'\n```\n", "```toml cluster\nname = 'x'\n\n[leaf]\nports = 128\n```\n"),
        (
            "```json cluster\n{\n  \"leaf\": {\"power_w\": 9}\n}\n```\n",
            "```json cluster\n{\n  \"leaf\": {\"ports\": 128, \"power_w\": 9}\n}\n```\n",
        ),
        (
            "```json cluster\n{\n  \"name\": \"x\"\n}\n```\n",
            "```json cluster\n{\n  \"leaf\": { \"ports\": 128 },\n  \"name\": \"x\"\n}\n```\n",
        ),
    ] {
        assert_eq!(write(plan, Key::LeafPorts, &ports).map(|edit| edit.apply(plan)), Some(expected.to_owned()));
    }
}

#[test]
fn an_inferred_cap_is_stated() {
    let plan = "# A 5 MW pod\n";
    let written = write(plan, Key::ItCap, &Value::Number(8.2e6)).unwrap().apply(plan);
    assert!(written.ends_with("## Parameters\n\n- IT cap: 8.2 MW\n"), "{written}");
    assert_eq!(value_of(&written, Key::ItCap), Some((Value::Number(8.2e6), Layer::Text)));
}
