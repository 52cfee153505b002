//! The table of all figures, in Markdown.

use crate::Benchmark;
use crate::side::Pair;
use std::fmt;

/// What a figure is held against.
pub enum Goal {
    /// The first side takes at most so many times as long.
    AtMost(f64),
    /// The first side takes at least so many times as long.
    AtLeast(f64),
    /// The first side takes at most so many milliseconds more.
    Within(f64),
}

pub const HEAD: &str = "| Benchmark | First | Second | First / second | Goal | Verdict |\n|---|---|---|--:|--:|---|";

/// A line of the table.
pub struct Row<'a> {
    pub benchmark: &'a Benchmark,
    pub pair: &'a Pair,
}

impl fmt::Display for Row<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Benchmark { name, sides, goal, .. }, Pair { seconds, ratio, difference }) = (self.benchmark, self.pair);
        let (figure, wanted, is_met) = match *goal {
            Goal::AtMost(most) => (format!("{ratio:.2}"), format!("at most {most}"), *ratio <= most),
            Goal::AtLeast(least) => (format!("{ratio:.2}"), format!("at least {least}"), *ratio >= least),
            Goal::Within(most) => {
                let more = difference * 1e3;
                (format!("+{more:.2} ms"), format!("at most +{most} ms"), more <= most)
            }
        };
        let side = |at: usize| format!("{} {}", sides[at], duration(seconds[at]));
        let mark = if is_met { "met" } else { "missed" };
        write!(f, "| `{name}` | {} | {} | {figure} | {wanted} | {mark} |", side(0), side(1))
    }
}

/// Three digits and the unit that fits.
fn duration(seconds: f64) -> String {
    let (number, unit) = match seconds {
        1.0.. => (seconds, "s"),
        1e-3.. => (seconds * 1e3, "ms"),
        1e-6.. => (seconds * 1e6, "µs"),
        _ => (seconds * 1e9, "ns"),
    };
    let decimals = if number < 10.0 { 2 } else { usize::from(number < 100.0) };
    format!("{number:.decimals$} {unit}")
}
