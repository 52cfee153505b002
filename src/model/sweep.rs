//! Every combination of some values of some parameters, each solved.
//!
//! The combinations are numbered, the last axis changing fastest, so that any stretch of them can be
//! worked out by itself: by another thread, or by another machine.

use super::config::Config;
use super::design::Design;
use super::param::{Key, Kind};
use super::point::{INVALID, Point};
use super::settings::Settings;
use super::value::Value;
use crate::decimal::plain;
use std::fmt;
use std::ops::Range;

pub use super::point::Cell;

/// Most combinations: a number of one fits in a double.
pub const MOST: u64 = 1 << 53;

/// The values that one parameter takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// The parameter, a numeric one.
    pub key: Key,
    values: Values,
}

#[derive(Clone, Debug, PartialEq)]
enum Values {
    List(Vec<f64>),
    Range { from: f64, to: f64, count: u64 },
}

/// Why an axis or a sweep is none.
#[derive(Clone, Debug, PartialEq)]
pub enum Misuse {
    /// The parameter takes no numbers.
    NotNumeric(Key),
    /// Infinite, or not a number.
    NotFinite(Key),
    /// A fraction for a parameter that counts.
    NotWhole(Key, f64),
    /// An axis without values, or a sweep without axes.
    Empty,
    /// One parameter on two axes.
    Twice(Key),
    /// More combinations than [`MOST`].
    TooMany,
}

impl fmt::Display for Misuse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotNumeric(key) => write!(f, "{} takes no numbers, so it can't be varied", key.name()),
            Self::NotFinite(key) => write!(f, "{} would be infinite or no number", key.name()),
            Self::NotWhole(key, value) => write!(
                f,
                "{} counts {}, and {} is not whole; choose the ends and the count so that every value is",
                key.name(),
                key.param().unit(),
                plain(*value)
            ),
            Self::Empty => f.write_str("there is nothing to vary"),
            Self::Twice(key) => write!(f, "{} is varied twice", key.name()),
            Self::TooMany => write!(f, "these are more than {MOST} combinations"),
        }
    }
}

impl Axis {
    /// These values, in this order.
    ///
    /// # Errors
    ///
    /// Says which value the parameter can't have. Values outside its range are no misuse: their
    /// rows are invalid.
    pub fn list(key: Key, values: Vec<f64>) -> Result<Self, Misuse> {
        Self { key, values: Values::List(values) }.checked()
    }

    /// `count` values from `from` to `to`, both included: value `i` is
    /// `from + (to - from) * i / (count - 1)`; a single one is `from`.
    ///
    /// # Errors
    ///
    /// As for [`Axis::list`].
    pub fn range(key: Key, from: f64, to: f64, count: u64) -> Result<Self, Misuse> {
        if count > MOST {
            return Err(Misuse::TooMany);
        }
        Self { key, values: Values::Range { from, to, count } }.checked()
    }

    fn checked(self) -> Result<Self, Misuse> {
        let kind = self.key.param().kind;
        if !kind.is_numeric() {
            return Err(Misuse::NotNumeric(self.key));
        }
        let ends = match &self.values {
            Values::List(values) => values.clone(),
            Values::Range { from, to, .. } => vec![*from, *to, to - from],
        };
        if ends.iter().any(|value| !value.is_finite()) {
            return Err(Misuse::NotFinite(self.key));
        }
        if self.is_empty() {
            return Err(Misuse::Empty);
        }
        match self.first_fraction().filter(|_| matches!(kind, Kind::Integer(..))) {
            Some(value) => Err(Misuse::NotWhole(self.key, value)),
            None => Ok(self),
        }
    }

    /// A value that is not whole, if there is one.
    fn first_fraction(&self) -> Option<f64> {
        let is_fraction = |value: &f64| value.fract() != 0.0;
        match &self.values {
            Values::List(values) => values.iter().copied().find(is_fraction),
            Values::Range { from, count: 1, .. } => Some(*from).filter(is_fraction),
            Values::Range { from, to, count } => [*from, *to].into_iter().find(is_fraction).or_else(|| {
                // Whole ends that a step of whole numbers does not join. Below 2^53 no quotient rounds to one.
                let step = (to - from) / (count - 1) as f64;
                is_fraction(&step).then(|| self.value(1))
            }),
        }
    }

    /// How many values.
    pub fn len(&self) -> u64 {
        match &self.values {
            Values::List(values) => values.len() as u64,
            Values::Range { count, .. } => *count,
        }
    }

    /// Never true of an axis that could be made.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Value number `at`, from 0.
    pub fn value(&self, at: u64) -> f64 {
        match &self.values {
            Values::List(values) => usize::try_from(at).ok().and_then(|at| values.get(at)).copied().unwrap_or(f64::NAN),
            Values::Range { from, count: 1, .. } => *from,
            // The product of a large count would not be exact, and whole steps have to be.
            Values::Range { from, to, count } if self.has_whole_steps() => {
                from + (to - from) / (count - 1) as f64 * at as f64
            }
            Values::Range { from, to, count } => from + (to - from) * at as f64 / (count - 1) as f64,
        }
    }

    fn has_whole_steps(&self) -> bool {
        matches!(self.key.param().kind, Kind::Integer(..))
    }

    /// The value as a cell: counts without a fraction.
    fn cell(&self, value: f64) -> Cell {
        match self.key.param().kind {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked on the line before")]
            Kind::Integer(..) if (0.0..MOST as f64).contains(&value) => Cell::Count(value as u64),
            // Adding zero turns -0 into 0.
            _ => Cell::Number(value + 0.0),
        }
    }
}

/// A plan's config with the axes along which it varies.
#[derive(Clone, Debug)]
pub struct Sweep {
    base: Design,
    axes: Vec<Axis>,
    length: u64,
}

impl Sweep {
    /// Varies a config along axes; the last one changes fastest.
    ///
    /// # Errors
    ///
    /// No axis, the same parameter twice, or more combinations than [`MOST`].
    pub fn new(settings: &Settings, config: &Config, axes: Vec<Axis>) -> Result<Self, Misuse> {
        if axes.is_empty() {
            return Err(Misuse::Empty);
        }
        if let Some(twice) = (1..axes.len()).find(|&at| axes[..at].iter().any(|axis| axis.key == axes[at].key)) {
            return Err(Misuse::Twice(axes[twice].key));
        }
        let length = axes.iter().try_fold(1_u64, |product, axis| product.checked_mul(axis.len()));
        let length = length.filter(|length| *length <= MOST).ok_or(Misuse::TooMany)?;
        Ok(Self { base: Design::of(settings, config), axes, length })
    }

    /// How many combinations.
    pub fn len(&self) -> u64 {
        self.length
    }

    /// Never true.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The axes, the slowest first.
    pub fn axes(&self) -> &[Axis] {
        &self.axes
    }

    /// The numbers of part `shard` of `shards`, from 1: contiguous, and together the whole.
    pub fn shard(&self, shard: u64, shards: u64) -> Range<u64> {
        let border = |at: u64| {
            let border = u128::from(self.length) * u128::from(at) / u128::from(shards.max(1));
            u64::try_from(border).unwrap_or(self.length).min(self.length)
        };
        border(shard.saturating_sub(1))..border(shard)
    }

    /// The rows of a stretch of combinations.
    pub fn rows(&self, stretch: Range<u64>) -> Rows<'_> {
        let mut rows = Rows {
            axes: &self.axes,
            design: self.base.clone(),
            at: vec![0; self.axes.len()],
            values: vec![0.0; self.axes.len()],
            in_range: vec![true; self.axes.len()],
            left: stretch.end.min(self.length).saturating_sub(stretch.start),
            guess: 0,
        };
        let mut number = stretch.start;
        for (at, axis) in rows.at.iter_mut().zip(&self.axes).rev() {
            (number, *at) = (number / axis.len(), number % axis.len());
        }
        (0..rows.axes.len()).for_each(|axis| rows.apply(axis));
        rows
    }
}

/// The rows of a stretch, worked out one after the other in constant memory.
#[derive(Debug)]
pub struct Rows<'a> {
    axes: &'a [Axis],
    design: Design,
    at: Vec<u64>,
    values: Vec<f64>,
    in_range: Vec<bool>,
    left: u64,
    guess: u64,
}

impl Rows<'_> {
    /// The varied values of the next row, as cells.
    pub fn varied(&self) -> impl Iterator<Item = Cell> + '_ {
        self.axes.iter().zip(&self.values).map(|(axis, value)| axis.cell(*value))
    }

    /// The varied values of the next row.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// How many rows are left.
    pub fn left(&self) -> u64 {
        self.left
    }

    /// The answer of the current row.
    pub fn point(&mut self) -> Option<Point> {
        let is_valid = self.in_range.iter().all(|fits| *fits);
        let point = self.design.config().filter(|_| is_valid).and_then(|config| Point::of(config, self.guess));
        if let Some(point) = &point {
            self.guess = point.nodes;
        }
        point
    }

    /// Goes on to the next row.
    pub fn advance(&mut self) {
        self.left = self.left.saturating_sub(1);
        for axis in (0..self.axes.len()).rev() {
            self.at[axis] += 1;
            let wraps = self.at[axis] == self.axes[axis].len();
            if wraps {
                self.at[axis] = 0;
            }
            self.apply(axis);
            if !wraps {
                break;
            }
        }
    }

    fn apply(&mut self, axis: usize) {
        let Axis { key, .. } = self.axes[axis];
        let number = self.axes[axis].value(self.at[axis]);
        self.values[axis] = number;
        let value: Option<Value> = key.param().kind.take_number(number).ok();
        self.in_range[axis] = value.is_some();
        if let Some(value) = value {
            self.design.set(key, &value);
        }
    }
}

/// The cells of an answer, or of none.
pub fn cells(point: Option<&Point>) -> [Cell; 12] {
    point.map_or(INVALID, Point::cells)
}
