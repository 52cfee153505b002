//! How plans are read: which value wins, what is said about the rest, and where.

use std::collections::BTreeSet;
use wattpack_core::answer::{Answer, of_config, of_plan};
use wattpack_core::diagnostic::{Article, CATALOG, LineIndex, Place};
use wattpack_core::model::config::Config;
use wattpack_core::model::param::Key;
use wattpack_core::model::settings::Layer;
use wattpack_core::pack::{build, verify};
use wattpack_core::plan::{Given, Overrides};

fn read(plan: &str) -> Answer {
    of_plan(plan, &Overrides::new(), None)
}

fn config(plan: &str) -> Config {
    let answer = read(plan);
    answer.config.unwrap_or_else(|| panic!("{:?}", answer.diagnostics))
}

/// Codes with line and column, as people see them.
fn found(plan: &str) -> Vec<(&'static str, usize, usize)> {
    let lines = LineIndex::new(plan);
    let place = |place: &Place| match place {
        Place::Text(span) => {
            let position = lines.in_scalars(span.start);
            (position.line, position.column)
        }
        _ => (0, 0),
    };
    build(plan, &Overrides::new(), false)
        .diagnostics
        .iter()
        .map(|found| (found.code.id, place(&found.place).0, place(&found.place).1))
        .collect()
}

#[test]
fn each_layer_beats_the_ones_below() {
    let inferred = "# A 1 MW plan with 10 kW nodes\n\n";
    let text = format!("{inferred}- IT cap: 2 MW\n");
    let front = format!("---\ncluster:\n  it_cap_w: 3e6\n---\n{text}");
    let block = format!("{front}\n```json cluster\n{{\"it_cap_w\": 4e6}}\n```\n");
    for (plan, cap, layer) in [
        ("text", 5e6, Layer::Default),
        (inferred, 1e6, Layer::Inferred),
        (&text, 2e6, Layer::Text),
        (&front, 3e6, Layer::FrontMatter),
        (&block, 4e6, Layer::Block),
    ] {
        let answer = read(plan);
        assert_eq!(answer.config.unwrap().it_cap_w, cap);
        assert_eq!(answer.settings.get(&Key::ItCap).map(|setting| setting.layer), Some(layer));
    }
    let overrides = Overrides::from([("it_cap_w".to_owned(), Given::Text("5.5MW".to_owned()))]);
    assert_eq!(of_plan(&block, &overrides, None).config.unwrap().it_cap_w, 5.5e6);
}

#[test]
fn a_value_is_read_wherever_people_write_it() {
    for plan in [
        "- Node power: 8.4 kW\n",
        "* **Node power** = 8.4 kW (measured)\n",
        "1. node power: `8.4 kW`\n",
        "- a\n  - deeper\n    - Power per node: 8400 W\n",
        "> - Node power: 8.4 kW\n",
        "- [x] Node power: 8.4 kW\n",
        "- node.power_w: 8400\n",
        "- `node.power_w` = 8400\n",
        "| Parameter | Value |\n|---|---|\n| Node power | 8.4 kW |\n",
        "| Parameter | Value | Unit |\n|---|---|---|\n| Node power | 8.4 | kW |\n",
        "| | | |\n|---|---|---|\n| node-power | 8.4 | kW |\n",
        "| Name | Note | Unit | Value |\n|---|---|---|---|\n| Node power | x | kW | 8.4 |\n",
        "| Parameter | Value |\n|---|---|\n| Node power (kW) | 8.4 |\n",
        "- Node power [kW]: 8.4\n",
        "```yaml cluster\nnode: {power_w: 8400}\n```\n",
        "```yml cluster extra words\nnode:\n  power_w: 8.4e3\n```\n",
        "+++\n[cluster.node]\npower_w = 8_400\n+++\n",
        "- x\r\n\r\n  ~~~toml cluster\r\n  [node]\r\n  power_w = 8400.0\r\n  ~~~\r\n",
    ] {
        assert_eq!(config(plan).node.power_w, 8400.0, "{plan}");
    }
}

#[test]
fn prose_is_left_alone() {
    for plan in [
        "The node power: 8.4 kW is a nice figure.\n",
        "# Node power: 8.4 kW\n",
        "# From 5 MW to 8 MW\n",
        "- We talked about node power: 8.4 kW was mentioned.\n",
        "```\n- Node power: 8.4 kW\n```\n",
        "```json\n{\"node\": {\"power_w\": 1}}\n```\n",
        "    - Node power: 8.4 kW\n",
        "- `host_link_gbps` (number, >0)\n",
        "- `INV-002`: `leaf_host_ports + leaf_uplink_ports <= leaf.ports`.\n",
        "- Precision: how exact the model is\n- Storage: three racks\n- Cap: none\n",
    ] {
        assert_eq!(config(plan).node.power_w, 10_200.0, "{plan}");
        assert_eq!(found(plan), [], "{plan}");
    }
}

#[test]
fn a_line_of_another_name_is_noted_where_the_plan_leaves_open_what_it_may_mean() {
    let server = "- Server TDP: 8.4 kW\n- server tdp: 9 kW\n- Node draw: 9 kW\n";
    assert_eq!(found(server), [("WP215", 1, 3)]);
    assert_eq!(config(server).node.power_w, 10_200.0);
    let table = "| Item | Each |\n|---|---|\n| Compute nodes | 8.4 kW |\n| Leaf switch | 1.6 kW |\n";
    assert_eq!(found(table), [("WP215", 3, 3), ("WP215", 4, 3)]);
    assert_eq!(found("| Name | Value | Unit |\n|---|---|---|\n| Server TDP | 8.4 | kW |\n"), [("WP215", 3, 3)]);
    assert_eq!(found("- Server TDP (kW): 8.4\n"), [("WP215", 1, 3)]);
    let remark = "| Name | Value | Unit |\n|---|---|---|\n| Server TDP (nameplate) | 8.4 | kW |\n";
    assert_eq!(found(remark), [("WP215", 3, 3)]);
    let remark = "| Name | Value | Note |\n|---|---|---|\n| Server TDP (kW) | 8.4 | nameplate |\n";
    assert_eq!(found(remark), [("WP215", 3, 3)]);
    // A line that says too little hides none that says more, and of two the better one is noted.
    assert_eq!(found("- Server TDP: 8.4\n- Server TDP: 8.4 kW\n"), [("WP215", 2, 3)]);
    for worse in ["Hall limit: 40 kW", "Total of all IT power: 7 MW"] {
        assert_eq!(
            found(&format!("- {worse}\n- Total available IT power budget: 6 MW\n")),
            [("WP215", 2, 3)],
            "{worse}"
        );
    }
    assert_eq!(found("- Minimum nodes: 100 nodes\n- Minimum nodes: 90 nodes\n"), [("WP210", 1, 3)]);
    // The unit is where a unit is, not a remark.
    for (name, last) in
        [("Server TDP (node)", "kW"), ("Server TDP (rail)", "kW"), ("Server TDP ()", "kW"), ("Server TDP (kW)", "")]
    {
        let table = format!("| Name | Value | Unit |\n|---|---|---|\n| {name} | 8.4 | {last} |\n");
        assert_eq!(found(&table), [("WP215", 3, 3)], "{table}");
    }
    // What has no placeholder is left open as well.
    assert_eq!(found("- Nodes at most: 500 nodes\n"), [("WP215", 1, 3)]);
    // Bills of material have figures in any column, of which the first with a fitting unit is meant.
    let bill = "| Item | Model | Count | Each (W) | Total |\n|---|---|---|---|---|\n| Leaf switch | MX1 | 32 | 1600 | 51.2 kW |\n| Total IT | | | | 6 MW |\n";
    assert_eq!(found(bill), [("WP215", 3, 3), ("WP215", 4, 3)]);
    assert!(build(bill, &Overrides::new(), false).diagnostics[0].help.contains("`leaf power: 1600 W`"));
    // What a title says holds for each of its cells, unless it would be read again and again.
    let titled = |title: &str| found(&format!("| Item | {title} |\n|---|---|\n| Leaf switch | 1.6 kW |\n"));
    assert_eq!((titled("Total"), titled(&"Total ".repeat(20))), (vec![], vec![("WP215", 3, 3)]));
    // A figure beside the column of values makes no value of its row.
    assert_eq!(found("| Name | Note | Value |\n|---|---|---|\n| Server TDP | 9 kW soon | to come |\n"), []);
    assert_eq!(found("| Phase | When | Note |\n|---|---|---|\n| Peak power | in summer | 6 MW |\n"), []);
    // What a name says is weaker than what a line says.
    assert_eq!(found("# Hall of 5 MW\n\n- IT load: 6 MW\n"), [("WP213", 1, 3), ("WP215", 3, 3)]);
    for said in ["- Node power: 8 kW\n", "```yaml cluster\nnode: {power_w: 8000}\n```\n"] {
        assert_eq!(found(&format!("{server}\n{said}")), [], "{said}");
    }
    let overridden = Overrides::from([("node.power_w".to_owned(), Given::Text("8 kW".to_owned()))]);
    assert_eq!(build(server, &overridden, false).diagnostics, []);
    // Of a plan with errors it is not known what it leaves open.
    assert_eq!(found(&format!("- IT cap: 5\n{server}")), [("WP201", 1, 11)]);
}

#[test]
fn words_behind_a_unit_are_read_as_the_help_writes_them() {
    for (name, value, written) in [
        ("Node power", "10.2 kW per node", "10.2 kW (per node)"),
        ("IT cap", "5MW total (IT)", "5MW (total (IT))"),
        ("NICs per node", "8 ports each", "8 ports (each)"),
        ("Reserve", "5 % of all", "5 % (of all)"),
    ] {
        let help = |value: &str| {
            let diagnostics = build(&format!("- {name}: {value}\n"), &Overrides::new(), false).diagnostics;
            diagnostics.iter().map(|diagnostic| diagnostic.help.clone()).collect::<Vec<_>>()
        };
        assert_eq!(help(value), [format!("if these words are a remark, write `{written}`")]);
        assert_eq!(help(written), [""; 0]);
    }
    for value in ["5 MW to 6 MW", "5 mW", "5 apples a day", "5 (MW) x"] {
        let diagnostics = build(&format!("- IT cap: {value}\n"), &Overrides::new(), false).diagnostics;
        assert!(!diagnostics[0].help.contains("remark, write"), "{value}");
    }
}

#[test]
fn problems_are_found_where_they_stand() {
    for (plan, expected) in [
        ("- IT cap: 5\n", ("WP201", 1, 11)),
        ("- IT cap: 5 GB/s\n", ("WP202", 1, 11)),
        ("- IT cap: 5 MW to 6 MW\n", ("WP202", 1, 11)),
        ("- IT cap: 5,5 MW\n", ("WP203", 1, 11)),
        ("- IT cap: ~5 MW\n", ("WP203", 1, 11)),
        ("\n\n- 漢 x\n- IT cap: 0 MW\n", ("WP204", 4, 11)),
        ("- leaf.ports: 64.5\n", ("WP204", 1, 15)),
        ("- Leaf radix: 100000\n", ("WP204", 1, 15)),
        ("- IT cap: NaN MW\n", ("WP205", 1, 11)),
        ("- IT cap: 1e999 MW\n", ("WP205", 1, 11)),
        ("- Reserve: 100 %\n", ("WP204", 1, 12)),
        ("- Node attachment: loose\n", ("WP204", 1, 20)),
        ("| Parameter | Value | Unit |\n|---|---|---|\n| Node power | 8.4 | apples |\n", ("WP202", 3, 16)),
        ("```json cluster\n{\n  \"it_cap_w\": \"5 MW\"\n}\n```\n", ("WP206", 3, 15)),
        ("```json cluster\n{\"it_cap_w\": true}\n```\n", ("WP206", 2, 14)),
        ("```json cluster\n{\"it_cap_w\": null}\n```\n", ("WP206", 2, 14)),
        ("```json cluster\n{\"it_cap\": 5}\n```\n", ("WP207", 2, 2)),
        ("```json cluster\n{\"max_nodes\": 5, \"max_nodes\": 5}\n```\n", ("WP209", 2, 18)),
        ("```json cluster\n{\"max_nodes\": 5,}\n```\n", ("WP105", 2, 16)),
        (
            "```yaml cluster\nnode:\n  operating_points:\n    - {power_w: 0, relative_throughput: 1}\n```\n",
            ("WP204", 4, 17),
        ),
        ("```yaml cluster\nnode:\n  operating_points:\n    - {power_w: 5}\n```\n", ("WP302", 4, 7)),
        ("---\ncluster:\n  nodes: 5\n---\n", ("WP207", 3, 3)),
        ("- IT cap: 5 MW\n- power cap: 6 MW\n", ("WP208", 2, 14)),
        ("- IT capp: 5 MW\n", ("WP210", 1, 3)),
        ("- IT cap: to be agreed\n", ("WP211", 1, 3)),
        ("- Leaf power: 1,720 W\n", ("WP212", 1, 15)),
        ("# A 5 MW plan\n", ("WP213", 1, 3)),
        ("```cluster yaml\nit_cap_w: 5\n```\n", ("WP214", 1, 1)),
        ("- leaf host ports: 60\n- leaf uplink ports: 10\n", ("WP301", 1, 20)),
        ("- Node peak: 8 PFLOPS\n", ("WP302", 1, 14)),
        ("- `../../etc/passwd`\n", ("WP401", 1, 3)),
        ("- `C:\\x`\n", ("WP401", 1, 3)),
        ("```text file=/etc/passwd\nx\n```\n", ("WP401", 1, 1)),
        ("- `notes/x.md`\n", ("WP402", 1, 3)),
        ("```text file=plan.md\nx\n```\n", ("WP403", 1, 1)),
        ("```text file=TOOLS/cluster_model.py\nx\n```\n", ("WP403", 1, 1)),
        ("```yaml file=.github/workflows/x.yml\njobs: {a: {steps: [{uses: a/b@v1}]}}\n```\n", ("WP404", 1, 1)),
        ("```text file=a/b\nx\n```\n\n```text file=A\nx\n```\n", ("WP405", 5, 1)),
        ("- `dependabot.yml`\n", ("WP406", 1, 3)),
        ("- `docs/x_memo.md`\n  - keep the architecture\n", ("WP407", 1, 3)),
        ("- IT cap: 1 W\n", ("WP501", 0, 0)),
        ("- IT cap: 1e20 MW\n- Max nodes: 1\n", ("WP303", 0, 0)),
        ("   \n", ("WP103", 0, 0)),
    ] {
        assert!(found(plan).contains(&expected), "{plan}: {:?}", found(plan));
    }
}

#[test]
fn everything_wrong_is_said_at_once() {
    let plan = "- IT cap: 5
- Node power: -1 kW
- leaf host ports: 60
- leaf uplink ports: 10

```json cluster
{\"nodes\": 1, \"spine\": {\"ports\": 0}}
```

```text file=../x
```
";
    let codes: Vec<_> = found(plan).iter().map(|found| found.0).collect();
    assert_eq!(codes, ["WP201", "WP204", "WP301", "WP207", "WP204", "WP401"]);
}

#[test]
fn every_diagnostic_says_what_to_write_instead() {
    let plan = "- IT cap: 5\n- Node power: -1 kW\n- leaf.ports: x\n- IT capp: 5 MW\n- `../x.md`\n\n```json cluster\n{\"nodes\": 1}\n```\n";
    for found in build(plan, &Overrides::new(), false).diagnostics {
        assert!(!found.help.is_empty() && !found.message.is_empty(), "{found:?}");
    }
}

#[test]
fn an_override_takes_a_number_or_a_number_with_a_unit() {
    let cap = |given| of_plan("x", &Overrides::from([("it_cap_w".to_owned(), given)]), None).config.unwrap().it_cap_w;
    for given in [
        Given::Number(8e6),
        Given::Text("8MW".to_owned()),
        Given::Text("8e6".to_owned()),
        Given::Text("8 000 kW".to_owned()),
    ] {
        assert_eq!(cap(given), 8e6);
    }
    let bad = Overrides::from([
        ("it_cap_w".to_owned(), Given::Text("-8MW".to_owned())),
        ("leaf.portz".to_owned(), Given::Number(1.0)),
    ]);
    let found = of_plan("x", &bad, None).diagnostics;
    let codes: BTreeSet<_> = found.iter().map(|found| found.code.id).collect();
    assert_eq!(codes, BTreeSet::from(["WP204", "WP207"]));
    assert!(found.iter().any(|found| found.help.contains("leaf.ports")));
}

#[test]
fn overrides_of_equal_value_give_the_same_archive() {
    let archive = |given: &str| {
        let overrides = Overrides::from([("it_cap_w".to_owned(), Given::Text(given.to_owned()))]);
        build(wattpack_core::EXAMPLE, &overrides, false).pack.unwrap().archive().unwrap()
    };
    assert_eq!(archive("8MW"), archive("8e6"));
    assert_eq!(archive("8000kW"), archive("8 MW"));
    assert_ne!(archive("8MW"), archive("8.000001MW"));
}

#[test]
fn the_split_follows_an_overridden_radix_unless_the_plan_sets_it() {
    let radix = Overrides::from([("leaf.ports".to_owned(), Given::Number(128.0))]);
    let split = |plan: &str| {
        of_plan(plan, &radix, None)
            .config
            .map(|config| (config.fabric.leaf_host_ports, config.fabric.leaf_uplink_ports, config.spine.ports))
    };
    assert_eq!(split("x"), Some((64, 64, 64)));
    assert_eq!(split("- leaf host ports: 30\n- leaf uplink ports: 20\n"), Some((30, 20, 64)));
    assert_eq!(split("- leaf host ports: 100\n- leaf uplink ports: 100\n"), None);
}

#[test]
fn names_come_from_files_then_from_the_title() {
    let name = |plan: &str| config(plan).name;
    assert_eq!(name("# T\n\n- `docs/5mw_cluster_memo.md`\n"), "5mw-cluster");
    assert_eq!(name("- `tools/example_1.5mw_config.json`\n"), "1-5mw-cluster");
    assert_eq!(name("# Über uns: Rack 7!\n"), "ber-uns-rack-7");
    assert_eq!(name("text\n"), "cluster");
    assert_eq!(name(&format!("# {}\n", "word ".repeat(40))).len(), 64);
}

#[test]
fn a_config_file_is_read_like_a_block_and_may_name_its_schema() {
    let read = |text: &str| of_config(text, &Overrides::new(), None);
    assert_eq!(read("\u{feff}{\"$schema\": \"x\", \"it_cap_w\": 1e6}").config.unwrap().it_cap_w, 1e6);
    assert_eq!(read("{}").config.unwrap(), Config::default());
    for text in [
        "",
        "[]",
        "{\"it_cap_w\": 1e6,}",
        "{'it_cap_w': 1}",
        "{\"it_cap_w\": 0x10}",
        "{\"it_cap_w\": +1}",
        "{\"it_cap_w\": .5}",
        "// x\n{}",
    ] {
        assert!(!read(text).diagnostics.is_empty(), "{text}");
    }
}

/// Codes of plans are shown above; those of reading bytes and of packs have their own tests.
#[test]
fn every_code_explains_itself() {
    for Article { code, title, explanation } in CATALOG {
        assert!(explanation.len() > 60, "{}", code.id);
        assert!(!title.ends_with('.'), "{}", code.id);
    }
}

#[test]
fn a_table_is_read_by_the_names_of_its_columns() {
    let cap = |head: &str| config(&format!("{head}\n|---|---|---|---|\n| IT cap | 5 | 7 | MW |\n")).it_cap_w;
    assert_eq!(cap("| Parameter | Default | Value | Unit |"), 7e6);
    assert_eq!(cap("| Setting | Note | Value | Unit |"), 7e6);
    assert_eq!(config("| Setting | Value | Unit |\n|---|---|---|\n| IT cap | 7 | MW |\n").it_cap_w, 7e6);
}

#[test]
fn a_rule_at_the_top_does_not_swallow_the_plan() {
    assert_eq!(config("---\n# T\n\n- IT cap: 12 MW\n\n---\n- Node power: 10 kW\n").it_cap_w, 12e6);
    assert_eq!(found("---\ncluster: [\n---\n")[0].0, "WP105");
    assert_eq!(config("---\ntitle: x\n---\n- IT cap: 12 MW\n").it_cap_w, 12e6);
}

#[test]
fn a_range_is_not_read_as_its_first_number() {
    for line in ["IT cap: 5 MW - 6 MW", "IT cap: 5 MW - 0.5 MW for cooling", "IT cap: 5 – 6 MW", "Leaf radix: 64 128"]
    {
        let codes: Vec<_> = found(&format!("- {line}\n")).iter().map(|found| found.0).collect();
        assert!(codes.contains(&"WP202") || codes.contains(&"WP203"), "{line}: {codes:?}");
    }
}

#[test]
fn what_is_struck_out_is_not_said() {
    assert_eq!(config("- ~~IT cap: 5 MW~~\n- IT cap: 8 MW\n").it_cap_w, 8e6);
}

#[test]
fn a_refused_value_causes_no_second_complaint() {
    assert_eq!(found("- leaf.ports: 1\n- leaf host ports: 100\n"), [("WP204", 1, 15)]);
    assert_eq!(found("- Node peak: 8 PFLOPS\n- Node precision: \u{202e}x\n"), [("WP204", 2, 19)]);
}

#[test]
fn what_the_plan_gives_survives_the_manifest() {
    for (key, value) in [
        ("node.precision", "FP8 ..."),
        ("it_cap_w", "8,000 kW"),
        ("fabric.attachment", "Packed."),
        ("node.fabric_ports", "4 NICs"),
    ] {
        let mut given = Overrides::from([(key.to_owned(), Given::Text(value.to_owned()))]);
        if key == "node.precision" {
            given.insert("node.peak_pflops".to_owned(), Given::Number(1.0));
        }
        let pack = build("x", &given, false).pack.unwrap();
        let files = pack.files.iter().map(|(path, file)| (path.clone(), file.text.clone().into_bytes())).collect();
        assert_eq!(verify(&files, None).diagnostics, [], "{key}={value}");
    }
}

#[test]
fn files_are_known_by_the_words_of_their_names() {
    let roles = |plan: &str| {
        let pack = build(plan, &Overrides::new(), false).pack.unwrap();
        pack.files.into_iter().map(|(path, file)| (path, file.role.word())).collect::<BTreeSet<_>>()
    };
    let known = roles("1. `tools/rack_model.py`\n2. `docs/board_memo.md`\n3. `tools/pin_guard.py`\n");
    for (path, role) in
        [("tools/rack_model.py", "model"), ("docs/board_memo.md", "memo"), ("tools/pin_guard.py", "guard")]
    {
        assert!(known.contains(&(path.to_owned(), role)), "{path}");
    }
    for path in ["tools/spine.py", "docs/gpu_memory.md", "tsconfig.json"] {
        assert_eq!(found(&format!("1. `{path}`\n"))[0].0, "WP402", "{path}");
    }
}

#[test]
fn tests_stand_where_unittest_finds_them() {
    for path in ["tests/test-model.py", "tests/Test_model.py", "v1.0/test_model.py"] {
        assert_eq!(found(&format!("1. `{path}`\n"))[0].0, "WP406", "{path}");
    }
    assert_eq!(found("1. `-model.py`\n")[0].0, "WP401");
}

#[test]
fn the_outline_is_read_as_people_write_it() {
    let outline = |plan: &'static str| wattpack_core::plan::read(plan, &Overrides::new()).value.outline;
    assert_eq!(outline("## Test scenarios\n- Happy path\n  - runs\n- Tiny cap\n").scenarios.len(), 2);
    assert_eq!(outline("## Assumptions\n### Power\n- Nameplate values.\n").assumptions.len(), 1);
    let ids: Vec<_> = outline("- INV-001 - total power\n\n### INV-002: ports\n")
        .requirements
        .iter()
        .map(|found| found.id.clone())
        .collect();
    assert_eq!(ids, ["INV-001", "INV-002"]);
    assert!(outline("1. `docs/memo.md`: keep the architecture text\n").files[0].mentions("architecture"));
    assert_eq!(found("```md file=\"my notes.md\"\nx\n```\n")[0].0, "WP401");
    let record = build("1. `docs/verification.md`: dated 2026-02-14\n", &Overrides::new(), false).pack.unwrap();
    assert!(record.files["docs/verification.md"].text.contains("**2026-02-14**"));
}

#[test]
fn a_name_from_a_file_is_a_name() {
    let plan = format!("# T\n\n1. `docs/{}5mw_memo.md`\n", "0".repeat(80));
    assert_eq!(config(&plan).name, "t");
}
