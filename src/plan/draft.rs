//! A plan whose text has been read once, for many readings with other overrides.

use super::assignment::Findings;
use super::outline::{self, Outline};
use super::overrides::{self, Canonical, Overrides};
use super::{Plan, Reading, Values, markdown, settle, title, unreadable};
use crate::diagnostic::Diagnostic;
use crate::model::settings::Settings;
use std::rc::Rc;

/// What the text alone says. Overrides change nothing in it, so it is kept while they move.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    pub(super) outline: Rc<Outline>,
    found: Findings,
    problem: Option<Diagnostic>,
}

impl Draft {
    /// Reads a text.
    pub fn new(text: &str) -> Self {
        if let Some(problem) = unreadable(text) {
            return Self { problem: Some(problem), ..Self::default() };
        }
        let (mut outline, mut values) = (outline::Reader::of(text), Values::default());
        let document = markdown::walk(text, &mut |block| {
            outline.block(block);
            values.block(block);
        });
        let too_many = outline.too_many();
        let outline = outline.finish(&document);
        let mut found = values.finish(document.front_matter.as_ref(), text);
        found.assignments.extend(title::infer(&outline));
        found.diagnostics.extend(too_many);
        found.diagnostics.extend(document.too_large());
        Self { outline: Rc::new(outline), found, problem: None }
    }

    /// The plan under these overrides. The text must be the one that was read.
    pub fn read<'a>(&self, text: &'a str, overrides: &Overrides) -> Reading<Plan<'a>> {
        self.clone().into_plan(text, overrides)
    }

    /// The same, once and for all.
    pub(super) fn into_plan<'a>(self, text: &'a str, overrides: &Overrides) -> Reading<Plan<'a>> {
        let outline = self.outline;
        if let Some(problem) = self.problem {
            let plan = Plan { text, overrides: Canonical::new(), settings: Settings::new(), config: None, outline };
            return Reading { value: plan, diagnostics: vec![problem] };
        }
        let (mut found, canonical) = overrides::read(overrides);
        found.add(self.found);
        let (settings, config, mut diagnostics) = settle(found, text);
        diagnostics.extend(title::note(&settings));
        let plan = Plan { text, overrides: canonical, settings, config, outline };
        Reading { value: plan, diagnostics: diagnostics.in_reading_order() }
    }
}
