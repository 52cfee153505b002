//! `wattpack solve`: the answer for people and for programs.

use crate::harness::Place;

#[test]
fn the_text_says_how_many_how_and_why_not_one_more() {
    let place = Place::with("small.md");
    let result = place.run(["solve", "small.md", "--json"]).exits(0).json();
    let nodes = result["nodes"].as_u64().unwrap();
    let ended = place.run(["solve", "small.md"]).exits(0).silently();
    ended
        .says(&format!("small-pod: {nodes} nodes fit within 1 000 000 W, and not one more"))
        .says(&format!("power: {} nodes would take", nodes + 1))
        .says("above the cap of 1 000 000 W")
        .says("headroom")
        .says("reserve")
        .says("oversubscription")
        .says("it_cap_w                   1 000 000 W  plan text, line 5");
}

#[test]
fn json_is_the_result_and_nothing_else() {
    let place = Place::with("small.md");
    let ended = place.run(["solve", "small.md", "--json"]).exits(0).silently();
    let result = ended.json();
    assert_eq!(result["schema_version"], 1);
    assert_eq!(result["status"], "ok");
    assert_eq!(result["binding"], "power");
    assert!(result["p_total_w"].as_f64().unwrap() <= 1e6);
    assert!(result["next_node"]["p_total_w"].as_f64().unwrap() > 1e6);
    assert!(ended.stdout().ends_with("}\n"));
}

#[test]
fn a_config_gives_the_answer_of_the_plan_that_it_came_from() {
    let place = Place::with_pack();
    let from_plan = place.run(["solve", "small.md", "--json"]).exits(0).json();
    let config = "pack/tools/example_small_pod_config.json";
    let from_config = place.run(["solve", config, "--json"]).exits(0).json();
    let from_stdin = place.call(["solve", "-", "--json"]).stdin(place.read(config)).run().exits(0).json();
    assert_eq!(from_config, from_plan);
    assert_eq!(from_stdin, from_plan);
}

#[test]
fn a_plan_on_standard_input_is_told_from_a_config() {
    let place = Place::with("small.md").and("config.json");
    let plan = place.call(["solve", "-", "--json"]).stdin(place.read("small.md")).run().exits(0).json();
    let config =
        place.call(["solve", "-", "--json"]).stdin(format!("\n  {}", place.read("config.json"))).run().exits(0).json();
    assert_eq!(plan["name"], "small-pod");
    assert_eq!(config["name"], "from-config");
    assert_eq!(plan["nodes"], config["nodes"]);
}

#[test]
fn a_bad_config_is_named_with_its_line_and_the_nearest_key() {
    let place = Place::with("err_config_unknown_key.json");
    let ended = place.run(["solve", "err_config_unknown_key.json"]).exits(1);
    let ended = ended.complains("WP207").complains("err_config_unknown_key.json:3:13").complains("node.power_w");
    assert_eq!(ended.stdout(), "");
}

#[test]
fn overrides_stand_above_plans_and_configs() {
    let place = Place::with("small.md").and("config.json");
    for input in ["small.md", "config.json"] {
        let flags = ["solve", input, "--json", "--cap", "2MW", "--node-power", "8kW", "--leaf-radix", "32"];
        let result = place.run(flags).exits(0).json();
        assert_eq!(result["it_cap_w"], 2e6);
        let plain = place.run(["solve", input, "--json"]).json();
        assert!(result["nodes"].as_u64() > plain["nodes"].as_u64());
        place.run(["solve", input, "--cap", "2MW"]).exits(0).says("2 000 000 W  override");
    }
}

#[test]
fn a_fixed_count_is_judged_and_only_strict_makes_it_a_failure() {
    let place = Place::with("small.md");
    let best = place.run(["solve", "small.md", "--json"]).json()["nodes"].as_u64().unwrap();
    let (fits, too_many) = (best.to_string(), (best + 1).to_string());
    let judged = place.run(["solve", "small.md", "--json", "--nodes", &too_many]).exits(0).json();
    assert_eq!(judged["status"], "over_cap");
    assert_eq!(judged["feasible"], false);
    place.run(["solve", "small.md", "--nodes", &too_many, "--strict"]).exits(1).says("do not fit within");
    place.run(["solve", "small.md", "--nodes", &fits, "--strict"]).exits(0).says(&format!("{fits} nodes fit within"));
    place.run(["solve", "small.md", "--nodes", "9007199254740991"]).exits(0).says("can't be wired");
    place.run(["solve", "small.md", "--nodes", "3"]).exits(0).says("nothing stops it");
}

#[test]
fn the_count_to_judge_is_a_count() {
    let place = Place::with("small.md");
    for nodes in ["-1", "2.5", "many", "9007199254740992"] {
        place.run(["solve", "small.md", "--nodes", nodes]).exits(2);
    }
}

#[test]
fn zero_nodes_are_an_answer_with_a_warning_and_with_strict_a_failure() {
    let place = Place::with("warns_nothing_fits.md");
    let ended = place.run(["solve", "warns_nothing_fits.md"]).exits(0);
    ended.complains("warning[WP501]").says("0 nodes: not even one fits within 5 000 W");
    place.run(["solve", "warns_nothing_fits.md", "--strict"]).exits(1).complains("error[WP501]");
    let result = place.run(["solve", "warns_nothing_fits.md", "--json"]).exits(0).json();
    assert_eq!(result["status"], "no_feasible_nonzero");
    assert_eq!(result["feasible"], true);
}

#[test]
fn a_cap_that_nobody_stated_is_called_a_placeholder() {
    let place = Place::new();
    place.write("plan.md", "# Pod\n\nAbout 5 MW.\n");
    place.run(["solve", "plan.md"]).exits(0).says("416 nodes fit within 5 000 000 W (placeholder), and not one more");
    let stated = place.run(["solve", "plan.md", "--cap", "5MW"]).exits(0);
    stated.says("416 nodes fit within 5 000 000 W, and not one more");
}

#[test]
fn operating_points_are_listed_and_the_best_is_marked() {
    let place = Place::with("operating_points.md");
    let points = place.run(["solve", "operating_points.md", "--json"]).exits(0).json()["operating_points"].clone();
    let best: Vec<_> = points.as_array().unwrap().iter().filter(|point| point["best"] == true).collect();
    assert_eq!(best.len(), 1);
    let text = place.run(["solve", "operating_points.md"]).exits(0).says("PFLOPS/MW").says("BF16 dense").stdout();
    let marked: Vec<_> = text.lines().filter(|line| line.contains("<- best")).collect();
    assert_eq!(marked.len(), 1, "{text}");
    assert!(marked[0].contains(best[0]["label"].as_str().unwrap()), "{text}");
}

#[test]
fn a_plan_with_errors_has_no_answer() {
    let place = Place::with("err_several.md");
    for flags in [&["solve", "err_several.md"][..], &["solve", "err_several.md", "--json"]] {
        let ended = place.run(flags).exits(1).complains("WP201").complains("WP203").complains("WP301");
        assert_eq!(ended.stdout(), "");
    }
}
