//! The release workflow: what reaches the registries is what was reviewed, tested and attested.

use crate::workflows::{runs, steps, using, workflows};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn release() -> Value {
    workflows()[".github/workflows/release.yml"].clone()
}

/// Where a job has exactly this command.
fn position(job: &Value, command: &str) -> usize {
    let here = |step: &Value| step["run"].as_str().is_some_and(|run| run.trim_end() == command);
    steps(job).iter().position(here).unwrap_or_else(|| panic!("{}: {command}", job["name"]))
}

#[test]
fn a_release_is_drafted_before_and_published_after_everything_else() {
    let release = release();
    let needs = |id: &str| release["jobs"][id]["needs"].clone();
    assert_eq!((needs("tests"), needs("packages")), (json!("notes"), json!("notes")));
    assert_eq!(needs("binaries"), "notes");
    assert_eq!(needs("attest"), json!(["tests", "packages", "binaries"]));
    assert_eq!(needs("draft"), "attest");
    assert_eq!((needs("npm"), needs("crate")), (json!("draft"), json!("draft")));
    assert_eq!(needs("publish"), json!(["npm", "crate"]));
    assert_eq!(needs("page"), "publish");
    for run in runs(&release["jobs"]["draft"]) {
        assert!(run.contains("--draft ") && (!run.contains("release delete") || run.contains("isDraft")), "{run}");
    }
}

#[test]
fn what_is_released_is_on_main() {
    let notes = &release()["jobs"]["notes"];
    assert_eq!(steps(notes)[0]["with"]["fetch-depth"], 0, "the checkout has no main to look in");
    assert_eq!(position(notes, r#"git merge-base --is-ancestor "${GITHUB_SHA}" origin/main"#), 1);
}

#[test]
fn what_is_released_is_built_without_tests_and_is_what_was_tested() {
    let jobs = &release()["jobs"];
    assert!(runs(&jobs["packages"]).all(|run| !run.contains("tests/run.sh") && !run.contains("cargo test")));
    let list = |file: &str| {
        format!("find pkg-config/dist www/dist -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | tee {file}")
    };
    assert!(position(&jobs["tests"], "bash tests/run.sh") < position(&jobs["tests"], &list("tested.txt")));
    let is_handed_over = |step: &Value| step["with"]["name"] == "package-npm";
    let handed_over = steps(&jobs["packages"]).iter().position(is_handed_over);
    assert!(Some(position(&jobs["packages"], &list("built.txt"))) < handed_over);
    let attests = |step: &Value| step["uses"].as_str().is_some_and(|uses| uses.starts_with("actions/attest@"));
    let attested = steps(&jobs["attest"]).iter().position(attests);
    assert!(Some(position(&jobs["attest"], "diff tested.txt built.txt")) < attested);
}

#[test]
fn binaries_are_handed_over_as_they_were_before_they_ran() {
    let job = &release()["jobs"]["binaries"];
    let golden = position(job, r#"bash tests/golden.sh "target/${TARGET}/release/wattpack" packs"#);
    let handed_over = |name: &str| steps(job).iter().position(|step| step["with"]["name"] == name).unwrap();
    assert!(handed_over("binary-${{ matrix.target }}") < golden && golden < handed_over("packs"));
}

#[test]
fn the_crate_is_published_as_it_was_attested() {
    let job = &release()["jobs"]["crate"];
    let fetched = using(job, "actions/download-artifact").next().unwrap();
    assert_eq!(fetched["with"], json!({"name": "package-crate", "path": "${{ runner.temp }}/attested"}));
    let compare = "cargo package --locked --no-verify\ncmp \"${RUNNER_TEMP}\"/attested/*.crate target/package/*.crate";
    assert!(position(job, compare) < position(job, "cargo publish --locked --no-verify"));
}

#[test]
fn no_step_may_fail_unseen() {
    for job in release()["jobs"].as_object().unwrap().values() {
        for part in steps(job).iter().chain([job]) {
            assert!(part["continue-on-error"].is_null() && part["shell"].is_null(), "{part}");
            assert!(part["run"].as_str().is_none_or(|run| !run.contains("||") && !run.contains("set +")), "{part}");
        }
    }
}

/// All jobs that have ended well before this one begins.
fn before(jobs: &Value, id: &str) -> BTreeSet<String> {
    let needs = &jobs[id]["needs"];
    let direct = needs.as_array().map_or_else(
        || needs.as_str().into_iter().collect(),
        |needs| needs.iter().filter_map(Value::as_str).collect::<Vec<_>>(),
    );
    direct.iter().flat_map(|need| before(jobs, need).into_iter().chain([(*need).to_owned()])).collect()
}

#[test]
fn what_a_job_fetches_has_been_handed_over_by_one_before_it() {
    for (path, workflow) in workflows() {
        let jobs = &workflow["jobs"];
        for (id, job) in jobs.as_object().unwrap() {
            let before = before(jobs, id);
            let uploads = before.iter().flat_map(|id| using(&jobs[id], "actions/upload-artifact"));
            let names: Vec<_> = uploads.map(|step| step["with"]["name"].as_str().unwrap()).collect();
            for fetch in using(job, "actions/download-artifact") {
                let (name, pattern) = (fetch["with"]["name"].as_str(), fetch["with"]["pattern"].as_str());
                let start = pattern.map(|pattern| pattern.strip_suffix('*').unwrap());
                let is_meant =
                    |upload: &&str| Some(*upload) == name || start.is_some_and(|start| upload.starts_with(start));
                assert!(names.iter().any(is_meant), "{path}: {id} fetches {}", fetch["with"]);
            }
        }
    }
}

#[test]
fn a_release_asks_for_one_approval_and_only_what_publishes_for_good_waits_for_it() {
    let release = release();
    let jobs = release["jobs"].as_object().unwrap().iter();
    let waiting: BTreeSet<_> = jobs.filter(|(_, job)| job["environment"] == "release").map(|(id, _)| &**id).collect();
    assert_eq!(waiting, BTreeSet::from(["npm", "crate"]));
}

/// Runs the script that release notes come from in a folder with this manifest and changelog.
#[cfg(unix)]
fn release_notes(changelog: &str, tag: &str) -> (bool, String) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("Cargo.toml"), "[package]\nversion = \"1.2.3\"\n[x]\nversion = \"9.9.9\"\n")
        .unwrap();
    std::fs::write(folder.path().join("CHANGELOG.md"), changelog).unwrap();
    let script = crate::packs::root().join(".github/release-notes.sh");
    let output = std::process::Command::new("bash").arg(script).arg(tag).current_dir(folder.path()).output().unwrap();
    (output.status.success(), String::from_utf8(output.stdout).unwrap())
}

#[cfg(unix)]
#[test]
fn release_notes_are_the_section_of_the_tag() {
    let changelog = "# Changelog\n\n## 1.3.0 (unreleased)\n\n- Later.\n\n## 1.2.3 (2026-12-01)\n\n- Now.\n\n## 1.2.2 (2026-11-01)\n\n- Before.\n";
    assert_eq!(release_notes(changelog, "v1.2.3"), (true, "\n- Now.\n".to_owned()));
    for (changelog, tag) in [
        (changelog, "v1.2.4"),
        (changelog, "1.2.3"),
        ("## 1.2.3 (unreleased)\n\n- Now.\n", "v1.2.3"),
        ("## 1.2.30 (2026-12-01)\n\n- Now.\n", "v1.2.3"),
        ("## 1.2.3 (2026-12-01)\n\n## 1.2.2 (2026-11-01)\n\n- Before.\n", "v1.2.3"),
    ] {
        assert_eq!(release_notes(changelog, tag), (false, String::new()), "{tag} {changelog:?}");
    }
}
