//! What the program takes of memory, whoever wrote the plan: `www/docs/limits.md` promises it.

use crate::harness::Place;
use crate::kinds::KINDS;
use std::process::Command;

/// Runs a program and prints its exit code and the most memory that it had at once, in bytes.
const DRIVER: &str = r"
import os, subprocess, sys
quiet = subprocess.DEVNULL
child = subprocess.Popen(sys.argv[1:], stdin=quiet, stdout=quiet, stderr=quiet)
_, status, usage = os.wait4(child.pid, 0)
print(os.waitstatus_to_exitcode(status), usage.ru_maxrss * 1024)
";

/// Kinds that take most, each for another reason, and how building them ends: what has errors is read
/// as well.
const KINDS_THAT_TAKE_MOST: [(&str, i32); 10] = [
    ("addresses", 0),
    ("bad values", 1),
    ("listed files", 1),
    ("listed files and addresses", 1),
    ("long architecture", 0),
    ("many wide tables", 0),
    ("one point", 0),
    ("open brackets", 0),
    ("table in an item", 1),
    ("tables with dashes", 0),
];

/// The size from which on the promise follows the plan.
const SIZE: usize = (32 << 20) / 12;

/// What the code of a program with its debug information takes more than that of one that ships.
const DEBUG: usize = if cfg!(debug_assertions) { 6 << 20 } else { 0 };

/// The exit code and the peak.
fn build(plan: &str) -> (i32, usize) {
    let place = Place::new();
    place.write("plan.md", plan);
    let program = env!("CARGO_BIN_EXE_wattpack");
    let plan = place.path("plan.md");
    let output = Command::new("python3")
        .args(["-c", DRIVER, program, "build", plan.to_str().unwrap(), "-o", "-"])
        .output()
        .expect("python3 is needed for this test");
    let said = String::from_utf8(output.stdout).unwrap();
    let (exit, peak) = said.trim().split_once(' ').unwrap();
    (exit.parse().unwrap(), peak.parse().unwrap())
}

#[test]
fn whoever_wrote_a_plan_building_it_takes_twelve_times_its_size_at_most() {
    for (name, expected) in KINDS_THAT_TAKE_MOST {
        let plan = KINDS.iter().find(|kind| kind.0 == name).unwrap().plan(SIZE);
        let (exit, peak) = build(&plan);
        assert_eq!(exit, expected, "{name}");
        // What is refused unread, or not run at all, takes less than half of it.
        let range = 6 * plan.len()..=12 * plan.len() + DEBUG;
        assert!(range.contains(&peak), "{name}: {} bytes take {peak}", plan.len());
    }
}
