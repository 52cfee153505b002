//! An archive becomes a file: written beside its place, then renamed into it.

use super::aside::move_aside;
use super::{State, Written, parent, plain, refused, standing, sync_folder};
use crate::existing::archive::unpack;
use crate::exit::Failure;
use std::collections::BTreeMap;
use std::fs::{self, File, Metadata};
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use tempfile::NamedTempFile;
use wattpack_core::archive::zip;
use wattpack_core::pack::Manifest;
use wattpack_core::sha256;

/// Writes the archive unless something else stands there.
pub fn write(path: &Path, bytes: &[u8], force: bool) -> Result<Written, Failure> {
    let folder = parent(path)?;
    let Some(meta) = standing(path).map_err(|error| Failure::io(path, "look at", &error))? else {
        replace(path, folder, bytes, None).map_err(|error| Failure::io(path, "write", &error))?;
        return Ok(Written::new(path, State::Made));
    };
    plain(path, &meta)?;
    let old = content(path, &meta, bytes.len()).map_err(|error| Failure::io(path, "read", &error))?;
    if old.as_deref() == Some(bytes) {
        return Ok(Written::new(path, State::Unchanged));
    }
    if !force {
        return Err(refused(path, if meta.is_dir() { " and is a folder" } else { "" }));
    }
    let mut written = Written::new(path, State::Replaced);
    let is_ours = old.is_some_and(|old| is_as_built(&old));
    if is_ours {
        replace(path, folder, bytes, Some(&meta)).map_err(|error| Failure::io(path, "write", &error))?;
    } else {
        let kept = move_aside(path).map_err(|error| Failure::io(path, "move aside", &error))?;
        replace(path, folder, bytes, None).map_err(|error| {
            let _ = fs::rename(&kept, path);
            Failure::io(path, "write", &error)
        })?;
        written.kept.push((path.to_owned(), kept));
    }
    Ok(written)
}

/// Writes a temporary file in the same folder and renames it, so that nobody ever sees half of it.
fn replace(path: &Path, folder: &Path, bytes: &[u8], old: Option<&Metadata>) -> io::Result<()> {
    let mut file = temporary(folder)?;
    file.write_all(bytes)?;
    if let Some(old) = old {
        file.as_file().set_permissions(old.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(path)?;
    sync_folder(folder);
    Ok(())
}

/// A temporary file with the rights that any new file gets.
fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".wattpack-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
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
