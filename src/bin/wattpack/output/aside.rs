//! What the user made is never overwritten: it gets the name `NAME.orig`, or the next one free.

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
}
