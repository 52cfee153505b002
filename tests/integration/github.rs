//! `.github`: the gates that packs are held to hold for this repository too.

use crate::pins::{self, TAG_OBJECTS};
use crate::repo::{text, tracked};
use crate::workflows::{jobs, runs, steps, using, workflow_paths, workflows, writes};
use crate::yaml;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use wattpack_core::pack::scan_pins;

#[test]
fn there_are_workflows_to_look_at() {
    for name in ["ci", "release", "security"] {
        assert!(workflow_paths().contains(&format!(".github/workflows/{name}.yml")), "{name}");
    }
}

#[test]
fn gate_sec_001_every_action_here_and_in_the_docs_is_pinned_as_the_tables_say() {
    let known = pins::known();
    // The reference of diagnostics shows what is refused.
    let shown =
        |path: &String| !["tests/", "src/", "www/docs/diagnostics.md"].iter().any(|start| path.starts_with(start));
    let read = |path: &String| [".yml", ".yaml", ".md"].iter().any(|end| path.ends_with(end));
    for path in tracked().iter().filter(|path| shown(path) && read(path)) {
        for pin in pins::uses(&text(path)) {
            assert!(known.contains(pin), "{path}: {pin} stands in no table of pins");
        }
    }
    for path in workflow_paths() {
        assert_eq!(scan_pins(&text(&path)), [], "{path}");
    }
}

#[test]
fn every_pin_is_used_and_no_tag_object() {
    let everywhere: String = workflow_paths().iter().map(|path| text(path)).collect();
    let of_packs = pins::of_packs();
    for pin in pins::known() {
        let (reference, version) = pin.split_once(" # v").expect("a pin has its version");
        let sha = reference.split_once('@').unwrap().1;
        assert!(sha.len() == 40 && sha.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte)));
        assert_eq!(version.split('.').count(), 3, "{pin}");
        assert!(TAG_OBJECTS.iter().all(|(_, object)| *object != sha), "{pin} is a tag object, not a commit");
        assert!(of_packs.contains(&pin) || everywhere.contains(&pin), "{pin} is used nowhere");
    }
}

#[test]
fn gate_sec_002_codeql_looks_at_every_language_here() {
    let security = &workflows()[".github/workflows/security.yml"];
    let codeql = &security["jobs"]["codeql"];
    let languages = &codeql["strategy"]["matrix"]["language"];
    assert_eq!(*languages, json!(["actions", "javascript-typescript", "python", "rust"]));
    assert_eq!(writes(codeql), BTreeSet::from(["security-events"]));
    let init = using(codeql, "github/codeql-action/init").next().unwrap();
    assert_eq!(init["with"]["languages"], "${{ matrix.language }}");
    assert_eq!(using(codeql, "github/codeql-action/analyze").count(), 1);
    for trigger in ["push", "pull_request", "schedule"] {
        assert!(security["on"].get(trigger).is_some(), "{trigger}");
    }
}

#[test]
fn gate_sec_003_dependabot_asks_weekly_for_every_lock_file() {
    let config = yaml::parse(&text(".github/dependabot.yml"));
    let mut watched = BTreeSet::new();
    for update in config["updates"].as_array().unwrap() {
        let ecosystem = update["package-ecosystem"].as_str().unwrap();
        assert_eq!(update["schedule"]["interval"], "weekly", "{ecosystem}");
        assert!(update["cooldown"]["default-days"].as_u64() >= Some(7), "{ecosystem}");
        assert_eq!(update["groups"][ecosystem_group(ecosystem)]["patterns"], json!(["*"]), "{ecosystem}");
        let folders = update["directories"].as_array().cloned().unwrap_or_else(|| vec![update["directory"].clone()]);
        watched.extend(folders.iter().map(|folder| (ecosystem.to_owned(), folder.as_str().unwrap().to_owned())));
    }
    let mut locked = BTreeSet::from([("github-actions".to_owned(), "/".to_owned())]);
    for path in tracked().iter().filter(|path| !path.starts_with("tests/golden/")) {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let ecosystem = match name {
            "Cargo.lock" => "cargo",
            "package-lock.json" => "npm",
            "requirements.txt" => "pip",
            _ => continue,
        };
        locked.insert((ecosystem.to_owned(), format!("/{folder}")));
    }
    assert_eq!(watched, locked);
}

fn ecosystem_group(ecosystem: &str) -> &str {
    ecosystem.strip_prefix("github-").unwrap_or(ecosystem)
}

#[test]
fn gate_sc_001_what_is_attested_is_attested_with_the_least_rights() {
    let attesting: Vec<_> =
        jobs().into_iter().filter(|(_, job)| using(job, "actions/attest").next().is_some()).collect();
    assert_eq!(attesting.len(), 2);
    for (name, job) in attesting {
        let expected = json!({"contents": "read", "id-token": "write", "attestations": "write"});
        assert_eq!(job["permissions"], expected, "{name}");
    }
}

#[test]
fn workflows_grant_nothing_that_no_job_asks_for() {
    for (path, workflow) in workflows() {
        assert_eq!(workflow["permissions"], json!({}), "{path}");
        assert!(workflow["concurrency"]["cancel-in-progress"].is_boolean(), "{path}");
        for trigger in ["pull_request_target", "workflow_run"] {
            assert!(workflow["on"].get(trigger).is_none(), "{path}: {trigger}");
        }
    }
}

#[test]
fn every_job_is_named_ends_in_time_and_keeps_no_credentials() {
    for (name, job) in jobs() {
        assert!(job["name"].is_string() && job["permissions"].is_object(), "{name}");
        assert!(job["timeout-minutes"].as_u64().is_some_and(|minutes| minutes <= 120), "{name}");
        assert!(steps(&job).iter().all(|step| step["name"].is_string()), "{name}");
        for checkout in using(&job, "actions/checkout") {
            assert_eq!(checkout["with"]["persist-credentials"], false, "{name}");
        }
    }
}

#[test]
fn no_expression_reaches_a_script_and_every_script_is_there() {
    for (name, job) in jobs() {
        for run in runs(&job) {
            assert!(!run.contains("${{"), "{name}: {run}");
            for script in run.split_whitespace().filter(|word| word.ends_with(".sh")) {
                assert!(tracked().iter().any(|path| path == script), "{name}: {script}");
            }
        }
    }
}

#[test]
fn what_may_write_runs_nothing_of_this_repository() {
    for (name, job) in jobs() {
        let rights = writes(&job);
        if rights.is_empty() || rights == BTreeSet::from(["security-events"]) {
            continue;
        }
        // The crate is published from its sources, which are not compiled beside the token.
        let from_sources = name == ".github/workflows/release.yml: crate";
        assert_eq!(using(&job, "actions/checkout").count(), usize::from(from_sources), "{name}");
        for run in runs(&job) {
            assert!(!run.contains(".sh") && !run.contains("cargo build"), "{name}: {run}");
            assert!(!run.contains("cargo publish") || run.contains("--no-verify"), "{name}: {run}");
            assert!(!run.contains("npm publish") || run.contains("--ignore-scripts"), "{name}: {run}");
        }
    }
}

#[test]
fn what_runs_on_a_tag_restores_no_cache() {
    for (path, workflow) in workflows().into_iter().filter(|(_, workflow)| !workflow["on"]["push"]["tags"].is_null()) {
        assert!(!text(&path).contains("rust-cache@") && !text(&path).contains("actions/cache"), "{path}");
        for job in workflow["jobs"].as_object().unwrap().values() {
            for node in using(job, "actions/setup-node") {
                assert_eq!(node["with"]["package-manager-cache"], false, "{path}");
            }
        }
    }
}

#[test]
fn runs_on_main_are_not_cancelled() {
    let folders = [".github/workflows", "tests/golden/example/.github/workflows"];
    let usual = folders.iter().flat_map(|folder| ["ci", "security"].map(|name| format!("{folder}/{name}.yml")));
    for path in usual.chain(["www/docs/attest-pack.yml".to_owned()]) {
        let name = path.rsplit('/').next().unwrap().trim_end_matches(".yml");
        let group = &yaml::parse(&text(&path))["concurrency"]["group"];
        let own = format!("{name}-${{{{ github.event.pull_request.number || github.run_id }}}}");
        assert_eq!(*group, own, "{path}");
    }
}

#[test]
fn workflows_share_one_compiler_that_is_new_enough() {
    let named = |workflow: &Value| workflow["env"]["RUSTUP_TOOLCHAIN"].as_str().map(str::to_owned);
    let compilers: BTreeSet<String> = workflows().values().filter_map(named).collect();
    let manifest = text("Cargo.toml");
    let oldest = manifest.lines().find_map(|line| line.strip_prefix("rust-version = ")).unwrap();
    assert_eq!(compilers.len(), 1);
    let compiler = compilers.first().unwrap();
    assert!(minor(compiler) >= minor(oldest.trim_matches('"')));
    assert!(text(".github/CONTRIBUTING.md").contains(&format!("RUSTUP_TOOLCHAIN={compiler} ")));
}

/// The second part of a version.
fn minor(version: &str) -> u32 {
    version.split('.').nth(1).unwrap().parse().unwrap()
}

/// The paths of CODEOWNERS.
fn owned() -> Vec<String> {
    let owners = text(".github/CODEOWNERS");
    let rules = owners.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let path = |rule: &str| {
        let (path, owner) = rule.split_once(' ').unwrap();
        assert!(owner.starts_with('@') && owner.contains('/'), "{rule}");
        path.strip_prefix('/').unwrap().to_owned()
    };
    rules.map(path).collect()
}

/// Whether a path of CODEOWNERS covers a file: a folder all that is in it, a star what is between two slashes.
fn covers(path: &str, file: &str) -> bool {
    if path.ends_with('/') {
        return file.starts_with(path);
    }
    let (parts, names) = (path.split('/'), file.split('/'));
    let is_named = |(part, name): (&str, &str)| match part.split_once('*') {
        Some((start, end)) => name.len() >= part.len() - 1 && name.starts_with(start) && name.ends_with(end),
        None => part == name,
    };
    parts.clone().count() == names.clone().count() && parts.zip(names).all(is_named)
}

#[test]
fn owners_are_asked_about_paths_that_exist() {
    let owned = owned();
    assert!(owned.iter().any(|path| path == ".github/"), "nobody guards the workflows");
    for path in owned {
        assert!(tracked().iter().any(|file| covers(&path, file)), "{path}");
    }
}

#[test]
fn owners_are_asked_about_all_that_builds_what_is_published() {
    let owned = owned();
    let runs = |file: &&String| {
        let is_data = ["tests/fixtures/", "tests/hostile/"].iter().any(|folder| file.starts_with(folder));
        let is_script =
            [".sh", ".mjs", ".py", "/package.json", "/package-lock.json"].iter().any(|end| file.ends_with(end));
        let is_checked = [".spec.mjs", ".test.mjs"].iter().any(|end| file.ends_with(end));
        is_script && !is_data && !is_checked && !file.starts_with("benches/ratios/")
    };
    for file in tracked().iter().filter(runs) {
        assert!(owned.iter().any(|path| covers(path, file)), "{file}");
    }
}

#[test]
fn what_contributors_are_sent_to_is_there() {
    let tracked = tracked();
    for path in tracked.iter().filter(|path| path.starts_with(".github/") && path.ends_with(".md")) {
        for word in text(path).split(['`', ' ', '\n', '(', ')']).filter(|word| word.contains('/')) {
            let named = word.trim_start_matches("../").trim_end_matches('/');
            let of_ours = ["src/", "tests/", "www/", "pkg-config/"].iter().any(|folder| named.starts_with(folder));
            let found = || {
                tracked.iter().any(|file| {
                    file.strip_prefix(named).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
                })
            };
            assert!(!of_ours || found(), "{path}: {word}");
        }
    }
}
