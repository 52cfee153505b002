//! What entries of a zip may be called: each name means one place, the same on every system.

use super::entry::shown;
use crate::plan::is_device;
use std::collections::BTreeMap;

/// What a pack can have: a top folder of 64, a slash, a path of 200.
const LONGEST: usize = 265;

/// The names so far.
#[derive(Default)]
pub(super) struct Names {
    top: Option<String>,
    /// In small letters, with the spelling.
    taken: BTreeMap<String, String>,
}

impl Names {
    /// The path of an entry below the top folder, which all entries share; none for that folder.
    pub fn take<'a>(&mut self, raw: &'a [u8]) -> Result<Option<&'a str>, String> {
        let name =
            std::str::from_utf8(raw).map_err(|_| format!("the entry `{}` has a name that is not UTF-8", shown(raw)))?;
        if let Some(flaw) = flaw(name) {
            return Err(format!("the name of the entry `{}` {flaw}", shown(raw)));
        }
        let (top, path) = name.split_once('/').unwrap_or((name, ""));
        let first = self.top.get_or_insert_with(|| top.to_owned());
        if first != top {
            return Err(format!("the archive has several top folders: `{first}` and `{top}`, at the entry `{name}`"));
        }
        self.claim(name)?;
        Ok(Some(path).filter(|path| !path.is_empty()))
    }

    fn claim(&mut self, name: &str) -> Result<(), String> {
        let place = name.strip_suffix('/').unwrap_or(name).to_ascii_lowercase();
        let is_file = !name.ends_with('/');
        let is_in_a_file = self.file_above(&place);
        if (is_file && self.is_folder(&place)) || is_in_a_file.is_some() {
            return Err(format!("the entry `{}` is a file and a folder", is_in_a_file.map_or(name, String::as_str)));
        }
        match self.taken.insert(place, name.to_owned()) {
            Some(other) if other == name => Err(format!("two entries have the same name: `{name}`")),
            Some(other) => Err(format!("the entries `{other}` and `{name}` would be one on some systems")),
            None => Ok(()),
        }
    }

    fn file_above(&self, place: &str) -> Option<&String> {
        let mut above = place.match_indices('/').map(|(at, _)| &place[..at]);
        above.find_map(|folder| self.taken.get(folder).filter(|name| !name.ends_with('/')))
    }

    /// Whether something lies below a place: names that begin alike stand together.
    fn is_folder(&self, place: &str) -> bool {
        let below = format!("{place}/");
        self.taken.range(below.clone()..).next().is_some_and(|(next, _)| next.starts_with(&below))
    }
}

/// Why a name could mean another place than one below the folder it is unpacked to.
fn flaw(name: &str) -> Option<&'static str> {
    let path = name.strip_suffix('/').unwrap_or(name);
    if name.contains('\\') {
        Some("holds a backslash")
    } else if name.starts_with('/') {
        Some("is absolute")
    } else if name.as_bytes().get(1) == Some(&b':') {
        Some("begins with a drive letter")
    } else if name.contains(char::is_control) {
        Some("holds a control character")
    } else if !name.is_ascii() {
        Some("holds other characters than ASCII, which systems compare differently")
    } else if name.contains(':') {
        Some("holds a colon")
    } else if name.len() > LONGEST {
        Some("is longer than 265 bytes")
    } else {
        path.split('/').find_map(part_flaw)
    }
}

fn part_flaw(part: &str) -> Option<&'static str> {
    if matches!(part, "" | "." | "..") {
        Some("holds an empty part, `.` or `..`")
    } else if part.ends_with(['.', ' ']) {
        Some("holds a part that ends with a dot or a space")
    } else if is_device(part) {
        Some("holds a part that is a device on Windows")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_could_mean_another_place_are_refused() {
        for name in [
            "/etc/passwd",
            "//host/share/x",
            "a/../../b",
            "a\\b",
            "\\\\host\\x",
            "C:x",
            "c:/x",
            "a/b:stream",
            "a//b",
            "./a",
            "a/\u{1b}[31m",
            "a/b\0c",
            "a/x.",
            "a/x ",
            "a./x",
            "a/NUL",
            "a/com1.txt",
            "a/CONIN$",
            "a/é",
            "a/\u{202e}x",
            "..",
            "",
        ] {
            assert!(Names::default().take(name.as_bytes()).is_err(), "{name:?}");
        }
        assert!(Names::default().take(b"a/\xff").is_err());
        for name in
            ["x/README.md", "x/", "x/.github/workflows/ci.yml", "x/..a", "x/my notes.txt", "x/.git/refs/heads/a#b"]
        {
            assert_eq!(
                Names::default().take(name.as_bytes()).unwrap(),
                name.split_once('/').map(|name| name.1).filter(|path| !path.is_empty())
            );
        }
    }

    #[test]
    fn each_name_is_one_place() {
        for (first, second) in [
            ("a/x", "a/x"),
            ("a/x", "a/X"),
            ("a/x", "a/x/"),
            ("a/x", "a/x/y"),
            ("a/x/y", "a/x"),
            ("a/x", "b/x"),
            ("a/x", "A/y"),
            ("a/x/y", "a/X"),
            ("a/X", "a/x/y/z"),
        ] {
            let mut names = Names::default();
            names.take(first.as_bytes()).unwrap();
            assert!(names.take(second.as_bytes()).is_err(), "{first} {second}");
        }
        let mut names = Names::default();
        for name in ["a/", "a/x/", "a/x/y", "a/x/z", "a/w", "a/x-", "a/x/y.z/", "a/x0"] {
            names.take(name.as_bytes()).unwrap();
        }
    }
}
