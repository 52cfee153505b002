//! A pack onto a folder that exists. Files of the last build give way, everything else stays; if a
//! step fails, all steps are taken back.

use super::lasting::{self, sync_folder};
use super::old_build::{Maker, OldBuild, may_be_ours};
use super::stage::{Left, Stage};
use super::transaction::Transaction;
use super::{State, Texts, Written, standing};
use crate::exit::{Failure, shown_path};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use wattpack_core::pack::{MANIFEST, PLAN};

/// Brings a folder to hold these files.
///
/// A build that is killed on the way leaves its stage, and in it the manifest of what it was making.
/// With that and the old manifest the next build knows every file of both, and finishes.
pub fn update(root: &Path, files: &Texts) -> Result<Written, Failure> {
    let (stage, interrupted) = Stage::inside(root)?;
    update_in(root, files, stage, interrupted)
}

/// Brings an empty folder to hold these files, unless it holds something by now.
pub fn fill(root: &Path, files: &Texts) -> Result<Option<Written>, Failure> {
    let (stage, interrupted) = Stage::inside(root)?;
    let entries = fs::read_dir(root).map_err(|error| Failure::io(root, "read", &error))?;
    if entries.count() > 1 {
        return Ok(None);
    }
    let written = update_in(root, files, stage, interrupted)?;
    Ok(Some(Written { state: State::Made, ..written }))
}

fn update_in(root: &Path, files: &Texts, stage: Stage, interrupted: Vec<Left>) -> Result<Written, Failure> {
    let failed = |error: io::Error| Failure::io(root, "write to", &error);
    let mut update = Update::begin(root, stage.path(), &interrupted, files).map_err(failed)?;
    if let Err(error) = update.run(files) {
        let stuck = update.transaction.roll_back();
        return Err(if stuck == 0 { failed(error) } else { half_done(root, stage, stuck, &error) });
    }
    update.transaction.folders().into_iter().for_each(sync_folder);
    interrupted.into_iter().for_each(Left::remove);
    if update.transaction.is_empty() {
        update.written.state = State::Unchanged;
    }
    Ok(update.written)
}

/// The disk refused the way back as well. Nothing is deleted then.
fn half_done(root: &Path, stage: Stage, stuck: usize, error: &io::Error) -> Failure {
    let (root, stage) = (shown_path(root), shown_path(&stage.hand_over()));
    Failure::Io(format!(
        "can't write to `{root}`: {error}; {stuck} steps could not be taken back, the old files are in `{stage}`"
    ))
}

/// What stands at the place of a file.
enum Place {
    Free,
    Same,
    /// Of an earlier build, not touched since.
    Ours,
    /// Of an earlier build, says a manifest of unknown origin.
    Listed,
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
    fn begin(root: &'a Path, stage: &Path, interrupted: &[Left], files: &Texts) -> io::Result<Self> {
        let (fresh, backups) = (stage.join("new"), stage.join("old"));
        fs::create_dir(&backups)?;
        let mut staged = BTreeMap::new();
        for (number, path) in files.keys().enumerate() {
            staged.insert((*path).to_owned(), fresh.join(number.to_string()));
        }
        let numbered = files.values().enumerate().map(|(number, text)| (number.to_string(), *text));
        lasting::write_all(&fresh, numbered)?;
        let proofs = [PLAN, MANIFEST].into_iter().filter_map(|path| Some((path.to_owned(), *files.get(path)?)));
        lasting::write_all(stage, proofs)?;
        sync_folder(root);
        let old = OldBuild::read(root, interrupted)?;
        let written = Written::new(root, State::Replaced);
        Ok(Self { root, staged, old, transaction: Transaction::new(backups), written })
    }

    /// What is gone goes first: it may stand where a folder belongs, or differ from a new path only in
    /// case. The old plan and the old manifest tell what is ours, so they go last.
    fn run(&mut self, files: &Texts) -> io::Result<()> {
        let gone: Vec<String> =
            self.old.paths().into_iter().filter(|path| !files.contains_key(path.as_str())).collect();
        gone.iter().try_for_each(|path| self.clear(path))?;
        let (proofs, others): (Vec<_>, Vec<_>) = files.iter().partition(|(path, _)| [PLAN, MANIFEST].contains(path));
        others.iter().try_for_each(|(path, text)| self.put(path, text))?;
        proofs.iter().try_for_each(|(path, text)| self.put(path, text))
    }

    fn put(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.make_folders(name)?;
        let path = self.root.join(name);
        let staged = self.staged[name].clone();
        match self.place(name, Some(text))? {
            Place::Same => Ok(()),
            Place::Free => self.transaction.place(&staged, &path),
            Place::Ours | Place::Listed => self.transaction.replace(&staged, &path),
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

    /// Takes a file away that an earlier build had and this one has not. On the word of a manifest that
    /// the plan beside it does not give, nothing is removed.
    fn clear(&mut self, name: &str) -> io::Result<()> {
        if !self.is_reached_without_links(name)? {
            return Ok(());
        }
        let path = self.root.join(name);
        match self.place(name, None)? {
            Place::Free | Place::Same => {}
            Place::Ours => {
                self.transaction.remove(&path)?;
                self.written.removed.push(path.clone());
            }
            Place::Listed | Place::Theirs => self.keep(&path)?,
        }
        self.drop_empty_folders(&path);
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
        if !may_be_ours(&meta) {
            return Ok(Place::Theirs);
        }
        let found = fs::read(&path)?;
        if text.is_some_and(|text| text.as_bytes() == found) {
            return Ok(Place::Same);
        }
        Ok(match self.old.maker(name, &found) {
            Maker::Build => Place::Ours,
            Maker::Unknown => Place::Listed,
            Maker::User => Place::Theirs,
        })
    }

    fn keep(&mut self, path: &Path) -> io::Result<()> {
        let kept = self.transaction.keep(path)?;
        self.written.kept.push((path.to_owned(), kept));
        Ok(())
    }

    /// Folders that held only what is gone go too; one that holds anything refuses by itself.
    fn drop_empty_folders(&mut self, path: &Path) {
        for folder in path.ancestors().skip(1).take_while(|folder| *folder != self.root) {
            if self.transaction.remove_folder(folder).is_err() {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::texts;
    use super::*;
    use wattpack_core::pack::{Manifest, Pack, build};
    use wattpack_core::plan::Overrides;

    const OLD: &str = "# T\n\n- IT cap: 1 MW\n\n```text file=gone/a.txt\nold\n```\n";
    const NEW: &str = "# T\n\n- IT cap: 2 MW\n\n```text file=fresh/b.txt\nnew\n```\n";
    const OTHER: &str = "# T\n\n- IT cap: 3 MW\n";

    fn pack(plan: &str) -> Pack {
        build(plan, &Overrides::new(), false).pack.unwrap()
    }

    fn listing(root: &Path) -> BTreeMap<PathBuf, String> {
        let mut found = BTreeMap::new();
        let mut folders = vec![root.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let name = path.strip_prefix(root).unwrap().to_owned();
                if path.is_dir() {
                    found.insert(name, String::new());
                    folders.push(path);
                } else {
                    found.insert(name, fs::read_to_string(&path).unwrap());
                }
            }
        }
        found
    }

    /// The old pack with something of the user's in it.
    fn in_use() -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        let old = pack(OLD);
        lasting::write_all(root.path(), texts(&old).into_iter().map(|(path, text)| (path.to_owned(), text))).unwrap();
        fs::write(root.path().join("README.md"), "my own").unwrap();
        fs::write(root.path().join("mine.txt"), "mine").unwrap();
        root
    }

    /// A new pack in the place of the old one.
    fn expected(pack: &Pack) -> BTreeMap<PathBuf, String> {
        let files = texts(pack).into_iter().chain([("README.md.orig", "my own"), ("mine.txt", "mine")]);
        let files: BTreeMap<_, _> = files.map(|(path, text)| (PathBuf::from(path), text.to_owned())).collect();
        let folders = files.keys().flat_map(|path| path.ancestors().skip(1)).filter(|path| *path != Path::new(""));
        let folders: Vec<_> = folders.map(|path| (path.to_owned(), String::new())).collect();
        files.into_iter().chain(folders).collect()
    }

    /// A name that no file can have, behind another in the order of the steps.
    fn impossible(after: &str) -> String {
        format!("{after}-{}", "x".repeat(300))
    }

    #[test]
    fn an_update_that_fails_at_any_step_leaves_everything_as_it_was() {
        let new = pack(NEW);
        for path in new.files.keys() {
            let (root, bad) = (in_use(), impossible(path));
            let before = listing(root.path());
            let mut files = texts(&new);
            files.insert(&bad, "");
            assert!(update(root.path(), &files).is_err());
            assert_eq!(listing(root.path()), before, "{path}");
            let written = update(root.path(), &texts(&new)).unwrap();
            assert_eq!(listing(root.path()), expected(&new), "{path}");
            assert_eq!(written.kept, [(root.path().join("README.md"), root.path().join("README.md.orig"))]);
            assert_eq!(written.removed, [root.path().join("gone/a.txt")]);
            assert!(!root.path().join("gone").exists());
        }
    }

    #[test]
    fn an_update_that_dies_at_any_step_is_finished_by_the_next() {
        let (new, other) = (pack(NEW), pack(OTHER));
        for (path, next) in new.files.keys().zip([&new, &other].into_iter().cycle()) {
            let (root, bad) = (in_use(), impossible(path));
            for _ in 0..2 {
                die(root.path(), &new, &bad);
            }
            update(root.path(), &texts(next)).unwrap();
            assert_eq!(listing(root.path()), expected(next), "{path}");
        }
    }

    /// Goes as far as it can and stops without a word, as a killed process does.
    fn die(root: &Path, pack: &Pack, bad: &str) {
        let mut files = texts(pack);
        files.insert(bad, "");
        let (stage, interrupted) = Stage::inside(root).unwrap();
        let mut update = Update::begin(root, stage.path(), &interrupted, &files).unwrap();
        assert!(update.run(&files).is_err());
        stage.keep();
    }

    #[test]
    fn old_files_whose_way_back_failed_stay_where_the_user_was_told() {
        let root = in_use();
        let (stage, _) = Stage::inside(root.path()).unwrap();
        lasting::write_all(stage.path(), [("old/0".to_owned(), "precious")]).unwrap();
        let failure = half_done(root.path(), stage, 1, &io::Error::other("full"));
        update(root.path(), &texts(&pack(NEW))).unwrap();
        let left = listing(root.path());
        let (path, _) = left.iter().find(|(_, content)| *content == "precious").unwrap();
        let folder = root.path().join(path.ancestors().nth(2).unwrap());
        assert!(failure.message().unwrap().contains(&shown_path(&folder)));
    }

    #[test]
    fn nothing_is_removed_on_the_word_of_a_manifest_of_another_version() {
        let root = in_use();
        let mut manifest = Manifest::parse(&pack(OLD).files[MANIFEST].text).unwrap();
        manifest.generator.version = "0.0.1".to_owned();
        fs::write(root.path().join(MANIFEST), serde_json::to_string_pretty(&manifest).unwrap() + "\n").unwrap();
        let written = update(root.path(), &texts(&pack(NEW))).unwrap();
        assert_eq!(written.removed, [] as [PathBuf; 0]);
        assert_eq!(fs::read_to_string(root.path().join("gone/a.txt.orig")).unwrap(), "old\n");
        assert!(!root.path().join("wattpack.json.orig").exists());
    }
}
