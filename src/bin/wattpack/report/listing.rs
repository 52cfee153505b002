//! What `build --dry-run` would write: checksum, size and path, one line each.

use crate::exit::shown_path;
use crate::output::Target;
use std::fmt::Write as _;
use std::path::Path;
use wattpack_core::pack::Pack;
use wattpack_core::sha256;

/// The archive, if there is one, then every file in it or in the folder.
pub fn render(target: &Target, pack: &Pack, archive: &[u8]) -> String {
    let (whole, root) = match target {
        Target::Stdout => (Some("-".to_owned()), pack.name.clone()),
        Target::Archive(path) => (Some(shown_path(path)), pack.name.clone()),
        Target::Folder(path) => (None, below(path)),
    };
    let mut list = String::new();
    if let Some(whole) = whole {
        line(&mut list, archive, &whole);
    }
    for (path, file) in &pack.files {
        line(&mut list, file.text.as_bytes(), &format!("{root}/{path}"));
    }
    list
}

fn below(path: &Path) -> String {
    let path = shown_path(path);
    path.trim_end_matches('/').to_owned()
}

fn line(list: &mut String, content: &[u8], path: &str) {
    let _ = writeln!(list, "{}  {:>8}  {path}", sha256(content), content.len());
}
