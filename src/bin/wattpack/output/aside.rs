//! What the user made is never overwritten: it gets the name `NAME.orig`, or the next one free, and
//! what appeared a moment ago is not overwritten either.

use super::standing;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Moves whatever stands at a path aside and says where to.
pub fn move_aside(path: &Path) -> io::Result<PathBuf> {
    let (kept, names) = keep(path, is_same_file)?;
    if let Names::Two = names {
        fs::remove_file(path)?;
    }
    Ok(kept)
}

/// Puts a file over something of the user's, which stays under another name: where that can have two
/// names, there is no moment in which nothing stands at the path.
pub fn put_over(staged: &Path, path: &Path) -> io::Result<PathBuf> {
    let (kept, names) = keep(path, |_, _| false)?;
    fs::rename(staged, path).inspect_err(|_| {
        let _ = match names {
            Names::Two => fs::remove_file(&kept),
            Names::One => put_where_nothing_is(&kept, path),
        };
    })?;
    Ok(kept)
}

/// Moves a file to a place where nothing stands. If something does by now, it fails; only file
/// systems without links can't tell.
pub fn put_where_nothing_is(staged: &Path, path: &Path) -> io::Result<()> {
    match fs::hard_link(staged, path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => fs::rename(staged, path),
        linked => linked,
    }
}

/// What a thing has that was given another name.
enum Names {
    Two,
    One,
}

/// Gives what stands at a path a name that is free, beside its own or, where nothing can have two,
/// instead of it. A name that something else takes at the same moment is not free, unless that is
/// `the_same`: a build that was killed after half of the move.
fn keep(path: &Path, the_same: fn(&Path, &Path) -> bool) -> io::Result<(PathBuf, Names)> {
    let mut number = 0_u32;
    loop {
        let kept = original(path, number);
        match fs::hard_link(path, &kept) {
            Ok(()) => return Ok((kept, Names::Two)),
            Err(_) if standing(&kept)?.is_none() => {
                fs::rename(path, &kept)?;
                return Ok((kept, Names::One));
            }
            Err(_) if the_same(path, &kept) => return Ok((kept, Names::Two)),
            Err(_) => number += 1,
        }
    }
}

fn original(path: &Path, number: u32) -> PathBuf {
    let mut name: OsString = path.as_os_str().to_owned();
    name.push(if number == 0 { ".orig".to_owned() } else { format!(".orig.{number}") });
    PathBuf::from(name)
}

#[cfg(unix)]
fn is_same_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let id = |path: &Path| path.symlink_metadata().ok().map(|meta| (meta.dev(), meta.ino()));
    id(one).is_some_and(|one| Some(one) == id(other))
}

#[cfg(not(unix))]
fn is_same_file(_: &Path, _: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;

    #[test]
    fn an_older_original_is_never_lost() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        for name in ["a.md.orig", "a.md.orig.1", "a.md.orig.2"] {
            File::create(&path).unwrap();
            assert_eq!(move_aside(&path).unwrap(), folder.path().join(name));
        }
    }

    #[test]
    fn what_stands_at_the_place_is_kept_or_stays() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("new"), "new").unwrap();
        fs::write(at("a.md"), "mine").unwrap();
        assert!(put_where_nothing_is(&at("new"), &at("a.md")).is_err());
        assert_eq!(put_over(&at("new"), &at("a.md")).unwrap(), at("a.md.orig"));
        assert_eq!(fs::read_to_string(at("a.md.orig")).unwrap(), "mine");
        assert!(put_over(&at("missing"), &at("a.md")).is_err());
        assert_eq!(fs::read_to_string(at("a.md")).unwrap(), "new");
        assert!(!at("a.md.orig.1").exists());
    }

    #[test]
    fn what_many_replace_at_once_is_kept() {
        for _ in 0..20 {
            let folder = tempfile::tempdir().unwrap();
            let at = |name: &str| folder.path().join(name);
            fs::write(at("a.zip"), "mine").unwrap();
            std::thread::scope(|scope| {
                for number in 0..8 {
                    let staged = at(&number.to_string());
                    fs::write(&staged, "new").unwrap();
                    let path = at("a.zip");
                    // Windows refuses who comes at the same moment.
                    scope.spawn(move || assert!(put_over(&staged, &path).is_ok() || cfg!(windows)));
                }
            });
            let mut found = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
            assert!(found.any(|path| fs::read_to_string(path).unwrap() == "mine"));
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_move_that_was_cut_in_half_is_finished() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("a.md"), "mine").unwrap();
        fs::hard_link(at("a.md"), at("a.md.orig")).unwrap();
        assert_eq!(move_aside(&at("a.md")).unwrap(), at("a.md.orig"));
        assert!(!at("a.md").exists() && at("a.md.orig").exists());
    }
}
