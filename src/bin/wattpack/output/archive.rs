//! An archive becomes a file: written beside its place, then renamed into it.

use super::aside::{put_over, put_where_nothing_is};
use super::lasting::{self, sync_folder};
use super::old_build::is_our_archive;
use super::stage::Stage;
use super::{State, Written, parent, plain, refused, standing};
use crate::exit::Failure;
use std::fs::{self, File, Metadata};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use wattpack_core::archive::MOST_ARCHIVE;

/// Writes the archive unless something else stands there. Nothing, if something came to stand there
/// only now.
pub fn write(path: &Path, bytes: &[u8], force: bool) -> Result<Option<Written>, Failure> {
    let folder = parent(path)?;
    let Some(meta) = standing(path).map_err(|error| Failure::io(path, "look at", &error))? else {
        return make(path, folder, bytes);
    };
    plain(path, &meta)?;
    let old = content(path, bytes.len()).map_err(|error| Failure::io(path, "read", &error))?;
    if old.as_deref() == Some(bytes) {
        return Ok(Some(Written::new(path, State::Unchanged)));
    }
    if !force {
        return Err(refused(path, if meta.is_dir() { " and is a folder" } else { "" }));
    }
    let is_ours = meta.is_file() && old.is_some_and(|old| is_our_archive(&old));
    let kept = replace(path, folder, bytes, &meta, is_ours).map_err(|error| Failure::io(path, "write", &error))?;
    Ok(Some(Written {
        kept: kept.map(|kept| (path.to_owned(), kept)).into_iter().collect(),
        ..Written::new(path, State::Replaced)
    }))
}

/// Puts the archive where nothing stood, unless something does by now.
fn make(path: &Path, folder: &Path, bytes: &[u8]) -> Result<Option<Written>, Failure> {
    let made = staged(folder, bytes).and_then(|(_stage, file)| put_where_nothing_is(&file, path));
    match made {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(None),
        Err(error) => Err(Failure::io(path, "write", &error)),
        Ok(()) => {
            sync_folder(folder);
            Ok(Some(Written::new(path, State::Made)))
        }
    }
}

/// Puts the archive over what stands there, in one step, so that nobody ever sees half of it. Says
/// where the old one is, if it was not ours; if it was, the new one gets its rights.
fn replace(path: &Path, folder: &Path, bytes: &[u8], old: &Metadata, is_ours: bool) -> io::Result<Option<PathBuf>> {
    let (_stage, file) = staged(folder, bytes)?;
    let kept = if is_ours {
        fs::set_permissions(&file, old.permissions())?;
        fs::rename(&file, path)?;
        None
    } else {
        Some(put_over(&file, path)?)
    };
    sync_folder(folder);
    Ok(kept)
}

fn staged(folder: &Path, bytes: &[u8]) -> io::Result<(Stage, PathBuf)> {
    let stage = Stage::beside(folder)?;
    let path = stage.path().join("archive");
    lasting::write(&path, bytes)?;
    Ok((stage, path))
}

/// The bytes of a file, or of the one behind a link, unless it is far larger than any pack.
fn content(path: &Path, expected: usize) -> io::Result<Option<Vec<u8>>> {
    let most = MOST_ARCHIVE.max(expected) as u64;
    if !path.metadata().is_ok_and(|meta| meta.is_file() && meta.len() <= most) {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}
