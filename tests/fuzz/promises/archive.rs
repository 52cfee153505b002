//! Unpacking and verifying what somebody calls a pack ends. What opens holds safe names only, and
//! another reader sees the same in it.

use super::pack::opened;
use std::collections::BTreeMap;
use wattpack_core::archive::{MOST_BYTES, MOST_FILES, unzip, zip};
use wattpack_core::pack::verify;

/// Begins each file where the input is the text of a tree instead of a zip, so that what an
/// archive holds is reached without a checksum to be guessed.
const FILE: &str = "==> ";

/// Unpacks and verifies an archive, or a tree of files.
pub fn hold(bytes: &[u8]) {
    match std::str::from_utf8(bytes).ok().and_then(|text| text.strip_prefix(FILE)) {
        Some(text) => tree(text),
        None => archive(bytes),
    }
}

fn archive(bytes: &[u8]) {
    let Ok(files) = unzip(bytes) else { return };
    assert!(files.len() <= MOST_FILES && files.values().map(Vec::len).sum::<usize>() <= MOST_BYTES);
    for path in files.keys() {
        assert!(
            path.split('/').all(|name| !matches!(name, "" | "." | "..") && !name.contains(['\\', '\0'])),
            "{path:?}"
        );
    }
    assert_eq!(opened(bytes), files);
    verify(&files, Some(bytes));
}

fn tree(text: &str) {
    let mut files = BTreeMap::new();
    for file in text.split(&format!("\n{FILE}")) {
        let (path, content) = file.split_once('\n').unwrap_or((file, ""));
        files.insert(path.to_owned(), content.to_owned());
    }
    let packed = zip("top", &files).expect("so little is a zip");
    // A zip may hold any name; unpacking refuses what could mean another place.
    if let Ok(unpacked) = unzip(&packed) {
        assert!(
            unpacked
                .iter()
                .map(|(path, content)| (path, content.as_slice()))
                .eq(files.iter().map(|(path, text)| (path, text.as_bytes())))
        );
        verify(&unpacked, Some(&packed));
    }
}
