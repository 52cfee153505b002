//! The pack: its files, the one that is looked at, and how to make it elsewhere.

use super::command;
use super::node::{Node, button};
use super::patch::Patches;
use super::preview;
use super::state::{Package, State};
use crate::pack::PackFile;
use crate::pack::format::{count, counted};
use std::collections::BTreeMap;

/// Brings the pack up to date.
pub fn show(state: &State, page: &mut Patches) {
    page.text("command", &command::build(state));
    page.flag("download", "disabled", state.outcome.result.is_none());
    page.attribute("pack", "data-fresh", if state.is_packed { "yes" } else { "no" });
    let Some(package) = &state.package else { return };
    let bytes = counted(package.zip.len() as u64, "byte");
    page.text("pack-name", &format!("{}.zip", package.name));
    page.text("pack-size", &format!("{} in {bytes}", counted(package.files.len() as u64, "file")));
    page.text("pack-hash", &package.sha256);
    page.text("verify-sum", &format!("echo '{}  {}.zip' | sha256sum --check", package.sha256, package.name));
    page.text("verify-pack", &format!("wattpack verify {}.zip", package.name));
    page.text("verify-attestation", &format!("gh attestation verify {}.zip --repo OWNER/REPO", package.name));
    page.inside("files", tree(package, state.selected.as_deref()));
    show_file(state, page);
}

fn show_file(state: &State, page: &mut Patches) {
    let Some((path, file)) = state.selected_file() else { return };
    let memo = path.ends_with(".md");
    page.text("file-path", path);
    page.text("file-about", &format!("{}; {} bytes", file.role.meaning(), count(file.text.len() as u64)));
    page.shown("file-source", memo || path.ends_with(".svg"));
    page.text("file-source", if state.as_source { "Show rendered" } else { "Show source" });
    page.attribute("file-download", "data-of", path);
    let files = state.package.as_ref().map(|package| &package.files);
    page.inside("preview", preview::show(path, &file.text, files, state.as_source));
}

/// Folders with their files, folders first.
fn tree(package: &Package, selected: Option<&str>) -> Vec<Node> {
    let mut folders: BTreeMap<&str, Vec<(&str, &str, &PackFile)>> = BTreeMap::new();
    for (path, file) in &package.files {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        folders.entry(folder).or_default().push((path, name, file));
    }
    let folder = |(folder, files): (&str, Vec<(&str, &str, &PackFile)>)| {
        let name = if folder.is_empty() { format!("{}/", package.name) } else { format!("{folder}/") };
        let files = files.into_iter().map(|(path, name, file)| item(path, name, file, selected == Some(path)));
        let list = Node::new("ul").children(files.collect());
        Node::new("li").child(Node::of("span", "folder", &name)).child(list)
    };
    folders.into_iter().map(folder).collect()
}

fn item(path: &str, name: &str, file: &PackFile, is_selected: bool) -> Node {
    let button = button("select", path, name).with("title", file.role.meaning());
    let button = if is_selected { button.with("aria-current", "true") } else { button };
    Node::new("li").child(button)
}
