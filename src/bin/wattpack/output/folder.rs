//! A pack becomes a folder. A new one is made completely under another name and renamed into place;
//! one that exists is updated file by file, and only with `--force` unless it is empty.

use super::aside::move_aside;
use super::update::update;
use super::{State, Texts, Written, parent, plain, refused, standing, sync_folder};
use crate::existing::folder::{Entry, Walk, with_slashes};
use crate::exit::Failure;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::thread;

/// So many files are open at a time. A disk makes them last in the time that it takes for one.
const AT_ONCE: usize = 64;

/// What stands where the folder should be.
enum Standing {
    Nothing,
    Empty,
    Same,
    OtherFolder,
    NoFolder,
}

/// Writes the files unless something else stands there.
pub fn write(path: &Path, files: &Texts, force: bool) -> Result<Written, Failure> {
    let path = &resolved(path);
    let found = look(path, files).map_err(|error| Failure::io(path, "read", &error))?;
    match found {
        Standing::Nothing => make(path, files).map(|()| Written::new(path, State::Made)),
        Standing::Same => Ok(Written::new(path, State::Unchanged)),
        Standing::Empty => update(path, files).map(|written| Written { state: State::Made, ..written }),
        Standing::OtherFolder if force => update(path, files),
        Standing::NoFolder if force => {
            let meta = path.symlink_metadata().map_err(|error| Failure::io(path, "look at", &error))?;
            plain(path, &meta)?;
            put_in_place_of(path, files)
        }
        Standing::OtherFolder => Err(refused(path, " and is not empty")),
        Standing::NoFolder => Err(refused(path, " and is no folder")),
    }
}

/// The folder behind a link, so that the link itself stays.
fn resolved(path: &Path) -> PathBuf {
    let is_link_to_folder = path.is_symlink() && path.is_dir();
    if is_link_to_folder { path.canonicalize().unwrap_or_else(|_| path.to_owned()) } else { path.to_owned() }
}

fn look(path: &Path, files: &Texts) -> io::Result<Standing> {
    Ok(match standing(path)? {
        None => Standing::Nothing,
        Some(meta) if !meta.is_dir() => Standing::NoFolder,
        Some(_) if fs::read_dir(path)?.next().is_none() => Standing::Empty,
        Some(_) if holds_exactly(path, files)? => Standing::Same,
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
fn make(path: &Path, files: &Texts) -> Result<(), Failure> {
    let parent = parent(path)?;
    let staged = || -> io::Result<()> {
        let stage = tempfile::Builder::new().prefix(".wattpack-").tempdir_in(parent)?;
        write_new(files.iter().map(|(name, text)| (stage.path().join(name), *text)))?;
        fs::rename(stage.path(), path)?;
        // What was the stage is the pack now and must not be cleaned up.
        let _ = stage.keep();
        Ok(())
    };
    staged().map_err(|error| Failure::io(path, "write", &error))?;
    sync_folder(parent);
    Ok(())
}

/// Writes files that were not there, with the folders on the way, and waits until they last.
pub fn write_new<'a>(files: impl Iterator<Item = (PathBuf, &'a str)>) -> io::Result<()> {
    let mut files = files.peekable();
    while files.peek().is_some() {
        let open = files.by_ref().take(AT_ONCE).map(|(path, text)| create(&path, text));
        make_last(&open.collect::<io::Result<Vec<_>>>()?)?;
    }
    Ok(())
}

fn create(path: &Path, text: &str) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    Ok(file)
}

/// Waits for all files together, each from a thread of its own; without threads, one after the other.
fn make_last(files: &[File]) -> io::Result<()> {
    thread::scope(|scope| {
        let spawned = files.iter().map(|file| thread::Builder::new().spawn_scoped(scope, || file.sync_all()));
        let waiting: Vec<_> = spawned.map(Result::ok).collect();
        let ended = waiting.into_iter().map(|thread| thread.and_then(|thread| thread.join().ok()));
        files.iter().zip(ended).try_for_each(|(file, ended)| ended.unwrap_or_else(|| file.sync_all()))
    })
}

/// Moves a file or a dangling link out of the way; back again if the folder can't be made.
fn put_in_place_of(path: &Path, files: &Texts) -> Result<Written, Failure> {
    let kept = move_aside(path).map_err(|error| Failure::io(path, "move aside", &error))?;
    make(path, files).inspect_err(|_| {
        let _ = fs::rename(&kept, path);
    })?;
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
