//! The table of limits, read from the constants that enforce them.

use super::worked::spaced;
use crate::repo::{text, tracked};

/// What a number counts.
#[derive(Clone, Copy)]
enum Of {
    Bytes,
    Things(&'static str),
}
use Of::{Bytes, Things};

/// What is limited, the file and the name of its constant, and what that counts.
type Limit = (&'static str, &'static str, &'static str, Of);

const LIMITS: [Limit; 30] = [
    ("A plan", "src/plan/mod.rs", "MAX_PLAN", Bytes),
    ("Memory for the Markdown of a plan", "src/plan/weight.rs", "MAX_WEIGHT", Bytes),
    ("The same for each byte of a larger plan", "src/plan/weight.rs", "MAX_WEIGHT_OF_A_BYTE", Things("bytes")),
    ("Problems of a plan that are listed", "src/diagnostic/problems.rs", "MAX_PROBLEMS", Things("problems")),
    ("Entries of a plan: requirements, scenarios, ...", "src/plan/room.rs", "MAX_ENTRIES", Things("entries")),
    ("Lines and cells of one list item, cells of one row", "src/plan/markdown/reader.rs", "MAX_HELD", Things("")),
    ("Lists and quotes inside each other", "src/plan/nesting.rs", "MAX_NESTING", Things("levels")),
    ("A config file, a config block, front matter", "src/plan/mod.rs", "MAX_CONFIG", Bytes),
    ("Objects and lists inside each other in one of those", "src/plan/tree/mod.rs", "MAX_DEPTH", Things("levels")),
    ("Brackets inside each other, or parts of a key, in TOML", "src/plan/tree/toml.rs", "LIMIT", Things("")),
    ("Unknown keys that are given the nearest known one", "src/plan/block.rs", "MAX_HINTS", Things("keys")),
    ("Title of a column that says what its figures are of", "src/plan/prose.rs", "MAX_TITLE", Things("bytes")),
    ("Unknown names that are compared with the known ones", "src/plan/prose.rs", "MAX_UNKNOWN", Things("names")),
    (
        "Lines of other names that are compared with what is open",
        "src/plan/candidate.rs",
        "MAX_WEIGHED",
        Things("lines"),
    ),
    ("`file=` blocks of a plan", "src/pack/mod.rs", "MAX_BLOCKS", Things("blocks")),
    ("The path of a file in a pack", "src/plan/path.rs", "MAX_LENGTH", Things("characters")),
    ("A name in such a path", "src/plan/path.rs", "MAX_NAME", Things("characters")),
    ("Ports of a switch", "src/model/param.rs", "MAX_PORTS", Things("ports")),
    ("Every other integer", "src/model/param.rs", "MAX_INTEGER", Things("")),
    ("A power that follows from others", "src/model/solve.rs", "MAX_DERIVED", Things("W")),
    ("Combinations of a sweep", "src/model/sweep.rs", "MOST", Things("rows")),
    ("Combinations of a sweep in the npm package", "src/wasm/sweep.rs", "MOST_ROWS", Things("rows")),
    ("Combinations of a sweep with a picture", "src/pack/figure/sweep.rs", "MOST_POINTS", Things("rows")),
    ("An archive that is verified, a file that `build` compares", "src/archive/unzip.rs", "MOST_ARCHIVE", Bytes),
    ("Entries of such an archive", "src/archive/unzip.rs", "MOST_FILES", Things("entries")),
    ("What such an archive unpacks to", "src/archive/unzip.rs", "MOST_BYTES", Bytes),
    ("The name of such an entry", "src/archive/names.rs", "LONGEST", Things("characters")),
    ("Problems that are drawn", "src/bin/wattpack/report/human.rs", "MOST_SHOWN", Things("problems")),
    ("The plan and overrides in a link, unpacked", "src/playground/link.rs", "MOST", Things("bytes")),
    ("A file that the page shows in full", "src/playground/preview/mod.rs", "LONGEST", Things("bytes")),
];

/// Constants that are named like limits, and limit nothing that a user gives.
const OTHERS: [(&str, &str); 5] = [
    ("src/archive/end.rs", "LONGEST_COMMENT"),
    ("src/archive/unzip.rs", "MOST_FROM_A_BYTE"),
    ("src/bin/wattpack/run/sweep/stream.rs", "LONGEST"),
    ("src/pack/figure/staircase.rs", "MOST"),
    ("src/pack/figure/sweep.rs", "MOST_DOTS"),
];

/// The table.
pub fn limits() -> String {
    let row = |(what, path, name, of): &Limit| format!("| {what} | {} |\n", shown(value(path, name), *of));
    "| what | at most |\n|---|---|\n".to_owned() + &LIMITS.iter().map(row).collect::<String>()
}

fn shown(number: u64, of: Of) -> String {
    match of {
        Bytes if number >= 1 << 20 => format!("{} MiB", number >> 20),
        Bytes => format!("{} KiB", number >> 10),
        Things(unit) => format!("{} {unit}", spaced(number as f64)).trim_end().to_owned(),
    }
}

/// The value of a constant: a number, a shift, or a shift less one.
fn value(path: &str, name: &str) -> u64 {
    let text = text(path);
    let line = text.lines().find_map(|line| constant(line).filter(|(found, _)| *found == name));
    let (_, value) = line.unwrap_or_else(|| panic!("{path} has no {name}"));
    let less = u64::from(value.ends_with(" - 1"));
    let value = value.trim_end_matches(" - 1").trim_matches(['(', ')']);
    let number = |text: &str| text.trim_end_matches(".0").replace('_', "").parse::<u64>().unwrap();
    value.split_once(" << ").map_or_else(|| number(value), |(factor, by)| number(factor) << number(by)) - less
}

/// The name and the value of a constant that stands by itself.
fn constant(line: &str) -> Option<(&str, &str)> {
    let line = line.strip_prefix("pub(super) ").or(line.strip_prefix("pub ")).unwrap_or(line);
    let (name, rest) = line.strip_prefix("const ")?.split_once(':')?;
    let (kind, value) = rest.trim_end_matches(';').split_once(" = ")?;
    ["u8", "u16", "u32", "u64", "usize", "f64"].contains(&kind.trim()).then_some((name, value))
}

#[test]
fn every_constant_that_is_named_like_a_limit_is_listed() {
    let is_like_one =
        |name: &str| ["MAX", "MOST", "LARGEST", "LONGEST", "LIMIT"].iter().any(|start| name.starts_with(start));
    let mut found = 0;
    for path in tracked().iter().filter(|path| path.starts_with("src/") && path.ends_with(".rs")) {
        for (name, _) in text(path).lines().filter_map(constant).filter(|(name, _)| is_like_one(name)) {
            let is_listed = LIMITS.iter().any(|limit| (limit.1, limit.2) == (path, name));
            assert!(is_listed != OTHERS.contains(&(path.as_str(), name)), "{path}: {name}");
            found += 1;
        }
    }
    assert_eq!(found, LIMITS.len() + OTHERS.len());
}
