//! Steps in a folder that can all be taken back.

use super::aside::{move_aside, put_where_nothing_is};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// One step, with what it takes to undo it.
enum Step {
    /// A folder was made.
    Folder(PathBuf),
    /// An empty folder was removed.
    NoFolder(PathBuf),
    /// A file was put where nothing was.
    Placed(PathBuf),
    /// A file was moved from its place to another.
    Moved { from: PathBuf, to: PathBuf },
    /// A file was replaced; the old one is kept for now.
    Replaced { path: PathBuf, backup: PathBuf },
}

impl Step {
    fn path(&self) -> &Path {
        match self {
            Self::Folder(path)
            | Self::NoFolder(path)
            | Self::Placed(path)
            | Self::Moved { from: path, .. }
            | Self::Replaced { path, .. } => path,
        }
    }

    fn undo(&self) -> io::Result<()> {
        match self {
            Self::Folder(path) => fs::remove_dir(path),
            Self::NoFolder(path) => fs::create_dir(path),
            Self::Placed(path) => fs::remove_file(path),
            Self::Moved { from, to } => fs::rename(to, from),
            Self::Replaced { path, backup } => fs::rename(backup, path),
        }
    }
}

/// The steps so far. `backups` is a folder on the same file system.
pub struct Transaction {
    backups: PathBuf,
    steps: Vec<Step>,
}

impl Transaction {
    /// Begins; nothing has happened yet.
    pub fn new(backups: PathBuf) -> Self {
        Self { backups, steps: Vec::new() }
    }

    /// Makes a folder.
    pub fn make_folder(&mut self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)?;
        self.steps.push(Step::Folder(path.to_owned()));
        Ok(())
    }

    /// Takes an empty folder away.
    pub fn remove_folder(&mut self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)?;
        self.steps.push(Step::NoFolder(path.to_owned()));
        Ok(())
    }

    /// Puts a staged file where nothing is.
    pub fn place(&mut self, staged: &Path, path: &Path) -> io::Result<()> {
        put_where_nothing_is(staged, path)?;
        self.steps.push(Step::Placed(path.to_owned()));
        Ok(())
    }

    /// Puts a staged file over one that is ours, in one step; the new one gets the old one's rights.
    pub fn replace(&mut self, staged: &Path, path: &Path) -> io::Result<()> {
        let backup = self.next_backup();
        if fs::hard_link(path, &backup).is_err() {
            fs::copy(path, &backup)?;
        }
        fs::set_permissions(staged, path.metadata()?.permissions())?;
        fs::rename(staged, path)?;
        self.steps.push(Step::Replaced { path: path.to_owned(), backup });
        Ok(())
    }

    /// Takes a file that is ours away.
    pub fn remove(&mut self, path: &Path) -> io::Result<()> {
        let backup = self.next_backup();
        fs::rename(path, &backup)?;
        self.steps.push(Step::Moved { from: path.to_owned(), to: backup });
        Ok(())
    }

    /// Moves something of the user's aside and says where to.
    pub fn keep(&mut self, path: &Path) -> io::Result<PathBuf> {
        let kept = move_aside(path)?;
        self.steps.push(Step::Moved { from: path.to_owned(), to: kept.clone() });
        Ok(kept)
    }

    /// Whether nothing has happened.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Undoes everything, the last step first, and gives how many steps could not be undone.
    pub fn roll_back(&mut self) -> usize {
        self.steps.drain(..).rev().filter(|step| step.undo().is_err()).count()
    }

    /// The folders in which a name came or went.
    pub fn folders(&self) -> BTreeSet<&Path> {
        self.steps.iter().filter_map(|step| step.path().parent()).collect()
    }

    fn next_backup(&self) -> PathBuf {
        self.backups.join(self.steps.len().to_string())
    }
}
