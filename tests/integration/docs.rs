//! The docs say what the program does: README.md, `www/docs`, and every other page about the repository.
//!
//! - A block `sh` runs, line by line, in a folder of its document; a line says `# exit N` where it
//!   does not end with 0.
//! - A block `markdown`, or a config block, is a plan, and sound. With `file=NAME` it lies in that folder.
//! - A block `text` right behind one of the two is what that printed; a block `json` right behind a
//!   plan is what the plan sets.
//! - What stands between `<!-- begin NAME -->` and `<!-- end NAME -->` is made from the code.
//!
//! `WATTPACK_BLESS=1 cargo test --test integration docs` writes the last two anew: read the difference.

mod diagnostics;
mod document;
#[cfg(target_os = "linux")]
mod examples;
mod generated;
mod limits;
mod names;
mod outcome;
mod shell;
mod worked;

use crate::repo::{text, tracked};
use document::{Document, anchors, links};
use std::collections::BTreeMap;
use std::path::Path;

/// Every page that is about the repository and no plan or part of a pack.
fn documents() -> Vec<Document> {
    let elsewhere = ["src/", "tests/fixtures/", "tests/golden/"];
    let is_doc = |path: &&String| path.ends_with(".md") && !elsewhere.iter().any(|folder| path.starts_with(folder));
    tracked().iter().filter(is_doc).map(|path| Document::read(path)).collect()
}

#[test]
fn what_the_docs_show_is_what_the_program_says() {
    for document in documents() {
        let current = outcome::fill_in(&document.path, &generated::fill_in(&document.text));
        if std::env::var_os("WATTPACK_BLESS").is_some() {
            std::fs::write(crate::packs::root().join(&document.path), &current).unwrap();
        }
        assert!(!current.contains("```text\n```"), "{}: a block of output has nothing in front of it", document.path);
        let shown = text(&document.path);
        let at = shown.lines().zip(current.lines()).position(|(shown, current)| shown != current);
        assert!(
            shown == current,
            "{}, line {}: read the difference, then bless\n{current}",
            document.path,
            at.map_or(0, |at| at + 1)
        );
    }
}

/// `tests/npm` runs those of the package as printed.
#[test]
fn examples_in_javascript_are_those_of_the_package() {
    let package = text("pkg-config/npm/README.md");
    for document in documents() {
        for block in document::blocks(&document.text).iter().filter(|block| block.language() == "js") {
            assert!(package.contains(&block.text), "{}: {}", document.path, block.text);
        }
    }
}

#[test]
fn links_lead_somewhere() {
    let pages: BTreeMap<String, String> = documents().into_iter().map(|page| (page.path, page.text)).collect();
    for (path, page) in &pages {
        for link in links(page) {
            assert!(leads_somewhere(&pages, path, &link), "{path}: {link}");
        }
    }
}

fn leads_somewhere(pages: &BTreeMap<String, String>, from: &str, link: &str) -> bool {
    if ["https://", "http://", "mailto:"].iter().any(|scheme| link.starts_with(scheme)) {
        return true;
    }
    let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
    let target = if file.is_empty() { from.to_owned() } else { joined(from, file) };
    let has_anchor = || pages.get(&target).is_some_and(|page| anchors(page).contains(&anchor.to_owned()));
    crate::packs::root().join(&target).exists() && (anchor.is_empty() || has_anchor())
}

/// The path of a link in a page, from the root of the repository.
fn joined(from: &str, link: &str) -> String {
    let mut names: Vec<&str> = Path::new(from).parent().unwrap().iter().map(|name| name.to_str().unwrap()).collect();
    for name in link.split('/') {
        match name {
            "." | "" => {}
            ".." => drop(names.pop()),
            name => names.push(name),
        }
    }
    names.join("/")
}

#[test]
fn every_document_is_listed_in_the_guide() {
    let listed = links(&text("www/docs/README.md"));
    for path in tracked().iter().filter_map(|path| path.strip_prefix("www/docs/")).filter(|path| *path != "README.md") {
        let is_listed = listed.iter().any(|link| link == path) || !path.ends_with(".md");
        assert!(is_listed, "www/docs/README.md does not link to {path}");
    }
}
