//! Values by key. There are a few dozen keys at most, so a sorted list serves, and is a smaller
//! part of the npm package than a tree.

use super::config::Setting;
use super::param::Key;

/// Values in the order of their keys; keys without a value are absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings(Vec<(Key, Setting)>);

impl Settings {
    /// No values.
    pub fn new() -> Self {
        Self::default()
    }

    /// The value of a key.
    pub fn get(&self, key: &Key) -> Option<&Setting> {
        self.place(*key).ok().map(|at| &self.0[at].1)
    }

    /// The value of a key, to be changed.
    pub fn get_mut(&mut self, key: &Key) -> Option<&mut Setting> {
        self.place(*key).ok().map(|at| &mut self.0[at].1)
    }

    /// Sets the value of a key.
    pub fn insert(&mut self, key: Key, setting: Setting) {
        match self.place(key) {
            Ok(at) => self.0[at].1 = setting,
            Err(at) => self.0.insert(at, (key, setting)),
        }
    }

    /// Sets the value of a key that has none.
    pub(super) fn add(&mut self, key: Key, setting: Setting) {
        if let Err(at) = self.place(key) {
            self.0.insert(at, (key, setting));
        }
    }

    /// Keeps the values that pass a test.
    pub fn retain(&mut self, mut test: impl FnMut(&Setting) -> bool) {
        self.0.retain(|(_, setting)| test(setting));
    }

    /// Keys and values.
    pub fn iter(&self) -> impl Iterator<Item = (Key, &Setting)> {
        self.0.iter().map(|(key, setting)| (*key, setting))
    }

    /// The values alone.
    pub fn values(&self) -> impl Iterator<Item = &Setting> {
        self.0.iter().map(|(_, setting)| setting)
    }

    fn place(&self, key: Key) -> Result<usize, usize> {
        self.0.binary_search_by_key(&key, |(key, _)| *key)
    }
}

impl FromIterator<(Key, Setting)> for Settings {
    fn from_iter<I: IntoIterator<Item = (Key, Setting)>>(values: I) -> Self {
        let mut settings = Self::new();
        values.into_iter().for_each(|(key, setting)| settings.insert(key, setting));
        settings
    }
}
