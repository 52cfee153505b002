//! Texts that have been met.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// A set of texts. It is a map with the types of other maps of the library: each further pair of
/// types would be a tree's code once more in the npm package.
#[derive(Debug, Default)]
pub(crate) struct Seen<'a>(BTreeMap<Cow<'a, str>, usize>);

impl<'a> Seen<'a> {
    /// Takes a text; whether it is new.
    pub fn insert(&mut self, text: impl Into<Cow<'a, str>>) -> bool {
        self.0.insert(text.into(), 0).is_none()
    }

    /// Takes a text if it is new and there is room for it; whether it was taken.
    pub fn insert_if(&mut self, text: impl Into<Cow<'a, str>>, is_room: impl FnOnce() -> bool) -> bool {
        match self.0.entry(text.into()) {
            Entry::Vacant(place) if is_room() => {
                place.insert(0);
                true
            }
            _ => false,
        }
    }

    /// Whether a text has been taken.
    pub fn contains(&self, text: &str) -> bool {
        self.0.contains_key(text)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}
