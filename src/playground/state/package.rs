//! The pack on the page.

use super::State;
use crate::pack::{PackFile, build_from};
use crate::sha256;
use std::collections::BTreeMap;

/// A pack as a zip, and its files to look at.
#[derive(Debug)]
pub struct Package {
    /// Name of the cluster.
    pub name: String,
    /// Files by path.
    pub files: BTreeMap<String, PackFile>,
    /// The archive.
    pub zip: Vec<u8>,
    /// Its SHA-256.
    pub sha256: String,
}

impl State {
    /// Builds the pack unless it is the one at hand. Says whether there is one now.
    pub fn pack(&mut self) -> bool {
        if self.is_packed {
            return self.package.is_some();
        }
        let reading = self.plan.draft.read(&self.plan.text, &self.overrides);
        let built = build_from(reading, false).pack;
        let packed = built.and_then(|pack| {
            let zip = pack.archive().ok()?;
            Some(Package { sha256: sha256(&zip), zip, name: pack.name, files: pack.files })
        });
        // The last good pack stays in sight, but it is not offered as this one.
        self.is_packed = packed.is_some();
        if packed.is_some() {
            self.package = packed;
            self.keep_selection();
        }
        self.is_packed
    }

    /// The file that is looked at.
    pub fn selected_file(&self) -> Option<(&str, &PackFile)> {
        let path = self.selected.as_deref()?;
        self.package.as_ref()?.files.get_key_value(path).map(|(path, file)| (path.as_str(), file))
    }

    fn keep_selection(&mut self) {
        let Some(package) = &self.package else { return };
        let memo = || package.files.iter().find(|(_, file)| file.role.word() == "memo").map(|(path, _)| path.clone());
        let is_there = self.selected.as_ref().is_some_and(|path| package.files.contains_key(path));
        if !is_there {
            self.selected = memo();
        }
    }
}
