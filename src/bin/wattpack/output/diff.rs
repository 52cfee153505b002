//! How what stands at an output differs from the new pack.

use super::old_build::{may_be_ours, text};
use super::{Target, Texts, standing};
use crate::existing;
use crate::exit::{Failure, shown_path};
use similar::TextDiff;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;
use wattpack_core::pack::{MANIFEST, Manifest};
use wattpack_core::plan::path_flaw;

/// Past this time a diff may be longer than it need be.
const PATIENCE: Duration = Duration::from_secs(2);

/// Contents by path; none is what is no plain file, or far too large for one of a pack.
type Found = BTreeMap<String, Option<Vec<u8>>>;

/// A unified diff of all files that differ; empty if none does.
pub fn render(target: &Target, files: &Texts) -> Result<String, Failure> {
    let old = match target {
        Target::Stdout => Found::new(),
        Target::Archive(path) => in_archive(path)?,
        Target::Folder(path) => in_folder(path, files).map_err(|error| Failure::io(path, "compare with", &error))?,
    };
    let paths: BTreeSet<&str> = files.keys().copied().chain(old.keys().map(String::as_str)).collect();
    let difference = |path: &&str| match old.get(*path) {
        Some(None) => odd(path, files.contains_key(path)),
        Some(Some(content)) => difference(path, Some(content), files.get(path).copied()),
        None => difference(path, None, files.get(path).copied()),
    };
    Ok(paths.iter().map(difference).collect())
}

/// Everything in an archive. What can't be read as one can't be compared either.
fn in_archive(path: &Path) -> Result<Found, Failure> {
    if standing(path).map_err(|error| Failure::io(path, "look at", &error))?.is_none() {
        return Ok(Found::new());
    }
    let old = existing::read(path)?;
    if let Some(problem) = old.problems.first() {
        return Err(Failure::Io(format!("can't compare with `{}`: {}", shown_path(path), problem.message)));
    }
    Ok(old.files.into_iter().map(|(path, content)| (path, Some(content))).collect())
}

/// A build touches only what it makes and what the last build made, so nothing else is read.
fn in_folder(root: &Path, files: &Texts) -> io::Result<Found> {
    let mut found = Found::new();
    if standing(root)?.is_none() {
        return Ok(found);
    }
    if !root.metadata()?.is_dir() {
        return Err(io::ErrorKind::NotADirectory.into());
    }
    read(root, MANIFEST, &mut found)?;
    let contents = found.iter().filter_map(|(path, content)| Some((path.clone(), content.clone()?))).collect();
    let listed = text(&contents, MANIFEST).and_then(Manifest::parse).map(|manifest| manifest.files).unwrap_or_default();
    let listed = listed.iter().map(|file| file.path.as_str()).filter(|path| path_flaw(path).is_none());
    files.keys().copied().chain(listed).try_for_each(|path| read(root, path, &mut found))?;
    Ok(found)
}

/// Reads what stands at a path of a pack. Nothing is reached through a link.
fn read(root: &Path, name: &str, found: &mut Found) -> io::Result<()> {
    for (at, _) in name.match_indices('/') {
        if !standing(&root.join(&name[..at]))?.is_some_and(|meta| meta.is_dir()) {
            return Ok(());
        }
    }
    let path = root.join(name);
    if let Some(meta) = standing(&path)? {
        found.insert(name.to_owned(), may_be_ours(&meta).then(|| fs::read(path)).transpose()?);
    }
    Ok(())
}

fn odd(path: &str, is_new: bool) -> String {
    let new = if is_new { format!("b/{path}") } else { "/dev/null".to_owned() };
    format!("a/{path} is a folder, a link or another special file, and not compared with {new}\n")
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
        assert!(odd("a", true).contains("a/a is a folder, a link") && odd("a", false).contains("/dev/null"));
    }
}
