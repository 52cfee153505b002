//! What is too large is refused, or no longer helped with. `www/docs/limits.md` lists the limits.

use wattpack_core::EXAMPLE;
use wattpack_core::answer::of_plan;
use wattpack_core::diagnostic::{Diagnostic, Place, Severity, TOO_LARGE, UNKNOWN_KEY, has_errors};
use wattpack_core::pack::build;
use wattpack_core::plan::{Overrides, most_weight, weight};

fn found(plan: &str) -> Vec<Diagnostic> {
    of_plan(plan, &Overrides::new(), None).diagnostics
}

/// What is said about the one limit that a plan goes beyond, and what it points at.
fn beyond(plan: &str) -> (String, &str) {
    let found = found(plan);
    let said: Vec<_> = found.iter().filter(|found| *found.code == TOO_LARGE).collect();
    let [Diagnostic { message, place, .. }] = &said[..] else { panic!("{} limits", said.len()) };
    let Place::Text(span) = place else { return (message.clone(), "") };
    (message.clone(), &plan[span.start..span.end])
}

#[test]
fn a_plan_that_takes_too_much_memory_is_refused() {
    let least = |count: usize| "*".repeat(count);
    let count = (1..1_000).map(|step| step * 1_000).find(|&count| weight(&least(count)) > most_weight(count)).unwrap();
    assert!(beyond(&least(count)).0.contains(&weight(&least(count)).to_string()));
    assert_eq!(found(&least(count - 1_000)).len(), 0);
    // A short one may take it as well.
    let table = format!("{}|\n{}|\n{}\n", "|a".repeat(362), "|-".repeat(362), "x\n".repeat(724));
    assert!(beyond(&table.repeat(2)).0.contains("of memory"));
}

#[test]
fn eight_megabytes_of_what_is_usual_are_taken() {
    let size = 8_000_000;
    let prose = "Nodes, leaves and spines, and what they take together with all that is around them.\n";
    let table = "| Parameter of the cluster | its value | where it comes from, and who measured it there |\n";
    let data = "2026-11-02T10:00:00Z,rack-17,node-204,10187.5,0.9583,ok,measured at the busbar\n";
    for usual in [EXAMPLE, prose, table, data] {
        assert!(weight(usual) * (size / usual.len()) as u64 <= most_weight(size), "{usual}");
    }
}

#[test]
fn a_large_plan_of_usual_entries_is_taken() {
    let found = found(&EXAMPLE.repeat(600));
    assert!(found.iter().all(|found| found.code.severity < Severity::Error), "{:?}", found.first());
}

#[test]
fn entries_beyond_the_limit_are_an_error_where_the_first_stands() {
    let of = |count: usize| (1..=count).map(|number| format!("- REQ-1{number}: x\n")).collect::<String>();
    assert_eq!(beyond(&of(20_001)).1, "REQ-120001");
    assert_eq!(found(&of(20_000)).len(), 0);
    // Of each four, and of two what is a check as well.
    let mixed = "1. `docs/#.md`\n   - point\n2. REQ-1#: x 10.1234/#\n   - check\n";
    let mixed: String = (0..2_001).map(|number| mixed.replace('#', &number.to_string())).collect();
    let found = found(&format!("## Test scenarios\n\n{mixed}"));
    assert!(found.iter().all(|found| *found.code != TOO_LARGE));
}

#[test]
fn lines_of_one_list_item_beyond_the_limit_are_an_error() {
    let item = |lines: usize| format!("1. x\n{}2. y\n", "   - x\n".repeat(lines));
    assert!(beyond(&item(10_000)).0.contains("10000"));
    assert_eq!(found(&item(9_998)).len(), 0);
}

#[test]
fn cells_of_one_row_beyond_the_limit_are_an_error() {
    let table = |cells: usize| format!("{}|\n{}|\n", "|a".repeat(cells), "|-".repeat(cells));
    assert!(beyond(&table(10_001)).0.contains("10000"));
    assert_eq!(found(&table(10_000)).len(), 0);
}

#[test]
fn one_error_speaks_for_the_problems_beyond_the_limit() {
    let plan = "- IT cap: 5 horses\n".repeat(10_050);
    let (message, _) = beyond(&plan);
    assert!(message.starts_with("there are more than 10000 problems"), "{message}");
    assert_eq!(found(&plan).len(), 10_001);
    // The pack has problems of its own.
    let plan = format!("{plan}\n1. `a.bin`\n2. `b.bin`\n");
    let built = build(&plan, &Overrides::new(), false);
    assert_eq!(built.diagnostics.iter().filter(|found| *found.code == TOO_LARGE).count(), 1);
    // Each is a note.
    let plan = "- IT cap: 5,000 kW\n".repeat(10_001);
    let notes = found(&plan);
    assert!(notes[..10_000].iter().all(|note| note.code.severity == Severity::Note));
    assert!(has_errors(&notes, false));
    let Place::Text(span) = notes[10_000].place else { panic!("{:?}", notes[10_000]) };
    assert_eq!((span.start, &plan[span.start..]), (plan.len() - "5,000 kW\n".len(), "5,000 kW\n"));
}

#[test]
fn a_wide_header_is_no_part_of_the_list_behind_it() {
    let table = format!("{}|\n{}|\n\n", "|a".repeat(9_500), "|-".repeat(9_500));
    let plan = format!("{table}- x\n{}", "  - y\n".repeat(600));
    assert_eq!(found(&plan).iter().filter(|found| *found.code == TOO_LARGE).count(), 0);
}

#[test]
fn the_nearest_key_is_looked_up_for_the_first_unknown_keys_of_a_plan_only() {
    let plan: String = (0..60).map(|at| format!("```yaml cluster\nmax_nodez{at}: 1\n```\n")).collect();
    let found = found(&plan);
    let unknown: Vec<_> = found.iter().filter(|found| *found.code == UNKNOWN_KEY).collect();
    let helped = unknown.iter().filter(|found| found.help.contains("`max_nodes`")).count();
    assert_eq!((unknown.len(), helped), (60, 50));
}
