//! The npm package in Node against the native library: build, archive and all checksums.

use crate::side::{Side, repeated};
use crate::table::Goal;
use crate::worker::Worker;
use crate::{Benchmark, plans};
use std::process::Command;
use wattpack_core::{EXAMPLE, sha256};

const SIDES: [&str; 2] = ["wasm", "native"];
const GOAL: Goal = Goal::AtMost(2.0);

pub const BENCHMARKS: [Benchmark; 2] = [
    Benchmark { name: "wasm/example", sides: SIDES, goal: GOAL, start: || sides("src/example.md", EXAMPLE) },
    Benchmark {
        name: "wasm/fixture",
        sides: SIDES,
        goal: GOAL,
        start: || sides("tests/fixtures/block.md", plans::FIXTURE),
    },
];

fn sides(path: &str, plan: &'static str) -> [Side; 2] {
    let script = plans::root().join("benches/ratios/wasm.mjs");
    let mut node = Worker::start(Command::new("node").arg(script).arg(plans::root().join(path)));
    assert_eq!(node.ask().trim(), built(plan).0, "both sides make the same archive");
    [node.side(), repeated(move || built(std::hint::black_box(plan)))]
}

/// What `build()` of the package does: the archive, and the checksum of it and of every file.
fn built(plan: &str) -> (String, Vec<String>) {
    let pack = plans::pack(plan);
    let sums = pack.files.values().map(|file| sha256(file.text.as_bytes())).collect();
    (sha256(&pack.archive().expect("it fits")), sums)
}
