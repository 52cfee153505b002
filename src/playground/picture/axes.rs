//! The axes of a picture, both ways: where a value stands, and what a place means.

use super::scene::{Point, Scene};
use crate::pack::figure::axis::Ticks;

/// Two axes in a frame.
#[derive(Clone, Debug, PartialEq)]
pub struct Axes {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    x: (f64, f64),
    y: (f64, f64),
}

impl Axes {
    /// Axes for these ranges, with room for the labels of whole numbers on the left.
    pub fn new(width: f64, top: f64, height: f64, x: (f64, f64), y: (f64, f64)) -> Self {
        let left = Ticks::counts(y.0, y.1, 5).widest_label() + 10.0;
        Self { left, right: width - 6.0, top, bottom: top + height, x, y }
    }

    /// Where a value stands.
    pub fn at(&self, x: f64, y: f64) -> Point {
        let share = |value: f64, range: (f64, f64)| (value - range.0) / (range.1 - range.0);
        (
            self.left + share(x, self.x) * (self.right - self.left),
            self.bottom - share(y, self.y) * (self.bottom - self.top),
        )
    }

    /// The value at a place, if the place lies between the axes.
    pub fn value(&self, (x, y): Point) -> Option<Point> {
        let inside =
            (self.left - 4.0..=self.right + 4.0).contains(&x) && (self.top - 8.0..=self.bottom + 24.0).contains(&y);
        let share = (x - self.left) / (self.right - self.left);
        let up = (self.bottom - y) / (self.bottom - self.top);
        let between = |share: f64, (low, high): (f64, f64)| low + share.clamp(0.0, 1.0) * (high - low);
        inside.then(|| (between(share, self.x), between(up, self.y)))
    }

    /// Draws lines, ticks and names.
    pub fn draw(&self, scene: &mut Scene, across: &str) {
        let up = Ticks::counts(self.y.0, self.y.1, 5);
        for (value, label) in up.values.iter().zip(&up.labels) {
            let (_, y) = self.at(self.x.0, *value);
            scene.line("rule", (self.left, y), (self.right, y));
            scene.text("soft", (self.left - 8.0, y + 4.0), "end", label);
        }
        scene.line("axis", (self.left, self.bottom), (self.right, self.bottom));
        let ticks = Ticks::across(self.x.0, self.x.1, self.right - self.left);
        for (value, label) in ticks.values.iter().zip(&ticks.labels) {
            let (x, _) = self.at(*value, self.y.0);
            scene.line("axis", (x, self.bottom), (x, self.bottom + 5.0));
            scene.label("soft", (x, self.bottom + 20.0), label);
        }
        scene.text("soft", (f64::midpoint(self.left, self.right), self.bottom + 40.0), "middle", across);
    }

    /// Lines from a point to both axes.
    pub fn cross(&self, scene: &mut Scene, class: &str, (x, y): Point) {
        let (x, y) = self.at(x, y);
        scene.line(class, (x, y), (x, self.bottom));
        scene.line(class, (self.left, y), (x, y));
    }
}
