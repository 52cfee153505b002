//! What the program takes of memory, whoever wrote the plan: `www/docs/limits.md` promises it.

use crate::harness::Place;
use crate::kinds::KINDS;
use std::process::Command;

/// Runs a program and prints the most memory that it had at once, in bytes.
const DRIVER: &str = r"
import os, subprocess, sys
quiet = subprocess.DEVNULL
child = subprocess.Popen(sys.argv[1:], stdin=quiet, stdout=quiet, stderr=quiet)
print(os.wait4(child.pid, 0)[2].ru_maxrss * 1024)
";

/// Kinds that take most, each for another reason.
const KINDS_THAT_TAKE_MOST: [&str; 6] =
    ["addresses", "bad values", "listed files", "one point", "open brackets", "table in an item"];

/// The size from which on the promise follows the plan.
const SIZE: usize = (32 << 20) / 12;

/// What the code of a program with its debug information takes more than that of one that ships.
const DEBUG: usize = if cfg!(debug_assertions) { 6 << 20 } else { 0 };

fn peak_of_building(plan: &str) -> usize {
    let place = Place::new();
    place.write("plan.md", plan);
    let program = env!("CARGO_BIN_EXE_wattpack");
    let plan = place.path("plan.md");
    let output = Command::new("python3")
        .args(["-c", DRIVER, program, "build", plan.to_str().unwrap(), "-o", "-"])
        .output()
        .expect("python3 is needed for this test");
    String::from_utf8(output.stdout).unwrap().trim().parse().unwrap()
}

#[test]
fn whoever_wrote_a_plan_building_it_takes_twelve_times_its_size_at_most() {
    for name in KINDS_THAT_TAKE_MOST {
        let plan = KINDS.iter().find(|kind| kind.0 == name).unwrap().plan(SIZE);
        let peak = peak_of_building(&plan);
        assert!(peak <= 12 * plan.len() + DEBUG, "{name}: {} bytes take {peak}", plan.len());
    }
}
