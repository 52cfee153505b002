//! Golden packs: every byte of every file, kept as real files under `tests/golden`.
//!
//! `WATTPACK_BLESS=1 cargo test golden` writes them anew; read the difference before committing.

use crate::packs::{FIXTURES, assert_success, bytes, fixture, pack, python, root, write};
use std::collections::BTreeMap;
use std::path::Path;
use wattpack_core::pack::{PackFile, verify};
use wattpack_core::sha256;

fn committed(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            committed(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, std::fs::read_to_string(entry.path()).unwrap());
        }
    }
}

#[test]
fn packs_are_the_golden_ones_to_the_last_byte() {
    let bless = std::env::var("WATTPACK_BLESS").is_ok();
    let mut sums = String::new();
    for name in FIXTURES {
        let pack = pack(&fixture(name));
        let folder = root().join("tests/golden").join(name);
        if bless {
            let _ = std::fs::remove_dir_all(&folder);
            write(&pack, &folder);
        }
        let mut files = BTreeMap::new();
        committed(&folder, "", &mut files);
        let rendered: Vec<_> = pack.files.keys().collect();
        assert_eq!(files.keys().collect::<Vec<_>>(), rendered, "{name}");
        for (path, text) in &files {
            assert!(
                text == &pack.files[path].text,
                "{name}/{path} is not the golden file; `WATTPACK_BLESS=1 cargo test golden` writes it anew"
            );
        }
        let sum = sha256(&pack.archive().unwrap());
        sums.extend([sum.as_str(), "  ", name, ".zip\n"]);
    }
    let path = root().join("tests/golden/SHA256SUMS");
    if bless {
        std::fs::write(&path, &sums).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), sums, "an archive changed although no file did");
}

#[test]
fn packs_compile_pass_their_tests_and_agree_with_the_library() {
    for name in FIXTURES {
        let pack = pack(&fixture(name));
        let folder = tempfile::tempdir().unwrap();
        write(&pack, folder.path());
        assert_success(&python(folder.path(), &["-m", "compileall", "-q", "."]), name);
        let tests = python(folder.path(), &["-m", "unittest", "-q"]);
        assert_success(&tests, name);
        let report = String::from_utf8_lossy(&tests.stderr);
        assert!(!report.contains("Ran 0 tests"), "{name}: unittest found no tests\n{report}");
        let guard = pack.files.keys().find(|path| path.ends_with("check_action_pins.py")).unwrap();
        assert_success(&python(folder.path(), &[guard]), name);
    }
}

#[test]
fn the_python_tool_prints_the_result_of_the_library() {
    for name in FIXTURES {
        let plan = fixture(name);
        let built = wattpack_core::pack::build(&plan, &BTreeMap::new(), false);
        let pack = built.pack.unwrap();
        let folder = tempfile::tempdir().unwrap();
        write(&pack, folder.path());
        let find = |role: &str| pack.files.iter().find(|(_, file)| file.role.word() == role).unwrap().0;
        let output = python(folder.path(), &[find("model"), "--config", find("config"), "--json"]);
        assert_success(&output, name);
        let theirs: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(theirs, serde_json::to_value(built.result.unwrap()).unwrap(), "{name}");
    }
}

#[test]
fn archives_open_in_another_implementation_with_the_same_files() {
    const LIST: &str = "import sys, zipfile, hashlib
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
for entry in archive.infolist():
    assert entry.date_time == (1980, 1, 1, 0, 0, 0) and entry.external_attr >> 16 == 0o100644 and not entry.extra, entry
    print(hashlib.sha256(archive.read(entry)).hexdigest(), entry.filename)";
    for name in FIXTURES {
        let pack = pack(&fixture(name));
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("x.zip"), pack.archive().unwrap()).unwrap();
        let output = python(folder.path(), &["-c", LIST, "x.zip"]);
        assert_success(&output, name);
        let line =
            |(path, file): (&String, &PackFile)| format!("{} {}/{path}", sha256(file.text.as_bytes()), pack.name);
        let expected: Vec<_> = pack.files.iter().map(line).collect();
        assert_eq!(String::from_utf8(output.stdout).unwrap().lines().collect::<Vec<_>>(), expected, "{name}");
    }
}

#[test]
fn fresh_packs_verify_and_every_kind_of_damage_is_named() {
    for name in FIXTURES {
        let pack = pack(&fixture(name));
        let archive = pack.archive().unwrap();
        let sound = verify(&bytes(&pack), Some(&archive));
        assert_eq!(sound.diagnostics, [], "{name}");
        for path in pack.files.keys() {
            let mut missing = bytes(&pack);
            missing.remove(path);
            assert!(
                verify(&missing, None).diagnostics.iter().any(|found| found.message.contains(path.as_str())),
                "{name}: {path} removed"
            );
            let mut changed = bytes(&pack);
            changed.get_mut(path).unwrap().push(b' ');
            let found = verify(&changed, None).diagnostics;
            assert!(
                found.iter().any(|found| found.message.contains(path.as_str())),
                "{name}: {path} changed: {found:?}"
            );
        }
        let mut added = bytes(&pack);
        added.insert("docs/extra.md".to_owned(), Vec::new());
        assert!(
            verify(&added, None)
                .diagnostics
                .iter()
                .any(|found| found.code.id == "WP604" && found.message.contains("docs/extra.md"))
        );
        let mut repacked = archive.clone();
        repacked.push(0);
        assert_eq!(verify(&bytes(&pack), Some(&repacked)).diagnostics[0].code.id, "WP607", "{name}");
    }
}
