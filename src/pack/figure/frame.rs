//! Two axes with round numbers, and where a pair of values stands between them.

use super::axis::Ticks;
use super::scene::{Anchor, Point, Scene, WIDTH};
use crate::model::param::{Dimension, Key};
use crate::pack::format::PowerUnit;

/// Space beside everything.
pub const MARGIN: f64 = 28.0;
const RIGHT: f64 = WIDTH - MARGIN;

/// A quantity along an axis.
#[derive(Clone, Debug)]
pub struct Quantity {
    /// What the axis says, with the unit.
    pub label: String,
    /// How many base units one unit of the axis is.
    pub scale: f64,
    /// Whether only whole numbers make sense.
    pub is_whole: bool,
    /// The ends, in base units; apart from each other.
    pub ends: (f64, f64),
}

impl Quantity {
    /// A parameter that goes from one value to another.
    pub fn of_key(key: Key, low: f64, high: f64) -> Self {
        let param = key.param();
        let is_power = param.kind.dimension() == Some(Dimension::Power);
        let unit = if is_power { PowerUnit::of(high) } else { PowerUnit { name: param.unit(), watts: 1.0 } };
        let label = if unit.name.is_empty() { param.name.to_owned() } else { format!("{}, {}", param.name, unit.name) };
        let is_whole = matches!(param.kind, crate::model::param::Kind::Integer(..));
        Self { label, scale: unit.watts, is_whole, ends: apart(low, high) }
    }

    /// A power.
    pub fn power(label: &str, low: f64, high: f64) -> Self {
        let unit = PowerUnit::of(high);
        Self { label: format!("{label}, {}", unit.name), scale: unit.watts, is_whole: false, ends: apart(low, high) }
    }

    /// Anything else.
    pub fn plain(label: &str, is_whole: bool, low: f64, high: f64) -> Self {
        Self { label: label.to_owned(), scale: 1.0, is_whole, ends: apart(low, high) }
    }

    fn share(&self, value: f64) -> f64 {
        (value - self.ends.0) / (self.ends.1 - self.ends.0)
    }
}

/// Two ends that are not the same.
fn apart(low: f64, high: f64) -> (f64, f64) {
    let narrowest = (low.abs().max(high.abs()) * 1e-6).max(1e-9);
    if high - low < narrowest { (low - narrowest, high + narrowest) } else { (low, high) }
}

/// The two axes.
#[derive(Debug)]
pub struct Frame {
    left: f64,
    top: f64,
    bottom: f64,
    across: Quantity,
    up: Quantity,
    ticks: (Ticks, Ticks),
}

impl Frame {
    /// Axes between two heights of the page.
    pub fn new(top: f64, bottom: f64, across: Quantity, up: Quantity) -> Self {
        let (low, high) = (up.ends.0 / up.scale, up.ends.1 / up.scale);
        let upwards = if up.is_whole { Ticks::counts(low, high, 6) } else { Ticks::upwards(low, high, 6) };
        let left = MARGIN + upwards.widest_label() + 8.0;
        let (low, high) = (across.ends.0 / across.scale, across.ends.1 / across.scale);
        let whole = across.is_whole && high - low >= 1.0;
        let sideways = if whole { Ticks::counts(low, high, 6) } else { Ticks::across(low, high, RIGHT - left) };
        Self { left, top, bottom, across, up, ticks: (sideways, upwards) }
    }

    /// Where a pair of values stands.
    pub fn at(&self, x: f64, y: f64) -> Point {
        let (x, y) = (self.across.share(x), self.up.share(y));
        (self.left + x * (RIGHT - self.left), self.bottom - y * (self.bottom - self.top))
    }

    /// The left end of the horizontal axis.
    pub fn left(&self) -> f64 {
        self.left
    }

    /// Axes, rules, numbers and units.
    pub fn draw(&self, scene: &mut Scene) {
        let (across, up) = &self.ticks;
        for (value, label) in up.values.iter().zip(&up.labels) {
            let (_, y) = self.at(self.across.ends.0, value * self.up.scale);
            scene.line("rule", (self.left, y), (RIGHT, y));
            scene.text("soft", (self.left - 8.0, y + 4.0), Anchor::End, label);
        }
        scene.line("axis", (self.left, self.bottom), (RIGHT, self.bottom));
        for (value, label) in across.values.iter().zip(&across.labels) {
            let (x, _) = self.at(value * self.across.scale, self.up.ends.0);
            scene.line("axis", (x, self.bottom), (x, self.bottom + 5.0));
            scene.tick_label((x, self.bottom + 20.0), label);
        }
        let middle = f64::midpoint(self.left, RIGHT);
        scene.text("soft", (middle, self.bottom + 42.0), Anchor::Middle, &self.across.label);
        scene.text("soft", (MARGIN, self.top - 16.0), Anchor::Start, &self.up.label);
    }
}
