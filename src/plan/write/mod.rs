//! A value put back into the plan's Markdown, at the place that it came from.
//!
//! Several ways to write it are tried, the most natural first. A way counts only if the new text,
//! read again, gives exactly the value and no new error, so nothing here has to be trusted.

mod block;
mod item;
mod place;

use super::{Draft, Overrides, markdown};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::model::param::Key;
use crate::model::settings::{Layer, Settings};
use crate::model::value::Value;

/// A replacement in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What goes.
    pub span: Span,
    /// What comes instead.
    pub text: String,
}

impl Edit {
    fn insert(at: usize, text: String) -> Self {
        Self { span: Span::new(at, at), text }
    }

    /// The text with the replacement made.
    pub fn apply(&self, text: &str) -> String {
        format!("{}{}{}", &text[..self.span.start], self.text, &text[self.span.end..])
    }
}

/// The edit that makes the plan itself say a value, or none where no way of writing it would be
/// read as exactly this value.
pub fn write(text: &str, key: Key, value: &Value) -> Option<Edit> {
    let (settings, errors) = reading(text);
    let ways = match settings.get(&key).and_then(|setting| Some((setting.layer, setting.span?))) {
        Some((Layer::Block | Layer::FrontMatter, span)) => {
            block::literal(value).map(|text| Edit { span, text }).into_iter().collect()
        }
        Some((Layer::Text, span)) => place::ways(text, span, key, value),
        _ => additions(text, key, value),
    };
    ways.into_iter().find(|edit| holds(&edit.apply(text), key, value, errors))
}

/// Ways to say something that the plan does not say: a key in its config block, else a list item.
fn additions(text: &str, key: Key, value: &Value) -> Vec<Edit> {
    let document = markdown::parse(text);
    let mut ways = block::additions(text, &document, key, value);
    ways.extend(item::additions(text, &document, key, value));
    ways
}

fn holds(text: &str, key: Key, value: &Value, errors: usize) -> bool {
    let (settings, found) = reading(text);
    found <= errors && settings.get(&key).is_some_and(|setting| setting.value == *value)
}

fn reading(text: &str) -> (Settings, usize) {
    let reading = Draft::new(text).read(text, &Overrides::new());
    let is_error = |found: &&Diagnostic| found.severity(false) == Severity::Error;
    (reading.value.settings, reading.diagnostics.iter().filter(is_error).count())
}

/// The line end of a text.
fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

#[cfg(test)]
mod tests;
