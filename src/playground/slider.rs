//! Sliders: where they begin and end, and what a position means.

use super::entry::unit;
use crate::decimal::fixed_scientific;
use crate::model::param::Key;
use crate::model::value::Value;
use crate::plan::double::nearest;
use crate::plan::quantity::decimal;

/// Port counts that switches are sold with.
pub const RADIXES: [u64; 14] = [8, 16, 24, 32, 36, 40, 48, 64, 72, 96, 128, 144, 256, 512];

/// A range of positions. Positions are values in the unit of the control, or places in [`RADIXES`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// First position.
    pub low: f64,
    /// Last position.
    pub high: f64,
    /// Distance of positions.
    pub step: f64,
}

/// The range around the plan's own value; wider where the current value lies outside.
pub fn range(key: Key, own: f64, current: f64) -> Range {
    if key == Key::LeafPorts {
        return Range { low: 0.0, high: (RADIXES.len() - 1) as f64, step: 1.0 };
    }
    let high = round_up(2.0 * if current > 2.0 * own { current } else { own });
    let step = high / 200.0;
    Range { low: step, high, step }
}

/// The position that shows a value.
pub fn position(key: Key, value: f64) -> f64 {
    if key == Key::LeafPorts {
        let distance = |at: &usize| (RADIXES[*at] as f64 - value).abs();
        let nearest = (0..RADIXES.len()).min_by(|a, b| distance(a).total_cmp(&distance(b)));
        return nearest.unwrap_or(0) as f64;
    }
    value
}

/// What a position stands for, as text in the unit of the control.
pub fn typed(key: Key, position: f64) -> String {
    if key == Key::LeafPorts {
        let place = RADIXES.iter().enumerate().find(|(at, _)| *at as f64 >= position);
        return place.map_or(RADIXES[RADIXES.len() - 1], |(_, ports)| *ports).to_string();
    }
    tidy(position)
}

/// A number of a slider without the noise of its step: six digits that count.
pub fn tidy(number: f64) -> String {
    let rounded = nearest(&fixed_scientific(number, 5)).unwrap_or(number);
    decimal(rounded, 0)
}

/// A value in the unit of its control.
pub fn in_unit(key: Key, value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => nearest(&decimal(*number, unit(key).1)),
        Value::Count(count) => Some(*count as f64),
        _ => None,
    }
}

/// The least round number that is no less: few digits, and easy to divide.
fn round_up(number: f64) -> f64 {
    let mut power = 1.0;
    while power * 10.0 <= number && power < 1e15 {
        power *= 10.0;
    }
    while power > number && power > 1e-9 {
        power /= 10.0;
    }
    [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|round| *round >= number * (1.0 - 1e-9))
        .unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_range_is_round_and_holds_the_value() {
        let close = |range: Range, high: f64| (range.high - high).abs() < 1e-9;
        assert!(close(range(Key::ItCap, 5.0, 8.0), 10.0));
        assert!(close(range(Key::NodePower, 10.2, 12.0), 30.0));
        assert!(close(range(Key::ItCap, 5.0, 50.0), 100.0));
        assert!(close(range(Key::ItCap, 0.8, 0.8), 2.0));
        assert_eq!(typed(Key::LeafPorts, position(Key::LeafPorts, 128.0)), "128");
        assert_eq!(typed(Key::ItCap, 8.050_000_001), "8.05");
        assert_eq!(tidy(0.000_02), "0.00002");
    }
}
