//! Values by key. There are a few dozen keys, so each has its own place, with or without a value.

use super::config::Setting;
use super::param::{Key, PARAMS};

/// Values in the order of their keys.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings(Vec<Option<Setting>>);

impl Settings {
    /// No values.
    pub fn new() -> Self {
        Self(PARAMS.iter().map(|_| None).collect())
    }

    /// The value of a key.
    pub fn get(&self, key: &Key) -> Option<&Setting> {
        self.0[*key as usize].as_ref()
    }

    /// The value of a key, to be changed.
    pub fn get_mut(&mut self, key: &Key) -> Option<&mut Setting> {
        self.0[*key as usize].as_mut()
    }

    /// Sets the value of a key.
    pub fn insert(&mut self, key: Key, setting: Setting) {
        self.0[key as usize] = Some(setting);
    }

    /// Sets the value of a key that has none.
    pub(super) fn add(&mut self, key: Key, setting: Setting) {
        self.0[key as usize].get_or_insert(setting);
    }

    /// Keeps the values that pass a test.
    pub fn retain(&mut self, mut test: impl FnMut(&Setting) -> bool) {
        for place in &mut self.0 {
            *place = place.take().filter(&mut test);
        }
    }

    /// Keys and values.
    pub fn iter(&self) -> impl Iterator<Item = (Key, &Setting)> {
        PARAMS.iter().zip(&self.0).filter_map(|(param, setting)| Some((param.key, setting.as_ref()?)))
    }

    /// The values alone.
    pub fn values(&self) -> impl Iterator<Item = &Setting> {
        self.0.iter().flatten()
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self::new()
    }
}

impl FromIterator<(Key, Setting)> for Settings {
    fn from_iter<I: IntoIterator<Item = (Key, Setting)>>(values: I) -> Self {
        let mut settings = Self::new();
        values.into_iter().for_each(|(key, setting)| settings.insert(key, setting));
        settings
    }
}
