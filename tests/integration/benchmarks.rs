//! What the docs say of speed is what `benches/run.sh` measures.

use crate::packs::root;
use crate::repo::{text, tracked};
use std::collections::BTreeSet;

const PAGE: &str = "www/docs/benchmarks.md";

/// Every name that the source gives to a ratio.
fn measured() -> BTreeSet<String> {
    let sources = tracked().into_iter().filter(|path| path.starts_with("benches/ratios/") && path.ends_with(".rs"));
    let names = |source: String| between(&source, "name: \"", "\"");
    sources.flat_map(|path| names(text(&path))).collect()
}

/// The first cells of the table.
fn documented() -> Vec<String> {
    text(PAGE).lines().filter(|line| line.starts_with("| `")).flat_map(|line| between(line, "| `", "` |")).collect()
}

fn between(text: &str, start: &str, end: &str) -> Vec<String> {
    text.split(start).skip(1).filter_map(|rest| Some(rest.split_once(end)?.0.to_owned())).collect()
}

#[test]
fn the_page_lists_each_ratio_that_is_measured_once() {
    let documented = documented();
    assert_eq!(documented.iter().cloned().collect::<BTreeSet<_>>(), measured());
    assert_eq!(documented.len(), measured().len(), "{PAGE} lists a benchmark twice");
}

#[test]
fn the_commands_of_the_page_measure_something() {
    let commands: Vec<String> =
        text(PAGE).lines().filter_map(|line| Some(line.strip_prefix("bash ")?.to_owned())).collect();
    assert!(!commands.is_empty());
    for command in commands {
        let mut words = command.split('#').next().unwrap().split_whitespace();
        let script = words.next().unwrap();
        assert!(root().join(script).is_file(), "{script}");
        for name in words {
            assert!(measured().iter().any(|known| known.starts_with(name)), "{command}: nothing begins with {name}");
        }
    }
}

#[test]
fn the_page_names_the_peers_as_they_are_pinned() {
    let page = text(PAGE);
    let lock = text("benches/requirements.txt");
    for pin in text("benches/requirements.in").lines().filter(|line| !line.starts_with('#')) {
        assert!(page.contains(&pin.replace("==", " ")), "{pin}");
        assert!(lock.contains(&format!("{pin} \\\n    --hash=sha256:")), "{pin} is not what is locked");
    }
}
