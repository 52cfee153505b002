use super::*;
use crate::pack::build;
use crate::plan::{Given, Overrides, read};

fn memo_with(plan: &str, overrides: &[(&str, &str)]) -> String {
    let overrides: Overrides =
        overrides.iter().map(|(key, value)| ((*key).to_owned(), Given::Text((*value).to_owned()))).collect();
    let built = build(plan, &overrides, false);
    let pack = built.pack.unwrap_or_else(|| panic!("{:?}", built.diagnostics));
    let (_, file) = pack.files.iter().find(|(_, file)| file.role == crate::pack::Role::Memo).unwrap();
    file.text.clone()
}

fn memo(plan: &str) -> String {
    memo_with(plan, &[])
}

#[track_caller]
fn assert_says(memo: &str, parts: &[&str]) {
    for part in parts {
        assert!(memo.contains(part), "{part}\n\n{memo}");
    }
}

const PLAN: &str = "# A plan\n\n- IT cap: 5 MW\n";

#[test]
fn the_answer_comes_first() {
    let memo = memo(PLAN);
    assert!(
        memo.starts_with(
            "# a-plan: 416 nodes under an IT cap of 5 MW\n\n## Answer\n\n**416 nodes fit** under the IT cap of 5 MW."
        ),
        "{memo}"
    );
    assert_says(
        &memo,
        &["**Power** stops the next one: 417 nodes would need 5,015.1 kW", "vendor-neutral placeholders"],
    );
}

#[test]
fn every_parameter_is_in_the_ledger_with_its_source() {
    let memo = memo_with(&format!("{PLAN}- leaf radix: 48\n"), &[("node.power_w", "9 kW")]);
    for param in crate::model::param::PARAMS {
        assert_says(&memo, &[&format!("| `{}` | ", param.name)]);
    }
    assert_says(
        &memo,
        &[
            "| `it_cap_w` | 5,000,000 W | line 3 of the plan | yes |",
            "| `node.power_w` | 9,000 W | override | yes |",
            "| `name` | `a-plan` | inferred from line 1 of the plan | no: names the files |",
            "| `core.ports` | 64 ports | derived from spine.ports | ",
            "| `spine.power_w` | 1,720 W | placeholder default | yes |",
            "| `overhead.reserve_fraction` | 0.05 (5 %) | placeholder default | yes |",
            "| `max_nodes` | not set | no default | no: no limit is set |",
        ],
    );
}

#[test]
fn each_way_to_zero_nodes_says_why() {
    for (overrides, why) in [
        (
            &[("it_cap_w", "1 W")][..],
            "The first node, with the switches and overheads that come with it, takes 32.4 kW: 32.4 kW more than the cap of 1 W.",
        ),
        (&[("max_nodes", "0")], "`max_nodes` is 0, so nothing is built and the whole cap of 5 MW is free."),
        (
            &[("fabric.max_tiers", "1")],
            "The network can't wire a single node: these switches, in at most 1 tier, wire at most 0 nodes, `d * floor(1 / k)` = 32 * floor(1 / 8).",
        ),
    ] {
        let memo = memo_with(PLAN, overrides);
        assert_says(
            &memo,
            &["0 nodes under an IT cap", "**No node ", why, "Nothing is built", "`oversubscription_ratio` is null"],
        );
    }
}

#[test]
fn each_limit_is_named() {
    let by_plan = memo_with(PLAN, &[("max_nodes", "300")]);
    assert_says(
        &by_plan,
        &[
            "**`max_nodes`** is 300. Power would allow 301 nodes, which would take 3,657.2 kW and leave 1,342.8 kW.",
            "| no `max_nodes` | 416 | 116 more |",
            "**The plan's limit**",
        ],
    );
    let by_network = memo_with(PLAN, &[("it_cap_w", "1 GW")]);
    assert_says(
        &by_network,
        &[
            "**The network** stops the next one, not power: these switches, in at most 3 tiers, wire at most ",
            "8,192 nodes, `d * floor(max(R_s, R_c * floor(R_s / 2)) / k)` = 32 * floor(max(64, 64 * floor(64 / 2)) / 8)",
        ],
    );
    assert_says(
        &memo_with(PLAN, &[("max_nodes", "416")]),
        &["Power would not allow it either: 417 nodes would take 5,015.1 kW"],
    );
}

#[test]
fn one_tier_and_one_node_are_said_right() {
    let memo = memo_with(PLAN, &[("fabric.attachment", "packed"), ("it_cap_w", "14 kW")]);
    assert_says(
        &memo,
        &[
            "**1 node fits**",
            "**1 tier**: one leaf switch connects everything",
            "no uplink is used",
            "the unit of growth is one leaf with 32 host ports",
        ],
    );
}

#[test]
fn plan_text_stays_text() {
    let plan = format!("{PLAN}\n## Assumptions\n\n- a | b <b>bold</b> \\[x](y) `c|d` &lt;\n");
    assert_says(&memo(&plan), &["- a \\| b bold \\[x\\](y) `c|d` &lt;\n"]);
    let labels = "{\"node\": {\"operating_points\": [{\"label\": \"a | <b> [x](y)\", \"power_w\": 9000, \"relative_throughput\": 1}]}}";
    assert_says(&memo(&format!("{PLAN}\n```json cluster\n{labels}\n```\n")), &["| a \\| &lt;b> \\[x\\](y) | 9,000 |"]);
}

#[test]
fn operating_points_are_compared_with_full_power() {
    let points = "{\"node\": {\"operating_points\": [{\"label\": \"full\", \"power_w\": 10200, \"relative_throughput\": 1}, {\"label\": \"low\", \"power_w\": 8000, \"relative_throughput\": 0.95}]}}";
    let memo = memo(&format!("{PLAN}\n```json cluster\n{points}\n```\n"));
    assert_says(
        &memo,
        &[
            "## Operating points",
            "Best is low, 8,000 W per node",
            "more than at full power (full, 10,200 W)",
            "| **best** |",
        ],
    );
    let nothing = memo_with(&format!("{PLAN}\n```json cluster\n{points}\n```\n"), &[("it_cap_w", "1 W")]);
    assert_says(&nothing, &["No node fits at any of these points."]);
}

#[test]
fn the_plans_architecture_is_quoted_or_asked_for() {
    assert_says(&memo(PLAN), &["The plan holds no text about its architecture."]);
    let kept = memo(&format!("{PLAN}\n## Architecture\n\nRails.\n\n```\ncode\n```\n\n## Next\n"));
    assert_says(&kept, &["> Rails.\n>\n> ```\n> code\n> ```\n"]);
}

#[test]
fn the_koopman_section_comes_only_when_asked_for() {
    assert!(!memo(PLAN).to_lowercase().contains("koopman"));
    let memo = memo(&format!("{PLAN}\n- KOOPMAN lens, Niemann et al., DOI `10.1016/j.physd.2024.134052`\n"));
    assert_says(
        &memo,
        &["## Koopman constraint lens", KOOPMAN_SCOPE, "(cited by the plan, line 5)", "(added by the generator)"],
    );
}

#[test]
fn figures_are_linked_from_where_the_memo_stands() {
    assert_says(&memo(PLAN), &["](figures/power_budget.svg)", "](figures/nodes_by_cap.svg)"]);
    assert_says(&memo(&format!("{PLAN}\n1. `a/b/c_memo.md`\n")), &["](../../docs/figures/power_budget.svg)"]);
    assert_says(&memo(&format!("{PLAN}\n1. `memo.md`\n")), &["](docs/figures/nodes_by_cap.svg)"]);
}

#[test]
fn a_wish_for_architecture_without_any_is_noted() {
    let note = |plan: &str| {
        let plan = read(plan, &Overrides::new()).value;
        let layout = crate::pack::layout::lay_out("x", &plan.outline);
        missing_architecture(&plan, &layout.paths).map(|note| (note.code.id, note.place))
    };
    let listed = "# P\n\n1. `docs/x_memo.md`\n\n- Keep original architecture memo content.\n";
    let at = listed.find("docs/").unwrap();
    let found = note(listed).unwrap();
    assert_eq!(found.0, "WP407");
    let diagnostic::Place::Text(span) = found.1 else { panic!("no place") };
    assert!((at - 1..=at).contains(&span.start));
    assert_eq!(note(&format!("{listed}\n## Architecture\n\ntext\n")), None);
    assert_eq!(note("# P\n\n1. `docs/x_memo.md`\n\n- ledger\n"), None);
    assert_eq!(note("# P\n\n- architecture\n"), None);
}

#[test]
fn no_memo_has_holes() {
    for overrides in [
        &[("it_cap_w", "1e15")][..],
        &[("it_cap_w", "0.001 W")],
        &[("node.power_w", "1e-9")],
        &[("fabric.attachment", "packed"), ("node.fabric_ports", "1000")],
        &[("fabric.max_tiers", "2"), ("leaf.ports", "7")],
        &[
            ("optics.accounting", "per_cable"),
            ("optics.uplink_w", "17"),
            ("overhead.storage_w", "100 kW"),
            ("overhead.reserve_fraction", "0"),
        ],
        &[("node.peak_pflops", "7.912"), ("node.precision", "BF16 dense")],
    ] {
        let memo = memo_with(PLAN, overrides);
        for hole in ["NaN", "inf ", "None", "\n\n\n", " ,", "`` ", "<{", "<%", "-0 "] {
            assert!(!memo.contains(hole), "{hole:?} {overrides:?}\n{memo}");
        }
    }
}

#[track_caller]
fn assert_never_says(memo: &str, parts: &[&str]) {
    for part in parts {
        assert!(!memo.contains(part), "{part}\n\n{memo}");
    }
}

#[test]
fn full_units_speak_of_host_ports_only() {
    for overrides in [
        &[("max_nodes", "32"), ("node.fabric_ports", "1")][..],
        &[("max_nodes", "64"), ("fabric.leaf_host_ports", "16"), ("fabric.leaf_uplink_ports", "16")],
    ] {
        let memo = memo_with(PLAN, overrides);
        assert_says(&memo, &["nodes: every host port of the leaves is used.", "On the leaves all "]);
        assert_never_says(&memo, &["no leaf port stands idle", ", 0 are free"]);
    }
}

#[test]
fn a_higher_limit_is_advised_only_where_it_gains_a_node() {
    let advice = "or raise it: it leaves";
    assert_says(&memo_with(PLAN, &[("max_nodes", "300")]), &["Keep `max_nodes` = 300 or raise it: it leaves"]);
    let power = memo_with(PLAN, &[("max_nodes", "1"), ("it_cap_w", "40 kW")]);
    assert_never_says(&power, &[advice, "it takes"]);
    assert_says(
        &power,
        &[
            "Power would not allow it either: 2 nodes would take 43.1 kW, 3,092 W more than the cap.",
            "`max_nodes` = 1. Power would stop it too: 2 nodes would take 43.1 kW, 3,092 W more than the cap of 40 kW.",
            "A unit is provisioned whole, for 32 nodes; the only one here holds 1.",
        ],
    );
    assert_never_says(&memo_with(PLAN, &[("max_nodes", "8192"), ("it_cap_w", "1 GW")]), &[advice]);
}

#[test]
fn the_way_to_a_first_node_names_what_keeps_it_out() {
    for (overrides, way) in [
        (&[("it_cap_w", "1 kW")][..], "To build anything, raise the cap or lower what the first node takes."),
        (&[("max_nodes", "0")], "To build anything, raise `max_nodes`, which is 0."),
        (
            &[("max_nodes", "0"), ("it_cap_w", "1 kW")],
            "To build anything, raise `max_nodes`, which is 0, and raise the cap or lower what the first node takes.",
        ),
        (&[("fabric.max_tiers", "1")], "To build anything, take larger switches, more tiers or fewer links per node."),
        (&[("node.fabric_ports", "4096")], "To build anything, take larger switches or fewer links per node."),
    ] {
        let memo = memo_with(PLAN, overrides);
        assert_says(&memo, &[way]);
        assert_never_says(&memo, &["Keep `max_nodes`", "the network is full"]);
    }
    assert_says(
        &memo_with(PLAN, &[("max_nodes", "0")]),
        &["**No node is allowed.**", "Power would allow 1 node, which"],
    );
}

#[test]
fn a_full_network_is_told_from_a_full_cap() {
    let full = "the network is full";
    let roomy = memo_with(PLAN, &[("it_cap_w", "1 GW")]);
    assert_says(
        &roomy,
        &[full, "stops the next one, not power", "**The network**: these switches, in at most 3 tiers,"],
    );
    assert_never_says(&roomy, &["more tiers", "Of these switches"]);
    let tight = memo_with(PLAN, &[("fabric.max_tiers", "2"), ("it_cap_w", "2920 kW")]);
    assert_says(&tight, &["**The network** stops the next one: these switches, in at most 2 tiers,"]);
    assert_never_says(&tight, &[full, "not power"]);
}

#[test]
fn one_and_many_are_told_apart() {
    let with = |key: &'static str| memo_with(PLAN, &[(key, "100 kW")]);
    assert_says(&with("overhead.storage_w"), &["Decide whether management draws from this cap"]);
    assert_says(&with("overhead.management_w"), &["Decide whether storage draws from this cap"]);
    assert_says(&memo(PLAN), &["Decide whether management and storage draw from this cap"]);
    assert_says(&memo_with(PLAN, &[("max_nodes", "33")]), &["The other node stands in a unit", "8 leaves"]);
    assert_says(
        &memo_with(PLAN, &[("max_nodes", "64")]),
        &["which takes 8 leaf switches and 8 spine switches more.", "4,231.6 kW below the cap of 5 MW"],
    );
    let one_spine = memo_with(PLAN, &[("max_nodes", "33"), ("node.fabric_ports", "1")]);
    assert_says(&one_spine, &["every spine, here all 32 to the only spine: so"]);
}

#[test]
fn one_point_is_compared_with_nothing() {
    let points = "{\"node\": {\"operating_points\": [{\"power_w\": 8000, \"relative_throughput\": 1}]}}";
    let plan = format!("{PLAN}\n```json cluster\n{points}\n```\n");
    let alone = memo(&plan);
    assert_says(&alone, &["The plan gives one point only"]);
    assert_never_says(&alone, &["Choose the node's power setting", "lowering it"]);
    assert_never_says(&memo_with(&plan, &[("it_cap_w", "1 W")]), &["**best**"]);
}

#[test]
fn the_quoted_architecture_keeps_its_links() {
    let plan = format!("{PLAN}\n## Architecture\n\n![f](img/x.png) and [next](#next)\n\n## Next\n");
    assert_says(&memo(&plan), &["> ![f](../img/x.png) and [next](../plan.md#next)\n"]);
}

#[test]
fn memo_and_record_cite_a_work_alike() {
    let plan = format!("{PLAN}\n- Koopman, DOI 10.1016/j.physd.2024.134052, DOI 10.1109/CDC45484.2021.9682872\n");
    let pack = build(&plan, &Overrides::new(), false).pack.unwrap();
    let text = |role| &pack.files.values().find(|file| file.role == role).unwrap().text;
    for part in ["(CDC), Austin TX, 2021, pp. 5059-5066. ", "Physica D, 2024 (arXiv:2306.17666). "] {
        assert_says(text(crate::pack::Role::Memo), &[part]);
        assert_says(text(crate::pack::Role::Verification), &[part]);
    }
}
