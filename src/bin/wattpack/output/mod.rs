//! Puts packs onto the disk: whole or not at all, and never over something that the user made.

mod archive;
mod aside;
pub mod diff;
mod folder;
mod lasting;
mod old_build;
mod stage;
mod transaction;
mod update;

use crate::exit::{Failure, shown_path, slashed};
use stage::sweep;
use std::collections::BTreeMap;
use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};
use wattpack_core::pack::Pack;

/// Contents by path below the pack's root.
pub type Texts<'a> = BTreeMap<&'a str, &'a str>;

/// Where a pack goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Its archive to standard output.
    Stdout,
    /// Its archive into a file.
    Archive(PathBuf),
    /// Its files into a folder.
    Folder(PathBuf),
}

impl Target {
    /// What `-o` means; without it the archive is named after the cluster and stands here.
    pub fn of(output: Option<&Path>, name: &str) -> Self {
        match output {
            None => Self::Archive(PathBuf::from(format!("{name}.zip"))),
            Some(path) if path == Path::new("-") => Self::Stdout,
            Some(path) => Self::named(path),
        }
    }

    fn named(path: &Path) -> Self {
        let is_marked_as_folder = slashed(path).ends_with('/');
        let is_zip = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"));
        // Collecting the components drops a slash at the end, which would make the system follow links.
        let plain = path.components().collect();
        if is_zip && !is_marked_as_folder { Self::Archive(plain) } else { Self::Folder(plain) }
    }
}

/// What writing did.
#[derive(Debug)]
pub struct Written {
    /// Where the pack stands.
    pub path: PathBuf,
    /// What happened to what stood there.
    pub state: State,
    /// Files of the user that were in the way, with the names they have now.
    pub kept: Vec<(PathBuf, PathBuf)>,
    /// Files of the last build that the pack no longer has.
    pub removed: Vec<PathBuf>,
}

/// What happened to what stood there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing stood there.
    Made,
    /// Something else stood there.
    Replaced,
    /// The same stood there, byte for byte.
    Unchanged,
}

impl Written {
    fn new(path: &Path, state: State) -> Self {
        Self { path: path.to_owned(), state, kept: Vec::new(), removed: Vec::new() }
    }
}

/// Writes a file: an archive or a picture.
pub fn write_file(path: &Path, bytes: &[u8], force: bool) -> Result<Written, Failure> {
    settled(path, || archive::write(path, bytes, force))
}

/// Writes the files of a pack into a folder.
pub fn write_folder(path: &Path, pack: &Pack, force: bool) -> Result<Written, Failure> {
    let path = &folder::resolved(path);
    settled(path, || folder::write(path, &texts(pack), force))
}

/// Writes, and looks again if something else came to stand there in between. What dead builds left is
/// taken away by a build that is done, not by one that is refused.
fn settled(path: &Path, write: impl Fn() -> Result<Option<Written>, Failure>) -> Result<Written, Failure> {
    const TRIES: usize = 3;
    let written = (0..TRIES).find_map(|_| write().transpose());
    let written = written.unwrap_or_else(|| {
        let path = shown_path(path);
        Err(Failure::Io(format!("`{path}` changes while it is written; try again when nothing else writes there")))
    })?;
    sweep(parent(path)?);
    Ok(written)
}

/// The contents of a pack by path.
pub fn texts(pack: &Pack) -> Texts<'_> {
    pack.files.iter().map(|(path, file)| (path.as_str(), file.text.as_str())).collect()
}

/// The folder that a new thing would stand in, if it is there.
fn parent(path: &Path) -> Result<&Path, Failure> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match parent.metadata() {
        Ok(meta) if meta.is_dir() => Ok(parent),
        Ok(_) => Err(Failure::Io(format!("can't write `{}`: `{}` is no folder", shown_path(path), shown_path(parent)))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let (path, parent) = (shown_path(path), shown_path(parent));
            Err(Failure::Io(format!("can't write `{path}`: the folder `{parent}` does not exist; make it first")))
        }
        Err(error) => Err(Failure::io(parent, "look into", &error)),
    }
}

/// Refuses pipes and devices, with or without `--force`: nobody means to replace `/dev/null`.
fn plain(path: &Path, meta: &Metadata) -> Result<(), Failure> {
    let kind = meta.file_type();
    if kind.is_file() || kind.is_dir() || kind.is_symlink() {
        return Ok(());
    }
    Err(Failure::Io(format!("`{}` is neither a file nor a folder; give another -o", shown_path(path))))
}

/// What stands at a path, links not followed.
fn standing(path: &Path) -> io::Result<Option<Metadata>> {
    match path.symlink_metadata() {
        Ok(meta) => Ok(Some(meta)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn refused(path: &Path, what: &str) -> Failure {
    let path = shown_path(path);
    Failure::Io(format!(
        "`{path}` exists{what}; give --force to replace it (files that you changed stay as NAME.orig), or another -o"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_the_output_says_what_it_is() {
        let of = |output: &str| Target::of(Some(Path::new(output)), "x");
        assert_eq!(Target::of(None, "x"), Target::Archive("x.zip".into()));
        assert_eq!(of("-"), Target::Stdout);
        assert_eq!(of("a/b.zip"), Target::Archive("a/b.zip".into()));
        assert_eq!(of("b.ZIP"), Target::Archive("b.ZIP".into()));
        assert_eq!(of("b.zip/"), Target::Folder("b.zip".into()));
        assert_eq!(of("pack/"), Target::Folder("pack".into()));
        assert_eq!(of("./-"), Target::Folder("./-".into()));
    }
}
