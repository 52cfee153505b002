//! The commands of `sh` blocks.

use crate::harness::Place;
use crate::packs::root;
use std::path::Path;
use std::process::Command;

/// Programs that run here.
const HERE: &[&str] =
    &["wattpack", "python3", "cat", "cd", "cp", "grep", "head", "mkdir", "printf", "rm", "sed", "tail"];
/// Programs that need a network, an account or another place.
const ELSEWHERE: &[&str] = &["gh", "git", "npm"];

/// Runs the lines of a block; what they print, in order.
pub fn run(script: &str, place: &Place, document: &str) -> String {
    script
        .replace("\\\n", " ")
        .lines()
        .filter(|line| !is_remark(line))
        .map(|line| run_line(line, place, document))
        .collect()
}

fn is_remark(line: &str) -> bool {
    line.trim().is_empty() || line.trim_start().starts_with('#')
}

fn run_line(line: &str, place: &Place, document: &str) -> String {
    let line = line.trim_start().trim_start_matches("WATTPACK_BLESS=1 ");
    let first = line.split_whitespace().next().unwrap();
    match first {
        _ if HERE.contains(&first) => shell(line, place, document),
        "cargo" => cargo(line, place, document),
        "bash" => {
            assert!(names_a_script(line), "{document}: {line}");
            String::new()
        }
        _ => {
            assert!(ELSEWHERE.contains(&first), "{document}: what is `{line}`?");
            String::new()
        }
    }
}

/// Whether `bash X` names a file of the repository.
pub fn names_a_script(line: &str) -> bool {
    line.split_whitespace().nth(1).is_some_and(|script| root().join(script).is_file())
}

/// `cargo run -- X` is `wattpack X`; what else cargo is asked for must be there.
fn cargo(line: &str, place: &Place, document: &str) -> String {
    if let Some(arguments) = line.strip_prefix("cargo run --release -- ") {
        return shell(&format!("wattpack {arguments}"), place, document);
    }
    let is_known = ["cargo install --path .", "cargo install wattpack", "cargo test", "cargo bench"];
    assert!(is_known.iter().any(|known| line.starts_with(known)), "{document}: {line}");
    let manifest = crate::repo::text("Cargo.toml");
    let words: Vec<&str> = line.split_whitespace().collect();
    for pair in words.windows(2).filter(|pair| ["--bench", "--example", "--features", "--test"].contains(&pair[0])) {
        let is_there = [format!("name = \"{}\"", pair[1]), format!("\n{} = [", pair[1])];
        assert!(is_there.iter().any(|text| manifest.contains(text)), "{document}: {line}");
    }
    String::new()
}

fn shell(line: &str, place: &Place, document: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_wattpack"));
    let path = std::env::var_os("PATH").unwrap();
    let folders = std::iter::once(program.parent().unwrap().to_owned()).chain(std::env::split_paths(&path));
    let mut command = Command::new("bash");
    command.args(["-c", &format!("set -o pipefail\nexec 2>&1\n{line}")]).current_dir(place.path(""));
    command.env("PATH", std::env::join_paths(folders).unwrap());
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    let output = command.output().expect("bash is needed for this test");
    let printed = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(promised_code(line)), "{document}: {line}\n{printed}");
    printed
}

fn promised_code(line: &str) -> i32 {
    line.split_once("# exit ").map_or(0, |(_, rest)| rest.split(':').next().unwrap().trim().parse().unwrap())
}
