//! Reading a plan against the bare events of pulldown-cmark, with the options that plans are read with.

use crate::Benchmark;
use crate::plans;
use crate::side::{Side, repeated};
use crate::table::Goal;
use pulldown_cmark::{Options, Parser};
use std::hint::black_box;
use wattpack_core::EXAMPLE;
use wattpack_core::plan::{Overrides, read};

const SIDES: [&str; 2] = ["plan::read", "pulldown-cmark"];
const GOAL: Goal = Goal::AtMost(2.0);

pub const BENCHMARKS: [Benchmark; 3] = [
    Benchmark { name: "reading/example", sides: SIDES, goal: GOAL, start: || sides(EXAMPLE.to_owned()) },
    Benchmark { name: "reading/fixture", sides: SIDES, goal: GOAL, start: || sides(plans::FIXTURE.to_owned()) },
    Benchmark { name: "reading/megabyte", sides: SIDES, goal: GOAL, start: || sides(plans::megabyte()) },
];

fn sides(text: String) -> [Side; 2] {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let same = text.clone();
    let events = move || Parser::new_ext(&same, options).for_each(|event| drop(black_box(event)));
    let overrides = Overrides::new();
    [repeated(move || black_box(read(&text, &overrides)).diagnostics.len()), repeated(events)]
}
