//! Values by key, and where they come from.

use super::param::{Key, PARAMS};
use super::value::Value;
use crate::diagnostic::Span;

/// Where a value comes from, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// A flag, a control of the page, or the `overrides` of the API.
    Override,
    /// A fenced config block.
    Block,
    /// The front matter of the plan.
    FrontMatter,
    /// A table row or a list item.
    Text,
    /// The title or a file name.
    Inferred,
    /// Follows from another parameter.
    Derived,
    /// A vendor-neutral placeholder.
    Default,
}

impl Layer {
    /// What people call it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Override => "override",
            Self::Block => "config block",
            Self::FrontMatter => "front matter",
            Self::Text => "plan text",
            Self::Inferred => "inferred",
            Self::Derived => "derived",
            Self::Default => "placeholder default",
        }
    }
}

/// A value with the layer that it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// In the base unit.
    pub value: Value,
    /// Where it comes from.
    pub layer: Layer,
    /// Where it stands in the plan.
    pub span: Option<Span>,
}

impl Setting {
    /// A value that stands nowhere in the plan.
    pub(super) fn without_place(value: Value, layer: Layer) -> Self {
        Self { value, layer, span: None }
    }
}

/// Values in the order of their keys. There are a few dozen keys, so each has its own place, with or
/// without a value.
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

    /// The value of a key that counts.
    pub(super) fn count(&self, key: Key) -> Option<u64> {
        match self.get(&key)?.value {
            Value::Count(count) => Some(count),
            _ => None,
        }
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
