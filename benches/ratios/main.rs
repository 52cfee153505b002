//! Every speed that the documents speak of, as a ratio measured in one run: `bash benches/run.sh`.
//!
//! The two sides of a ratio take turns, so what else runs on the machine disturbs both alike. Nothing
//! here fails for being slow: benchmarks report.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark reads the clock, runs programs and prints"
)]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a benchmark may stop anywhere")]

mod archiving;
mod command;
mod peers;
mod plans;
mod reading;
mod side;
mod solving;
mod startup;
mod sweeping;
mod table;
mod wasm;
mod worker;

use side::Side;
use table::{Goal, Row};

/// Two ways to do the same, and what their times are held against.
struct Benchmark {
    name: &'static str,
    /// What is measured, and against what.
    sides: [&'static str; 2],
    goal: Goal,
    start: fn() -> [Side; 2],
}

const BENCHMARKS: [&[Benchmark]; 7] = [
    &reading::BENCHMARKS,
    &solving::BENCHMARKS,
    &peers::BENCHMARKS,
    &wasm::BENCHMARKS,
    &archiving::BENCHMARKS,
    &sweeping::BENCHMARKS,
    &startup::BENCHMARKS,
];

fn main() {
    // Cargo adds `--bench`; the rest are beginnings of names.
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|start| name.starts_with(start));
    println!("{}", table::HEAD);
    for benchmark in BENCHMARKS.into_iter().flatten().filter(|benchmark| is_wanted(benchmark.name)) {
        let pair = side::compare((benchmark.start)());
        println!("{}", Row { benchmark, pair: &pair });
    }
}
