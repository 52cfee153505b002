//! The archive of a pack against deflate alone of the same bytes.

use crate::Benchmark;
use crate::plans;
use crate::side::{Side, repeated};
use crate::table::Goal;
use miniz_oxide::deflate::compress_to_vec;
use std::hint::black_box;
use wattpack_core::EXAMPLE;

const SIDES: [&str; 2] = ["archive", "deflate"];
const GOAL: Goal = Goal::AtMost(1.5);

pub const BENCHMARKS: [Benchmark; 2] = [
    Benchmark { name: "archive/example", sides: SIDES, goal: GOAL, start: || sides(EXAMPLE) },
    Benchmark { name: "archive/fixture", sides: SIDES, goal: GOAL, start: || sides(plans::FIXTURE) },
];

/// The level of the archive.
const LEVEL: u8 = 6;

fn sides(plan: &str) -> [Side; 2] {
    let pack = plans::pack(plan);
    let same = pack.clone();
    let deflate =
        move || same.files.values().for_each(|file| drop(black_box(compress_to_vec(file.text.as_bytes(), LEVEL))));
    [repeated(move || pack.archive().expect("it fits")), repeated(deflate)]
}
