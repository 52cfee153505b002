//! Rows in order from several threads, in constant memory.
//!
//! The rows are cut into stretches, short ones first so that something is there at once. Thread `t`
//! of `T` works out stretches `t`, `t + T`, `t + 2T`, … and may be two ahead; the main thread takes
//! one after the other from each, so the order is that of the rows whatever the threads do.

use super::progress::Progress;
use crate::console::Console;
use crate::exit::{Exit, Failure, Run};
use crate::report::rows::Writer;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use wattpack_core::model::sweep::Sweep;

/// Rows of the first stretch, and of the longest.
const FIRST: u64 = 64;
const LONGEST: u64 = 1024;

static STOP: AtomicBool = AtomicBool::new(false);

/// Writes a stretch of rows to standard output.
pub fn run(sweep: &Sweep, rows: Range<u64>, writer: &Writer, threads: usize, console: &Console) -> Run {
    // Where the system can't tell us, Ctrl-C ends the program at once.
    let _ = ctrlc::set_handler(|| STOP.store(true, Ordering::Relaxed));
    let total = rows.end - rows.start;
    thread::scope(|scope| {
        let texts: Vec<Receiver<Vec<u8>>> = (0..threads)
            .map(|thread| {
                let (sender, receiver) = sync_channel(2);
                let own = stretches(rows.clone()).skip(thread).step_by(threads);
                scope.spawn(move || work(sweep, own, writer, &sender));
                receiver
            })
            .collect();
        collect(&texts, &rows, total, console)
    })
}

/// Works out stretches until all are done or nobody wants them.
fn work(sweep: &Sweep, stretches: impl Iterator<Item = Range<u64>>, writer: &Writer, sender: &SyncSender<Vec<u8>>) {
    for stretch in stretches {
        let mut text = Vec::new();
        writer.write(&mut sweep.rows(stretch), &mut text);
        if sender.send(text).is_err() {
            return;
        }
    }
}

fn collect(texts: &[Receiver<Vec<u8>>], rows: &Range<u64>, total: u64, console: &Console) -> Run {
    let mut progress = Progress::of(total, console);
    for (at, stretch) in stretches(rows.clone()).enumerate() {
        if STOP.load(Ordering::Relaxed) {
            return Ok(Exit::Interrupted);
        }
        let text = texts[at % texts.len()].recv().map_err(|_| Failure::Io("a thread has ended early".to_owned()))?;
        console.data(&text)?;
        progress.advance(stretch.end - rows.start);
    }
    Ok(Exit::Done)
}

/// Cuts rows into stretches that grow until they are long.
fn stretches(rows: Range<u64>) -> impl Iterator<Item = Range<u64>> {
    let (mut start, mut length) = (rows.start, FIRST);
    std::iter::from_fn(move || {
        let stretch = start..start.saturating_add(length).min(rows.end);
        (start, length) = (stretch.end, (length * 2).min(LONGEST));
        (!stretch.is_empty()).then_some(stretch)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_join_to_the_whole() {
        for rows in [0..0, 3..4, 0..64, 5..100_000] {
            let mut next = rows.start;
            for stretch in stretches(rows.clone()) {
                assert_eq!(stretch.start, next);
                assert!(stretch.end > stretch.start && stretch.end - stretch.start <= LONGEST);
                next = stretch.end;
            }
            assert_eq!(next, rows.end);
        }
    }
}
