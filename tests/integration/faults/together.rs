//! Several builds into one place at once.

use super::{Tree, clear, is_clean, nothing_is_lost, plans, put_old_pack, rounds};
use crate::harness::Place;
use std::fs::{self, File};
use std::process::{Child, Command, Stdio};

const CAPS: [&str; 3] = ["2MW", "3MW", "4MW"];
const ROUNDS: u32 = 8;

/// Runs a build with each cap at once; gives those that say they are done.
fn race(place: &Place, output: &str, flags: &[&str]) -> Vec<usize> {
    let start =
        |cap: &str| place.start([["build", "new.md", "-q", "-o", output, "--cap", cap].as_slice(), flags].concat());
    let children: Vec<Child> = CAPS.into_iter().map(start).collect();
    let codes: Vec<_> = children.into_iter().map(|mut child| child.wait().unwrap().code()).collect();
    assert!(codes.iter().all(|code| matches!(code, Some(0 | 3))), "{codes:?}");
    (0..CAPS.len()).filter(|at| codes[*at] == Some(0)).collect()
}

#[test]
fn nothing_of_the_users_is_lost_when_several_builds_replace_it() {
    let place = plans();
    for _ in 0..rounds(ROUNDS) {
        clear(&place);
        place.write("out/pack.zip", "my own");
        assert_eq!(race(&place, "out/pack.zip", &["--force"]), [0, 1, 2]);
        assert!(place.tree_of("out").values().any(|content| content == b"my own"));
        assert!(is_clean(&place, "out"));
    }
}

#[test]
fn an_archive_that_appears_meanwhile_is_replaced_with_force() {
    let place = plans();
    for _ in 0..rounds(ROUNDS) {
        clear(&place);
        assert_eq!(race(&place, "out/pack.zip", &["--force"]), [0, 1, 2]);
    }
}

#[test]
fn who_comes_too_late_is_told_what_stands_there() {
    let place = plans();
    let start = |cap: &&str| {
        let build = ["build", "new.md", "-q", "-o", "out/pack", "--cap", cap];
        let mut command = Command::new(env!("CARGO_BIN_EXE_wattpack"));
        command.args(build).current_dir(place.path("")).stderr(Stdio::piped()).spawn().unwrap()
    };
    for is_empty in [false, true] {
        for _ in 0..rounds(ROUNDS) {
            clear(&place);
            if is_empty {
                fs::create_dir(place.path("out/pack")).unwrap();
            }
            let children: Vec<Child> = CAPS.iter().map(start).collect();
            for child in children {
                let ended = child.wait_with_output().unwrap();
                let complaint = String::from_utf8(ended.stderr).unwrap();
                let is_told =
                    ["is not empty; give --force", "another build is writing"].map(|part| complaint.contains(part));
                assert!(ended.status.success() || is_told.contains(&true), "{complaint}");
            }
            assert!(!place.tree_of("out/pack").keys().any(|path| path.contains(".orig")));
        }
    }
}

#[test]
fn a_build_that_is_at_work_is_not_said_to_be_unfinished() {
    let place = plans();
    place.write("out/pack/.wattpack-update-abcdef/lock", "");
    let lock = File::open(place.path("out/pack/.wattpack-update-abcdef/lock")).unwrap();
    lock.lock().unwrap();
    for force in [[].as_slice(), &["--force"]] {
        let build = [["build", "new.md", "-o", "out/pack"].as_slice(), force].concat();
        place.run(build).exits(3).complains("another build is writing into `out/pack`");
    }
    drop(lock);
    place.run(["build", "new.md", "-o", "out/pack"]).exits(3).complains("holds a build that was not finished");
    place.run(["build", "new.md", "-o", "out/pack", "--force"]).exits(0);
    assert_eq!(place.tree_of("out/pack"), place.tree_of("new"));
}

/// What each cap gives.
fn expected(place: &Place, extension: &str) -> Vec<Tree> {
    let make = |cap: &str| {
        let output = format!("alone-{cap}{extension}");
        place.run(["build", "new.md", "-q", "-o", &output, "--cap", cap]).exits(0);
        if extension.is_empty() {
            place.tree_of(&output)
        } else {
            Tree::from([("pack.zip".to_owned(), place.bytes(&output))])
        }
    };
    CAPS.into_iter().map(make).collect()
}

#[test]
fn one_of_several_fresh_builds_wins() {
    let place = plans();
    for (output, extension) in [("out/pack", ""), ("out/pack.zip", ".zip")] {
        let expected = expected(&place, extension);
        for _ in 0..rounds(ROUNDS) {
            clear(&place);
            let done = race(&place, output, &[]);
            let found = place.tree_of(if extension.is_empty() { "out/pack" } else { "out" });
            assert_eq!(done.len(), 1, "{output}");
            assert!(found == expected[done[0]], "{output}: {:?}", found.keys());
            assert!(is_clean(&place, "out"));
        }
    }
}

#[test]
fn builds_of_the_same_are_all_done() {
    let place = plans();
    for output in ["out/pack", "out/pack.zip"] {
        for _ in 0..rounds(ROUNDS) {
            clear(&place);
            let children: Vec<Child> = (0..3).map(|_| place.start(["build", "new.md", "-q", "-o", output])).collect();
            for mut child in children {
                assert_eq!(child.wait().unwrap().code(), Some(0), "{output}");
            }
        }
    }
}

#[test]
fn a_folder_is_updated_by_one_at_a_time_and_an_archive_replaced_whole() {
    let place = plans();
    let (folders, archives) = (expected(&place, ""), expected(&place, ".zip"));
    for _ in 0..rounds(ROUNDS) {
        let before = put_old_pack(&place);
        let done = race(&place, "out/pack", &["--force"]);
        let found = place.tree_of("out/pack");
        let holds = |pack: &Tree| pack.iter().all(|(path, content)| found.get(path) == Some(content));
        assert!(if done.is_empty() { found == before } else { done.iter().any(|at| holds(&folders[*at])) }, "{done:?}");
        nothing_is_lost(&found);
        assert!(is_clean(&place, "out/pack"));

        place.write("out/pack.zip", place.bytes("old.zip"));
        let done = race(&place, "out/pack.zip", &["--force"]);
        assert_eq!(done, [0, 1, 2]);
        assert!(archives.iter().any(|archive| archive["pack.zip"] == place.bytes("out/pack.zip")));
        assert!(is_clean(&place, "out") && !place.path("out/pack.zip.orig").exists());
    }
}
