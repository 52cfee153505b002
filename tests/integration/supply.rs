//! The supply chain: what is installed is what a lock file says, and nothing of it runs on the way.

use crate::repo::{text, tracked};
use std::collections::{BTreeMap, BTreeSet};

/// Subcommands of cargo that would write a lock file anew.
const RESOLVING: &[&str] =
    &["bench", "build", "check", "clippy", "doc", "install", "metadata", "package", "publish", "run", "test", "tree"];

/// The command that the README must print as it is; a checkout has its lock file.
const AS_PRINTED: &str = "cargo run --release -- build";

/// What a user of the npm package writes into a project of their own.
const OF_USERS: &str = "npm install wattpack";

/// Scripts, workflows and documents, each with its commands on whole lines.
fn commands() -> Vec<(String, String)> {
    let written_here = |path: &String| {
        !path.starts_with("src/") && !path.starts_with("tests/golden/") && !path.starts_with("tests/fixtures/")
    };
    let read = |path: &String| [".sh", ".yml", ".md", ".ci/run"].iter().any(|end| path.ends_with(end));
    let paths = tracked().into_iter().filter(|path| written_here(path) && read(path));
    let lines = |path: String| {
        let whole = text(&path).replace("\\\n", " ");
        whole.lines().map(|line| (path.clone(), line.to_owned())).collect::<Vec<_>>()
    };
    paths.flat_map(lines).collect()
}

/// The word after each mention of a program.
fn words_after<'a>(line: &'a str, program: &str) -> impl Iterator<Item = &'a str> {
    let mentions = line.match_indices(program).map(|(at, name)| &line[at + name.len()..]);
    mentions.filter_map(|rest| rest.split_whitespace().find(|word| !word.starts_with('+')))
}

#[test]
fn cargo_is_always_held_to_its_lock_file() {
    for (path, line) in commands().iter().filter(|(_, line)| !line.contains(AS_PRINTED)) {
        let resolves = words_after(line, "cargo ").any(|word| RESOLVING.contains(&word.trim_matches('`')));
        assert!(!resolves || line.contains("--locked"), "{path}: {line}");
    }
    assert!(text("pkg-config/wasm.sh").contains("-- --locked"), "wasm-pack hands cargo no --locked");
}

#[test]
fn npm_installs_from_lock_files_and_runs_no_scripts() {
    for (path, line) in commands().iter().filter(|(_, line)| !line.contains(OF_USERS)) {
        for word in words_after(line, "npm ") {
            assert!(!["i", "install", "add", "update"].contains(&word), "{path}: {line}");
            assert!(word != "ci" || line.contains("--ignore-scripts"), "{path}: {line}");
        }
        assert!(!["npx ", "yarn ", "pnpm "].iter().any(|other| line.contains(other)), "{path}: {line}");
    }
    for lock in tracked().iter().filter(|path| path.ends_with("package-lock.json")) {
        let settings = text(&lock.replace("package-lock.json", ".npmrc"));
        assert!(settings.lines().any(|line| line == "ignore-scripts=true"), "{lock}");
    }
}

#[test]
fn pip_installs_nothing_without_its_hash() {
    for (path, line) in commands() {
        assert!(!line.contains("pip install") || line.contains("--require-hashes"), "{path}: {line}");
    }
    for path in tracked().iter().filter(|path| path.ends_with("requirements.txt")) {
        let lock = text(path);
        for wanted in text(&path.replace(".txt", ".in")).lines().filter(|line| !line.starts_with('#')) {
            assert!(
                lock.contains(&format!("{wanted} \\\n    --hash=sha256:")),
                "{path}: {wanted} is not what is locked"
            );
        }
    }
}

#[test]
fn a_tool_has_the_same_version_wherever_it_is_named() {
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (_, line) in commands() {
        let words: Vec<_> = line.split_whitespace().map(|word| word.trim_matches(['\'', '"', '`', '|'])).collect();
        let Some(install) = words.windows(2).position(|pair| pair == ["cargo", "install"]) else { continue };
        let rest = &words[install + 2..];
        let version = rest.iter().position(|word| *word == "--version").and_then(|at| rest.get(at + 1));
        let tool = rest.iter().find(|word| word.starts_with("cargo-") || word.starts_with("wasm-"));
        if let Some((tool, version)) = tool.zip(version) {
            versions.entry((*tool).to_owned()).or_default().insert(version.trim_start_matches('$').to_owned());
        }
    }
    for tool in ["cargo-deny", "cargo-fuzz", "wasm-pack"] {
        assert_eq!(versions[tool].len(), 1, "{tool}: {versions:?}");
    }
    assert_eq!(versions["wasm-bindgen-cli"], BTreeSet::from(["bindgen".to_owned()]), "its version is the lock file's");
}

#[test]
fn unsafe_code_is_forbidden() {
    assert!(text("Cargo.toml").contains("\n[lints.rust]\nmissing_docs = \"warn\"\nunsafe_code = \"forbid\"\n"));
}

/// The dependencies of the manifest: table, line, and the line above it.
fn dependencies() -> Vec<(String, String, String)> {
    let manifest = text("Cargo.toml");
    let (mut table, mut above, mut found) = ("", "", Vec::new());
    for line in manifest.lines() {
        if line.starts_with('[') {
            table = line;
        } else if table.ends_with("dependencies]") && line.starts_with(|first: char| first.is_ascii_alphabetic()) {
            found.push((table.to_owned(), line.to_owned(), above.to_owned()));
        }
        above = line;
    }
    found
}

#[test]
fn every_dependency_says_what_it_is_for() {
    let all = dependencies();
    assert!(all.len() > 20, "{all:?}");
    for (table, line, above) in &all {
        // Outside the library, crates that come together share a remark.
        let is_shared = table != "[dependencies]" && all.iter().any(|(_, other, _)| other == above);
        assert!(above.starts_with("# ") || is_shared, "{table} {line}");
    }
}

#[test]
fn the_library_stands_on_ten_crates_at_most() {
    let all = dependencies();
    let direct: Vec<_> = all.iter().filter(|(table, ..)| table == "[dependencies]").map(|(_, line, _)| line).collect();
    assert!(!direct.is_empty() && direct.len() <= 10, "{}: {direct:#?}", direct.len());
}
