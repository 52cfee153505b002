//! The command line that has nothing to do against a program that does nothing.

use crate::Benchmark;
use crate::command::{self, run, wattpack};
use crate::side::Side;
use crate::table::Goal;
use std::process::Command;

pub const BENCHMARKS: [Benchmark; 1] =
    [Benchmark { name: "startup", sides: ["--version", "an empty program"], goal: Goal::Within(2.0), start: sides }];

fn sides() -> [Side; 2] {
    let folder = tempfile::tempdir().unwrap();
    let (source, program) = (folder.path().join("empty.rs"), folder.path().join("empty"));
    std::fs::write(&source, "fn main() {}\n").unwrap();
    run(Command::new("rustc").args(["-C", "opt-level=3", "-C", "panic=abort", "-o"]).arg(&program).arg(&source));
    let version = || {
        let mut command = wattpack();
        command.arg("--version");
        command
    };
    let nothing = move || Command::new(folder.path().join("empty"));
    [command::side(version), command::side(nothing)]
}
