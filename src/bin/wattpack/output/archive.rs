//! An archive becomes a file: written beside its place, then renamed into it.

use super::aside::{put_over, put_where_nothing_is};
use super::lasting::{self, sync_folder};
use super::stage::{Stage, sweep};
use super::{State, Written, parent, plain, refused, standing};
use crate::existing::archive::unpack;
use crate::exit::Failure;
use std::collections::BTreeMap;
use std::fs::{self, File, Metadata};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use wattpack_core::archive::zip;
use wattpack_core::pack::Manifest;
use wattpack_core::sha256;

/// Writes the archive unless something else stands there.
pub fn write(path: &Path, bytes: &[u8], force: bool) -> Result<Written, Failure> {
    let folder = parent(path)?;
    sweep(folder);
    let Some(meta) = look_at(path)? else {
        return make(path, folder, bytes);
    };
    plain(path, &meta)?;
    let old = content(path, &meta, bytes.len()).map_err(|error| Failure::io(path, "read", &error))?;
    if old.as_deref() == Some(bytes) {
        return Ok(Written::new(path, State::Unchanged));
    }
    if !force {
        return Err(refused(path, if meta.is_dir() { " and is a folder" } else { "" }));
    }
    let is_ours = old.is_some_and(|old| is_as_built(&old));
    let kept = replace(path, folder, bytes, &meta, is_ours).map_err(|error| Failure::io(path, "write", &error))?;
    Ok(Written {
        kept: kept.map(|kept| (path.to_owned(), kept)).into_iter().collect(),
        ..Written::new(path, State::Replaced)
    })
}

fn look_at(path: &Path) -> Result<Option<Metadata>, Failure> {
    standing(path).map_err(|error| Failure::io(path, "look at", &error))
}

/// Puts the archive where nothing stood. If something does by now, it is looked at like anything else.
fn make(path: &Path, folder: &Path, bytes: &[u8]) -> Result<Written, Failure> {
    let made = staged(folder, bytes).and_then(|(_stage, file)| put_where_nothing_is(&file, path));
    match made {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let old = fs::read(path).is_ok_and(|old| old == bytes);
            if old { Ok(Written::new(path, State::Unchanged)) } else { Err(refused(path, "")) }
        }
        Err(error) => Err(Failure::io(path, "write", &error)),
        Ok(()) => {
            sync_folder(folder);
            Ok(Written::new(path, State::Made))
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

/// The same files as our writer packs them, below the same top folder. Anything else in an
/// archive, such as a `.git` that no reader of packs looks at, shows as a difference.
fn pack_again(bytes: &[u8], files: &BTreeMap<String, Vec<u8>>) -> Option<Vec<u8>> {
    const NAME: usize = 30;
    let name = bytes.get(NAME..)?.split(|byte| *byte == b'/').next()?;
    let folder = std::str::from_utf8(name).ok()?;
    let text = |(path, content): (&String, &Vec<u8>)| Some((path.clone(), String::from_utf8(content.clone()).ok()?));
    let texts: BTreeMap<String, String> = files.iter().map(text).collect::<Option<_>>()?;
    zip(folder, &texts.iter().map(|(path, text)| (path.clone(), text.as_str())).collect()).ok()
}

/// The bytes of a plain file, unless it is far larger than any pack.
fn content(path: &Path, meta: &Metadata, expected: usize) -> io::Result<Option<Vec<u8>>> {
    const FAR_LARGER: u64 = 64 << 20;
    if !meta.is_file() || meta.len() > FAR_LARGER.max(expected as u64) {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    File::open(path)?.read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

/// Whether a file is an archive of ours with every file as its manifest says: nothing in it is the
/// user's own.
fn is_as_built(bytes: &[u8]) -> bool {
    let Ok(mut files) = unpack(bytes) else {
        return false;
    };
    if pack_again(bytes, &files).is_none_or(|again| again != bytes) {
        return false;
    }
    let manifest = files.remove("wattpack.json").and_then(|text| String::from_utf8(text).ok());
    let Some(manifest) = manifest.and_then(|text| Manifest::parse(&text)) else {
        return false;
    };
    let listed: BTreeMap<_, _> = manifest.files.into_iter().map(|file| (file.path, file.sha256)).collect();
    let found: BTreeMap<_, _> = files.into_iter().map(|(path, content)| (path, sha256(&content))).collect();
    listed == found
}
