//! What wattpack says about itself, and how it ends when the world is not as it should be.

use crate::harness::Place;
use wattpack_core::diagnostic::{Article, CATALOG};

#[test]
fn the_version_is_that_of_the_library() {
    let ended = Place::new().run(["--version"]).exits(0).silently();
    assert_eq!(ended.stdout(), format!("wattpack {}\n", wattpack_core::VERSION));
}

#[test]
fn help_goes_to_standard_output_and_has_examples() {
    let place = Place::new();
    place.run(["--help"]).exits(0).silently().says("Examples:").says("wattpack verify pack/").says("Exit codes:");
    for command in ["build", "solve", "check", "verify", "explain", "schema", "example", "completions", "man"] {
        place.run([command, "--help"]).exits(0).silently().says("Usage: wattpack");
        place.run(["--help"]).says(command);
    }
}

#[test]
fn without_a_command_help_is_shown_as_misuse() {
    let ended = Place::new().run::<&str>([]).exits(2).complains("Usage: wattpack");
    assert_eq!(ended.stdout(), "");
}

#[test]
fn what_does_not_exist_is_misuse() {
    let place = Place::new();
    place.run(["bild"]).exits(2).complains("build");
    place.run(["build", "--no-such-flag"]).exits(2);
    place.run(["check", "--format", "xml"]).exits(2).complains("sarif");
    place.run(["verify"]).exits(2);
    place.run(["schema", "plan"]).exits(2).complains("manifest");
    place.run(["man", "bild"]).exits(2).complains("bild");
}

#[test]
fn every_code_is_explained() {
    let place = Place::new();
    let list = place.run(["explain"]).exits(0).stdout();
    for Article { code, title, .. } in CATALOG {
        assert!(list.contains(code.id), "{} is not listed", code.id);
        place.run(["explain", code.id]).exits(0).says(title).says(code.severity.word());
    }
    place.run(["explain", "wp201"]).exits(0).says("WP201");
}

#[test]
fn an_unknown_code_is_misuse_and_the_nearest_is_named() {
    let place = Place::new();
    place.run(["explain", "WP2011"]).exits(2).complains("the nearest is WP201");
    place.run(["explain", "INV-001"]).exits(2).complains("`wattpack explain` lists all");
}

#[test]
fn schemas_are_json_and_those_of_the_library() {
    for (name, text) in [
        ("config", wattpack_core::schema::CONFIG),
        ("result", wattpack_core::schema::RESULT),
        ("manifest", wattpack_core::schema::MANIFEST),
    ] {
        let ended = Place::new().run(["schema", name]).exits(0).silently();
        assert_eq!(ended.stdout(), text);
        assert!(ended.json()["$schema"].is_string());
    }
}

#[test]
fn the_example_is_the_built_in_plan() {
    let ended = Place::new().run(["example"]).exits(0).silently();
    assert_eq!(ended.stdout(), wattpack_core::EXAMPLE);
}

#[test]
fn completions_know_the_commands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        Place::new().run(["completions", shell]).exits(0).silently().says("dry-run").says("explain");
    }
    Place::new().run(["completions", "tcsh"]).exits(2);
}

#[test]
fn manual_pages_are_roff() {
    let place = Place::new();
    place.run(["man"]).exits(0).silently().says(".TH wattpack 1").says("wattpack\\-build");
    place.run(["man", "build"]).exits(0).says(".TH wattpack-build 1").says("dry\\-run");
}

#[test]
fn a_key_set_twice_is_fine_only_with_one_value() {
    let place = Place::new();
    place.run(["solve", "--cap", "8MW", "--set", "it_cap_w=8e6", "--cap", "8000 kW"]).exits(0);
    for flags in [
        ["--cap", "8MW", "--cap", "9MW"],
        ["--cap", "8MW", "--set", "it_cap_w=9MW"],
        ["--set", "name=a", "--set", "name=b"],
    ] {
        place.run(["solve"].iter().chain(&flags)).exits(2).complains("is set twice");
    }
    place.run(["solve", "--node-power", "8kW", "--set", "node.power_w=8001"]).exits(2).complains("--set");
    place.run(["solve", "--leaf-radix", "64", "--set", "leaf.ports=64.0"]).exits(0);
}

#[test]
fn a_setting_without_its_value_is_misuse() {
    Place::new().run(["solve", "--set", "leaf.ports"]).exits(2).complains("write KEY=VALUE");
    Place::new().run(["solve", "--set", "=64"]).exits(2).complains("write KEY=VALUE");
}

#[test]
fn inputs_that_can_not_be_read_are_named() {
    let place = Place::new();
    place.write("folder/x", "");
    for command in ["build", "solve", "check", "verify"] {
        place.run([command, "missing.md"]).exits(3).complains("missing.md").complains("no such file");
    }
    for command in ["build", "solve", "check"] {
        place.run([command, "folder"]).exits(3).complains("folder").complains("it is a folder");
    }
}

#[test]
fn a_verdict_stands_when_the_reader_leaves_early() {
    let place = Place::new();
    let keys: Vec<_> = (0..3000).map(|number| format!("\"zzzzzzzz{number}\": 1")).collect();
    place.write("long.md", format!("# x\n\n```json cluster\n{{{}}}\n```\n", keys.join(", ")));
    let ended = place.call(["check", "long.md", "--format", "json"]).run_for_an_impatient_reader();
    ended.exits(1).silently();
}

#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    let place = Place::new();
    place.call(["explain"]).run_for_an_impatient_reader().exits(0).silently();
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_standard_output_is_a_failure() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_wattpack"));
    let output = command.args(["example"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("standard output"));
}

#[test]
fn a_config_is_known_by_its_first_character_too() {
    let place = Place::new();
    place.write("config.txt", "{\"it_cap_w\": 1e6}");
    for command in ["build", "check"] {
        place.call([command, "-"]).stdin("{\"it_cap_w\": 1e6}").run().exits(2).complains("is a config");
        place.run([command, "config.txt"]).exits(2).complains("is a config");
    }
    assert_eq!(place.run(["solve", "config.txt", "--json"]).exits(0).json()["it_cap_w"], 1e6);
}

#[test]
fn a_negative_override_is_a_value_out_of_range() {
    Place::new().run(["solve", "--cap", "-5MW"]).exits(1).complains("WP204");
}

#[cfg(target_os = "linux")]
#[test]
fn devices_are_neither_replaced_nor_read() {
    let place = Place::with("small.md");
    for command in [&["build", "small.md", "-o", "/dev/null", "--force"][..], &["verify", "/dev/null"]] {
        place.run(command).exits(3).complains("neither a file nor a folder");
    }
}
