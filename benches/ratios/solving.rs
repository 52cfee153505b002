//! The solver against the Python that a pack brings along, both inside their own process.

use crate::plans::golden;
use crate::side::{Side, repeated};
use crate::table::Goal;
use crate::worker::Worker;
use crate::{Benchmark, plans};
use std::process::Command;
use wattpack_core::model::solve::solve;
use wattpack_core::plan::{Overrides, read_config};

pub const BENCHMARKS: [Benchmark; 1] = [Benchmark {
    name: "solve/python",
    sides: ["the pack's Python", "solve"],
    goal: Goal::AtLeast(1000.0),
    start: sides,
}];

fn sides() -> [Side; 2] {
    let path = golden().join("tools/example_8mw_config.json");
    let text = std::fs::read_to_string(&path).unwrap();
    let (_, config) = read_config(&text, &Overrides::new()).value;
    let config = config.expect("the config is sound");
    let script = plans::root().join("benches/ratios/solving.py");
    let mut python = Worker::start(Command::new("python3").arg(script).arg(path));
    let theirs: serde_json::Value = serde_json::from_str(&python.ask()).unwrap();
    assert_eq!(serde_json::to_value(solve(&config).unwrap()).unwrap(), theirs, "both sides find the same");
    [python.side(), repeated(move || solve(std::hint::black_box(&config)))]
}
