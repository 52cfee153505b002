//! Problems as they are found, and no more of them than anybody reads.

use super::{Diagnostic, Place, TOO_LARGE, has_errors, in_reading_order};

/// Most problems of a plan that are listed one by one.
const MAX_PROBLEMS: usize = 10_000;

/// Problems in the order in which they are found. Those beyond [`MAX_PROBLEMS`] are counted, and one
/// error speaks for them: a hostile plan has a problem in each line, and a text for each takes many
/// times the memory of the plan.
#[derive(Clone, Debug, Default)]
pub struct Problems {
    listed: Vec<Diagnostic>,
    /// How many others there are, and where the first of them is.
    others: Option<(usize, Place)>,
}

impl Problems {
    /// Takes one more.
    pub fn push(&mut self, found: Diagnostic) {
        if self.listed.len() < MAX_PROBLEMS {
            self.listed.push(found);
        } else {
            self.others.get_or_insert((0, found.place)).0 += 1;
        }
    }

    /// Takes several.
    pub fn extend(&mut self, found: impl IntoIterator<Item = Diagnostic>) {
        found.into_iter().for_each(|found| self.push(found));
    }

    /// Takes what was found elsewhere.
    pub fn add(&mut self, other: Self) {
        self.extend(other.listed);
        if let Some((count, place)) = other.others {
            self.others.get_or_insert((0, place)).0 += count;
        }
    }

    /// Whether any of them stops the work.
    pub fn have_errors(&self, strict: bool) -> bool {
        self.others.is_some() || has_errors(&self.listed, strict)
    }

    /// All of them in the order of the text, the one that speaks for others included.
    pub fn in_reading_order(mut self) -> Vec<Diagnostic> {
        self.listed.extend(self.others.map(|(count, place)| Diagnostic {
            code: &TOO_LARGE,
            message: format!("{count} more problems are not listed; the first of them is here"),
            help: format!("correct the first {MAX_PROBLEMS}"),
            place,
        }));
        in_reading_order(self.listed)
    }
}

impl From<Vec<Diagnostic>> for Problems {
    fn from(listed: Vec<Diagnostic>) -> Self {
        Self { listed, others: None }
    }
}
