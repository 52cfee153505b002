//! What knobs do: typing, sliding, going back, and writing into the plan.

use super::super::{entry, slider};
use super::{KNOBS, State};
use crate::model::param::Key;
use crate::model::value::Value;
use crate::plan::write;

/// A change of the text for the editor, in UTF-16 offsets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// Where it begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// What comes instead.
    pub text: String,
}

impl State {
    /// Somebody types into a control. An empty one stands for what the plan says.
    pub fn type_in(&mut self, key: Key, typed: &str) {
        self.typed.insert(key, typed.to_owned());
        self.set(key, typed);
    }

    /// Somebody has finished typing.
    pub fn finish_typing(&mut self, key: Key) {
        self.typed.remove(&key);
        self.measure_sliders();
    }

    /// Somebody moves a slider.
    pub fn slide(&mut self, key: Key, position: f64) {
        self.typed.remove(&key);
        self.set(key, &slider::typed(key, position));
    }

    /// Sets two knobs at once, as a click into a picture does.
    pub fn set_values(&mut self, values: &[(Key, String)]) {
        for (key, typed) in values {
            self.typed.remove(key);
            self.overrides.insert(key.name().to_owned(), entry::given(*key, typed));
        }
        self.solve();
        self.measure_sliders();
    }

    /// Back to what the plan says.
    pub fn reset(&mut self, key: Key) {
        self.typed.remove(&key);
        self.set(key, "");
        self.measure_sliders();
    }

    /// The change that makes the plan say what the knob says; the knob then lets go.
    pub fn write_into_plan(&mut self, key: Key) -> Option<Replacement> {
        let value = self.set_here(key)?.clone();
        let Some(edit) = write(&self.plan.text, key, &value) else {
            self.notify(&format!("{} can't be written into this plan; it stays set here.", key.name()), true);
            return None;
        };
        let (from, to) = self.plan.offsets.range(edit.span);
        let text = edit.apply(&self.plan.text);
        self.typed.remove(&key);
        self.overrides.remove(key.name());
        self.set_text(&text);
        Some(Replacement { from, to, text: edit.text })
    }

    /// The value that a knob gives, if it gives a sound one.
    pub fn set_here(&self, key: Key) -> Option<&Value> {
        let is_set = self.overrides.contains_key(key.name());
        self.outcome.settings.get(&key).filter(|setting| is_set && setting.span.is_none()).map(|setting| &setting.value)
    }

    /// What a control shows.
    pub fn shown(&self, key: Key) -> String {
        if let Some(typed) = self.typed.get(&key) {
            return typed.clone();
        }
        if let Some(given) = self.overrides.get(key.name()) {
            return entry::shown_given(key, given);
        }
        self.outcome.settings.get(&key).map(|setting| entry::shown(key, &setting.value)).unwrap_or_default()
    }

    fn set(&mut self, key: Key, typed: &str) {
        if typed.trim().is_empty() {
            self.overrides.remove(key.name());
        } else {
            self.overrides.insert(key.name().to_owned(), entry::given(key, typed));
        }
        self.solve();
    }

    /// Slider ranges follow the plan, and a value that lies outside; they stand still while one is moved.
    pub(super) fn measure_sliders(&mut self) {
        for key in KNOBS {
            let value = |value: Option<&Value>| value.and_then(|value| slider::in_unit(key, value));
            let current = value(self.outcome.settings.get(&key).map(|setting| &setting.value));
            let own = value(self.plan.own.get(&key).map(|setting| &setting.value)).or(current);
            if let Some((own, current)) = own.zip(current) {
                self.ranges.insert(key, slider::range(key, own, current));
            }
        }
    }
}
