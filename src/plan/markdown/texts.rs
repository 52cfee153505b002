//! The texts of blocks in one list, whose buffers serve one block after the other.

use crate::plan::inline::Inline;
use std::ops::Range;

/// The texts in use, and behind them buffers of such as were.
#[derive(Debug, Default)]
pub(super) struct Texts {
    all: Vec<Inline>,
    /// How many are in use.
    pub len: usize,
}

impl Texts {
    /// No text, and buffers for so many.
    pub fn with_room(for_texts: usize) -> Self {
        Self { all: std::iter::repeat_with(Inline::with_room).take(for_texts).collect(), len: 0 }
    }

    /// Begins a text and says its place.
    pub fn open(&mut self) -> usize {
        let at = self.len;
        match self.all.get_mut(at) {
            Some(text) => text.clear(),
            None => self.all.push(Inline::default()),
        }
        self.len += 1;
        at
    }

    /// The text at a place.
    pub fn at(&self, place: usize) -> &Inline {
        &self.all[place]
    }

    /// The same, to be gone on with.
    pub fn at_mut(&mut self, place: usize) -> &mut Inline {
        &mut self.all[place]
    }

    /// Texts one behind the other.
    pub fn range(&self, places: Range<usize>) -> &[Inline] {
        &self.all[places]
    }
}
