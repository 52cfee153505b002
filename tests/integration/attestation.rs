//! `www/docs/attestation.md` and the workflow that it hands out, followed as far as they go without
//! GitHub. What is left out is named: installing from the registry, `actions/*`, `gh`.

use crate::harness::Place;
use crate::repo::text;
use crate::yaml;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use wattpack_core::pack;
use wattpack_core::plan::Overrides;

const WORKFLOW: &str = "www/docs/attest-pack.yml";
const GUIDE: &str = "www/docs/attestation.md";

fn workflow() -> Value {
    yaml::parse(&text(WORKFLOW))
}

/// Runs a program in a folder where `wattpack` is the one under test.
fn run(folder: &Path, program: &[&str], variables: &[(&str, &str)]) -> Output {
    let ours = Path::new(env!("CARGO_BIN_EXE_wattpack")).parent().unwrap();
    let others = std::env::var("PATH").unwrap();
    let mut command = Command::new(program[0]);
    command.args(&program[1..]).current_dir(folder);
    command.env("PATH", format!("{}:{others}", ours.display())).envs(variables.iter().copied());
    for (name, value) in [("NAME", "A. Planner"), ("EMAIL", "planner@example.org")] {
        command.env(format!("GIT_AUTHOR_{name}"), value).env(format!("GIT_COMMITTER_{name}"), value);
    }
    command.output().unwrap()
}

/// The steps of the building job that run here, in a repository; the name of the one that failed.
fn build(repository: &Path, pack: &str) -> Result<(), String> {
    let workflow = workflow();
    let steps = workflow["jobs"]["build"]["steps"].as_array().unwrap();
    for step in steps.iter().filter(|step| step["run"].is_string() && step["name"] != "Install wattpack") {
        let script = step["run"].as_str().unwrap();
        let program = match step["shell"].as_str() {
            Some("python") => vec!["python3", "-c", script],
            _ => vec!["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        };
        let output = run(repository, &program, &[("PACK", pack)]);
        if !output.status.success() {
            return Err(step["name"].as_str().unwrap().to_owned());
        }
    }
    Ok(())
}

/// A repository of the pack in `folder`, with a licence and the workflow beside it.
fn repository(place: &Place, folder: &str) {
    place.write(&format!("{folder}/LICENSE"), "All yours.\n");
    place.write(&format!("{folder}/.github/workflows/attest-pack.yml"), text(WORKFLOW));
}

const COMPARISON: &str = "Compare it with what is committed";

#[test]
fn the_workflow_installs_this_version_by_its_exact_number() {
    let workflow = workflow();
    assert_eq!(workflow["env"]["WATTPACK"], wattpack_core::VERSION);
    let steps = workflow["jobs"]["build"]["steps"].as_array().unwrap();
    let install: Vec<_> = steps.iter().filter(|step| step["name"] == "Install wattpack").collect();
    assert_eq!(install.len(), 1);
    assert_eq!(install[0]["run"], "cargo install wattpack --locked --version \"=${WATTPACK}\"");
}

#[test]
fn the_workflow_attests_the_bytes_that_page_and_command_line_give() {
    for overrides in [&[][..], &["--cap", "6.5MW", "--set", "node.precision=FP8 dense", "--leaf-radix", "128"]] {
        let place = Place::new();
        let with = |output: &'static str| ["build", "-o", output].into_iter().chain(overrides.iter().copied());
        place.run(with("repository")).exits(0);
        place.run(with("download.zip")).exits(0);
        repository(&place, "repository");
        assert_eq!(build(&place.path("repository"), "."), Ok(()), "{overrides:?}");
        let archives = place.tree_of("repository/archive");
        assert_eq!(archives.into_values().collect::<Vec<_>>(), [place.bytes("download.zip")], "{overrides:?}");
    }
}

#[test]
fn the_pack_may_stand_in_a_folder() {
    let place = Place::new();
    fs::create_dir(place.path("repository")).unwrap();
    place.run(["build", "-o", "repository/pack"]).exits(0);
    repository(&place, "repository");
    assert_eq!(build(&place.path("repository"), "pack"), Ok(()));
    assert_eq!(place.tree_of("repository/archive").len(), 1);
}

#[test]
fn a_repository_that_is_not_what_its_plan_gives_is_not_attested() {
    type Change = fn(&Place);
    let breaks: [(&str, Change); 4] = [
        ("a file was changed", |place| place.write("repository/README.md", "Mine.\n")),
        ("a file is missing", |place| fs::remove_file(place.path("repository/SECURITY.md")).unwrap()),
        ("the plan was changed", |place| {
            place.write("repository/plan.md", place.read("repository/plan.md") + "\n- Max nodes: 100\n");
        }),
        ("another version made it", |place| {
            let manifest = place.read("repository/wattpack.json");
            place.write("repository/wattpack.json", manifest.replace(wattpack_core::VERSION, "0.0.1"));
        }),
    ];
    for (what, change) in breaks {
        let place = Place::new();
        place.run(["build", "-o", "repository"]).exits(0);
        change(&place);
        assert_eq!(build(&place.path("repository"), "."), Err(COMPARISON.to_owned()), "{what}");
    }
}

#[test]
fn the_guide_can_be_followed() {
    let place = Place::new();
    let shell = |script: &str| {
        let output = run(&place.path(""), &["bash", "-euo", "pipefail", "-c", script], &[]);
        assert!(output.status.success(), "{script}{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let guide = text(GUIDE);
    let blocks = guide.split("```").skip(1).step_by(2).filter_map(|block| block.strip_prefix("sh\n"));
    let (on_github, here): (Vec<_>, Vec<_>) = blocks.partition(|block| block.contains("gh "));
    assert_eq!(on_github.len(), 2, "these ask GitHub and are not run: {on_github:?}");
    for block in here {
        if block.contains("add .") {
            place.write("my-cluster/.github/workflows/attest-pack.yml", text(WORKFLOW));
        }
        shell(block);
    }
    let committed = shell("git -C my-cluster show --name-only --format=%s");
    for line in ["The cluster's pack", "plan.md", "wattpack.json", ".github/workflows/attest-pack.yml"] {
        assert!(committed.lines().any(|found| found == line), "{line}: {committed}");
    }
    let pack = pack::build(wattpack_core::EXAMPLE, &Overrides::new(), false).pack.unwrap();
    assert_eq!(place.bytes("again.zip"), pack.archive().unwrap());
    assert_eq!(build(&place.path("my-cluster"), "."), Ok(()));
}
