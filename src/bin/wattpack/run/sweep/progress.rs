//! How far a long sweep is, for a person who waits at a terminal.

use crate::console::Console;
use std::time::{Duration, Instant};

/// Nobody needs to be told about what takes no time.
const PATIENCE: Duration = Duration::from_secs(1);
const EVERY: Duration = Duration::from_millis(200);

/// A line on standard error that is rewritten, and gone at the end.
pub struct Progress<'a> {
    console: &'a Console,
    total: u64,
    begun: Instant,
    next: Instant,
    is_shown: bool,
}

impl<'a> Progress<'a> {
    /// Begins to wait.
    pub fn of(total: u64, console: &'a Console) -> Self {
        let begun = Instant::now();
        Self { console, total, begun, next: begun + PATIENCE, is_shown: false }
    }

    /// Says how many rows are done, now and then.
    pub fn advance(&mut self, done: u64) {
        let now = Instant::now();
        if now < self.next || !self.console.shows_progress() {
            return;
        }
        self.next = now + EVERY;
        self.is_shown = true;
        #[expect(clippy::cast_precision_loss, reason = "a rough figure for people")]
        let (share, rate) = (done as f64 / self.total as f64, done as f64 / self.begun.elapsed().as_secs_f64());
        self.console.insist(&format!(
            "\r\u{1b}[K{:.0} % of {} rows, {:.1} million rows a second",
            share * 100.0,
            self.total,
            rate / 1e6
        ));
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        if self.is_shown {
            self.console.insist("\r\u{1b}[K");
        }
    }
}
