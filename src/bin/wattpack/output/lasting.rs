//! Files that were not there, written so that they last: the disk has them, and their names, before
//! anybody is told.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;
use std::thread;

/// So many files are open at a time. A disk makes them last in the time that it takes for one.
const AT_ONCE: usize = 64;

/// Writes a file, with the folders on the way.
pub fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    create(path, content)?.sync_all()
}

/// Writes files below a folder, by their paths there, and waits for the disk once for many of them.
pub fn write_all<'a>(root: &Path, files: impl IntoIterator<Item = (String, &'a str)>) -> io::Result<()> {
    let (mut files, mut folders) = (files.into_iter().peekable(), BTreeSet::from([root.to_owned()]));
    while files.peek().is_some() {
        let open = files.by_ref().take(AT_ONCE).map(|(path, text)| {
            folders.extend(Path::new(&path).ancestors().skip(1).map(|folder| root.join(folder)));
            create(&root.join(path), text.as_bytes())
        });
        sync(&open.collect::<io::Result<Vec<_>>>()?)?;
    }
    for folder in folders {
        sync_folder(&folder);
    }
    Ok(())
}

fn create(path: &Path, content: &[u8]) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = File::create_new(path)?;
    file.write_all(content)?;
    Ok(file)
}

/// Waits for all files together, each from a thread of its own; without threads, one after the other.
fn sync(files: &[File]) -> io::Result<()> {
    thread::scope(|scope| {
        let spawned = files.iter().map(|file| thread::Builder::new().spawn_scoped(scope, || file.sync_all()));
        let waiting: Vec<_> = spawned.map(Result::ok).collect();
        let ended = waiting.into_iter().map(|thread| thread.and_then(|thread| thread.join().ok()));
        files.iter().zip(ended).try_for_each(|(file, ended)| ended.unwrap_or_else(|| file.sync_all()))
    })
}

/// Makes the names in a folder last. Where the system can't, there is nothing to be done about it.
pub fn sync_folder(path: &Path) {
    if cfg!(unix) {
        let _ = File::open(path).and_then(|folder| folder.sync_all());
    }
}
