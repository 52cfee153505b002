//! From the plan and the knobs to the answer.

use super::State;
use crate::answer::work_out;
use crate::diagnostic::{Diagnostic, has_errors};
use crate::model::complete::complete;
use crate::model::config::Config;
use crate::model::param::Key;
use crate::model::result::ClusterResult;
use crate::model::settings::{Layer, Settings};
use crate::model::value::Value;
use crate::pack::examine;

/// What the library says about plan and knobs.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Every parameter with its source.
    pub settings: Settings,
    /// The answer, unless something is wrong with the numbers.
    pub result: Option<ClusterResult>,
    /// Everything found.
    pub diagnostics: Vec<Diagnostic>,
}

/// An answer with what it was made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Good {
    /// Every parameter with its source.
    pub settings: Settings,
    /// The numbers.
    pub config: Config,
    /// The answer.
    pub result: ClusterResult,
}

impl State {
    /// Works everything out again that follows from the plan and the knobs.
    pub fn solve(&mut self) {
        self.is_packed = false;
        let reading = self.plan.draft.read(&self.plan.text, &self.overrides);
        let settings = reading.value.settings.clone();
        let config = reading.value.config.clone().filter(|_| !has_errors(&reading.diagnostics, false));
        let built = examine(reading);
        // A file that can't be made is no reason to withhold the numbers.
        let result = built.result.or_else(|| work_out(config.as_ref()?, None).0);
        if let Some((config, result)) = config.zip(result.as_ref()) {
            self.good = Some(Good { settings: settings.clone(), config, result: result.clone() });
        }
        self.outcome = Outcome { settings, result, diagnostics: built.diagnostics };
    }
}

impl Good {
    /// The numbers with another leaf, as the knob would give them; none where the plan's own split
    /// does not fit it.
    pub fn with_radix(&self, ports: u64) -> Option<Config> {
        let mut settings = self.settings.clone();
        settings.retain(|setting| setting.layer != Layer::Derived);
        settings.get_mut(&Key::LeafPorts)?.value = Value::Count(ports);
        Config::from_settings(&complete(settings).ok()?)
    }
}
