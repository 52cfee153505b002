//! How what stands at an output differs from the new pack.

use super::{Target, Texts, standing};
use crate::existing::{self, Existing};
use crate::exit::Failure;
use similar::TextDiff;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;
use wattpack_core::pack::Manifest;

/// Past this time a diff may be longer than it need be.
const PATIENCE: Duration = Duration::from_secs(2);

/// A unified diff of all files that differ; empty if none does.
pub fn render(target: &Target, files: &Texts) -> Result<String, Failure> {
    let old = match target {
        Target::Stdout => Existing::default(),
        Target::Archive(path) => at(path)?,
        Target::Folder(path) => {
            let mut old = at(path)?;
            leave_out_the_users_own(&mut old, files);
            old
        }
    };
    let paths: BTreeSet<&str> = files.keys().copied().chain(old.files.keys().map(String::as_str)).collect();
    Ok(paths
        .iter()
        .map(|path| difference(path, old.files.get(*path).map(Vec::as_slice), files.get(path).copied()))
        .collect())
}

fn at(path: &Path) -> Result<Existing, Failure> {
    let meta = standing(path).map_err(|error| Failure::io(path, "look at", &error))?;
    if meta.is_none() { Ok(Existing::default()) } else { existing::read(path) }
}

/// A build touches only what it makes and what the last build made.
fn leave_out_the_users_own(old: &mut Existing, files: &Texts) {
    let manifest =
        old.files.get("wattpack.json").and_then(|text| std::str::from_utf8(text).ok()).and_then(Manifest::parse);
    let listed: BTreeSet<String> =
        manifest.into_iter().flat_map(|manifest| manifest.files).map(|file| file.path).collect();
    old.files.retain(|path, _| files.contains_key(path.as_str()) || listed.contains(path));
}

fn difference(path: &str, old: Option<&[u8]>, new: Option<&str>) -> String {
    if old == new.map(str::as_bytes) {
        return String::new();
    }
    let side = |there: bool, side: &str| {
        if there { format!("{side}/{path}") } else { "/dev/null".to_owned() }
    };
    let (from, to) = (side(old.is_some(), "a"), side(new.is_some(), "b"));
    let Ok(old) = std::str::from_utf8(old.unwrap_or_default()) else {
        return format!("Binary files {from} and {to} differ\n");
    };
    let new = new.unwrap_or_default();
    let mut text = String::new();
    if old == new {
        // One side is an empty file, the other none at all.
        let _ = writeln!(text, "--- {from}\n+++ {to}");
    }
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(old, new);
    let _ = write!(text, "{}", diff.unified_diff().header(&from, &to));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_difference_has_its_form() {
        assert_eq!(difference("a", Some(b"x\n"), Some("x\n")), "");
        assert_eq!(difference("a", Some(b"x\n"), Some("y\n")), "--- a/a\n+++ b/a\n@@ -1 +1 @@\n-x\n+y\n");
        assert_eq!(difference("a", None, Some("y\n")), "--- /dev/null\n+++ b/a\n@@ -0,0 +1 @@\n+y\n");
        assert_eq!(difference("a", Some(b"x\n"), None), "--- a/a\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n");
        assert_eq!(difference("a", None, Some("")), "--- /dev/null\n+++ b/a\n");
        assert_eq!(difference("a", Some(b"\xff"), Some("")), "Binary files a/a and b/a differ\n");
    }
}
