//! Explanations: every number is what solving again gives.

use crate::configs;
use crate::harness::Place;
use wattpack_core::answer::of_config;
use wattpack_core::model::config::Config;
use wattpack_core::model::explain::{Explanation, explain};
use wattpack_core::model::growth::Growth;
use wattpack_core::model::result::{Binding, ClusterResult};
use wattpack_core::model::solve::{largest, solve, total};
use wattpack_core::model::value::OperatingPoint;
use wattpack_core::plan::{Given, Overrides};

fn explained() -> impl Iterator<Item = (serde_json::Value, Config, ClusterResult, Explanation)> {
    configs::deterministic(300).into_iter().filter_map(|json| {
        let answer = of_config(&json.to_string(), &Overrides::new(), None);
        let (config, result) = answer.config.zip(answer.result)?;
        let explanation = explain(&answer.settings, &config, &result);
        Some((json, config, result, explanation))
    })
}

#[test]
fn exactly_the_binding_limit_binds_and_is_short() {
    for (_, config, result, explanation) in explained() {
        let binding: Vec<Binding> = explanation.limits.iter().filter(|it| it.binds).map(|it| it.limit).collect();
        assert_eq!(binding, Vec::from_iter(result.binding), "{config:?}");
        let limit = explanation.limits.iter().find(|it| it.binds).unwrap();
        assert!(limit.short_by.is_some_and(|short| short > 0.0), "{config:?} {limit:?}");
        assert_eq!(limit.short_by.unwrap(), limit.needed.unwrap() - limit.available);
        assert_eq!(limit.slack_nodes, 0, "{config:?}");
    }
}

/// A config with one value changed, and all that follows from it.
fn changed(json: &serde_json::Value, key: &str, to: f64) -> Config {
    let overrides = Overrides::from([(key.to_owned(), Given::Number(to))]);
    of_config(&json.to_string(), &overrides, None).config.unwrap()
}

#[test]
fn every_way_out_lets_the_next_node_pass_its_limit() {
    let mut tried = 0;
    for (json, _, result, explanation) in explained() {
        for limit in explanation.limits.iter().filter(|limit| limit.binds) {
            for way in &limit.freed_by {
                let config = changed(&json, way.key, way.to);
                let passes = match limit.limit {
                    Binding::MaxNodes => config.max_nodes >= Some(result.nodes + 1),
                    Binding::Fabric => wattpack_core::model::fabric::wire(&config, result.nodes + 1).is_some(),
                    Binding::Power => {
                        largest(&Config { max_nodes: None, ..config.clone() }, config.node.power_w) > result.nodes
                    }
                };
                assert!(passes, "{way:?} {config:?}");
                tried += 1;
            }
            let sizes: Vec<f64> = limit.freed_by.iter().map(|it| (it.to - it.from).abs() / it.from).collect();
            assert!(sizes.is_sorted(), "{limit:?}");
        }
    }
    assert!(tried > 300, "{tried}");
}

/// Asking each count of links would take until the end of time.
#[test]
fn fewer_links_are_found_among_any_number() {
    let json = serde_json::json!({
        "name": "x", "it_cap_w": 5e6, "fabric": { "attachment": "packed" },
        "node": { "power_w": 1e4, "fabric_ports": (1_u64 << 53) - 1 },
    });
    let answer = of_config(&json.to_string(), &Overrides::new(), None);
    let (config, result) = answer.config.zip(answer.result).unwrap();
    let explanation = explain(&answer.settings, &config, &result);
    let ways = explanation.limits.into_iter().flat_map(|limit| limit.freed_by);
    let way = ways.into_iter().find(|way| way.key == "node.fabric_ports").unwrap();
    assert_eq!(way.to, 65_536.0);
    let one_more = changed(&json, way.key, way.to + 1.0);
    assert!(wattpack_core::model::fabric::wire(&one_more, 1).is_none());
}

#[test]
fn the_cost_of_the_next_node_is_the_difference_of_two_answers() {
    for (_, config, result, explanation) in explained() {
        let at = |nodes| total(&config, config.node.power_w, nodes);
        let step = at(result.nodes + 1).zip(at(result.nodes)).map(|(after, before)| after - before);
        assert_eq!(explanation.next.as_ref().map(|next| next.added_w), step);
        let last_cliff = explanation.cliffs.iter().map(|cliff| cliff.nodes).max().unwrap_or(result.nodes);
        for nodes in result.nodes + 1..last_cliff.min(result.nodes + 5000) {
            let grows = Growth::of(&config, nodes).is_some_and(|it| it.leaves > 0);
            assert_eq!(grows, explanation.cliffs.iter().any(|cliff| cliff.nodes == nodes), "{nodes} {config:?}");
        }
    }
}

#[test]
fn the_best_operating_point_is_inside_or_at_the_end_as_the_curve_is() {
    let best = |points: &str| {
        let place = Place::new();
        place.write("c.json", format!("{{\"node\":{{\"operating_points\":[{points}]}}}}"));
        let json = place.run(["solve", "c.json", "--explain", "--json"]).exits(0).json();
        (json["explanation"]["trade"]["best"].as_u64(), json["explanation"]["trade"]["full"].as_u64())
    };
    let point = |power: u32, rate: f64| format!("{{\"power_w\":{power},\"relative_throughput\":{rate}}}");
    let inner = [point(6000, 0.5), point(8000, 0.85), point(10_200, 1.0)].join(",");
    assert_eq!(best(&inner), (Some(1), Some(2)));
    let end = [point(6000, 0.5), point(8000, 0.7), point(10_200, 1.0)].join(",");
    assert_eq!(best(&end), (Some(2), Some(2)));
}

#[test]
fn a_scan_over_points_and_nodes_finds_the_same_best_in_a_thousand_cases() {
    let mut more_than_one = 0;
    for (seed, json) in configs::deterministic(1000).into_iter().enumerate() {
        let mut config = configs::typed(&json);
        config.max_nodes = Some(config.max_nodes.unwrap_or(1500).min(1500));
        let own = config.node.power_w;
        let point = |at: usize| OperatingPoint {
            label: None,
            power_w: own * (0.4 + 0.15 * at as f64),
            relative_throughput: 0.3 + ((seed * 7 + at * 13) % 11) as f64 / 10.0,
        };
        config.node.operating_points = (0..2 + seed % 4).map(point).collect();
        let Ok(result) = solve(&config) else { continue };
        let scanned = |power_w: f64| {
            let fits = |nodes| total(&config, power_w, nodes).is_some_and(|total| total <= config.it_cap_w);
            (0..1500).take_while(|nodes| fits(nodes + 1)).filter(|nodes| Some(*nodes) < config.max_nodes).count() as u64
        };
        let points = result.operating_points.unwrap();
        let counts: Vec<u64> = config.node.operating_points.iter().map(|point| scanned(point.power_w)).collect();
        assert_eq!(points.iter().map(|point| point.nodes).collect::<Vec<_>>(), counts, "{config:?}");
        let worth = |at: usize| counts[at] as f64 * config.node.operating_points[at].relative_throughput;
        let best = points.iter().position(|point| point.best).unwrap();
        assert!((0..counts.len()).all(|at| worth(at) <= worth(best)), "{config:?}");
        more_than_one += usize::from(counts[best] > 1);
    }
    assert!(more_than_one > 300, "{more_than_one}");
}

#[test]
fn a_wanted_count_has_a_tight_cap() {
    let place = Place::with("small.md");
    let wanted = place.run(["solve", "small.md", "--want", "40", "--json"]).exits(0).json();
    let cap = wanted["wanted"]["least_cap_w"].as_f64().unwrap();
    let nodes = |cap: f64| {
        let cap = cap.to_string();
        place.run(["solve", "small.md", "--json", "--cap", &cap]).exits(0).json()["nodes"].as_u64().unwrap()
    };
    assert_eq!((nodes(cap), nodes(cap - 1.0)), (40, 39));
    for (want, complaint) in [("many", "can't read `many`"), ("-3", "can't read"), ("5 MW", "can't read")] {
        let flag = format!("--want={want}");
        place.run(["solve", "small.md", &flag]).exits(2).complains(complaint);
    }
}

#[test]
fn an_explanation_is_told_to_people_too() {
    let place = Place::new();
    let run = place.run(["solve", "--explain", "--want", "5 EFLOPS"]).exits(0);
    run.says("Limits of the next node").says("<- stops it").says("What a change is worth").says("least cap");
}
