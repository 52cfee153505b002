//! What can go wrong around a build, made to go wrong: afterwards the old state or the new one is
//! there whole, and nothing of the user's is lost.

mod disk;
mod input;
mod killed;
mod output;
mod together;

use crate::harness::Place;
use std::collections::BTreeMap;

/// Files with their contents.
type Tree = BTreeMap<String, Vec<u8>>;

const OLD: &str = "# Pod\n\n- IT cap: 1 MW\n\n```text file=gone/a.txt\nold\n```\n";
const NEW: &str = "# Pod\n\n- IT cap: 2 MW\n\n```text file=fresh/b.txt\nnew\n```\n";

/// Two plans, `old.md` and `new.md`, and what each gives as folder and archive.
fn plans() -> Place {
    let place = Place::new();
    for (name, plan) in [("old", OLD), ("new", NEW)] {
        place.write(&format!("{name}.md"), plan);
        for output in [name.to_owned(), format!("{name}.zip")] {
            place.run(["build", &format!("{name}.md"), "-q", "-o", &output]).exits(0);
        }
    }
    place
}

/// How often something is tried that happens by chance.
fn rounds(usual: u32) -> u32 {
    std::env::var("WATTPACK_ROUNDS").map_or(usual, |rounds| rounds.parse().unwrap())
}

/// Files of the user's in a pack.
const MINE: [(&str, &str); 3] = [("README.md", "my own"), ("mine.txt", "mine"), (".git/config", "[core]\n")];

/// Puts the old pack into `out/pack`, used: some of it changed, some added.
fn put_old_pack(place: &Place) -> Tree {
    clear(place);
    for (path, content) in place.tree_of("old") {
        place.write(&format!("out/pack/{path}"), content);
    }
    for (path, content) in MINE {
        place.write(&format!("out/pack/{path}"), content);
    }
    place.tree_of("out/pack")
}

/// An empty folder `out`.
fn clear(place: &Place) {
    let _ = std::fs::remove_dir_all(place.path("out"));
    std::fs::create_dir(place.path("out")).unwrap();
}

/// The new pack in the place of the used old one.
fn new_pack_in_use(place: &Place) -> Tree {
    let mut tree = place.tree_of("new");
    let mine = MINE.iter().map(|(path, content)| {
        let path = if *path == "README.md" { "README.md.orig" } else { path };
        (path.to_owned(), content.as_bytes().to_vec())
    });
    tree.extend(mine);
    tree
}

/// Whether nothing that a build makes for itself is left in a folder.
fn is_clean(place: &Place, folder: &str) -> bool {
    let entries = std::fs::read_dir(place.path(folder)).unwrap();
    !entries.map(|entry| entry.unwrap().file_name()).any(|name| name.to_string_lossy().starts_with(".wattpack-"))
}

/// The user's files are there, or kept under the name that says so.
fn nothing_is_lost(tree: &Tree) {
    let holds = |path: &str, content: &str| tree.get(path).is_some_and(|found| found == content.as_bytes());
    assert!(holds("README.md", "my own") || holds("README.md.orig", "my own"), "{:?}", tree.keys());
    assert!(holds("mine.txt", "mine") && holds(".git/config", "[core]\n"), "{:?}", tree.keys());
}
