//! Timing two sides in turns.

use std::time::{Duration, Instant};

/// One side: does its work and says how many seconds one run of it took.
pub type Side = Box<dyn FnMut() -> f64>;

/// Rounds go on until so much time has passed, within these bounds.
const ENOUGH: Duration = Duration::from_secs(2);
const FEWEST: usize = 5;
const MOST: usize = 501;
/// A shorter stretch than this is repeated until it is as long.
const SHORTEST: f64 = 0.005;

/// Medians over all rounds.
pub struct Pair {
    /// Seconds of either side.
    pub seconds: [f64; 2],
    /// The first side's time over the second's, round by round.
    pub ratio: f64,
    /// What the first side takes more, round by round.
    pub difference: f64,
}

/// Lets two sides take turns, after one run of each that does not count.
pub fn compare([mut first, mut second]: [Side; 2]) -> Pair {
    first();
    second();
    let start = Instant::now();
    let mut rounds = Vec::new();
    while rounds.len() < FEWEST || (start.elapsed() < ENOUGH && rounds.len() < MOST) {
        rounds.push((first(), second()));
    }
    let over = |figure: fn(&(f64, f64)) -> f64| median(rounds.iter().map(figure).collect());
    Pair {
        seconds: [over(|round| round.0), over(|round| round.1)],
        ratio: over(|round| round.0 / round.1),
        difference: over(|round| round.0 - round.1),
    }
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// Work inside this process, as often in a row as makes a time worth taking.
pub fn repeated<T>(mut work: impl FnMut() -> T + 'static) -> Side {
    let mut times = 1_u32;
    Box::new(move || {
        loop {
            let seconds = seconds(|| (0..times).for_each(|_| drop(std::hint::black_box(work()))));
            if seconds >= SHORTEST {
                return seconds / f64::from(times);
            }
            times *= 2;
        }
    })
}

/// How long something takes.
pub fn seconds(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64()
}
