//! Round numbers along an axis.

use super::scene::CHARACTER;
use crate::pack::format::grouped;

/// Numbers on an axis, with their labels.
#[derive(Debug, PartialEq)]
pub struct Ticks {
    /// In the unit of the axis, ascending.
    pub values: Vec<f64>,
    /// One for each.
    pub labels: Vec<String>,
}

/// A step of 1, 2 or 5 times a power of ten.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Step {
    factor: f64,
    exponent: i32,
}

impl Ticks {
    /// As many as fit a horizontal axis of this width without their labels meeting, up to eight.
    pub fn across(low: f64, high: f64, width: f64) -> Self {
        // The quarter is for labels at the edges, which may be moved in.
        let fits =
            |ticks: &Self| ticks.widest_label() * 1.25 + 2.0 * CHARACTER <= ticks.spacing() / (high - low) * width;
        let candidates = (4..=8).rev().map(|most| Self::between(low, high, most, false));
        candidates.into_iter().find(fits).unwrap_or_else(|| Self::between(low, high, 3, false))
    }

    /// About so many whole numbers; at least one where the range holds one.
    pub fn counts(low: f64, high: f64, most: u32) -> Self {
        Self::between(low, high, most, true)
    }

    /// About so many numbers of a vertical axis, where labels can't meet.
    pub fn upwards(low: f64, high: f64, most: u32) -> Self {
        Self::between(low, high, most, false)
    }

    /// Room that the longest label needs.
    pub fn widest_label(&self) -> f64 {
        self.labels.iter().map(|label| label.chars().count() as f64 * CHARACTER).fold(0.0, f64::max)
    }

    fn spacing(&self) -> f64 {
        if self.values.len() < 2 { f64::INFINITY } else { self.values[1] - self.values[0] }
    }

    fn between(low: f64, high: f64, most: u32, whole: bool) -> Self {
        let rough = (high - low) / f64::from(most);
        let step = Step::at_least(if whole { rough.max(1.0) } else { rough });
        // A tick at the very end is kept although the division may fall short of it.
        let (first, last) = ((low / step.size() - 1e-9).ceil(), (high / step.size() + 1e-9).floor());
        let values: Vec<f64> = (0..=most + 1)
            .map(|at| first + f64::from(at))
            .take_while(|&index| index <= last)
            .map(|index| step.times(index))
            .collect();
        let labels = values.iter().map(|&value| grouped(value, step.decimals())).collect();
        Self { values, labels }
    }
}

impl Step {
    fn at_least(rough: f64) -> Self {
        let mut exponent = 0;
        while ten_to(exponent + 1) <= rough && exponent < 300 {
            exponent += 1;
        }
        while ten_to(exponent) > rough && exponent > -300 {
            exponent -= 1;
        }
        let factor = [1.0, 2.0, 5.0].into_iter().find(|factor| factor * ten_to(exponent) >= rough);
        factor.map_or(Self { factor: 1.0, exponent: exponent + 1 }, |factor| Self { factor, exponent })
    }

    fn size(self) -> f64 {
        self.times(1.0)
    }

    /// Dividing by a power of ten is correctly rounded, multiplying by a tenth is not.
    fn times(self, index: f64) -> f64 {
        let value = index * self.factor;
        if self.exponent < 0 { value / ten_to(-self.exponent) } else { value * ten_to(self.exponent) }
    }

    fn decimals(self) -> usize {
        usize::try_from(-self.exponent).unwrap_or(0)
    }
}

/// A power of ten by repeated multiplication or division.
fn ten_to(exponent: i32) -> f64 {
    let power = (0..exponent.abs()).fold(1.0, |power, _| power * 10.0);
    if exponent < 0 { 1.0 / power } else { power }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_one_two_or_five() {
        for (rough, factor, exponent) in [
            (1.0, 1.0, 0),
            (1.1, 2.0, 0),
            (3.0, 5.0, 0),
            (6.0, 1.0, 1),
            (0.03, 5.0, -2),
            (7e8, 1.0, 9),
            (0.15, 2.0, -1),
        ] {
            assert_eq!(Step::at_least(rough), Step { factor, exponent }, "{rough}");
        }
    }

    #[test]
    fn labels_are_as_fine_as_their_step() {
        let ticks = Ticks::across(4_655.0, 5_345.0, 640.0);
        assert_eq!(ticks.labels, ["4,700", "4,800", "4,900", "5,000", "5,100", "5,200", "5,300"]);
        assert_eq!(Ticks::across(0.0, 0.3, 640.0).labels, ["0.00", "0.05", "0.10", "0.15", "0.20", "0.25", "0.30"]);
        assert_eq!(Ticks::counts(0.0, 1.0, 6).labels, ["0", "1"]);
    }

    #[test]
    fn labels_never_meet_and_never_all_go() {
        let mut low = 0.001;
        while low < 1e9 {
            for share in [1e-6, 1e-3, 0.1, 1.0, 50.0] {
                let high = low + low * share;
                let ticks = Ticks::across(low, high, 600.0);
                assert!(!ticks.values.is_empty(), "{low} {high}");
                let spacing = ticks.spacing() / (high - low) * 600.0;
                assert!(ticks.values.len() < 2 || ticks.widest_label() < spacing, "{low} {high} {ticks:?}");
                let slack = ticks.spacing() * 1e-6;
                assert!(
                    ticks.values.iter().all(|value| (low - slack..=high + slack).contains(value)),
                    "{low} {high} {ticks:?}"
                );
            }
            low *= 3.7;
        }
    }
}
