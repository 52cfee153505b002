//! A folder for what is not finished yet, `.wattpack-new-XXXXXX` beside an output or
//! `.wattpack-update-XXXXXX` inside one. A build holds a lock in its stage for as long as it lives,
//! so that the next one can tell what is left of a dead build from the work of another.
//!
//! Nothing of the user's is ever in a stage.

use super::standing;
use crate::existing::stage::{CONTENT, LOCK, NEW, UPDATE, stages};
use crate::exit::{Failure, shown_path};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;
use tempfile::Builder;

/// How often a stage is looked at, and what lies between: what holds it only for a moment has let go of it then.
const LOOKS: usize = 4;
const A_MOMENT: Duration = Duration::from_millis(50);

/// The stage of this build.
pub struct Stage {
    folder: PathBuf,
    is_kept: bool,
    /// The system lets go of it when the process ends, however it ends.
    lock: Option<File>,
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
        let stage = Self::make(root, UPDATE).map_err(failed)?;
        let mut left = Vec::new();
        for other in stages(root, UPDATE).map_err(failed)? {
            if other.file_name() == stage.path().file_name() {
                continue;
            }
            // Builds look at the stages in here before they begin; none looks at those beside an output.
            match Left::take_after(&other, LOOKS, || sleep(A_MOMENT)) {
                // Nothing was begun, or all was cleaned up: nobody would come back for it.
                Some(found) if found.is_bare() => found.remove(),
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
                return Ok(Self { folder: folder.keep(), is_kept: false, lock: Some(lock) });
            }
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.folder
    }

    fn lets_go_and_renames(&mut self, plain: &Path) -> bool {
        self.lock = None;
        fs::rename(&self.folder, plain).is_ok()
    }

    /// Leaves it where it is, as a killed build does.
    #[cfg(test)]
    pub fn keep(mut self) -> PathBuf {
        self.is_kept = true;
        self.folder.clone()
    }

    /// Leaves it to the user under a name that no build takes for a stage. Where not even that can be
    /// written it loses its lock, without which it passes for none either.
    pub fn hand_over(mut self) -> PathBuf {
        self.is_kept = true;
        let name = self.folder.file_name().unwrap_or_default().to_string_lossy();
        let plain = self.folder.with_file_name(name.replace(UPDATE, "wattpack-old-files-"));
        // Windows renames no folder in which a file is open.
        if fs::rename(&self.folder, &plain).is_ok() || self.lets_go_and_renames(&plain) {
            return plain;
        }
        let _ = fs::remove_file(self.folder.join(LOCK));
        self.folder.clone()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if !self.is_kept {
            remove(&self.folder, self.lock.take());
        }
    }
}

/// Takes away what a build puts into a stage, the lock after all else: who is killed on the way leaves
/// a stage. If anything else is in there, it stays. Where an open file stays in its folder until it is
/// closed, the folder goes after that.
fn remove(stage: &Path, lock: Option<File>) {
    for name in CONTENT.iter().chain([&LOCK]) {
        let path = stage.join(name);
        let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    }
    drop(lock);
    let _ = fs::remove_dir(stage);
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
    lock: File,
}

impl Left {
    /// Takes a stage whose build has ended. One without a lock had not begun, or was cleaning up.
    fn take(stage: &Path) -> Option<Self> {
        Self::take_after(stage, 1, || ())
    }

    /// The same, asking so many times: who only looks holds the lock as well, but soon lets go of it.
    fn take_after(stage: &Path, looks: usize, mut wait: impl FnMut()) -> Option<Self> {
        let lock = File::options().write(true).create(true).truncate(false).open(stage.join(LOCK)).ok()?;
        for look in 1..=looks {
            match lock.try_lock() {
                Ok(()) => return Some(Self { path: stage.to_owned(), lock }),
                Err(TryLockError::WouldBlock) if look < looks => wait(),
                Err(_) => break,
            }
        }
        None
    }

    /// Whether it holds its lock alone.
    fn is_bare(&self) -> bool {
        CONTENT.iter().all(|name| !self.path.join(name).exists())
    }

    /// Takes it away. If that fails, the next build tries again.
    pub fn remove(self) {
        remove(&self.path, Some(self.lock));
    }
}

/// Takes away what dead builds left beside an output.
pub fn sweep(folder: &Path) {
    stages(folder, NEW).unwrap_or_default().iter().filter_map(|stage| Left::take(stage)).for_each(Left::remove);
}

/// Whether an update of a folder was interrupted; one that is still at work is a failure. One that
/// begins or ends is without its lock for a moment, so only a stage that nobody holds for a while
/// is what a dead build left, whether anything was begun in it or not.
pub fn is_unfinished(root: &Path) -> Result<bool, Failure> {
    stays_unfinished(root, || sleep(A_MOMENT))
}

fn stays_unfinished(root: &Path, mut wait: impl FnMut()) -> Result<bool, Failure> {
    let held_by_nobody = || {
        let found = stages(root, UPDATE).map_err(|error| Failure::io(root, "read", &error))?;
        if found.iter().any(|stage| lives(stage)) { Err(busy(root)) } else { Ok(found) }
    };
    let mut dead = held_by_nobody()?;
    for _ in 1..LOOKS {
        if dead.is_empty() {
            return Ok(false);
        }
        wait();
        let found = held_by_nobody()?;
        dead.retain(|stage| found.contains(stage));
    }
    Ok(!dead.is_empty())
}

/// Whether a build holds it. Several may look at once, so this takes no lock that keeps others from looking; some file
/// systems give such a lock to readers only.
fn lives(stage: &Path) -> bool {
    let lock = File::open(stage.join(LOCK));
    lock.is_ok_and(|lock| matches!(lock.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

fn busy(root: &Path) -> Failure {
    let root = shown_path(root);
    Failure::Io(format!(
        "another build is writing into `{root}`; try again when it has ended (if none is running, take what you need from `{UPDATE}*/old` there, where the old files are, and remove that folder)"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stage_of_a_dead_build_goes_and_that_of_a_living_one_stays() {
        let place = tempfile::tempdir().unwrap();
        let living = Stage::beside(place.path()).unwrap();
        let dead = Stage::beside(place.path()).unwrap().keep();
        sweep(place.path());
        assert!(!dead.exists() && living.path().exists());
    }

    #[test]
    fn what_only_looks_like_a_stage_is_the_users() {
        let place = tempfile::tempdir().unwrap();
        for path in ["notes/a.txt", "abcdef/a.txt", "abcdeg/pack/a.txt", "abcdeh/lock", "abcdei/lock/a", "short/lock"] {
            let path = place.path().join(format!("{NEW}{path}"));
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "mine").unwrap();
        }
        sweep(place.path());
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 6);
        assert!(place.path().join(format!("{NEW}abcdeg/pack/a.txt")).exists());
    }

    #[test]
    fn a_folder_is_updated_by_one_build_at_a_time() {
        let root = tempfile::tempdir().unwrap();
        let (first, _) = Stage::inside(root.path()).unwrap();
        assert!(Stage::inside(root.path()).is_err() && is_unfinished(root.path()).is_err());
        fs::create_dir(first.path().join("old")).unwrap();
        let left = first.keep();
        assert!(is_unfinished(root.path()).unwrap());
        let (_second, interrupted) = Stage::inside(root.path()).unwrap();
        assert_eq!(interrupted.into_iter().map(|found| found.path).collect::<Vec<_>>(), [left]);
    }

    #[test]
    fn a_stage_in_which_nothing_was_begun_goes_at_once() {
        let root = tempfile::tempdir().unwrap();
        let (bare, locked) = (root.path().join(".wattpack-update-abcdef"), root.path().join(".wattpack-update-abcdeg"));
        fs::create_dir(&bare).unwrap();
        fs::create_dir(&locked).unwrap();
        fs::write(locked.join(LOCK), "").unwrap();
        let (_stage, interrupted) = Stage::inside(root.path()).unwrap();
        assert!(interrupted.is_empty() && !bare.exists() && !locked.exists());
    }

    #[test]
    fn who_looks_disturbs_no_other_that_looks() {
        let root = tempfile::tempdir().unwrap();
        let stage = root.path().join(".wattpack-update-abcdef");
        fs::create_dir_all(stage.join("old")).unwrap();
        fs::write(stage.join(LOCK), "").unwrap();
        let looking = File::open(stage.join(LOCK)).unwrap();
        looking.try_lock_shared().unwrap();
        assert!(!lives(&stage));
    }

    #[test]
    fn a_stage_that_nobody_holds_is_unfinished_and_looking_leaves_it_there() {
        let root = tempfile::tempdir().unwrap();
        let (bare, locked) = (root.path().join(".wattpack-update-abcdef"), root.path().join(".wattpack-update-abcdeg"));
        fs::create_dir(&bare).unwrap();
        assert!(is_unfinished(root.path()).unwrap() && bare.exists());
        fs::rename(&bare, &locked).unwrap();
        fs::write(locked.join(LOCK), "").unwrap();
        assert!(is_unfinished(root.path()).unwrap() && locked.join(LOCK).exists());
    }

    #[test]
    fn a_stage_that_goes_while_it_is_looked_at_is_not_unfinished_and_one_that_is_held_then_is_at_work() {
        let root = tempfile::tempdir().unwrap();
        let stage = root.path().join(".wattpack-update-abcdef");
        fs::create_dir(&stage).unwrap();
        assert!(!stays_unfinished(root.path(), || fs::remove_dir(&stage).unwrap()).unwrap());
        fs::create_dir(&stage).unwrap();
        let mut taken = None;
        assert!(stays_unfinished(root.path(), || taken = Left::take(&stage)).is_err() && taken.is_some());
    }

    #[test]
    fn a_stage_is_taken_when_those_who_only_look_have_let_go_of_it() {
        let root = tempfile::tempdir().unwrap();
        let stage = root.path().join(".wattpack-update-abcdef");
        fs::create_dir(&stage).unwrap();
        fs::write(stage.join(LOCK), "").unwrap();
        let mut looking = File::open(stage.join(LOCK)).ok();
        looking.as_ref().unwrap().try_lock_shared().unwrap();
        assert!(Left::take(&stage).is_none());
        assert!(Left::take_after(&stage, LOOKS, || looking = None).is_some());
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

    #[test]
    fn what_is_handed_over_to_the_user_is_no_stage() {
        let root = tempfile::tempdir().unwrap();
        let (stage, _) = Stage::inside(root.path()).unwrap();
        fs::create_dir(stage.path().join("old")).unwrap();
        let handed_over = stage.hand_over();
        assert!(Stage::inside(root.path()).unwrap().1.is_empty());
        assert!(handed_over.join("old").exists());
    }
}
