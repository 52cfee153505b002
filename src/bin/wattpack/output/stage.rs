//! A folder for what is not finished yet, `.wattpack-new-XXXXXX` beside an output or
//! `.wattpack-update-XXXXXX` inside one. A build holds a lock in its stage for as long as it lives,
//! so that the next one can tell what is left of a dead build from the work of another.
//!
//! Nothing of the user's is ever in a stage.

use super::standing;
use crate::existing::UNFINISHED;
use crate::exit::{Failure, shown_path};
use std::fs::{self, File};
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
    pub fn inside(root: &Path) -> Result<(Self, Vec<PathBuf>), Failure> {
        let failed = |error: io::Error| Failure::io(root, "write to", &error);
        let stage = Self::make(root, UNFINISHED).map_err(failed)?;
        let others = stages(root, UNFINISHED).map_err(failed)?;
        let (dead, living): (Vec<_>, Vec<_>) = others
            .into_iter()
            .filter(|other| other.file_name() != stage.path().file_name())
            .partition(|other| is_dead(other));
        if living.is_empty() { Ok((stage, dead)) } else { Err(busy(root)) }
    }

    fn make(folder: &Path, prefix: &str) -> io::Result<Self> {
        let folder = Builder::new().prefix(prefix).tempdir_in(folder)?;
        let lock = File::create_new(folder.path().join(LOCK))?;
        // Where the system has no locks, nobody else gets this one either: the stage passes for living.
        let _ = lock.try_lock();
        Ok(Self { folder, _lock: lock })
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

/// Takes away what dead builds left beside an output.
pub fn sweep(folder: &Path) {
    for left in stages(folder, NEW).unwrap_or_default().iter().filter(|stage| is_dead(stage)) {
        remove(left);
    }
}

/// Takes away what a dead build left. If that fails, the next build tries again.
pub fn remove(stage: &Path) {
    let _ = fs::remove_dir_all(stage);
}

/// Whether an update of a folder was interrupted or is still at work.
pub fn is_unfinished(root: &Path) -> io::Result<bool> {
    Ok(!stages(root, UNFINISHED)?.is_empty())
}

fn busy(root: &Path) -> Failure {
    let root = shown_path(root);
    Failure::Io(format!("another build is writing into `{root}`; try again when it has ended"))
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

/// Whether the build of a stage has ended. Without a lock it had not begun, or was cleaning up.
fn is_dead(stage: &Path) -> bool {
    let path = stage.join(LOCK);
    match standing(&path) {
        // Opening a pipe would wait for somebody at its other end.
        Ok(Some(meta)) if meta.is_file() => {
            File::options().write(true).open(path).is_ok_and(|lock| lock.try_lock().is_ok())
        }
        Ok(_) => true,
        Err(_) => false,
    }
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
        assert_eq!(interrupted, [left]);
    }
}
