//! The repository itself: what must not drift.

use crate::packs::root;
use std::process::Command;

/// Files of the repository, those not yet committed included.
pub fn tracked() -> Vec<String> {
    let output = Command::new("git")
        .args(["ls-files", "-co", "--exclude-standard"])
        .current_dir(root())
        .output()
        .expect("git is needed for this test");
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

/// A file's text.
pub fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn foreign_crates_stop_at_their_gate_files() {
    for (crate_name, gates) in [
        // The page shows Markdown, from the same events.
        ("pulldown_cmark", &["src/plan/markdown/reader.rs", "src/playground/preview/rendered.rs"][..]),
        ("saphyr_parser", &["src/plan/tree/yaml.rs"]),
        ("askama", &["src/pack/template.rs"]),
        // Links of the page hold deflated text.
        ("miniz_oxide", &["src/archive/mod.rs", "src/archive/unzip.rs", "src/playground/link.rs"]),
        ("sha2", &["src/digest.rs"]),
    ] {
        let mention = format!("{crate_name}::");
        let users: Vec<_> = tracked()
            .into_iter()
            .filter(|path| path.starts_with("src/") && path.ends_with(".rs") && text(path).contains(&mention))
            .collect();
        assert_eq!(users, gates, "{crate_name}");
    }
}

#[test]
fn layers_know_only_those_above_them() {
    const LAYERS: [&str; 7] = ["diagnostic", "model", "plan", "answer", "archive", "schema", "pack"];
    const FRONTS: [&str; 2] = ["playground", "wasm"];
    for (at, layer) in LAYERS.iter().enumerate() {
        let is_in_layer =
            |path: &&String| path.starts_with(&format!("src/{layer}/")) || **path == format!("src/{layer}.rs");
        for path in tracked().iter().filter(is_in_layer) {
            for below in LAYERS[at + 1..].iter().chain(&FRONTS) {
                let text = text(path);
                let outside_tests = text.split("#[cfg(test)]\nmod tests").next().unwrap();
                assert!(!outside_tests.contains(&format!("crate::{below}")), "{path} knows {below}");
                assert!(!in_groups(outside_tests).contains(below), "{path} knows {below}, in a group");
            }
        }
    }
}

/// The first name of each part of `crate::{...}`.
fn in_groups(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for group in text.split("crate::{").skip(1) {
        let mut depth = 1;
        for part in group.split_inclusive([',', '{', '}']) {
            if depth == 1 {
                names.extend(part.trim().split([':', ' ', ',', '}']).next().filter(|name| !name.is_empty()));
            }
            depth += i32::from(part.ends_with('{')) - i32::from(part.ends_with('}'));
            if depth == 0 {
                break;
            }
        }
    }
    names
}

#[test]
fn the_first_names_in_a_group_are_found() {
    let text = "use crate::{archive, model::{config, pack}, schema as s,\n    plan::{self, Plan}};\nuse crate::{wasm};";
    assert_eq!(in_groups(text), ["archive", "model", "schema", "plan", "wasm"]);
}

#[test]
fn nothing_opens_a_connection() {
    for path in tracked().iter().filter(|path| path.starts_with("src/") && path.ends_with(".rs")) {
        let text = text(path);
        for way in ["std::net", "TcpStream", "UdpSocket", "XmlHttpRequest", "WebSocket", "fetch_with", "gloo::net"] {
            assert!(!text.contains(way), "{path} mentions {way}");
        }
    }
}

#[test]
fn source_files_hold_one_concept() {
    for path in tracked().iter().filter(|path| path.ends_with(".rs")) {
        let lines = text(path).lines().count();
        assert!(lines <= 500, "{path} has {lines} lines");
    }
}

#[test]
fn text_files_end_with_a_line_and_hold_no_stray_blanks() {
    for path in tracked().iter().filter(|path| [".rs", ".toml", ".sh", ".yml"].iter().any(|end| path.ends_with(end))) {
        let text = text(path);
        assert!(text.is_empty() || text.ends_with('\n'), "{path} does not end with a line end");
        assert!(text.lines().all(|line| line.trim_end() == line), "{path} has blanks at the end of a line");
    }
}

#[test]
fn the_readme_names_the_two_commands() {
    let readme = text("README.md");
    for command in ["cargo run --release -- build", "bash tests/run.sh"] {
        assert!(readme.contains(command), "{command}");
    }
}

#[test]
fn the_version_stands_in_the_changelog() {
    assert!(text("CHANGELOG.md").contains(&format!("## {}", wattpack_core::VERSION)));
}
