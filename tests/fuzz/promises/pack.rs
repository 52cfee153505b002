//! From a plan all the way: what is built keeps every promise.

use super::config::is_tight;
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use wattpack_core::archive::unzip;
use wattpack_core::diagnostic::has_errors;
use wattpack_core::pack::{Pack, build, examine, is_workflow, scan_pins, verify};
use wattpack_core::plan::{Overrides, read};
use zip::ZipArchive;

/// Builds the pack of a plan, opens it with somebody else's reader and with ours, and verifies it.
pub fn hold(text: &str) {
    let none = Overrides::new();
    let built = build(text, &none, false);
    assert_eq!(built.pack.is_some(), !has_errors(&built.diagnostics, false));
    assert_eq!(examine(read(text, &none)).diagnostics, built.diagnostics);
    let Some((pack, result)) = built.pack.zip(built.result) else { return };
    is_tight(built.plan.config.as_ref().expect("a solved plan has numbers"), &result);
    is_pinned(&pack);
    let archive = pack.archive().expect("a pack of a plan of this size is a zip");
    let files = opened(&archive);
    assert_eq!(files.len(), pack.files.len());
    assert!(pack.files.iter().all(|(path, file)| files.get(path).is_some_and(|found| found == file.text.as_bytes())));
    assert_eq!(unzip(&archive).as_ref(), Ok(&files));
    let verified = verify(&files, Some(&archive));
    // Verifying builds once more, and finds any byte that differs.
    assert!(verified.diagnostics.is_empty(), "{:?}", verified.diagnostics);
}

fn is_pinned(pack: &Pack) {
    for (path, file) in pack.files.iter().filter(|(path, _)| is_workflow(path)) {
        assert!(scan_pins(&file.text).is_empty(), "{path}");
    }
}

/// What somebody else's reader finds: contents by path below the top folder.
pub fn opened(archive: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).expect("the archive opens");
    let mut files = BTreeMap::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("the entry opens");
        let name = entry.name().expect("names are UTF-8").into_owned();
        let (_, path) = name.split_once('/').expect("every entry lies in the top folder");
        let mut content = Vec::new();
        entry.read_to_end(&mut content).expect("the entry unpacks");
        if !entry.is_dir() {
            files.insert(path.to_owned(), content);
        }
    }
    files
}
