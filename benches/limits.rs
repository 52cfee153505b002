//! How time and memory grow with a plan: `bash benches/run.sh limits`.
//! Some kinds only: `cargo bench --locked --no-default-features --bench limits -- KIND...`.
//!
//! Plans of 1, 2, 4 and 8 MB, of one kind each, are built in a process of their own. Each row says
//! how long the largest takes, how the time grows each time the plan doubles (2 is linear), and the
//! peak memory of the process. Kinds of which 8 MB are refused are measured at an eighth. Needs Linux.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a benchmark stops where it can't measure, and prints"
)]
#![allow(clippy::disallowed_methods, reason = "it reads what Linux says about the process")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::process::Command;
use wattpack_core::diagnostic::TOO_LARGE;
use wattpack_core::pack::{Pack, build};
use wattpack_core::plan::Overrides;

const SIZES: [usize; 4] = [1_000_000, 2_000_000, 4_000_000, 8_000_000];
/// Asks this program for one measurement instead of the table.
const ONE: &str = "--measure";

/// A kind of plan: its name, how it begins, and what follows again and again with `#` as a number.
struct Kind(&'static str, &'static str, &'static str);

const KINDS: [Kind; 48] = [
    Kind("example", "", wattpack_core::EXAMPLE),
    Kind("words", "", "Nodes, leaves and spines, and what they take together. "),
    Kind("one word", "", "x"),
    Kind("blank lines", "x", "\n"),
    Kind("carriage returns", "x", "\r"),
    Kind("paragraphs", "", "x\n\n"),
    Kind("soft breaks", "", "x\n"),
    Kind("headings", "", "## x\n"),
    Kind("architecture", "", "## Architecture\n\nx\n\n"),
    Kind("items", "", "- x\n"),
    Kind("numbered items", "", "1. x\n"),
    Kind("empty items", "", "-\n"),
    Kind("deep items", "", "- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - x\n"),
    Kind("task items", "", "- [ ] x\n"),
    Kind("quotes", "", "> x\n\n"),
    Kind("deep quotes", "", "> > > > > > > > > > > > > > > > > > > > > > > > > > > > > > x\n\n"),
    Kind("known values", "", "- IT cap: 5 MW\n"),
    Kind("contradictions", "", "- IT cap: 1# MW\n"),
    Kind("unknown names", "", "- IT cup #: 5\n"),
    Kind("bad values", "", "- IT cap: 5 horses\n"),
    Kind("requirements", "", "- REQ-#: text\n"),
    Kind("listed files", "", "1. `docs/a#.md`\n"),
    Kind("scenarios", "## Test scenarios\n\n", "1. x #\n   - y\n"),
    Kind("assumptions", "## Assumptions\n\n", "- x #\n"),
    Kind("citations", "", "10.1109/x.#\n\n"),
    Kind("table rows", "|a|b|c|\n|-|-|-|\n", "|x|y|z|\n"),
    Kind("tables", "", "|a|\n|-|\n|x|\n\n"),
    Kind("table cells", "|a|\n|-|\n", "|x"),
    Kind("fences", "", "```\nx\n```\n"),
    Kind("open fence", "```\n", "x\n"),
    Kind("file blocks", "", "```text file=a#\nx\n```\n"),
    Kind("config blocks", "", "```yaml cluster\nportz#: 1\n```\n"),
    Kind("unused blocks", "", "```cluster\n```\n"),
    Kind("long lines", "", ""),
    Kind("emphasis", "", "*a **a "),
    Kind("stars", "", "*a_ "),
    Kind("open brackets", "", "["),
    Kind("brackets", "", "[a]"),
    Kind("links", "", "[a](b)"),
    Kind("images", "", "![a](b"),
    Kind("definitions", "", "[a#]: x\n"),
    Kind("code spans", "", "`a` "),
    Kind("backticks", "", ""),
    Kind("comments", "", "<!-- "),
    Kind("tags", "", "<a b"),
    Kind("instructions", "", "<? <!A <![CDATA["),
    Kind("entities", "", "&amp;"),
    Kind("escapes", "", "\\*"),
];

impl Kind {
    fn plan(&self, size: usize) -> String {
        let mut text = self.1.to_owned();
        text.reserve_exact(2 * size);
        for number in 0.. {
            if text.len() >= size {
                break;
            }
            self.push(&mut text, number);
        }
        text.shrink_to_fit();
        text
    }

    fn push(&self, text: &mut String, number: usize) {
        let numbered = || self.2.split_once('#').filter(|(_, behind)| self.2.len() < 40 && !behind.starts_with('#'));
        let _ = match (self.0, numbered()) {
            // Runs of which none closes another.
            ("backticks", _) => write!(text, "{:`<number$} ", ""),
            // As many unknown keys as a block may have, all in one line.
            ("long lines", _) => {
                let keys: Vec<String> = (0..15_000).map(|key| format!("\"k{key}\":1")).collect();
                write!(text, "```json cluster\n{{{}}}\n```\n", keys.join(","))
            }
            (_, Some((before, behind))) => write!(text, "{before}{number}{behind}"),
            (_, None) => write!(text, "{}", self.2),
        };
    }
}

/// What one plan took.
struct Taken {
    seconds: f64,
    bytes: f64,
    is_refused: bool,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [ONE, kind, size] = arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        return measure(kind, size.parse().expect("a size"));
    }
    println!("| kind | largest, MB | CPU time, s | times 2 | times 2 | times 2 | peak, MB | peak / plan |");
    println!("|---|--:|--:|--:|--:|--:|--:|--:|");
    let wanted = |kind: &&Kind| arguments.is_empty() || arguments.iter().any(|wanted| wanted == kind.0);
    for Kind(kind, ..) in KINDS.iter().filter(wanted) {
        // What is refused at this size is measured at sizes that are taken.
        let scale = if measured(kind, SIZES[3]).is_refused { 8 } else { 1 };
        let sizes = SIZES.map(|size| size / scale);
        let [one, two, four, eight] = sizes.map(|size| measured(kind, size));
        let growth: Vec<_> = [(&two, &one), (&four, &two), (&eight, &four)]
            .iter()
            .map(|(more, less)| format!("{:.1}", more.seconds / less.seconds))
            .collect();
        let (largest, peak) = (sizes[3] as f64 / 1e6, eight.bytes / 1e6);
        let growth = growth.join(" | ");
        println!("| {kind} | {largest} | {:.2} | {growth} | {peak:.0} | {:.1} |", eight.seconds, peak / largest);
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
    let is_refused = built.diagnostics.first().is_some_and(|found| *found.code == TOO_LARGE);
    black_box((&built, archive));
    println!("{seconds} {} {is_refused}", peak());
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
    let [seconds, bytes, is_refused] = text.split_whitespace().collect::<Vec<_>>()[..] else {
        panic!("{kind}: {text}")
    };
    let number = |text: &str| text.parse().expect("a number");
    Taken { seconds: number(seconds), bytes: number(bytes), is_refused: is_refused == "true" }
}
