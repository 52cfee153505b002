//! How time and memory grow with a plan: `bash benches/run.sh limits`.
//! Some kinds only: `cargo bench --locked --no-default-features --bench limits -- KIND...`.
//!
//! Plans of 1, 2, 4 and 8 MB, of one kind each, are built in a process of their own. Each row says
//! how long the largest takes, how the time grows each time the plan doubles (2 is linear), and the
//! peak memory of the process. Where 8 MB of a kind would be refused, there is as much of it as may
//! be, and the rest is prose. Needs Linux.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a benchmark stops where it can't measure, and prints"
)]
#![allow(clippy::disallowed_methods, reason = "it reads what Linux says about the process")]

mod kinds;

use kinds::{KINDS, Kind};
use std::hint::black_box;
use std::process::Command;
use wattpack_core::pack::{Pack, build};
use wattpack_core::plan::Overrides;

const SIZES: [usize; 4] = [1_000_000, 2_000_000, 4_000_000, 8_000_000];
/// Asks this program for one measurement instead of the table.
const ONE: &str = "--measure";

/// What one plan took.
struct Taken {
    seconds: f64,
    bytes: f64,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [ONE, kind, size] = arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        return measure(kind, size.parse().expect("a size"));
    }
    println!("| kind | CPU time, s | times 2 | times 2 | times 2 | peak, MB | peak / plan |");
    println!("|---|--:|--:|--:|--:|--:|--:|");
    let wanted = |kind: &&Kind| arguments.is_empty() || arguments.iter().any(|wanted| wanted == kind.0);
    for kind in KINDS.iter().filter(wanted).map(|kind| kind.0) {
        let [one, two, four, eight] = SIZES.map(|size| measured(kind, size));
        let growth: Vec<_> = [(&two, &one), (&four, &two), (&eight, &four)]
            .iter()
            .map(|(more, less)| format!("{:.1}", more.seconds / less.seconds))
            .collect();
        let (growth, times) = (growth.join(" | "), eight.bytes / SIZES[3] as f64);
        println!("| {kind} | {:.2} | {growth} | {:.0} | {times:.1} |", eight.seconds, eight.bytes / 1e6);
    }
}

/// Builds one plan here and prints what it took.
fn measure(kind: &str, size: usize) {
    let kind = KINDS.iter().find(|known| known.0 == kind).expect("a kind");
    let text = kind.plan(size);
    let begin = on_cpu();
    let built = build(black_box(&text), &Overrides::new(), false);
    let archive = built.pack.as_ref().map(Pack::archive);
    let seconds = on_cpu() - begin;
    black_box((&built, archive));
    println!("{seconds} {}", peak());
}

/// Seconds that this process has had a processor: what else runs does not count.
fn on_cpu() -> f64 {
    let text = std::fs::read_to_string("/proc/self/schedstat").expect("Linux");
    let nanoseconds: f64 = text.split(' ').next().and_then(|first| first.parse().ok()).expect("a number");
    nanoseconds / 1e9
}

/// Most memory of this process that was ever in use, in bytes.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
    1024.0 * line.trim().trim_end_matches(" kB").parse::<f64>().expect("a number")
}

/// The same in a process of its own.
fn measured(kind: &str, size: usize) -> Taken {
    let program = std::env::current_exe().expect("this program");
    let output = Command::new(program).args([ONE, kind, &size.to_string()]).output().expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let [seconds, bytes] = text.split_whitespace().collect::<Vec<_>>()[..] else { panic!("{kind}: {text}") };
    let number = |text: &str| text.parse().expect("a number");
    Taken { seconds: number(seconds), bytes: number(bytes) }
}
