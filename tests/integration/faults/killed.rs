//! Builds that are killed without warning at any moment, many times. `WATTPACK_ROUNDS=1000` makes it
//! that many for each kind.

#![allow(clippy::print_stderr, reason = "the figures, with `--nocapture`")]

use super::{Tree, clear, is_clean, new_pack_in_use, nothing_is_lost, plans, put_old_pack, rounds};
use crate::harness::Place;
use std::fs;
use std::process::Child;
use std::thread::sleep;
use std::time::{Duration, Instant};

const BUILD: [&str; 5] = ["build", "new.md", "-q", "-o", "out/pack"];
const BUILD_ZIP: [&str; 5] = ["build", "new.md", "-q", "-o", "out/pack.zip"];

/// Moments without end, spread evenly and different in each run.
struct Moments(u64);

impl Moments {
    fn new() -> Self {
        Self(u64::from(std::process::id()))
    }

    fn before(&mut self, longest: Duration) -> Duration {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        longest * (self.0 >> 54) as u32 / 1024
    }
}

/// Whether a build has begun to write: there is a stage in one of the folders.
fn is_writing(place: &Place) -> bool {
    ["out", "out/pack"].iter().any(|folder| place.path(folder).is_dir() && !is_clean(place, folder))
}

/// Whether an update has begun to put files into their places: one of the first is the user's.
fn is_placing(place: &Place) -> bool {
    place.path("out/pack/README.md.orig").exists()
}

/// Whatever a build does.
fn at_once(_: &Place) -> bool {
    true
}

/// Starts a build and waits for a moment of it.
fn start(place: &Place, args: &[&str], moment: fn(&Place) -> bool) -> Child {
    let mut child = place.start(args);
    while !moment(place) && child.try_wait().unwrap().is_none() {
        sleep(Duration::from_micros(20));
    }
    child
}

/// How long a build takes from a moment to its end.
fn time_from(moment: fn(&Place) -> bool, place: &Place, args: &[&str]) -> Duration {
    let mut child = start(place, args, moment);
    let begin = Instant::now();
    assert!(child.wait().unwrap().success());
    begin.elapsed()
}

/// From when and for how long to wait: the writing is short, so every second round is about that.
fn phase(round: u32, writing: Duration, whole: Duration) -> (fn(&Place) -> bool, Duration) {
    if round.is_multiple_of(2) { (is_writing, writing) } else { (at_once, whole) }
}

/// Starts a build and kills it some time after a moment. Says whether it was killed.
fn kill(place: &Place, args: &[&str], moment: fn(&Place) -> bool, after: Duration) -> bool {
    let mut child = start(place, args, moment);
    sleep(after);
    child.kill().unwrap();
    !child.wait().unwrap().success()
}

#[test]
fn a_fresh_build_is_there_whole_or_not_at_all() {
    let place = plans();
    let mut moments = Moments::new();
    for (args, output) in [(BUILD, "pack"), (BUILD_ZIP, "pack.zip")] {
        clear(&place);
        let writing = time_from(is_writing, &place, &args);
        clear(&place);
        let whole = time_from(at_once, &place, &args);
        let (mut killed, mut there) = (0, 0);
        for round in 0..rounds(16) {
            clear(&place);
            let (moment, longest) = phase(round, writing, whole);
            killed += u32::from(kill(&place, &args, moment, moments.before(longest)));
            if place.path("out").join(output).exists() {
                there += 1;
                is_whole(&place, output);
            }
            place.run(args).exits(0);
            is_whole(&place, output);
            assert!(is_clean(&place, "out"));
        }
        eprintln!("{output}: killed {killed} times, {there} times after it was there");
        assert!(killed > 0);
    }
}

fn is_whole(place: &Place, output: &str) {
    if output == "pack" {
        assert_eq!(place.tree_of("out/pack"), place.tree_of("new"));
    } else {
        assert_eq!(place.bytes("out/pack.zip"), place.bytes("new.zip"));
    }
}

#[test]
fn an_archive_is_the_old_one_or_the_new_one() {
    let place = plans();
    let mut moments = Moments::new();
    let args = [BUILD_ZIP.as_slice(), &["--force"]].concat();
    for (old, is_ours) in [(place.bytes("old.zip"), true), (b"my holiday pictures".to_vec(), false)] {
        clear(&place);
        place.write("out/pack.zip", &old);
        let writing = time_from(is_writing, &place, &args);
        let (mut killed, mut new) = (0, 0);
        clear(&place);
        place.write("out/pack.zip", &old);
        let whole = time_from(at_once, &place, &args);
        for round in 0..rounds(16) {
            clear(&place);
            place.write("out/pack.zip", &old);
            let (moment, longest) = phase(round, writing, whole);
            killed += u32::from(kill(&place, &args, moment, moments.before(longest)));
            let is_new = place.bytes("out/pack.zip") == place.bytes("new.zip");
            new += u32::from(is_new);
            let left = if is_new { "out/pack.zip.orig" } else { "out/pack.zip" };
            assert!((is_new && is_ours) || place.bytes(left) == old);
            place.run(&args).exits(0);
            assert_eq!(place.bytes("out/pack.zip"), place.bytes("new.zip"));
            assert!(is_ours || place.bytes("out/pack.zip.orig") == old);
            assert!(is_clean(&place, "out"));
        }
        eprintln!("an archive: killed {killed} times, {new} times with the new one there");
        assert!(killed > 0);
    }
}

/// Goes on until a build was caught in the middle of its steps a few times.
#[test]
fn a_folder_is_the_old_one_or_the_new_one_or_said_to_be_unfinished_and_finished_by_the_next_build() {
    let place = plans();
    let (before, after) = (put_old_pack(&place), new_pack_in_use(&place));
    let args = [BUILD.as_slice(), &["--force"]].concat();
    let writing = time_from(is_writing, &place, &args);
    assert_eq!(place.tree_of("out/pack"), after);
    put_old_pack(&place);
    let placing = time_from(is_placing, &place, &args);
    let (mut moments, mut killed, mut caught, mut round) = (Moments::new(), 0, 0, 0);
    while round < rounds(25) || caught < 2 {
        round += 1;
        assert!(round <= 10_000, "no build was caught in the middle");
        put_old_pack(&place);
        let (moment, longest): (fn(&Place) -> bool, _) =
            if round % 3 == 0 { (is_writing, writing) } else { (is_placing, placing) };
        killed += u32::from(kill(&place, &args, moment, moments.before(longest)));
        let left = place.tree_of("out/pack");
        nothing_is_lost(&left);
        let steps = without_stage(&left);
        caught += u32::from(steps != before && steps != after);
        if is_clean(&place, "out/pack") {
            assert!(left == before || left == after);
        } else {
            place.run(["verify", "out/pack"]).exits(1).says("WP609");
            place.run(BUILD).exits(3).complains("not finished");
            assert_eq!(place.tree_of("out/pack"), left);
        }
        place.run(&args).exits(0);
        assert_eq!(place.tree_of("out/pack"), after);
        assert!(is_clean(&place, "out/pack"));
    }
    eprintln!("a folder: killed {killed} times in {round} rounds, {caught} times in the middle of its steps");
}

fn without_stage(tree: &Tree) -> Tree {
    let is_staged = |path: &str| path.starts_with(".wattpack-update-");
    tree.iter().filter(|(path, _)| !is_staged(path)).map(|(path, content)| (path.clone(), content.clone())).collect()
}

#[test]
fn an_empty_folder_that_a_build_was_killed_in_is_finished_with_force() {
    let place = plans();
    let mut moments = Moments::new();
    clear(&place);
    fs::create_dir(place.path("out/pack")).unwrap();
    let longest = time_from(is_writing, &place, &BUILD);
    for _ in 0..rounds(10) {
        clear(&place);
        fs::create_dir(place.path("out/pack")).unwrap();
        kill(&place, &BUILD, is_writing, moments.before(longest));
        if !is_clean(&place, "out/pack") {
            place.run(BUILD).exits(3).complains("holds a build that was not finished").complains("--force");
        }
        place.run([BUILD.as_slice(), &["--force"]].concat()).exits(0);
        is_whole(&place, "pack");
        assert!(is_clean(&place, "out/pack"));
    }
}
