//! Everything that the page knows. Events change it, pure functions turn it into what is shown.

mod knobs;
mod package;
mod sharing;
mod solving;
#[cfg(test)]
mod tests;

#[cfg(target_arch = "wasm32")]
pub use knobs::Replacement;
pub use package::Package;
pub use solving::{Good, Outcome};

use super::offsets::Offsets;
use super::picture::Pictures;
use super::slider::Range;
use crate::model::param::Key;
use crate::model::settings::Settings;
use crate::plan::{Draft, Overrides};
use std::collections::BTreeMap;

/// The knobs that are always in sight.
pub const KNOBS: [Key; 3] = [Key::ItCap, Key::NodePower, Key::LeafPorts];

/// A text that has been read.
#[derive(Debug, Default)]
pub struct PlanText {
    /// The Markdown.
    pub text: String,
    /// What it says.
    pub draft: Draft,
    /// Every value without overrides.
    pub own: Settings,
    /// Offsets as the editor counts.
    pub offsets: Offsets,
}

/// Something to say above the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What.
    pub text: String,
    /// Words and name of a button that helps.
    pub action: Option<(&'static str, &'static str)>,
    /// Whether something went wrong.
    pub is_error: bool,
}

/// The state of the page.
#[derive(Debug, Default)]
pub struct State {
    /// The plan.
    pub plan: PlanText,
    /// The name of the file that it came from.
    pub file_name: Option<String>,
    /// What the knobs say.
    pub overrides: Overrides,
    /// What stands in controls that are being typed into.
    pub typed: BTreeMap<Key, String>,
    /// Ranges of the sliders.
    pub ranges: BTreeMap<Key, Range>,
    /// What the library says about plan and knobs.
    pub outcome: Outcome,
    /// The last answer.
    pub good: Option<Good>,
    /// The last pack.
    pub package: Option<Package>,
    /// Whether the pack is that of the plan and knobs on the page.
    pub is_packed: bool,
    /// Path of the file that is looked at.
    pub selected: Option<String>,
    /// Whether the memo is shown as text.
    pub as_source: bool,
    /// Whether the list of all parameters is open.
    pub all_parameters: bool,
    /// Width of the pictures.
    pub width: f64,
    /// The pictures as they were drawn last.
    pub pictures: Option<Pictures>,
    /// The picture and the place that the pointer is at.
    pub pointed: Option<(String, f64, f64)>,
    /// What is said above the page.
    pub notice: Option<Notice>,
    /// What was said last by a button, such as `Copied`.
    pub said: String,
    /// The answer as it is read aloud.
    pub spoken: String,
    /// A plan that a link has taken the place of.
    pub kept: Option<(String, Overrides)>,
    /// What the browser keeps instead of a plan that came with a link and was not touched since.
    pub held: Option<String>,
}

impl State {
    /// A page with a plan.
    pub fn new(text: &str, overrides: Overrides) -> Self {
        let mut state = Self { width: 720.0, overrides, ..Self::default() };
        state.set_text(text);
        state
    }

    /// Takes a new text.
    pub fn set_text(&mut self, text: &str) {
        let draft = Draft::new(text);
        let own = draft.read(text, &Overrides::new()).value.settings;
        self.plan = PlanText { text: text.to_owned(), draft, own, offsets: Offsets::new(text) };
        self.solve();
        self.measure_sliders();
    }

    /// Whether the numbers shown are not those of the plan on the page.
    pub fn is_stale(&self) -> bool {
        self.outcome.result.is_none() && self.good.is_some()
    }

    /// Says something above the page.
    pub fn notify(&mut self, text: &str, is_error: bool) {
        self.notice = Some(Notice { text: text.to_owned(), action: None, is_error });
    }
}
