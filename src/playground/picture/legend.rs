//! The lines above a picture: what its signs mean, and what the pointer is at.

use super::scene::{Scene, length};

const LINE: f64 = 20.0;

/// A sign before its meaning.
#[derive(Clone, Debug, PartialEq)]
pub enum Sign {
    /// A dot of this class.
    Dot(&'static str),
    /// A line of this class.
    Line(String),
}

/// Where each entry stands: entries flow like words.
fn places(width: f64, signs: &[(Sign, String)]) -> Vec<(f64, f64)> {
    let (mut x, mut y) = (0.0, 14.0);
    let mut places = Vec::new();
    for (_, text) in signs {
        let needed = 26.0 + length(text);
        if x > 0.0 && x + needed > width {
            (x, y) = (0.0, y + LINE);
        }
        places.push((x, y));
        x += needed + 12.0;
    }
    places
}

/// Where the picture below may begin.
pub fn height(width: f64, signs: &[(Sign, String)]) -> f64 {
    places(width, signs).last().map_or(0.0, |(_, y)| *y) + LINE + 22.0
}

/// Draws the signs and, below them, a line about the pointer.
pub fn draw(scene: &mut Scene, signs: &[(Sign, String)], hint: &str) {
    let places = places(scene.width, signs);
    for ((sign, text), (x, y)) in signs.iter().zip(&places) {
        match sign {
            Sign::Dot(class) => scene.dot(class, (x + 9.0, y - 4.0)),
            Sign::Line(class) => scene.line(class, (*x, y - 4.0), (x + 18.0, y - 4.0)),
        }
        scene.text("ink", (x + 26.0, *y), "start", text);
    }
    let below = places.last().map_or(0.0, |(_, y)| *y) + LINE;
    scene.text("soft", (0.0, below), "start", hint);
}
