//! Archives of somebody who wants to get in. Each of `cases` must be refused for the reason in
//! `tests/hostile/archives.txt`, in little memory, with nothing written.
//!
//! `WATTPACK_BLESS=1 cargo test --test integration archives` writes the list anew: read it.

mod cases;

use crate::harness::Place;
use crate::zip_maker::{Member, Zip, flat, member};
use cases::{cases, deep};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use wattpack_core::archive::unzip;
use wattpack_core::pack::{build, verify};
use wattpack_core::plan::{Given, Overrides};

/// The program with no more than `most` KiB of addresses, where the system can hold it to that.
fn limited(most: usize) -> Command {
    let program = env!("CARGO_BIN_EXE_wattpack");
    if cfg!(target_os = "linux") {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("ulimit -v {most} && exec \"$0\" \"$@\""), program]);
        return command;
    }
    Command::new(program)
}

/// The reason that `verify` gives, in no more memory than `most` KiB of addresses.
fn judged(place: &Place, bytes: &[u8], most: usize) -> (Option<i32>, String) {
    std::fs::write(place.path("in/bad.zip"), bytes).unwrap();
    let arguments = ["verify", "in/bad.zip", "--format", "json"];
    let output = limited(most).args(arguments).current_dir(place.path("")).output().unwrap();
    let found: serde_json::Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{:?}: {}", output.status, String::from_utf8_lossy(&output.stderr)));
    let first = &found["diagnostics"][0];
    (output.status.code(), format!("{} {}", first["code"].as_str().unwrap(), first["message"].as_str().unwrap()))
}

#[test]
fn hostile_archives_are_refused_for_their_reason_in_little_memory() {
    /// What is told without unpacking takes hardly more than the program itself.
    const MOST: usize = 96 << 10;
    let place = Place::new();
    place.write("in/bad.zip", "");
    let mut answers = BTreeMap::new();
    for (name, bytes) in cases() {
        let (code, reason) = judged(&place, &bytes, MOST + bytes.len() / 1024);
        assert_eq!(code, Some(1), "{name}: {reason}");
        assert_eq!(place.tree().keys().collect::<Vec<_>>(), ["in/bad.zip"], "{name}");
        assert!(answers.insert(name.clone(), reason).is_none(), "{name} stands twice");
    }
    assert!(answers.len() >= 80, "{} archives", answers.len());
    compare(&answers);
}

fn compare(answers: &BTreeMap<String, String>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile/archives.txt");
    let found = answers.iter().fold(String::new(), |mut text, (name, reason)| {
        let _ = writeln!(text, "{name}: {}", reason.escape_debug());
        text
    });
    if std::env::var_os("WATTPACK_BLESS").is_some() {
        std::fs::write(&path, &found).unwrap();
    }
    assert_eq!(found, std::fs::read_to_string(path).unwrap(), "read the difference, then bless");
}

/// Unpacking takes what the entries say, and no more than a pack may have.
#[test]
fn what_unpacks_takes_no_more_memory_than_it_says() {
    let place = Place::new();
    place.write("in/bad.zip", "");
    let bytes = Zip::of([flat("top/x", 60), flat("top/y", 60)]).bytes();
    let (code, reason) = judged(&place, &bytes, (96 + 120) << 10);
    assert_eq!((code, reason.as_str()), (Some(1), "WP608 the entry `top/x` can't be read: its checksum is wrong"));
}

/// What usual packers add is no harm: folders, times, descriptors, a comment.
#[test]
fn archives_of_other_packers_are_read() {
    let pack = build("- IT cap: 5 MW\n", &Overrides::new(), false).pack.unwrap();
    let mut members: Vec<Member> = pack
        .files
        .iter()
        .map(|(path, file)| {
            let mut member = member(format!("some-name/{path}"), file.text.as_bytes());
            // `zip` stores what is empty, and describes it all the same when it writes to a pipe.
            if !file.text.is_empty() {
                member.deflate();
            }
            member.both(|said| said.extra = b"\x55\x54\x05\x00\x01\0\0\0\0".to_vec());
            member.describe();
            // Archived, as DOS has it; the upper bits as macOS and 7-Zip set them.
            member.dos = 0xC020;
            member
        })
        .collect();
    let mut folder = member("some-name/docs/", b"");
    (folder.mode, folder.dos) = (0o040_755, 0x10);
    members.insert(0, folder);
    let place = Place::new();
    place.write("x.zip", Zip { comment: b"made elsewhere".to_vec(), ..Zip::of(members) }.bytes());
    place.run(["verify", "x.zip"]).exits(1).says("error[WP607]");
}

/// The top folder, as the first record of an archive names it.
fn top(archive: &[u8]) -> &[u8] {
    archive[30..].split(|byte| *byte == b'/').next().unwrap()
}

/// What we pack we unpack, at the limits of names too.
#[test]
fn the_longest_names_of_a_pack_are_read() {
    let path = String::from_utf8(deep("", 200)).unwrap();
    let plan = format!("# Plan\n\n- IT cap: 5 MW\n\n```text file={path}\nx\n```\n");
    let name = Overrides::from([("name".to_owned(), Given::Text("a".repeat(64)))]);
    let archive = build(&plan, &name, false).pack.unwrap().archive().unwrap();
    assert_eq!(top(&archive).len(), 64);
    assert_eq!(unzip(&archive).unwrap()[&path], b"x\n");
}

/// Windows opens a device for `con.zip`, and makes no folder `con`.
#[test]
fn a_cluster_that_is_called_like_a_device_lies_elsewhere() {
    for (title, place) in [("Con", "con-cluster"), ("NUL", "nul-cluster"), ("LPT 9", "lpt-9"), ("Lpt9", "lpt9-cluster")]
    {
        let plan = format!("# {title}\n\n- IT cap: 5 MW\n");
        let pack = build(&plan, &Overrides::new(), false).pack.unwrap();
        let archive = pack.archive().unwrap();
        assert_eq!((pack.name.as_str(), top(&archive)), (place, place.as_bytes()));
        assert!(verify(&unzip(&archive).unwrap(), Some(&archive)).diagnostics.is_empty(), "{title}");
    }
    let place = Place::new();
    place.run(["build", "--set", "name=con"]).exits(0);
    place.run(["verify", "con-cluster.zip"]).exits(0);
}
