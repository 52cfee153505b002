//! What the user made is never overwritten: it gets the name `NAME.orig`, or the next one free, and
//! what appeared a moment ago is not overwritten either.

use super::standing;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Moves whatever stands at a path aside and says where to.
pub fn move_aside(path: &Path) -> io::Result<PathBuf> {
    let free = free_name(path)?;
    fs::rename(path, &free)?;
    Ok(free)
}

/// Puts a file over something of the user's, which stays under another name: where that can have two
/// names, there is no moment in which nothing stands at the path.
pub fn put_over(staged: &Path, path: &Path) -> io::Result<PathBuf> {
    let kept = free_name(path)?;
    fs::hard_link(path, &kept).or_else(|_| fs::rename(path, &kept))?;
    fs::rename(staged, path).inspect_err(|_| {
        let _ = if path.symlink_metadata().is_ok() { fs::remove_file(&kept) } else { fs::rename(&kept, path) };
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

fn free_name(path: &Path) -> io::Result<PathBuf> {
    let mut number = 0_u32;
    loop {
        let mut name: OsString = path.as_os_str().to_owned();
        name.push(if number == 0 { ".orig".to_owned() } else { format!(".orig.{number}") });
        let candidate = PathBuf::from(name);
        if standing(&candidate)?.is_none() {
            return Ok(candidate);
        }
        number += 1;
    }
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
}
