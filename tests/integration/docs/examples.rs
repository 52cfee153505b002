//! The examples below `--help`, in the order in which they stand.

use super::generated::{commands, help};
use super::shell;
use crate::harness::Place;

#[test]
fn every_example_of_the_help_runs() {
    let place = Place::new();
    let whole = help(&["--help"]);
    run_examples(&whole, &place);
    shell::run("cp pack/tools/example_8mw_config.json config.json", &place, "--help");
    let count: usize = commands().iter().map(|command| run_examples(&help(&[command, "--help"]), &place)).sum();
    assert!(count > 10, "{count} examples");
}

/// Runs them, and says how many there were. What is said about one stands behind two blanks.
fn run_examples(page: &str, place: &Place) -> usize {
    let examples = page.lines().filter(|line| line.starts_with("  wattpack "));
    let examples: Vec<_> = examples.map(|line| line.trim().split("  ").next().unwrap()).collect();
    shell::run(&examples.join("\n"), place, "--help");
    examples.len()
}
