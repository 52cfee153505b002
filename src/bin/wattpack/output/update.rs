//! A pack onto a folder that exists. Files of the last build give way, everything else stays; if a
//! step fails, all steps are taken back.

use super::folder::write_new;
use super::old_build::{LARGEST, OldBuild};
use super::transaction::Transaction;
use super::{State, Texts, Written, standing, sync_folder};
use crate::exit::{Failure, shown_path};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Brings a folder to hold these files.
pub fn update(root: &Path, files: &Texts) -> Result<Written, Failure> {
    let failed = |error: io::Error| Failure::io(root, "write to", &error);
    let stage = tempfile::Builder::new().prefix(".wattpack-").tempdir_in(root).map_err(failed)?;
    let mut update = Update::begin(root, &stage, files).map_err(failed)?;
    if let Err(error) = update.run(files) {
        let stuck = update.transaction.roll_back();
        return Err(if stuck == 0 { failed(error) } else { half_done(root, stage, stuck, &error) });
    }
    update.drop_empty_folders();
    sync_folder(root);
    Ok(update.written)
}

/// The disk refused the way back as well. Nothing is deleted then.
fn half_done(root: &Path, stage: TempDir, stuck: usize, error: &io::Error) -> Failure {
    let (root, stage) = (shown_path(root), shown_path(&stage.keep()));
    Failure::Io(format!(
        "can't write to `{root}`: {error}; {stuck} steps could not be taken back, the old files are in `{stage}`"
    ))
}

/// What stands at the place of a file.
enum Place {
    Free,
    Same,
    /// Of the last build, not touched since.
    Ours,
    /// The user's.
    Theirs,
}

struct Update<'a> {
    root: &'a Path,
    staged: BTreeMap<String, PathBuf>,
    old: OldBuild,
    transaction: Transaction,
    written: Written,
}

impl<'a> Update<'a> {
    /// Writes all new contents under other names first: a full disk is found out before anything
    /// has changed.
    fn begin(root: &'a Path, stage: &TempDir, files: &Texts) -> io::Result<Self> {
        let (fresh, backups) = (stage.path().join("new"), stage.path().join("old"));
        fs::create_dir(&backups)?;
        let mut staged = BTreeMap::new();
        for (number, path) in files.keys().enumerate() {
            staged.insert((*path).to_owned(), fresh.join(number.to_string()));
        }
        write_new(files.iter().map(|(path, text)| (staged[*path].clone(), *text)))?;
        let written = Written::new(root, State::Replaced);
        Ok(Self { root, staged, old: OldBuild::read(root)?, transaction: Transaction::new(backups), written })
    }

    fn run(&mut self, files: &Texts) -> io::Result<()> {
        for (path, text) in files {
            self.put(path, text)?;
        }
        let gone: Vec<String> =
            self.old.files.keys().filter(|path| !files.contains_key(path.as_str())).cloned().collect();
        gone.iter().try_for_each(|path| self.clear(path))
    }

    fn put(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.make_folders(name)?;
        let path = self.root.join(name);
        let staged = self.staged[name].clone();
        match self.place(name, Some(text))? {
            Place::Same => Ok(()),
            Place::Free => self.transaction.place(&staged, &path),
            Place::Ours => self.transaction.replace(&staged, &path),
            Place::Theirs => {
                self.keep(&path)?;
                self.transaction.place(&staged, &path)
            }
        }
    }

    /// Makes the folders on the way to a file. A link or a file that stands there is moved aside:
    /// nothing is ever written through it.
    fn make_folders(&mut self, name: &str) -> io::Result<()> {
        for (at, _) in name.match_indices('/') {
            let folder = self.root.join(&name[..at]);
            match standing(&folder)? {
                Some(meta) if meta.is_dir() => continue,
                Some(_) => self.keep(&folder)?,
                None => {}
            }
            self.transaction.make_folder(&folder)?;
        }
        Ok(())
    }

    /// Takes a file away that the last build had and this one has not.
    fn clear(&mut self, name: &str) -> io::Result<()> {
        if !self.is_reached_without_links(name)? {
            return Ok(());
        }
        let path = self.root.join(name);
        match self.place(name, None)? {
            Place::Free | Place::Same => {}
            Place::Ours => {
                self.transaction.remove(&path)?;
                self.written.removed.push(path);
            }
            Place::Theirs => self.keep(&path)?,
        }
        Ok(())
    }

    fn is_reached_without_links(&self, name: &str) -> io::Result<bool> {
        for (at, _) in name.match_indices('/') {
            if !standing(&self.root.join(&name[..at]))?.is_some_and(|meta| meta.is_dir()) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn place(&self, name: &str, text: Option<&str>) -> io::Result<Place> {
        let path = self.root.join(name);
        let Some(meta) = standing(&path)? else {
            return Ok(Place::Free);
        };
        if !meta.is_file() || meta.len() > LARGEST {
            return Ok(Place::Theirs);
        }
        let found = fs::read(&path)?;
        if text.is_some_and(|text| text.as_bytes() == found) {
            return Ok(Place::Same);
        }
        Ok(if self.old.made(name, &found) { Place::Ours } else { Place::Theirs })
    }

    fn keep(&mut self, path: &Path) -> io::Result<()> {
        let kept = self.transaction.keep(path)?;
        self.written.kept.push((path.to_owned(), kept));
        Ok(())
    }

    /// Folders that held only removed files go too; one that holds anything refuses by itself.
    fn drop_empty_folders(&self) {
        for path in &self.written.removed {
            let folders = path.ancestors().skip(1).take_while(|folder| *folder != self.root);
            folders.map(fs::remove_dir).take_while(Result::is_ok).for_each(drop);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::old_build::MANIFEST;
    use super::*;
    use wattpack_core::sha256;

    fn listing(root: &Path) -> BTreeMap<PathBuf, String> {
        let mut found = BTreeMap::new();
        let mut folders = vec![root.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path.clone());
                    found.insert(path, String::new());
                } else {
                    found.insert(path.clone(), fs::read_to_string(&path).unwrap());
                }
            }
        }
        found
    }

    #[test]
    fn an_update_that_fails_half_way_leaves_everything_as_it_was() {
        let root = tempfile::tempdir().unwrap();
        let file = |path: &str, text: &str| {
            format!(
                r#"{{"path":"{path}","sha256":"{}","bytes":{},"role":"readme"}}"#,
                sha256(text.as_bytes()),
                text.len()
            )
        };
        let listed = [file("a.md", "old a"), file("gone.md", "old gone"), file("docs/b.md", "old b")].join(",");
        let manifest = format!(
            r#"{{"format":1,"generator":{{"name":"wattpack","version":"0"}},"plan_sha256":"","overrides":{{}},"files":[{listed}],"requirements":[]}}"#
        );
        for (path, text) in
            [("a.md", "old a"), ("gone.md", "old gone"), ("docs/b.md", "my own b"), (MANIFEST, manifest.as_str())]
        {
            write_new(std::iter::once((root.path().join(path), text))).unwrap();
        }
        let before = listing(root.path());
        let too_long = format!("z/{}", "x".repeat(300));
        let files =
            Texts::from([("a.md", "new a"), ("docs/b.md", "new b"), ("new/c.md", "c"), (too_long.as_str(), "")]);
        assert!(update(root.path(), &files).is_err());
        assert_eq!(listing(root.path()), before);

        let files = Texts::from([("a.md", "new a"), ("docs/b.md", "new b"), ("new/c.md", "c")]);
        let written = update(root.path(), &files).unwrap();
        let at = |path: &str| root.path().join(path);
        assert_eq!(written.kept, [(at("docs/b.md"), at("docs/b.md.orig"))]);
        assert_eq!(written.removed, [at("gone.md")]);
        assert_eq!(fs::read_to_string(at("docs/b.md.orig")).unwrap(), "my own b");
        assert!(!at("gone.md").exists());
    }
}
