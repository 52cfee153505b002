//! The npm package in Node against the native library: build, archive and all checksums.

use crate::side::{Side, repeated};
use crate::table::Goal;
use crate::worker::Worker;
use crate::{Benchmark, plans};
use std::process::Command;
use wattpack_core::pack::Pack;
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

/// What `build()` of the package does: the files with their checksums, and that of the archive.
fn built(plan: &str) -> (String, Pack) {
    let pack = plans::pack(plan);
    (sha256(&pack.archive().expect("it fits")), pack)
}
