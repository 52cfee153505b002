//! A folder for what is not finished yet, `.wattpack-new-XXXXXX` beside an output or
//! `.wattpack-update-XXXXXX` inside one. A build holds a lock in its stage for as long as it lives,
//! so that the next one can tell what is left of a dead build from the work of another.
//!
//! Nothing of the user's is ever in a stage.

use super::standing;
use crate::existing::UNFINISHED;
use crate::exit::{Failure, shown_path};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use tempfile::{Builder, TempDir};

const NEW: &str = ".wattpack-new-";
const LOCK: &str = "lock";

/// The stage of this build.
pub struct Stage {
    folder: TempDir,
    /// The system lets go of it when the process ends, however it ends.
    _lock: File,
}

impl Stage {
    /// A stage beside an output that takes its place in one step.
    pub fn beside(folder: &Path) -> io::Result<Self> {
        Self::make(folder, NEW)
    }

    /// A stage inside a folder that is updated, and the stages that interrupted updates left there.
    /// Two builds that begin at once both see the other, so at most one goes on.
    pub fn inside(root: &Path) -> Result<(Self, Vec<Left>), Failure> {
        let failed = |error: io::Error| Failure::io(root, "write to", &error);
        let stage = Self::make(root, UNFINISHED).map_err(failed)?;
        let mut left = Vec::new();
        for other in stages(root, UNFINISHED).map_err(failed)? {
            if other.file_name() == stage.path().file_name() {
                continue;
            }
            match Left::take(&other) {
                Some(found) => left.push(found),
                None if other.exists() => return Err(busy(root)),
                None => {}
            }
        }
        Ok((stage, left))
    }

    /// A build that cleans up at this moment may take a stage before its lock is held; then there is
    /// another.
    fn make(folder: &Path, prefix: &str) -> io::Result<Self> {
        loop {
            let folder = Builder::new().prefix(prefix).tempdir_in(folder)?;
            if let Some(lock) = own(folder.path())? {
                return Ok(Self { folder, _lock: lock });
            }
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Leaves it where it is.
    pub fn keep(self) -> PathBuf {
        self.folder.keep()
    }
}

/// The lock of a stage that was just made, unless another build took it first.
fn own(stage: &Path) -> io::Result<Option<File>> {
    let path = stage.join(LOCK);
    let lock = match File::create_new(&path) {
        Err(error) if matches!(error.kind(), io::ErrorKind::AlreadyExists | io::ErrorKind::NotFound) => {
            return Ok(None);
        }
        made => made?,
    };
    // Where the system has no locks, nobody else gets this one either: the stage passes for living.
    let is_taken = matches!(lock.try_lock(), Err(TryLockError::WouldBlock)) || standing(&path)?.is_none();
    Ok((!is_taken).then_some(lock))
}

/// What a dead build left. Whoever holds the lock of a stage has the stage, and nobody else.
pub struct Left {
    /// Where it is.
    pub path: PathBuf,
    _lock: Option<File>,
}

impl Left {
    /// Takes a stage whose build has ended. One without a lock had not begun, or was cleaning up.
    fn take(stage: &Path) -> Option<Self> {
        let path = stage.join(LOCK);
        let found = standing(&path).ok()?;
        // Opening a pipe would wait for somebody at its other end.
        if found.is_some_and(|meta| !meta.is_file()) {
            return Some(Self { path: stage.to_owned(), _lock: None });
        }
        let lock = File::options().write(true).create(true).truncate(false).open(path).ok()?;
        lock.try_lock().ok().map(|()| Self { path: stage.to_owned(), _lock: Some(lock) })
    }

    /// Takes it away. If that fails, the next build tries again.
    pub fn remove(self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Takes away what dead builds left beside an output.
pub fn sweep(folder: &Path) {
    stages(folder, NEW).unwrap_or_default().iter().filter_map(|stage| Left::take(stage)).for_each(Left::remove);
}

/// Whether an update of a folder was interrupted or is still at work.
pub fn is_unfinished(root: &Path) -> io::Result<bool> {
    Ok(!stages(root, UNFINISHED)?.is_empty())
}

fn busy(root: &Path) -> Failure {
    let root = shown_path(root);
    Failure::Io(format!(
        "another build is writing into `{root}`; try again when it has ended (if none is running, remove `{UNFINISHED}*` there)"
    ))
}

fn stages(folder: &Path, prefix: &str) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let is_stage = entry.file_name().to_str().is_some_and(|name| name.starts_with(prefix));
        if is_stage && entry.file_type()?.is_dir() {
            found.push(entry.path());
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stage_of_a_dead_build_goes_and_that_of_a_living_one_stays() {
        let place = tempfile::tempdir().unwrap();
        let living = Stage::beside(place.path()).unwrap();
        let dead = Stage::beside(place.path()).unwrap().keep();
        let mine = place.path().join(".wattpack-new-is-a-file");
        fs::write(&mine, "mine").unwrap();
        sweep(place.path());
        assert!(!dead.exists() && living.path().exists() && mine.exists());
    }

    #[test]
    fn a_folder_is_updated_by_one_build_at_a_time() {
        let root = tempfile::tempdir().unwrap();
        let (first, _) = Stage::inside(root.path()).unwrap();
        assert!(Stage::inside(root.path()).is_err());
        let left = first.keep();
        let (_second, interrupted) = Stage::inside(root.path()).unwrap();
        assert_eq!(interrupted.into_iter().map(|found| found.path).collect::<Vec<_>>(), [left]);
    }

    #[test]
    fn a_stage_that_is_taken_before_its_lock_is_held_is_given_up() {
        let place = tempfile::tempdir().unwrap();
        let stage = place.path().join(".wattpack-new-1");
        fs::create_dir(&stage).unwrap();
        let taken = Left::take(&stage).unwrap();
        assert!(own(&stage).unwrap().is_none());
        taken.remove();
        assert!(own(&stage).unwrap().is_none() && !stage.exists());
    }
}
