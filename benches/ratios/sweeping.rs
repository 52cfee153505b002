//! A sweep on one thread against the same on two, as a program that prints every row.

use crate::Benchmark;
use crate::command::{self, wattpack};
use crate::side::Side;
use crate::table::Goal;

const SIDES: [&str; 2] = ["1 thread", "2 threads"];
const GOAL: Goal = Goal::AtLeast(1.8);

pub const BENCHMARKS: [Benchmark; 4] = [
    Benchmark { name: "sweep/10-thousand", sides: SIDES, goal: GOAL, start: || sides(10_000) },
    Benchmark { name: "sweep/100-thousand", sides: SIDES, goal: GOAL, start: || sides(100_000) },
    Benchmark { name: "sweep/1-million", sides: SIDES, goal: GOAL, start: || sides(1_000_000) },
    Benchmark { name: "sweep/10-million", sides: SIDES, goal: GOAL, start: || sides(10_000_000) },
];

fn sides(rows: u32) -> [Side; 2] {
    ["1", "2"].map(|threads| {
        command::side(move || {
            let mut command = wattpack();
            command.args(["sweep", "--quiet", "--threads", threads, "--vary", "it_cap_w=4MW..12MW:100", "--vary"]);
            command.arg(format!("node.power_w=8kW..14kW:{}", rows / 100));
            command
        })
    })
}
