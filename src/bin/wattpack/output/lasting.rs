//! Files that were not there, written so that they last: the disk has them, and their names, before
//! anybody is told.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::iter;
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Scope};

/// So many files are open at a time.
const AT_ONCE: usize = 64;
/// So many threads wait for the disk: it makes what all of them ask for last in the time of one.
const THREADS: usize = 8;

/// What the disk may not have yet.
enum Fresh<'a> {
    File(File),
    /// The names in a folder.
    Names(&'a Path),
}

impl Fresh<'_> {
    fn sync(&self) -> io::Result<()> {
        match self {
            Self::File(file) => return file.sync_all(),
            Self::Names(folder) => sync_folder(folder),
        }
        Ok(())
    }
}

/// Writes a file into a folder that is there.
pub fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    create(path, content)?.sync_all()
}

/// Writes files below a folder, by their paths there, with the folders on the way, and waits for the
/// disk once for many of them.
pub fn write_all<'a>(root: &Path, files: impl IntoIterator<Item = (String, &'a str)>) -> io::Result<()> {
    let files: Vec<_> = files.into_iter().map(|(path, text)| (root.join(path), text)).collect();
    let mut folders = BTreeSet::from([root]);
    for (path, _) in &files {
        path.ancestors().skip(1).take_while(|folder| folders.insert(folder)).for_each(drop);
    }
    folders.iter().try_for_each(fs::create_dir_all)?;
    let files = files.iter().map(|(path, text)| create(path, text.as_bytes()).map(Fresh::File));
    let mut fresh = files.chain(folders.iter().map(|folder| Ok(Fresh::Names(folder)))).peekable();
    while fresh.peek().is_some() {
        let fresh = fresh.by_ref().take(AT_ONCE).collect::<io::Result<_>>()?;
        let queue = Queue { fresh, next: AtomicUsize::new(0) };
        thread::scope(|scope| queue.sync(scope, THREADS))?;
    }
    Ok(())
}

fn create(path: &Path, content: &[u8]) -> io::Result<File> {
    let mut file = File::create_new(path)?;
    file.write_all(content)?;
    Ok(file)
}

/// What is to last. Whoever has time takes the next.
struct Queue<'a> {
    fresh: Vec<Fresh<'a>>,
    next: AtomicUsize,
}

impl<'a> Queue<'a> {
    fn is_empty(&self) -> bool {
        self.next.load(Ordering::Relaxed) >= self.fresh.len()
    }

    fn take(&self) -> Option<&Fresh<'a>> {
        self.fresh.get(self.next.fetch_add(1, Ordering::Relaxed))
    }

    /// Waits for one after the other. Another thread does the same, and calls for one more if it still
    /// finds work: where there is no disk to wait for, it finds none.
    fn sync<'scope>(&'scope self, scope: &'scope Scope<'scope, '_>, threads: usize) -> io::Result<()> {
        let needs_help = threads > 1 && !self.is_empty();
        let help = move || self.sync(scope, threads - 1);
        let helper = needs_help.then(|| thread::Builder::new().spawn_scoped(scope, help));
        let outcome = iter::from_fn(|| self.take()).try_for_each(Fresh::sync);
        match helper {
            Some(Ok(thread)) => outcome.and(thread.join().unwrap_or_else(|panic| resume_unwind(panic))),
            _ => outcome,
        }
    }
}

/// Makes the names in a folder last. Where the system can't, there is nothing to be done about it.
pub fn sync_folder(path: &Path) {
    if cfg!(unix) {
        let _ = File::open(path).and_then(|folder| folder.sync_all());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_files_than_are_open_at_a_time_are_all_there() {
        let root = tempfile::tempdir().unwrap();
        let paths: Vec<String> = (0..3 * AT_ONCE).map(|at| format!("a/{}/{at}.txt", at % 7)).collect();
        write_all(&root.path().join("new"), paths.iter().map(|path| (path.clone(), path.as_str()))).unwrap();
        for path in &paths {
            assert_eq!(fs::read_to_string(root.path().join("new").join(path)).unwrap(), *path);
        }
    }

    /// Nobody can make `/dev/null` last.
    #[cfg(target_os = "linux")]
    #[test]
    fn one_file_that_does_not_last_is_a_failure() {
        let fresh = |is_bad| if is_bad { File::open("/dev/null") } else { tempfile::tempfile() }.map(Fresh::File);
        for bad in 0..=2 * THREADS {
            let fresh = (0..2 * THREADS).map(|at| fresh(at == bad)).collect::<io::Result<_>>().unwrap();
            let queue = Queue { fresh, next: AtomicUsize::new(0) };
            let outcome = thread::scope(|scope| queue.sync(scope, THREADS));
            assert_eq!(outcome.is_err(), bad < 2 * THREADS);
        }
    }
}
