//! The kept inputs of the fuzz targets still hold what the targets look for. `tests/fuzz` finds more.

use crate::promises;
use std::path::PathBuf;

/// Every kept input of a target, with its name.
fn kept(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = crate::packs::root().join("tests/fuzz/corpus").join(target);
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let kept: Vec<_> = paths.map(|path| (path.clone(), std::fs::read(path).unwrap())).collect();
    assert!(kept.len() >= 20, "{target} has {} inputs", kept.len());
    kept
}

/// Runs all of them; a failure is preceded by the name of its input.
#[expect(clippy::print_stderr, reason = "a promise does not know the name of its input")]
fn replay(target: &str, hold: impl Fn(&[u8])) {
    for (path, input) in kept(target) {
        eprintln!("{}", path.display());
        hold(&input);
    }
}

/// As libFuzzer gives text to a target: what is no UTF-8 is no input.
fn with_text(hold: fn(&str)) -> impl Fn(&[u8]) {
    move |input| {
        if let Ok(text) = std::str::from_utf8(input) {
            hold(text);
        }
    }
}

#[test]
fn kept_plans_are_read_as_promised() {
    replay("plan", with_text(promises::plan::hold));
}

#[test]
fn kept_configs_are_solved_as_promised() {
    replay("config", with_text(promises::config::hold));
}

#[test]
fn kept_archives_are_opened_as_promised() {
    replay("archive", promises::archive::hold);
}

#[test]
fn kept_plans_make_packs_as_promised() {
    replay("pack", with_text(promises::pack::hold));
}
