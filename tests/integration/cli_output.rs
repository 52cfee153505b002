//! What `build` does to the disk: whole or not at all, and never over something of the user's.

use crate::harness::Place;
use std::fs;
use wattpack_core::pack::Manifest;

/// The paths of a folder, without their contents.
fn names(place: &Place, folder: &str) -> Vec<String> {
    place.tree_of(folder).into_keys().collect()
}

#[test]
fn nothing_temporary_is_left_beside_a_pack() {
    let place = Place::with("small.md");
    place.run(["build", "small.md", "-o", "pack"]).exits(0);
    place.run(["build", "small.md", "-o", "pack.zip"]).exits(0);
    place.run(["build", "small.md", "-o", "pack", "--cap", "2MW", "--force"]).exits(0);
    place.run(["build", "small.md", "-o", "pack.zip", "--cap", "2MW", "--force"]).exits(0);
    let mut entries: Vec<_> = fs::read_dir(place.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    entries.sort();
    assert_eq!(entries, ["pack", "pack.zip", "small.md"]);
    assert!(names(&place, "pack").iter().all(|name| !name.contains(".wattpack-") && !name.contains(".orig")));
}

#[test]
fn something_else_is_never_replaced_without_force() {
    let place = Place::with("small.md");
    place.write("x.zip", "my holiday pictures");
    place.write("folder/notes.txt", "mine");
    place.write("file", "mine");
    place.write("folder.zip/notes.txt", "mine");
    let before = place.tree();
    for output in ["x.zip", "folder", "folder/", "file", "folder.zip"] {
        place
            .run(["build", "small.md", "-o", output])
            .exits(3)
            .complains("--force")
            .complains(output.trim_end_matches('/'));
        assert_eq!(place.tree(), before);
    }
}

#[test]
fn the_same_bytes_again_are_success() {
    let place = Place::with_pack();
    place.run(["build", "small.md", "-o", "x.zip"]).exits(0);
    place.write("pack/.git/config", "[core]\n");
    place.write("pack/tests/__pycache__/x.pyc", "x");
    let before = place.tree();
    for output in ["pack", "pack/", "x.zip"] {
        place.run(["build", "small.md", "-o", output]).exits(0).complains("unchanged");
        place.run(["build", "small.md", "-o", output, "--force"]).exits(0).complains("unchanged");
    }
    assert_eq!(place.tree(), before);
    place.write("pack/tests/x.pyc", "x");
    place.run(["build", "small.md", "-o", "pack"]).exits(3);
}

#[test]
fn a_pack_that_lacks_a_file_is_not_the_same() {
    let place = Place::with_pack();
    fs::remove_file(place.path("pack/docs/notes.md")).unwrap();
    place.run(["build", "small.md", "-o", "pack"]).exits(3).complains("--force");
    place.run(["build", "small.md", "-o", "pack", "--force"]).exits(0);
    place.run(["verify", "pack"]).exits(0);
}

#[test]
fn an_empty_folder_is_no_obstacle() {
    let place = Place::with_pack();
    fs::create_dir(place.path("empty")).unwrap();
    place.run(["build", "small.md", "-o", "empty"]).exits(0).complains("made empty");
    assert_eq!(place.tree_of("empty"), place.tree_of("pack"));
}

#[test]
fn the_current_folder_can_be_the_output() {
    let place = Place::with_pack();
    let plan = place.read("small.md");
    let inner = Place::new();
    inner.call(["build", "-", "-o", "."]).stdin(plan).run().exits(0);
    assert_eq!(inner.tree(), place.tree_of("pack"));
}

#[test]
fn a_missing_folder_above_the_output_is_named_and_not_made() {
    let place = Place::with("small.md");
    for output in ["no/such/x.zip", "no/such/pack", "no/such/pack/"] {
        place.run(["build", "small.md", "-o", output]).exits(3).complains("the folder `no/such` does not exist");
    }
    place.run(["build", "small.md", "-o", "small.md/x.zip"]).exits(3).complains("small.md");
    assert_eq!(place.tree().len(), 1);
}

#[test]
fn force_keeps_what_the_user_changed_under_another_name() {
    let place = Place::with_pack();
    place.write("pack/README.md", "first change");
    place.write("pack/mine.txt", "mine");
    place.write("pack/.git/config", "[core]\n");
    let ended = place.run(["build", "small.md", "-o", "pack", "--force", "--cap", "2MW"]).exits(0);
    ended.complains("replaced pack").complains("kept pack/README.md as pack/README.md.orig");
    assert_eq!(place.read("pack/README.md.orig"), "first change");
    place.write("pack/README.md", "second change");
    place.run(["build", "small.md", "-o", "pack", "--force"]).exits(0).complains("README.md.orig.1");
    assert_eq!(place.read("pack/README.md.orig"), "first change");
    assert_eq!(place.read("pack/README.md.orig.1"), "second change");
    assert_eq!(place.read("pack/mine.txt"), "mine");
    assert_eq!(place.read("pack/.git/config"), "[core]\n");

    let fresh = Place::with_pack();
    let kept = ["README.md.orig", "README.md.orig.1", "mine.txt", ".git/config"];
    let built: Vec<_> = place.tree_of("pack").into_iter().filter(|(path, _)| !kept.contains(&path.as_str())).collect();
    assert_eq!(built, fresh.tree_of("pack").into_iter().collect::<Vec<_>>());
}

#[test]
fn force_into_a_folder_that_is_no_pack_keeps_everything() {
    let place = Place::with("small.md");
    place.write("folder/README.md", "mine");
    place.write("folder/wattpack.json", "{}");
    place.write("folder/src/lib.rs", "mine");
    place.run(["build", "small.md", "-o", "folder", "--force"]).exits(0);
    assert_eq!(place.read("folder/README.md.orig"), "mine");
    assert_eq!(place.read("folder/wattpack.json.orig"), "{}");
    assert_eq!(place.read("folder/src/lib.rs"), "mine");
}

#[test]
fn files_that_the_pack_no_longer_has_go_unless_they_were_changed() {
    let place = Place::new();
    let block = |path: &str| format!("\n```text file={path}\nold\n```\n");
    let plan = "# Shrinking\n\n- IT cap: 1 MW\n";
    place.write("plan.md", format!("{plan}{}{}", block("extra/same.txt"), block("changed.txt")));
    place.run(["build", "plan.md", "-o", "pack"]).exits(0);
    place.write("pack/changed.txt", "mine");
    place.write("plan.md", plan);
    place.run(["build", "plan.md", "-o", "pack", "--force"]).exits(0).complains("removed pack/extra/same.txt");
    let left = names(&place, "pack");
    assert!(!left.contains(&"changed.txt".to_owned()), "{left:?}");
    assert_eq!(place.read("pack/changed.txt.orig"), "mine");
    assert!(!place.path("pack/extra").exists());
}

#[test]
fn the_manifest_of_a_stranger_can_not_name_files_outside() {
    let place = Place::with_pack();
    place.write("victim.txt", "old\n");
    place.write("pack/.git/victim", "old\n");
    let sha256 = wattpack_core::sha256(b"old\n");
    let mut manifest: serde_json::Value = serde_json::from_str(&place.read("pack/wattpack.json")).unwrap();
    for path in ["../victim.txt", place.path("victim.txt").to_str().unwrap(), ".git/victim"] {
        let file = serde_json::json!({ "path": path, "sha256": sha256, "bytes": 4, "role": "from-plan" });
        manifest["files"].as_array_mut().unwrap().push(file);
    }
    place.write("pack/wattpack.json", manifest.to_string());
    place.run(["build", "small.md", "-o", "pack", "--force", "--cap", "2MW"]).exits(0);
    assert_eq!(place.read("victim.txt"), "old\n");
    assert_eq!(place.read("pack/.git/victim"), "old\n");
}

#[test]
fn a_build_that_fails_leaves_the_old_pack_as_it_was() {
    let place = Place::with_pack().and("err_several.md");
    place.run(["build", "small.md", "-o", "x.zip"]).exits(0);
    let before = place.tree();
    for output in ["pack", "x.zip"] {
        place.run(["build", "err_several.md", "-o", output, "--force"]).exits(1);
        place.run(["build", "small.md", "-o", output, "--force", "--cap", "9XW"]).exits(1);
        place.run(["build", "missing.md", "-o", output, "--force"]).exits(3);
    }
    assert_eq!(place.tree(), before);
}

#[test]
fn force_replaces_an_archive_of_ours_and_keeps_one_that_is_not() {
    let place = Place::with("small.md");
    place.run(["build", "small.md", "-o", "x.zip"]).exits(0);
    place.run(["build", "small.md", "-o", "x.zip", "--force", "--cap", "2MW"]).exits(0).complains("replaced x.zip");
    assert!(!place.path("x.zip.orig").exists());
    place.write("x.zip", "my holiday pictures");
    place.run(["build", "small.md", "-o", "x.zip", "--force"]).exits(0).complains("kept x.zip as x.zip.orig");
    assert_eq!(place.read("x.zip.orig"), "my holiday pictures");
    place.run(["verify", "x.zip"]).exits(0);
}

#[test]
fn force_moves_a_thing_of_another_kind_aside() {
    let place = Place::with("small.md");
    place.write("pack", "a file of that name");
    place.write("x.zip/inner.txt", "a folder of that name");
    place.run(["build", "small.md", "-o", "pack", "--force"]).exits(0);
    place.run(["build", "small.md", "-o", "x.zip", "--force"]).exits(0);
    assert_eq!(place.read("pack.orig"), "a file of that name");
    assert_eq!(place.read("x.zip.orig/inner.txt"), "a folder of that name");
    place.run(["verify", "pack"]).exits(0);
    place.run(["verify", "x.zip"]).exits(0);
}

#[test]
fn a_file_where_a_folder_of_the_pack_belongs_is_moved_aside() {
    let place = Place::with("small.md");
    place.write("pack/docs", "a file of that name");
    place.write("pack/README.md/inner.txt", "a folder of that name");
    place.run(["build", "small.md", "-o", "pack", "--force"]).exits(0);
    assert_eq!(place.read("pack/docs.orig"), "a file of that name");
    assert_eq!(place.read("pack/README.md.orig/inner.txt"), "a folder of that name");
    assert!(place.path("pack/docs/notes.md").is_file());
}

#[cfg(unix)]
mod on_unix {
    use super::*;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    #[test]
    fn a_link_to_a_folder_stays_and_the_folder_behind_it_is_filled() {
        let place = Place::with_pack();
        fs::create_dir(place.path("real")).unwrap();
        symlink("real", place.path("link")).unwrap();
        for output in ["link", "link/"] {
            place.run(["build", "small.md", "-o", output]).exits(0);
            assert!(place.path("link").is_symlink());
            assert_eq!(place.tree_of("real"), place.tree_of("pack"));
        }
    }

    #[test]
    fn nothing_is_written_through_links_inside_the_pack() {
        let place = Place::with_pack();
        place.write("elsewhere/notes.md", "mine");
        place.write("target.md", "mine");
        fs::remove_dir_all(place.path("pack/docs")).unwrap();
        fs::remove_file(place.path("pack/README.md")).unwrap();
        symlink("../elsewhere", place.path("pack/docs")).unwrap();
        symlink("../target.md", place.path("pack/README.md")).unwrap();
        place.run(["build", "small.md", "-o", "pack"]).exits(3);
        place.run(["build", "small.md", "-o", "pack", "--force"]).exits(0);
        assert_eq!(place.tree_of("elsewhere").len(), 1);
        assert_eq!(place.read("elsewhere/notes.md"), "mine");
        assert_eq!(place.read("target.md"), "mine");
        assert!(place.path("pack/docs.orig").is_symlink());
        assert!(place.path("pack/README.md.orig").is_symlink());
        assert!(!place.path("pack/docs").is_symlink());
    }

    #[test]
    fn a_link_to_the_right_content_is_no_file_of_the_pack() {
        let place = Place::with_pack();
        fs::rename(place.path("pack/README.md"), place.path("README.md")).unwrap();
        symlink("../README.md", place.path("pack/README.md")).unwrap();
        place.run(["build", "small.md", "-o", "pack"]).exits(3);
        place.run(["build", "small.md", "-o", "pack", "--force"]).exits(0);
        assert!(!place.path("pack/README.md").is_symlink());
        assert!(place.path("pack/README.md.orig").is_symlink());
    }

    #[test]
    fn files_are_not_removed_through_links_either() {
        let place = Place::new();
        place.write("plan.md", "# Linked\n\n- IT cap: 1 MW\n\n```text file=extra/old.txt\nold\n```\n");
        place.run(["build", "plan.md", "-o", "pack"]).exits(0);
        fs::rename(place.path("pack/extra"), place.path("elsewhere")).unwrap();
        symlink("../elsewhere", place.path("pack/extra")).unwrap();
        place.write("plan.md", "# Linked\n\n- IT cap: 1 MW\n");
        place.run(["build", "plan.md", "-o", "pack", "--force"]).exits(0);
        assert_eq!(place.read("elsewhere/old.txt"), "old\n");
    }

    #[test]
    fn an_archive_is_not_written_through_a_link() {
        let place = Place::with("small.md");
        place.write("target", "mine");
        for (link, to) in [("x.zip", "target"), ("dangling.zip", "nowhere")] {
            symlink(to, place.path(link)).unwrap();
            place.run(["build", "small.md", "-o", link]).exits(3).complains("--force");
            place.run(["build", "small.md", "-o", link, "--force"]).exits(0);
            assert!(place.path(link).is_file() && !place.path(link).is_symlink());
        }
        assert_eq!(place.read("target"), "mine");
        assert!(!place.path("nowhere").exists());
    }

    #[test]
    fn a_link_to_the_same_archive_is_success() {
        let place = Place::with("small.md");
        place.run(["build", "small.md", "-o", "x.zip"]).exits(0);
        symlink("x.zip", place.path("latest.zip")).unwrap();
        place.run(["build", "small.md", "-o", "latest.zip"]).exits(0).complains("unchanged");
        assert!(place.path("latest.zip").is_symlink());
    }

    #[test]
    fn a_dangling_link_is_not_followed_to_make_a_folder() {
        let place = Place::with("small.md");
        symlink("nowhere", place.path("pack")).unwrap();
        place.run(["build", "small.md", "-o", "pack"]).exits(3).complains("--force");
        assert!(!place.path("nowhere").exists());
    }

    #[test]
    fn files_get_the_rights_of_new_files_and_keep_those_they_were_given() {
        let place = Place::with_pack();
        place.run(["build", "small.md", "-o", "x.zip"]).exits(0);
        place.write("plain", "");
        let mode = |name: &str| place.path(name).metadata().unwrap().permissions().mode();
        assert_eq!(mode("x.zip"), mode("plain"));
        assert_eq!(mode("pack/README.md"), mode("plain"));
        fs::set_permissions(place.path("pack/README.md"), fs::Permissions::from_mode(0o640)).unwrap();
        fs::set_permissions(place.path("x.zip"), fs::Permissions::from_mode(0o640)).unwrap();
        for output in ["pack", "x.zip"] {
            place.run(["build", "small.md", "-o", output, "--force", "--cap", "2MW"]).exits(0);
        }
        assert_eq!(mode("pack/README.md") & 0o777, 0o640);
        assert_eq!(mode("x.zip") & 0o777, 0o640);
    }
}

/// Not even root can make files in `/proc`.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_takes_no_files_is_a_failure_with_its_name() {
    let place = Place::with("small.md");
    for output in ["/proc/x.zip", "/proc/pack"] {
        place.run(["build", "small.md", "-o", output]).exits(3).complains(output);
    }
    place.run(["build", "small.md", "-o", "/proc/self/fd", "--force"]).exits(3).complains("/proc/self/fd");
}

#[test]
fn an_archive_that_holds_more_than_a_build_is_kept() {
    let place = Place::with("small.md");
    place.run(["build", "small.md", "-o", "x.zip"]).exits(0);
    let mut bytes = place.bytes("x.zip");
    bytes.extend(b"a comment of the user's");
    place.write("x.zip", &bytes);
    place.run(["build", "small.md", "-o", "x.zip", "--cap", "2MW", "--force"]).exits(0).complains("x.zip.orig");
    assert_eq!(place.bytes("x.zip.orig"), bytes);
}

#[test]
fn a_manifest_that_the_user_changed_is_kept() {
    let place = Place::with_pack();
    let manifest = place.read("pack/wattpack.json");
    let overridden = manifest.replace("\"overrides\": {}", "\"overrides\": {\n    \"it_cap_w\": 4000000.0\n  }");
    assert_ne!(overridden, manifest);
    for changed in [overridden, manifest.replace("  ", "\t")] {
        place.write("pack/wattpack.json", &changed);
        place.run(["build", "small.md", "-o", "pack", "--force"]).exits(0).complains("wattpack.json.orig");
        assert_eq!(place.read("pack/wattpack.json"), manifest);
    }
}

#[test]
fn a_plan_edited_inside_its_pack_is_rebuilt_in_place() {
    let place = Place::with_pack();
    place.write("pack/plan.md", place.read("pack/plan.md") + "\n- NIC speed: 200 Gbit/s\n");
    place.run(["build", "pack/plan.md", "-o", "pack", "--force"]).exits(0).complains("replaced pack");
    assert!(names(&place, "pack").iter().all(|name| !name.contains(".orig")));
    place.run(["verify", "pack"]).exits(0);
}

#[test]
fn a_plan_edited_inside_its_pack_keeps_what_nobody_can_tell_from_the_users() {
    let place = Place::new();
    let plan = "# Pod\n\n- IT cap: 1 MW\n";
    place.write("plan.md", format!("{plan}\n```text file=extra/a.txt\nmine\n```\n"));
    place.run(["build", "plan.md", "-o", "pack"]).exits(0);
    for cap in ["2 MW", "3 MW"] {
        place.write("pack/plan.md", plan.replace("1 MW", cap));
        place.run(["build", "pack/plan.md", "-o", "pack", "--force"]).exits(0);
    }
    let kept: Vec<_> = names(&place, "pack").into_iter().filter(|name| name.contains(".orig")).collect();
    assert_eq!(kept, ["extra/a.txt.orig"]);
    assert_eq!(place.read("pack/extra/a.txt.orig"), "mine\n");
}

#[test]
fn an_edited_manifest_removes_nothing() {
    let place = Place::with_pack();
    let pack = place.tree_of("pack");
    let mut manifest = Manifest::parse(&place.read("pack/wattpack.json")).unwrap();
    let mut file = manifest.files[0].clone();
    (file.path, file.sha256, file.bytes) = ("LICENSE".to_owned(), wattpack_core::sha256(b"mine"), 4);
    manifest.files.push(file);
    let manifest = serde_json::to_string_pretty(&manifest).unwrap() + "\n";
    for (plan, forged) in [
        (Some("- IT cap: 3 MW\n"), "wattpack.json"),
        (None, "wattpack.json"),
        (None, ".wattpack-update-abcdef/wattpack.json"),
    ] {
        fs::remove_dir_all(place.path("pack")).unwrap();
        for (path, content) in &pack {
            place.write(&format!("pack/{path}"), content);
        }
        place.write("pack/LICENSE", "mine");
        place.write("pack/.wattpack-update-abcdef/lock", "");
        place.write(&format!("pack/{forged}"), &manifest);
        match plan {
            Some(plan) => place.write("pack/plan.md", plan),
            None => fs::remove_file(place.path("pack/plan.md")).unwrap(),
        }
        place.run(["build", "small.md", "-o", "pack", "--force", "--cap", "2MW"]).exits(0);
        assert_eq!(place.read("pack/LICENSE.orig"), "mine", "{forged}");
    }
}

#[test]
fn a_file_may_become_a_folder_and_a_folder_a_file() {
    let place = Place::new();
    let write = |path: &str| place.write("plan.md", format!("# P\n\n- IT cap: 1 MW\n\n```text file={path}\nx\n```\n"));
    write("data/notes");
    place.run(["build", "plan.md", "-o", "pack"]).exits(0);
    for path in ["data/notes/b.txt", "data/notes"] {
        write(path);
        place.run(["build", "plan.md", "-o", "pack", "--force"]).exits(0);
        place.run(["verify", "pack"]).exits(0);
    }
}

#[test]
fn a_folder_that_only_looks_like_what_a_build_left_is_the_users() {
    let place = Place::with_pack();
    place.write(".wattpack-new-notes/a.txt", "mine");
    place.write(".wattpack-new-abcdef/pack/a.txt", "mine");
    place.write("pack/.wattpack-update-notes/a.txt", "mine");
    place.write("pack/.wattpack-update-abcdef/a.txt", "mine");
    let before = place.tree();
    place.run(["build", "small.md", "-o", "pack", "--cap", "2MW"]).exits(3).complains("is not empty");
    assert_eq!(place.tree(), before);
    place.run(["build", "small.md", "-o", "pack", "--cap", "2MW", "--force"]).exits(0);
    place.run(["build", "small.md", "-o", "x.zip"]).exits(0);
    assert_eq!(place.tree().values().filter(|content| *content == b"mine").count(), 4);
}

#[test]
fn a_build_that_is_refused_removes_nothing() {
    let place = Place::with("small.md");
    place.write("x.zip", "mine");
    place.write(".wattpack-new-abcdef/lock", "");
    place.run(["build", "small.md", "-o", "x.zip"]).exits(3);
    assert!(place.path(".wattpack-new-abcdef").exists());
    place.run(["build", "small.md", "-o", "y.zip"]).exits(0);
    assert!(!place.path(".wattpack-new-abcdef").exists());
}

#[test]
fn force_that_changes_nothing_says_so() {
    let place = Place::with_pack();
    place.write("pack/mine.txt", "mine");
    place.run(["build", "small.md", "-o", "pack", "--force"]).exits(0).complains("unchanged pack");
}
