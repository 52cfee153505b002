//! A pack becomes a folder. A new one is made completely under another name and renamed into place;
//! one that exists is updated file by file, and only with `--force` unless it is empty.

use super::aside::{move_aside, put_where_nothing_is};
use super::lasting::{self, sync_folder};
use super::stage::{Stage, is_unfinished};
use super::update::{fill, update};
use super::{State, Texts, Written, parent, plain, refused, standing};
use crate::existing::folder::{Entry, Walk, with_slashes};
use crate::exit::Failure;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What stands where the folder should be.
enum Standing {
    Nothing,
    Empty,
    Same,
    /// Of an update that was interrupted or is still at work.
    Unfinished,
    OtherFolder,
    NoFolder,
}

/// Writes the files unless something else stands there. Nothing, if something came to stand there only
/// now.
pub fn write(path: &Path, files: &Texts, force: bool) -> Result<Option<Written>, Failure> {
    match look(path, files)? {
        Standing::Nothing => make(path, files),
        Standing::Same => Ok(Some(Written::new(path, State::Unchanged))),
        Standing::Empty => fill(path, files),
        Standing::OtherFolder | Standing::Unfinished if force => update(path, files).map(Some),
        Standing::NoFolder if force => {
            let meta = path.symlink_metadata().map_err(|error| Failure::io(path, "look at", &error))?;
            plain(path, &meta)?;
            put_in_place_of(path, files).map(Some)
        }
        Standing::Unfinished => Err(refused(path, " and holds a build that was not finished")),
        Standing::OtherFolder => Err(refused(path, " and is not empty")),
        Standing::NoFolder => Err(refused(path, " and is no folder")),
    }
}

/// The folder behind a link, so that the link itself stays.
pub fn resolved(path: &Path) -> PathBuf {
    let is_link_to_folder = path.is_symlink() && path.is_dir();
    if is_link_to_folder { path.canonicalize().unwrap_or_else(|_| path.to_owned()) } else { path.to_owned() }
}

fn look(path: &Path, files: &Texts) -> Result<Standing, Failure> {
    let failed = |error: io::Error| Failure::io(path, "read", &error);
    Ok(match standing(path).map_err(failed)? {
        None => Standing::Nothing,
        Some(meta) if !meta.is_dir() => Standing::NoFolder,
        Some(_) if fs::read_dir(path).map_err(failed)?.next().is_none() => Standing::Empty,
        Some(_) if is_unfinished(path)? => Standing::Unfinished,
        Some(_) if holds_exactly(path, files).map_err(failed)? => Standing::Same,
        Some(_) => Standing::OtherFolder,
    })
}

/// Whether a folder holds these files and no others. Stops at the first difference, so that a
/// large folder named by mistake is not read.
fn holds_exactly(root: &Path, files: &Texts) -> io::Result<bool> {
    let mut same = 0;
    for entry in Walk::of(root) {
        let (relative, entry) = entry?;
        let (Entry::File(path), Some(text)) = (entry, files.get(with_slashes(&relative).as_str())) else {
            return Ok(false);
        };
        if path.symlink_metadata()?.len() != text.len() as u64 || fs::read(&path)? != text.as_bytes() {
            return Ok(false);
        }
        same += 1;
    }
    Ok(same == files.len())
}

/// Makes the folder beside its place and renames it: one step for whoever looks.
fn make(path: &Path, files: &Texts) -> Result<Option<Written>, Failure> {
    let parent = parent(path)?;
    let failed = |error: io::Error| Failure::io(path, "write", &error);
    let (_stage, pack) = staged(parent, files).map_err(failed)?;
    match fs::rename(pack, path) {
        Err(_) if path.symlink_metadata().is_ok() => Ok(None),
        Err(error) => Err(failed(error)),
        Ok(()) => {
            sync_folder(parent);
            Ok(Some(Written::new(path, State::Made)))
        }
    }
}

fn staged(parent: &Path, files: &Texts) -> io::Result<(Stage, PathBuf)> {
    let stage = Stage::beside(parent)?;
    let pack = stage.path().join("pack");
    lasting::write_all(&pack, files.iter().map(|(name, text)| ((*name).to_owned(), *text)))?;
    Ok((stage, pack))
}

/// Puts the folder in place of a file or a dangling link, which is moved aside, and stands there again
/// if that fails.
fn put_in_place_of(path: &Path, files: &Texts) -> Result<Written, Failure> {
    let parent = parent(path)?;
    let (_stage, pack) = staged(parent, files).map_err(|error| Failure::io(path, "write", &error))?;
    let kept = move_aside(path).map_err(|error| Failure::io(path, "move aside", &error))?;
    fs::rename(pack, path).map_err(|error| {
        let _ = put_where_nothing_is(&kept, path);
        Failure::io(path, "write", &error)
    })?;
    sync_folder(parent);
    Ok(Written { kept: vec![(path.to_owned(), kept)], ..Written::new(path, State::Replaced) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_can_not_be_finished_is_not_begun() {
        let place = tempfile::tempdir().unwrap();
        let too_long = "x".repeat(300);
        let files = Texts::from([("README.md", "hello\n"), (too_long.as_str(), "")]);
        assert!(write(&place.path().join("pack"), &files, false).is_err());
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0);
    }
}
