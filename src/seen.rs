//! Texts that have been met.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// A set of texts. It is a map with the types of other maps of the library: each further pair of
/// types would be a tree's code once more in the npm package.
#[derive(Debug, Default)]
pub(crate) struct Seen<'a>(BTreeMap<Cow<'a, str>, usize>);

impl<'a> Seen<'a> {
    /// Takes a text; whether it is new.
    pub fn insert(&mut self, text: impl Into<Cow<'a, str>>) -> bool {
        self.0.insert(text.into(), 0).is_none()
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
