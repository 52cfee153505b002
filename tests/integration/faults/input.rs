//! Plans that are no plain files, and plans that do not hold still.

use super::{NEW, OLD, plans};
use crate::harness::Place;
use std::fs::File;
use std::io::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// Runs something while a file is written again and again.
fn while_written<T>(write: impl Fn(u32) + Sync, run: impl FnOnce() -> T) -> T {
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut at = 0;
            while !stop.load(Ordering::Relaxed) {
                at += 1;
                write(at);
            }
        });
        let outcome = run();
        stop.store(true, Ordering::Relaxed);
        outcome
    })
}

/// A pack is made of one state of its plan, never of two.
#[test]
fn a_plan_that_is_written_again_and_again_is_read_whole_or_not_at_all() {
    let place = plans();
    let path = place.path("moving.md");
    let write = |at: u32| std::fs::write(&path, if at.is_multiple_of(2) { OLD } else { NEW }).unwrap();
    write(0);
    while_written(write, || {
        for round in 0..20 {
            let output = format!("out-{round}");
            let script = format!("\"$0\" build moving.md -q -o {output}; echo $?");
            match place.shell(&script).stdout().trim() {
                "0" => assert!([OLD, NEW].contains(&place.read(&format!("{output}/plan.md")).as_str())),
                // Empty for a moment, or another file than a moment ago.
                "1" | "3" => assert!(!place.path(&output).exists()),
                other => panic!("exit {other}"),
            }
        }
    });
}

/// Goes on until a build has noticed.
#[test]
fn a_plan_that_grows_while_it_is_read_is_refused() {
    let place = Place::new();
    place.write("growing.md", "word ".repeat(1 << 20));
    let mut file = File::options().append(true).open(place.path("growing.md")).unwrap();
    let write = |_| (&file).write_all(b"x").unwrap();
    while_written(write, || {
        let notices = |_| place.shell("\"$0\" check growing.md").stderr().contains("it changed while it was read");
        assert!((0..1000).any(notices));
    });
    file.flush().unwrap();
}

#[test]
fn pipes_are_read_and_what_has_no_end_is_too_large() {
    let place = plans();
    let made = "mkfifo pipe; cat new.md > pipe & ";
    place.shell(&format!("{made} \"$0\" build pipe -q -o piped.zip")).exits(0);
    assert_eq!(place.bytes("piped.zip"), place.bytes("new.zip"));
    place.shell("yes > pipe & exec \"$0\" build pipe -o out").exits(1).complains("WP102");
    place.shell("yes | \"$0\" build - -o out").exits(1).complains("WP102");
    for (device, code) in [("/dev/zero", "WP102"), ("/dev/urandom", "WP102"), ("/dev/null", "WP103")] {
        place.run(["build", device, "-o", "out"]).exits(1).complains(code);
    }
    assert!(!place.path("out").exists());
    place.run(["build", "old", "-o", "out"]).exits(3).complains("it is a folder");
}

#[test]
fn pipes_and_devices_are_no_packs_and_no_outputs() {
    let place = plans();
    place.shell("mkfifo pipe pipe.zip").exits(0);
    for path in ["pipe", "pipe.zip", "/dev/zero", "/dev/null"] {
        place.run(["verify", path]).exits(3).complains("neither a file nor a folder");
        place.run(["build", "new.md", "-o", path, "--force"]).exits(3).complains("neither a file nor a folder");
    }
    assert!(!place.path("pipe.orig").exists());
}

/// Nobody is at the other end of these, so who opens one never comes back.
#[test]
fn pipes_inside_a_pack_are_never_waited_for() {
    let place = plans();
    place.shell("cp -r old pack && rm pack/plan.md && mkfifo pack/plan.md").exits(0);
    place.shell("mkdir pack/.wattpack-update-abcdef .wattpack-new-abcdef").exits(0);
    place.shell("mkfifo pack/.wattpack-update-abcdef/lock .wattpack-new-abcdef/lock").exits(0);
    place.shell("mkdir pack/.wattpack-update-000001 && touch pack/.wattpack-update-000001/lock").exits(0);
    place.shell("mkfifo pack/.wattpack-update-000001/wattpack.json").exits(0);
    place.run(["verify", "pack"]).exits(1).says("WP604");
    place
        .run(["build", "new.md", "-o", "pack", "--force"])
        .exits(0)
        .complains("kept pack/plan.md as pack/plan.md.orig");
    place.shell("rm -r pack/gone pack/plan.md.orig pack/.wattpack-update-* && exec \"$0\" verify -q pack").exits(0);
    assert!(place.path(".wattpack-new-abcdef").exists());
}
