//! `wattpack build`: what it makes, what it says, and when it makes nothing.

use crate::harness::Place;
use std::io::{Cursor, Read as _};
use wattpack_core::sha256;
use zip::ZipArchive;

fn unpacked(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = Vec::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        files.push((entry.name().unwrap().into_owned(), text));
    }
    files
}

#[test]
fn without_an_output_the_archive_is_named_after_the_cluster_and_stands_here() {
    let place = Place::with("small.md");
    let ended = place.run(["build", "small.md"]).exits(0).complains("made small-pod.zip");
    assert_eq!(ended.stdout(), "");
    let files = unpacked(&place.bytes("small-pod.zip"));
    assert!(files.iter().all(|(name, _)| name.starts_with("small-pod/")));
    assert!(files.contains(&("small-pod/plan.md".to_owned(), place.read("small.md"))));
    assert_eq!(place.tree().len(), 2);
}

#[test]
fn the_message_says_what_was_made() {
    let place = Place::with("small.md");
    let stderr = place.run(["build", "small.md", "-o", "x.zip"]).exits(0).stderr();
    let bytes = place.bytes("x.zip");
    let nodes = place.run(["solve", "small.md", "--json"]).json()["nodes"].to_string();
    for part in [
        format!("{nodes} nodes"),
        "power stops the next one".to_owned(),
        sha256(&bytes),
        format!("{} files", unpacked(&bytes).len()),
    ] {
        assert!(stderr.contains(&part), "{part:?} is not in\n{stderr}");
    }
    place.run(["build", "small.md", "-o", "y.zip", "-q"]).exits(0).silently();
}

#[test]
fn a_folder_holds_the_files_of_the_archive_directly() {
    let place = Place::with("small.md");
    place.run(["build", "small.md", "-o", "a.zip"]).exits(0);
    for output in ["folder", "slashed/"] {
        place.run(["build", "small.md", "-o", output]).exits(0);
        let in_folder: Vec<_> = place.tree_of(output).into_iter().collect();
        let in_archive: Vec<_> = unpacked(&place.bytes("a.zip"));
        let in_archive: Vec<_> = in_archive
            .into_iter()
            .map(|(name, text)| (name.strip_prefix("small-pod/").unwrap().to_owned(), text.into_bytes()))
            .collect();
        assert_eq!(in_folder, in_archive);
    }
    assert_eq!(place.read("folder/docs/notes.md"), "# Notes\n\nKept as they are.\n");
}

#[test]
fn standard_output_takes_the_same_bytes_as_a_file() {
    let place = Place::with("small.md");
    place.run(["build", "small.md", "-o", "a.zip"]).exits(0);
    let ended = place.run(["build", "small.md", "-o", "-"]).exits(0).silently();
    assert_eq!(ended.bytes(), place.bytes("a.zip"));
}

#[test]
fn the_plan_may_come_from_standard_input_or_be_the_example() {
    let place = Place::with("small.md");
    let plan = place.read("small.md");
    let from_file = place.run(["build", "small.md", "-o", "-"]).exits(0);
    let from_stdin = place.call(["build", "-", "-o", "-"]).stdin(&plan).run().exits(0);
    assert_eq!(from_file.bytes(), from_stdin.bytes());

    let built_in = place.run(["build", "-o", "-"]).exits(0);
    let printed = place.run(["example"]).exits(0);
    let from_printed = place.call(["build", "-", "-o", "-"]).stdin(printed.bytes()).run().exits(0);
    assert_eq!(built_in.bytes(), from_printed.bytes());
}

#[test]
fn one_value_in_different_spellings_gives_the_same_bytes() {
    let place = Place::with("small.md");
    let archives: Vec<_> = ["--cap=2MW", "--cap=2e6", "--set=it_cap_w=2000 kW"]
        .iter()
        .map(|flag| place.run(["build", "small.md", "-o", "-", flag]).exits(0).bytes().to_vec())
        .collect();
    assert_eq!(archives[0], archives[1]);
    assert_eq!(archives[0], archives[2]);
}

#[test]
fn a_dry_run_lists_exactly_what_a_build_then_writes_and_writes_nothing() {
    let place = Place::with("small.md");
    let list = place.run(["build", "small.md", "-o", "pack", "--dry-run"]).exits(0).stdout();
    assert_eq!(place.tree().len(), 1);
    place.run(["build", "small.md", "-o", "pack"]).exits(0);
    let expected: Vec<_> = place
        .tree_of("pack")
        .iter()
        .map(|(path, content)| format!("{}  {:>8}  pack/{path}", sha256(content), content.len()))
        .collect();
    assert_eq!(list.lines().collect::<Vec<_>>(), expected);

    let list = place.run(["build", "small.md", "--dry-run"]).exits(0).stdout();
    let archive = place.run(["build", "small.md", "-o", "-"]).exits(0);
    assert!(list.starts_with(&sha256(archive.bytes())), "{list}");
    assert!(list.contains("  small-pod/README.md\n"), "{list}");
}

#[test]
fn a_diff_shows_what_would_change_and_changes_nothing() {
    let place = Place::with_pack();
    place.run(["build", "small.md", "-o", "x.zip"]).exits(0);
    let before = place.tree();
    for output in ["pack", "x.zip"] {
        assert_eq!(place.run(["build", "small.md", "-o", output, "--diff"]).exits(0).stdout(), "");
        let diff = place.run(["build", "small.md", "-o", output, "--diff", "--cap", "2MW"]).exits(0).stdout();
        assert!(diff.contains("--- a/wattpack.json\n+++ b/wattpack.json\n@@"), "{diff}");
        assert!(diff.contains("\n+    \"it_cap_w\": 2000000"), "{diff}");
        assert!(!diff.contains("a/plan.md"), "{diff}");
    }
    assert_eq!(place.tree(), before);
}

#[test]
fn a_diff_with_nothing_shows_every_file_as_new() {
    let place = Place::with("small.md");
    let diff = place.run(["build", "small.md", "--diff"]).exits(0).stdout();
    assert!(diff.contains("--- /dev/null\n+++ b/plan.md\n@@ -0,0 +1,"), "{diff}");
    assert_eq!(place.tree().len(), 1);
}

#[test]
fn a_diff_with_a_folder_leaves_the_users_own_files_out() {
    let place = Place::with_pack();
    place.write("pack/mine.txt", "mine\n");
    place.write("pack/README.md", "mine too\n");
    let diff = place.run(["build", "small.md", "-o", "pack", "--diff"]).exits(0).stdout();
    assert!(diff.contains("-mine too\n"), "{diff}");
    assert!(!diff.contains("mine.txt"), "{diff}");
}

#[test]
fn a_diff_with_what_is_no_archive_or_no_folder_is_none() {
    let place = Place::with("small.md");
    place.write("x.zip", "my holiday pictures");
    for (output, why) in [("x.zip", "can't compare with `x.zip`"), ("small.md", "not a directory")] {
        let ended = place.run(["build", "small.md", "-o", output, "--diff"]).exits(3).complains(why);
        assert_eq!(ended.stdout(), "");
    }
}

#[test]
fn a_diff_reads_only_what_a_build_would_touch() {
    let place = Place::with_pack();
    let file = std::fs::File::create(place.path("pack/mine.bin")).unwrap();
    file.set_len(1 << 40).unwrap();
    assert_eq!(place.run(["build", "small.md", "-o", "pack", "--diff"]).exits(0).stdout(), "");
}

#[cfg(unix)]
#[test]
fn a_diff_does_not_show_a_link_as_missing() {
    let place = Place::with_pack();
    std::fs::rename(place.path("pack/README.md"), place.path("README.md")).unwrap();
    std::os::unix::fs::symlink("../README.md", place.path("pack/README.md")).unwrap();
    let diff = place.run(["build", "small.md", "-o", "pack", "--diff"]).exits(0).stdout();
    assert!(diff.starts_with("a/README.md is a folder, a link or another special file"), "{diff}");
    assert_eq!(diff.lines().count(), 1, "{diff}");
}

#[test]
fn a_plan_with_errors_makes_nothing_and_says_why() {
    for (fixture, code) in [
        ("err_missing_unit.md", "WP201"),
        ("err_several.md", "WP301"),
        ("err_path_traversal.md", "WP401"),
        ("err_shadowed_file.md", "WP403"),
        ("err_unpinned_workflow.md", "WP404"),
        ("err_latin1.md", "WP101"),
        ("err_empty.md", "WP103"),
        ("err_too_deep.md", "WP104"),
    ] {
        let place = Place::with(fixture);
        let ended = place.run(["build", fixture, "-o", "pack"]).exits(1).complains(code);
        assert_eq!(ended.stdout(), "");
        assert_eq!(place.tree().len(), 1, "{fixture}");
        place.run(["build", fixture, "-o", "-"]).exits(1);
    }
}

#[test]
fn paths_of_a_plan_never_leave_the_pack() {
    let place = Place::new();
    place.write("inner/plan.md", std::fs::read(crate::harness::fixture("err_path_traversal.md")).unwrap());
    let before = place.tree();
    for output in ["inner/pack", "inner/pack.zip"] {
        let stderr = place.run(["build", "inner/plan.md", "--force", "-o", output]).exits(1).stderr();
        assert_eq!(stderr.matches("error[WP401]").count(), 6, "{stderr}");
    }
    assert_eq!(place.tree(), before);
    assert!(!std::path::Path::new("/tmp/wattpack_outside_by_list.md").exists());
}

#[test]
fn warnings_are_shown_and_strict_makes_them_errors() {
    let place = Place::with("warns_unknown_file.md");
    place.run(["build", "warns_unknown_file.md", "-o", "a.zip"]).exits(0).complains("warning[WP402]");
    place.run(["build", "warns_unknown_file.md", "-o", "b.zip", "--strict"]).exits(1).complains("error[WP402]");
    assert!(place.path("a.zip").exists());
    assert!(!place.path("b.zip").exists());
    place.run(["build", "warns_unknown_file.md", "-o", "c.zip", "-q"]).exits(0).silently();
}

#[test]
fn zero_nodes_are_an_answer_that_can_be_built() {
    let place = Place::with("warns_nothing_fits.md");
    place
        .run(["build", "warns_nothing_fits.md", "-o", "a.zip"])
        .exits(0)
        .complains("warning[WP501]")
        .complains("0 nodes");
    place.run(["build", "warns_nothing_fits.md", "-o", "b.zip", "--strict"]).exits(1).complains("error[WP501]");
}

#[test]
fn bad_overrides_are_named_by_their_flag() {
    let place = Place::with("small.md");
    let ended = place.run(["build", "small.md", "--cap", "5 XW", "--set", "leaf.prots=64"]).exits(1);
    ended.complains("--> --set it_cap_w").complains("--> --set leaf.prots").complains("leaf.ports");
    assert_eq!(place.tree().len(), 1);
}

#[test]
fn what_makes_no_sense_is_misuse() {
    let place = Place::with("small.md").and("config.json");
    place.run(["build", "small.md", "--dry-run", "--diff"]).exits(2);
    place.run(["build", "small.md", "-o", "-", "--diff"]).exits(2);
    place.run(["build", "small.md", "-o", ""]).exits(2);
    place.run(["build", "config.json"]).exits(2).complains("only `solve` reads configs");
}
