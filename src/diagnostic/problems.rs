//! Problems as they are found, and no more of them than anybody reads.

use super::{Diagnostic, TOO_LARGE, has_errors, in_reading_order};

/// Most problems of a plan that are listed one by one.
const MAX_PROBLEMS: usize = 10_000;

/// Problems in the order in which they are found. One error speaks for all beyond `MAX_PROBLEMS`: a
/// hostile plan has a problem in each line, and a text for each takes many times the memory of the plan.
#[derive(Clone, Debug, Default)]
pub struct Problems(Vec<Diagnostic>);

impl Problems {
    /// Takes one more.
    pub fn push(&mut self, found: Diagnostic) {
        match self.0.len() {
            ..MAX_PROBLEMS => self.0.push(found),
            MAX_PROBLEMS => self.0.push(Diagnostic {
                code: &TOO_LARGE,
                message: format!("there are more than {MAX_PROBLEMS} problems; the first that is not listed is here"),
                help: "correct those that are listed, then look again".to_owned(),
                place: found.place,
            }),
            _ => {}
        }
    }

    /// Takes several.
    pub fn extend(&mut self, found: impl IntoIterator<Item = Diagnostic>) {
        found.into_iter().for_each(|found| self.push(found));
    }

    /// Whether any of them stops the work.
    pub fn have_errors(&self, strict: bool) -> bool {
        has_errors(&self.0, strict)
    }

    /// All of them in the order of the text.
    pub fn in_reading_order(self) -> Vec<Diagnostic> {
        in_reading_order(self.0)
    }
}

impl IntoIterator for Problems {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl From<Vec<Diagnostic>> for Problems {
    fn from(found: Vec<Diagnostic>) -> Self {
        Self(found)
    }
}
