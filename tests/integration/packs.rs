//! Packs built from the fixtures, and Python run on them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use wattpack_core::pack::{Pack, build};
use wattpack_core::plan::Overrides;

/// Plans with a golden pack: the built-in example, one driven by a table, one by a config block,
/// and one under whose cap nothing fits.
pub const FIXTURES: &[&str] = &["example", "table", "block", "nothing_fits"];

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub fn fixture(name: &str) -> String {
    if name == "example" {
        return wattpack_core::EXAMPLE.to_owned();
    }
    let path = root().join(format!("tests/fixtures/{name}.md"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub fn pack(plan: &str) -> Pack {
    let built = build(plan, &Overrides::new(), false);
    built.pack.unwrap_or_else(|| panic!("no pack: {:?}", built.diagnostics))
}

pub fn bytes(pack: &Pack) -> BTreeMap<String, Vec<u8>> {
    pack.files.iter().map(|(path, file)| (path.clone(), file.text.clone().into_bytes())).collect()
}

pub fn write(pack: &Pack, folder: &Path) {
    for (path, file) in &pack.files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, &file.text).unwrap();
    }
}

pub fn python(folder: &Path, arguments: &[&str]) -> Output {
    let output = Command::new("python3").args(arguments).current_dir(folder).output();
    output.expect("python3 is needed for this test")
}

pub fn assert_success(output: &Output, what: &str) {
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{what}: {}\n{out}\n{err}", output.status);
}
