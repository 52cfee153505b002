//! `wattpack check`: diagnostics in every format, and text that must not reach a terminal.

use crate::harness::Place;
use serde_json::{Value, json};

#[test]
fn people_see_the_line_the_place_and_what_to_write() {
    let place = Place::with("err_missing_unit.md");
    let ended = place.run(["check", "err_missing_unit.md"]).exits(1).silently();
    let expected = "\
error[WP201]: it_cap_w is `5` without a unit
 --> err_missing_unit.md:4:11
  |
4 | - IT cap: 5
  |           ^
  |
  = help: write `5 W` or `5 kW` or `5 MW` or `5 GW`

err_missing_unit.md: 1 error
`wattpack explain WP201` says more
";
    assert_eq!(ended.stdout(), expected);
}

#[test]
fn everything_is_found_at_once() {
    let place = Place::with("err_several.md");
    let ended = place.run(["check", "err_several.md"]).exits(1);
    ended.says("WP201").says("WP203").says("WP301").says("err_several.md: 3 errors");
}

#[test]
fn a_sound_plan_is_called_so() {
    let place = Place::with("small.md");
    let ended = place.run(["check", "small.md"]).exits(0).silently();
    assert_eq!(ended.stdout(), "small.md: nothing to complain about\n");
    assert_eq!(place.run(["check", "small.md", "-q"]).exits(0).stdout(), "");
    assert_eq!(place.tree().len(), 1);
}

#[test]
fn the_built_in_example_is_beyond_reproach() {
    Place::new().run(["check", "--strict"]).exits(0).says("<example>: nothing to complain about");
}

#[test]
fn what_a_build_would_refuse_a_check_finds() {
    for (fixture, code) in
        [("err_path_traversal.md", "WP401"), ("err_shadowed_file.md", "WP403"), ("err_unpinned_workflow.md", "WP404")]
    {
        Place::with(fixture).run(["check", fixture]).exits(1).says(code);
    }
}

#[test]
fn strict_turns_warnings_into_errors_in_every_format() {
    let place = Place::with("warns_unknown_file.md");
    for (format, lenient, strict) in [
        ("human", "warning[WP402]", "error[WP402]"),
        ("json", "\"severity\": \"warning\"", "\"severity\": \"error\""),
        ("sarif", "\"level\": \"warning\",\n          \"locations\"", "\"level\": \"error\",\n          \"locations\""),
        ("github", "::warning ", "::error "),
    ] {
        place.run(["check", "warns_unknown_file.md", "--format", format]).exits(0).says(lenient);
        place.run(["check", "warns_unknown_file.md", "--format", format, "--strict"]).exits(1).says(strict);
    }
}

#[test]
fn json_has_every_field_of_every_diagnostic() {
    let place = Place::with("err_missing_unit.md");
    let found = place.run(["check", "err_missing_unit.md", "--format", "json"]).exits(1).silently().json();
    let expected = json!({
        "schema_version": 1,
        "file": "err_missing_unit.md",
        "diagnostics": [{
            "code": "WP201",
            "severity": "error",
            "message": "it_cap_w is `5` without a unit",
            "help": "write `5 W` or `5 kW` or `5 MW` or `5 GW`",
            "file": "err_missing_unit.md",
            "line": 4,
            "column": 11,
            "end_line": 4,
            "end_column": 12,
        }],
    });
    assert_eq!(found, expected);
}

#[test]
fn json_of_a_sound_plan_has_an_empty_list() {
    let place = Place::with("small.md");
    let found = place.run(["check", "small.md", "--format", "json"]).exits(0).json();
    assert_eq!(found, json!({ "schema_version": 1, "file": "small.md", "diagnostics": [] }));
}

#[test]
fn a_flag_has_a_name_instead_of_a_position() {
    let place = Place::with("small.md");
    let flags = |format| ["check", "small.md", "--set", "leaf.ports=0", "--format", format];
    let found = place.run(flags("json")).exits(1).json()["diagnostics"][0].clone();
    assert_eq!(found["file"], "--set leaf.ports");
    assert_eq!(found["line"], Value::Null);
    place.run(flags("github")).exits(1).says("::--set leaf.ports: ");
    place.run(flags("human")).exits(1).says("--> --set leaf.ports\n");
    let sarif = place.run(flags("sarif")).exits(1).json();
    let location = &sarif["runs"][0]["results"][0]["locations"][0];
    assert_eq!(location["logicalLocations"][0]["fullyQualifiedName"], "--set leaf.ports");
    assert_eq!(location["physicalLocation"]["artifactLocation"]["uri"], "small.md");
}

#[test]
fn sarif_has_a_rule_for_every_code_and_a_region_for_every_result() {
    let place = Place::with("err_missing_unit.md");
    let sarif = place.run(["check", "err_missing_unit.md", "--format", "sarif"]).exits(1).json();
    assert_eq!(sarif["version"], "2.1.0");
    let run = &sarif["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), wattpack_core::diagnostic::CATALOG.len());
    let result = &run["results"][0];
    let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
    assert_eq!(rules[rule]["id"], "WP201");
    assert_eq!(result["ruleId"], "WP201");
    let region = &result["locations"][0]["physicalLocation"]["region"];
    assert_eq!(*region, json!({ "startLine": 4, "startColumn": 11, "endLine": 4, "endColumn": 12 }));
    assert_eq!(run["columnKind"], "unicodeCodePoints");
}

#[test]
fn github_gets_one_escaped_command_per_diagnostic() {
    let place = Place::new();
    place.write("a,b.md", "# x\n\n- IT cap: 5 %3A::\n");
    let text = place.run(["check", "a,b.md", "--format", "github"]).exits(1).stdout();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines.len(), 1, "{text}");
    assert!(lines[0].starts_with("::error file=a%2Cb.md,line=3,col=11,endLine=3,endColumn="), "{text}");
    assert!(lines[0].contains("%253A"), "{text}");
    assert!(lines[0].contains("%0Ahelp: "), "{text}");
}

#[test]
fn text_that_is_not_utf8_is_named_with_its_byte_line_and_column() {
    let place = Place::with("err_latin1.md");
    let ended = place.run(["check", "err_latin1.md"]).exits(1);
    ended.says("error[WP101]: byte 33 (0xEF) is not UTF-8").says("err_latin1.md:3:20");
    let found = place.run(["check", "err_latin1.md", "--format", "json"]).exits(1).json()["diagnostics"][0].clone();
    assert_eq!((&found["line"], &found["column"]), (&json!(3), &json!(20)));
}

#[test]
fn inputs_that_are_no_plan_are_refused_by_name() {
    let place = Place::with("err_empty.md").and("err_too_deep.md");
    place.run(["check", "err_empty.md"]).exits(1).says("WP103");
    place.run(["check", "err_too_deep.md"]).exits(1).says("WP104");
    place.write("large.md", vec![b'x'; 20_000_000]);
    place.run(["check", "large.md"]).exits(1).says("WP102").says("16777216 bytes");
    place.call(["check", "-"]).stdin(vec![b'x'; 20_000_000]).run().exits(1).says("WP102").says("<stdin>");
}

/// The file has holes for 20 GB; reading it whole would take minutes and all memory.
#[cfg(unix)]
#[test]
fn a_file_of_20_gigabytes_is_refused_without_reading_it() {
    let place = Place::new();
    std::fs::File::create(place.path("huge.md")).unwrap().set_len(20_000_000_000).unwrap();
    let begun = std::time::Instant::now();
    place.run(["check", "huge.md"]).exits(1).says("WP102");
    assert!(begun.elapsed().as_secs() < 20);
}

#[test]
fn what_a_terminal_would_obey_is_shown_as_its_escape() {
    let place = Place::with("err_escape_sequences.md");
    // Windows has no such names.
    let named = if cfg!(unix) { "na\u{1b}[31mme.md" } else { "named.md" };
    place.write(named, place.bytes("err_escape_sequences.md"));
    for name in ["err_escape_sequences.md", named] {
        let text = place.run(["check", name]).exits(1).says("\\u{1b}[31m").says("␛[31m").stdout();
        for c in ['\u{1b}', '\u{9b}', '\u{202e}'] {
            assert!(!text.contains(c), "{c:?} in {text:?}");
        }
    }
    let stderr = place.run(["check", "no\u{1b}[31mne.md"]).exits(3).stderr();
    assert!(stderr.contains("no\\u{1b}[31mne.md") && !stderr.contains('\u{1b}'), "{stderr:?}");
}

#[test]
fn colour_is_for_terminals_unless_it_is_asked_for() {
    let place = Place::with("err_missing_unit.md");
    let colored = |call: crate::harness::Call| call.run().exits(1).stdout().contains("\u{1b}[");
    let check = |flags: &[&str]| place.call(["check", "err_missing_unit.md"].iter().chain(flags));
    assert!(!colored(check(&[])));
    assert!(colored(check(&["--color", "always"])));
    assert!(colored(check(&["--color", "always"]).env("NO_COLOR", "1")));
    assert!(!colored(check(&["--color", "never"]).env("CLICOLOR_FORCE", "1")));
    assert!(colored(check(&[]).env("CLICOLOR_FORCE", "1")));
    assert!(!colored(check(&[]).env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1")));
}

#[test]
fn a_long_line_with_many_problems_is_shown_in_parts_and_not_without_end() {
    let place = Place::new();
    let keys: Vec<_> = (0..300).map(|number| format!("\"zzzzzzzz{number}\": 1")).collect();
    place.write("long.md", format!("# x\n\n```json cluster\n{{{}}}\n```\n", keys.join(", ")));
    let ended =
        place.run(["check", "long.md"]).exits(1).says("and 200 more\n").says("long.md: 300 errors").says("zzzzzzzz50");
    let text = ended.stdout();
    assert_eq!(text.matches("error[WP207]").count(), 100);
    assert!(text.lines().all(|line| line.chars().count() < 200), "{text}");
    let all = place.run(["check", "long.md", "--format", "json"]).json();
    assert_eq!(all["diagnostics"].as_array().unwrap().len(), 300);
}
