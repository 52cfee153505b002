//! Disks that are full, and folders that can't be written.

use super::{NEW, Tree, clear, is_clean, new_pack_in_use, plans, put_old_pack};
use crate::harness::{Ended, Place};
use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

/// Runs a build that may not write files larger than a number of 512-byte blocks. The signal of the
/// limit is ignored, so that writing fails as it does on a full disk.
fn on_a_small_disk(place: &Place, blocks: u32, build: &str) -> Ended {
    place.shell(&format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" {build}"))
}

#[test]
fn a_full_disk_leaves_the_old_state() {
    let place = plans();
    for blocks in [0, 1, 8, 30] {
        for output in ["out/pack", "out/pack.zip"] {
            clear(&place);
            on_a_small_disk(&place, blocks, &format!("build new.md -o {output}")).exits(3).complains(output);
            assert_eq!(place.tree_of("out"), Tree::new(), "{output} with {blocks} blocks");
        }
        let before = put_old_pack(&place);
        on_a_small_disk(&place, blocks, "build new.md -o out/pack --force").exits(3).complains("out/pack");
        assert_eq!(place.tree_of("out/pack"), before, "with {blocks} blocks");
        for old in [place.bytes("old.zip"), b"my own".to_vec()] {
            place.write("out/pack.zip", &old);
            on_a_small_disk(&place, blocks, "build new.md -o out/pack.zip --force").exits(3).complains("out/pack.zip");
            assert_eq!(place.bytes("out/pack.zip"), old, "with {blocks} blocks");
            assert!(!place.path("out/pack.zip.orig").exists() && is_clean(&place, "out"));
        }
    }
    on_a_small_disk(&place, 1, "sweep --vary it_cap_w=1e6..5e6:100 --svg out/x.svg").exits(3).complains("out/x.svg");
    assert!(!place.path("out/x.svg").exists());
}

/// The limit's signal ends the program where it stands, as a kill does.
#[test]
fn a_build_that_its_limit_ends_leaves_the_old_state() {
    let place = plans();
    let before = put_old_pack(&place);
    let code = place.shell("(ulimit -c 0; ulimit -f 8; \"$0\" build new.md -o out/pack --force); echo $?");
    assert!(!["0", "3"].contains(&code.stdout().trim()), "{}", code.stdout());
    let mut left = place.tree_of("out/pack");
    left.retain(|path, _| !path.starts_with(".wattpack-update-"));
    assert_eq!(left, before);
    place.run(["build", "new.md", "-o", "out/pack", "--force"]).exits(0);
    assert_eq!(place.tree_of("out/pack"), new_pack_in_use(&place));
}

/// A real disk of half a megabyte with less and less room, where such a thing can be mounted; else
/// the limit on file sizes stands for it.
#[test]
fn a_disk_that_fills_up_on_the_way_leaves_the_old_state() {
    let place = plans();
    put_old_pack(&place);
    let can_mount = Command::new("unshare").args(["-rm", "true"]).status().is_ok_and(|status| status.success());
    let script = if can_mount {
        "exec unshare -rm sh -c 'mkdir disk && mount -t tmpfs -o size=512k none disk && cp -r out/pack disk/pack || exit 9
         for room in $(seq 0 12 480); do
           head -c 1000000 /dev/zero > disk/fill 2>/dev/null; truncate -s -${room}k disk/fill
           \"$0\" build new.md -o disk/pack --force -q 2>/dev/null; code=$?; rm disk/fill
           diff -r out/pack disk/pack >/dev/null; echo $code $?
           [ $code = 0 ] && exit
         done' \"$0\""
    } else {
        "trap '' XFSZ; for blocks in $(seq 0 4 400); do
           (ulimit -f $blocks; \"$0\" build new.md -o out/copy --force -q 2>/dev/null); code=$?
           diff -r out/pack out/copy >/dev/null; echo $code $?
           [ $code = 0 ] && exit
         done"
    };
    if !can_mount {
        place.shell("cp -r out/pack out/copy").exits(0);
    }
    let outcomes = place.shell(script).stdout();
    let outcomes: Vec<&str> = outcomes.lines().collect();
    let (last, before) = outcomes.split_last().unwrap();
    assert_eq!(*last, "0 1", "{outcomes:?}");
    assert!(before.len() > 2 && before.iter().all(|outcome| *outcome == "3 0"), "{outcomes:?}");
}

#[test]
fn no_command_is_done_when_the_disk_behind_standard_output_is_full() {
    let place = plans();
    for command in [
        "build new.md -o -",
        "build new.md --dry-run",
        "build new.md --diff",
        "solve new.md",
        "solve new.md --json",
        "solve new.md --explain",
        "check new.md --format sarif",
        "verify new --format json",
        "verify new.zip",
        "sweep new.md --vary it_cap_w=1e6..5e6:3",
        "explain WP101",
        "schema config",
        "example",
        "completions bash",
        "man",
        "--help",
        "--version",
        "build --help",
    ] {
        place.shell(&format!("exec \"$0\" {command} > /dev/full")).exits(3);
        place.shell(&format!("exec \"$0\" {command} 2> /dev/full")).exits(0);
    }
}

/// Somebody whom rights bind. Root is bound by none, so as root the program runs as nobody.
struct Bound {
    place: Place,
    is_root: bool,
}

const NOBODY: u32 = 65_534;

impl Bound {
    /// A place of theirs with the program in it: they may not reach where it was built.
    fn new() -> Self {
        let place = Place::new();
        // Copied by another process: what this one writes to may be open in programs that other tests start, and
        // then it can't be run.
        place.shell("cp \"$0\" wattpack").exits(0);
        let is_root = place.path("").metadata().unwrap().uid() == 0;
        let bound = Self { place, is_root };
        bound.set("", 0o755);
        bound.set("wattpack", 0o755);
        bound.place.write("new.md", NEW);
        if is_root {
            chown(bound.place.path(""), Some(NOBODY), Some(NOBODY)).unwrap();
        }
        bound
    }

    fn set(&self, path: &str, mode: u32) {
        fs::set_permissions(self.place.path(path), fs::Permissions::from_mode(mode)).unwrap();
    }

    fn run(&self, args: &[&str]) -> (Option<i32>, String) {
        let mut command = Command::new(self.place.path("wattpack"));
        command.args(args).current_dir(self.place.path(""));
        if self.is_root {
            command.uid(NOBODY).gid(NOBODY);
        }
        let output = command.output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    }

    fn is_refused(&self, args: &[&str]) {
        let before = self.place.tree();
        let (code, complaint) = self.run(args);
        assert_eq!(code, Some(3), "{args:?}: {complaint}");
        assert!(complaint.contains("ermission denied"), "{complaint}");
        assert_eq!(self.place.tree(), before, "{args:?}");
    }
}

#[test]
fn a_folder_that_can_not_be_written_is_left_as_it_is() {
    let bound = Bound::new();
    for output in ["pack", "pack.zip"] {
        assert_eq!(bound.run(&["build", "new.md", "-o", output]).0, Some(0));
    }
    // In each of these an update stops at another step.
    for folder in ["pack", "pack/docs", "pack/docs/figures", "pack/tools"] {
        bound.set(folder, 0o555);
        bound.is_refused(&["build", "new.md", "--cap", "3MW", "-o", "pack", "--force"]);
        bound.set(folder, 0o755);
    }
    bound.set("", 0o555);
    for output in ["fresh", "fresh.zip"] {
        bound.is_refused(&["build", "new.md", "-o", output]);
    }
    bound.is_refused(&["build", "new.md", "--cap", "3MW", "-o", "pack.zip", "--force"]);
    bound.set("", 0o755);
    assert_eq!(bound.run(&["verify", "pack"]).0, Some(0));
    assert!(Path::exists(&bound.place.path("pack.zip")));
}

#[test]
fn what_can_not_be_read_is_said() {
    let bound = Bound::new();
    assert_eq!(bound.run(&["build", "new.md", "-o", "pack"]).0, Some(0));
    bound.set("pack/plan.md", 0o000);
    let (code, complaint) = bound.run(&["verify", "pack"]);
    assert_eq!(code, Some(3), "{complaint}");
    let (code, complaint) = bound.run(&["build", "pack/plan.md", "-o", "other"]);
    assert_eq!(code, Some(3), "{complaint}");
    assert!(complaint.contains("can't read `pack/plan.md`: permission denied"), "{complaint}");
}
