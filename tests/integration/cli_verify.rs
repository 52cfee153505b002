//! `wattpack verify`: packs as they should be, changed packs, and archives made to hurt.

use crate::harness::Place;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use wattpack_core::archive::zip;

#[test]
fn a_fresh_pack_is_sound_as_folder_and_as_archive() {
    let place = Place::with_pack();
    place.run(["build", "small.md", "-o", "x.zip"]).exits(0);
    for pack in ["pack", "pack/", "x.zip"] {
        let ended = place.run(["verify", pack]).exits(0).silently();
        ended
            .says("every byte is what its plan gives")
            .says("INV-001       holds")
            .says("GATE-SEC-001  holds")
            .says("OWN-001       not enforced")
            .says("2 hold, 1 not enforced");
        assert_eq!(place.run(["verify", pack, "-q"]).exits(0).stdout(), "");
    }
}

#[test]
fn the_built_in_example_is_sound_too() {
    let place = Place::new();
    place.run(["build", "-o", "pack"]).exits(0);
    place.run(["verify", "pack"]).exits(0);
    place.run(["build", "-o", "x.zip", "--cap", "6MW"]).exits(0);
    place.run(["verify", "x.zip"]).exits(0);
}

#[test]
fn only_git_and_pycache_are_ignored() {
    let place = Place::with_pack();
    place.write("pack/.git/HEAD", "ref: refs/heads/main\n");
    place.write("pack/tools/__pycache__/cluster_model.cpython-312.pyc", "x");
    place.run(["verify", "pack"]).exits(0);
    place.write("pack/.gitignore", "*.pyc\n");
    place.run(["verify", "pack"]).exits(1).says("WP604").says(".gitignore");
}

#[test]
fn every_difference_is_named() {
    let place = Place::with_pack();
    place.write("pack/README.md", place.read("pack/README.md") + "more\n");
    fs::remove_file(place.path("pack/docs/notes.md")).unwrap();
    place.write("pack/added.txt", "");
    let ended = place.run(["verify", "pack"]).exits(1);
    ended
        .says("WP602")
        .says("pack/README.md")
        .says("WP603")
        .says("pack/docs/notes.md")
        .says("WP604")
        .says("pack/added.txt");
}

#[test]
fn json_has_differences_and_verdicts() {
    let place = Place::with_pack();
    let sound = place.run(["verify", "pack", "--format", "json"]).exits(0).json();
    assert_eq!(
        (&sound["schema_version"], &sound["pack"], &sound["sound"]),
        (&Value::from(1), &Value::from("pack"), &Value::from(true))
    );
    assert_eq!(sound["diagnostics"], Value::Array(Vec::new()));
    let verdicts: Vec<_> =
        sound["requirements"].as_array().unwrap().iter().map(|found| (&found["id"], &found["verdict"])).collect();
    let expected = [("INV-001", "holds"), ("GATE-SEC-001", "holds"), ("OWN-001", "not enforced")];
    assert_eq!(
        verdicts,
        expected
            .map(|(id, verdict)| (Value::from(id), Value::from(verdict)))
            .iter()
            .map(|(id, verdict)| (id, verdict))
            .collect::<Vec<_>>()
    );

    place.write("pack/README.md", "");
    let changed = place.run(["verify", "pack", "--format", "json"]).exits(1).json();
    assert_eq!(changed["sound"], false);
    assert_eq!(changed["diagnostics"][0]["code"], "WP602");
    assert_eq!(changed["diagnostics"][0]["file"], "pack/README.md");
}

#[test]
fn an_action_that_is_not_pinned_breaks_its_gate() {
    let place = Place::with_pack();
    let path = "pack/.github/workflows/ci.yml";
    let text = place.read(path);
    let pin = text
        .lines()
        .find_map(|line| line.trim().strip_prefix("- uses: ").or(line.trim().strip_prefix("uses: ")))
        .unwrap()
        .to_owned();
    place.write(path, text.replace(&pin, "actions/checkout@v4"));
    let ended = place.run(["verify", "pack"]).exits(1);
    ended.says("WP602").says("WP606").says("GATE-SEC-001  failed").says("1 failed");
}

#[test]
fn a_pack_of_another_version_is_said_to_be_one() {
    let place = Place::with_pack();
    let version = format!("\"version\": \"{}\"", wattpack_core::VERSION);
    let manifest = place.read("pack/wattpack.json");
    assert!(manifest.contains(&version), "{manifest}");
    place.write("pack/wattpack.json", manifest.replace(&version, "\"version\": \"0.0.1\""));
    place.run(["verify", "pack"]).exits(1).says("WP605").says("0.0.1");
}

#[test]
fn what_is_no_pack_is_said_to_be_none() {
    let place = Place::with("small.md");
    fs::create_dir(place.path("empty")).unwrap();
    place.run(["verify", "empty"]).exits(1).says("WP601");
    place.run(["verify", "small.md"]).exits(1).says("WP608").says("no zip");
    place.run(["verify", "missing"]).exits(3).complains("missing");
}

#[cfg(unix)]
#[test]
fn links_and_pipes_in_a_pack_are_errors() {
    let place = Place::with_pack();
    fs::rename(place.path("pack/README.md"), place.path("README.md")).unwrap();
    std::os::unix::fs::symlink("../README.md", place.path("pack/README.md")).unwrap();
    place.run(["verify", "pack"]).exits(1).says("`README.md` is a link or another special file");

    let place = Place::with_pack();
    let made = std::process::Command::new("mkfifo").arg(place.path("pack/pipe")).status().unwrap();
    assert!(made.success());
    place.run(["verify", "pack"]).exits(1).says("`pipe` is a link or another special file");
}

#[test]
fn an_archive_that_was_packed_again_is_told_from_the_original() {
    let place = Place::with_pack();
    let files = place.tree_of("pack");
    let texts: BTreeMap<String, &str> =
        files.iter().map(|(path, content)| (path.clone(), std::str::from_utf8(content).unwrap())).collect();
    place.write("same.zip", zip("small-pod", &texts).unwrap());
    place.run(["verify", "same.zip"]).exits(0);
    place.write("other.zip", zip("other-name", &texts).unwrap());
    place.run(["verify", "other.zip"]).exits(1).says("WP607");
}

/// An archive of our own writer, to be damaged.
fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    zip("top", &files.iter().map(|(path, text)| ((*path).to_owned(), *text)).collect()).unwrap()
}

/// Replaces bytes by others of the same length, everywhere.
fn patched(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let places: Vec<_> = (0..bytes.len() - from.len()).filter(|&at| bytes[at..].starts_with(from)).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + to.len()].copy_from_slice(to);
    }
    bytes
}

#[track_caller]
fn is_refused(bytes: &[u8], why: &str) {
    let place = Place::new();
    place.write("inner/bad.zip", bytes);
    let before = place.tree();
    let ended = place.run(["verify", "inner/bad.zip"]).exits(1).silently();
    let _ = ended.says("error[WP608]").says(why);
    let found = place.run(["verify", "inner/bad.zip", "--format", "json"]).exits(1).json();
    assert_eq!(found["diagnostics"][0]["code"], "WP608");
    assert_eq!(place.tree(), before);
}

#[test]
fn names_that_leave_the_archive_are_refused() {
    let plain = || archive(&[("aa/x", "content"), ("b", "content")]);
    is_refused(
        &patched(plain(), b"top/aa/x", b"top/../x"),
        "the name of the entry `top/../x` holds an empty part, `.` or `..`",
    );
    is_refused(&patched(plain(), b"top/aa/x", b"/etc/a/x"), "the name of the entry `/etc/a/x` is absolute");
    is_refused(&patched(plain(), b"top/aa/x", b"top/a\\.x"), "holds a backslash");
    is_refused(&patched(plain(), b"top/aa/x", b"C:/aa/xx"), "drive letter");
    is_refused(&patched(plain(), b"top/aa/x", b"top/a\x1b[m"), "control character");
}

#[test]
fn an_archive_has_one_top_folder_and_each_name_once() {
    let plain = || archive(&[("a1", "content"), ("a2", "content")]);
    is_refused(&patched(plain(), b"top/a2", b"tip/a2"), "several top folders: `top` and `tip`");
    is_refused(&patched(plain(), b"top/a2", b"topxa2"), "several top folders");
    is_refused(&patched(plain(), b"top/a2", b"top/a1"), "two entries have the same name: `top/a1`");
}

#[test]
fn links_in_an_archive_are_refused() {
    let regular = (0o100_644_u32 << 16).to_le_bytes();
    for mode in [0o120_777_u32, 0o020_666, 0o010_644] {
        let bytes = patched(archive(&[("a", "/etc/passwd")]), &regular, &(mode << 16).to_le_bytes());
        is_refused(&bytes, "the entry `top/a` is a link or another special file");
    }
}

#[test]
fn damaged_archives_are_refused() {
    is_refused(b"", "no zip");
    is_refused(b"PK\x03\x04 and nothing more", "no zip");
    let whole = archive(&[("a", "some content")]);
    is_refused(&whole[..whole.len() / 2], "no zip");
    is_refused(&patched(whole, b"some content", b"Some content"), "the entry `top/a` can't be read");
}

#[test]
fn an_entry_that_unpacks_to_more_or_less_than_it_says_is_refused() {
    let content = "x".repeat(5000);
    let said = 5000_u32.to_le_bytes();
    let plain = || archive(&[("a", content.as_str())]);
    for other in [4000_u32, 6000] {
        is_refused(&patched(plain(), &said, &other.to_le_bytes()), "the entry `top/a`");
    }
    is_refused(
        &patched(plain(), &said, &300_000_000_u32.to_le_bytes()),
        "unpacks to more than 128 MiB, at the entry `top/a`",
    );
}

#[test]
fn archives_without_measure_are_refused() {
    let names: Vec<String> = (0..10_001).map(|number| number.to_string()).collect();
    let files: Vec<_> = names.iter().map(|name| (name.as_str(), "")).collect();
    is_refused(&archive(&files), "10001 entries");

    let place = Place::new();
    let large = fs::File::create(place.path("large.zip")).unwrap();
    large.set_len(5_000_000_000).unwrap();
    place.run(["verify", "large.zip"]).exits(1).says("WP608").says("larger than 64 MiB");
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_text_are_told_apart() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let place = Place::with_pack();
    for name in [b"\xfe".as_slice(), b"\xff", br"\xff"] {
        fs::write(place.path("pack").join(OsStr::from_bytes(name)), "").unwrap();
    }
    let verdict = place.run(["verify", "pack"]).exits(1);
    verdict.says(r"`\xfe`").says(r"`\xff`").says(r"`\\xff`");
}
