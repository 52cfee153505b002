//! Numbers as people read them, the same on every platform.

use crate::decimal::{fixed, fixed_scientific, plain, scientific};

/// A number with `,` between groups of three digits: `4,999.8`. Beyond 1e15 with an exponent.
pub(crate) fn grouped(value: f64, decimals: usize) -> String {
    if value.abs() >= 1e15 {
        return fixed_scientific(value, decimals);
    }
    let digits = fixed(value.abs(), decimals);
    let is_zero = !digits.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
    let sign = if value < 0.0 && !is_zero { "-" } else { "" };
    format!("{sign}{}", in_threes(&digits))
}

/// A count: `1,048,576`.
pub(crate) fn count(value: u64) -> String {
    in_threes(&value.to_string())
}

/// A count with its noun, which gets an `s` unless it is one: `8 links`.
pub(crate) fn counted(value: u64, noun: &str) -> String {
    let plural = match noun {
        _ if value == 1 => noun.to_owned(),
        "leaf" => "leaves".to_owned(),
        _ if noun.ends_with("ch") => format!("{noun}es"),
        _ => format!("{noun}s"),
    };
    format!("{} {plural}", count(value))
}

/// All digits that the double has: `10,200`, `0.05`, `1e300`.
pub(crate) fn exact(value: f64) -> String {
    let magnitude = value.abs();
    if magnitude >= 1e15 || (magnitude > 0.0 && magnitude < 1e-6) {
        return scientific(value);
    }
    let sign = if value < 0.0 { "-" } else { "" };
    format!("{sign}{}", in_threes(&plain(magnitude)))
}

/// A few digits, without zeros at the end: `0.9583`, `3,638`, `1`.
pub(crate) fn significant(value: f64, digits: usize) -> String {
    let magnitude = value.abs();
    if magnitude >= 1e15 || (magnitude > 0.0 && magnitude < 1e-6) {
        return fixed_scientific(value, digits.saturating_sub(1));
    }
    without_zeros(&grouped(value, decimals_for(magnitude, digits)))
}

fn decimals_for(magnitude: f64, digits: usize) -> usize {
    let mut decimals = digits.saturating_sub(1);
    let mut bound = 10.0;
    while magnitude >= bound && decimals > 0 {
        bound *= 10.0;
        decimals -= 1;
    }
    let mut bound = 1.0;
    while magnitude > 0.0 && magnitude < bound {
        bound /= 10.0;
        decimals += 1;
    }
    decimals
}

/// A share in percent, one decimal and more where that would show all or nothing: `99.997 %`.
pub(crate) fn percent(share: f64) -> String {
    let hides = |text: &str| match text.trim_start_matches('-') {
        "0" => share != 0.0,
        "100" => (share - 1.0).abs() > 0.0,
        _ => false,
    };
    let text = (1..=4).map(|decimals| without_zeros(&grouped(share * 100.0, decimals))).find(|text| !hides(text));
    text.map_or_else(|| extreme(share).to_owned(), |text| format!("{text} %"))
}

fn extreme(share: f64) -> &'static str {
    if share.abs() < 0.5 {
        "less than 0.0001 %"
    } else if share < 1.0 {
        "just under 100 %"
    } else {
        "just over 100 %"
    }
}

/// A unit of power.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct PowerUnit {
    /// `kW`.
    pub name: &'static str,
    /// How many watts it is.
    pub watts: f64,
}

const W: PowerUnit = PowerUnit { name: "W", watts: 1.0 };
const KW: PowerUnit = PowerUnit { name: "kW", watts: 1e3 };
const MW: PowerUnit = PowerUnit { name: "MW", watts: 1e6 };
const GW: PowerUnit = PowerUnit { name: "GW", watts: 1e9 };

impl PowerUnit {
    /// The unit that shows a power with two to eight digits; kW from 10 kW to 100 MW.
    pub fn of(watts: f64) -> Self {
        match watts.abs() {
            small if small < 1e4 => W,
            usual if usual < 1e8 => KW,
            large if large < 1e11 => MW,
            _ => GW,
        }
    }

    /// The largest unit of which it is at least one.
    fn largest_in(watts: f64) -> Self {
        [GW, MW, KW].into_iter().find(|unit| watts.abs() >= unit.watts).unwrap_or(W)
    }
}

/// A power to a tenth of its unit: `4,999.8 kW`, `160 W`.
pub(crate) fn power(watts: f64) -> String {
    let unit = PowerUnit::of(watts);
    if watts != 0.0 && watts.abs() < 0.05 {
        return "less than 0.1 W".to_owned();
    }
    format!("{} {}", without_zeros(&grouped(watts / unit.watts, 1)), unit.name)
}

/// A power with all its digits in the largest unit: `5 MW`, `800 kW`.
pub(crate) fn exact_power(watts: f64) -> String {
    let unit = PowerUnit::largest_in(watts);
    format!("{} {}", exact(watts / unit.watts), unit.name)
}

/// A power with up to so many digits in the largest unit: `4.5 MW`.
pub(crate) fn short_power(watts: f64, digits: usize) -> String {
    let unit = PowerUnit::largest_in(watts);
    format!("{} {}", significant(watts / unit.watts, digits), unit.name)
}

/// Rounds parts to whole numbers that add up to `total`: each is rounded down, and the largest
/// remainders get one more until the sum is right.
pub(crate) fn add_up(parts: &[f64], total: f64) -> Vec<f64> {
    let mut rounded: Vec<f64> = parts.iter().map(|part| part.floor()).collect();
    let mut remainders: Vec<f64> = parts.iter().zip(&rounded).map(|(part, whole)| part - whole).collect();
    let missing = total - rounded.iter().sum::<f64>();
    for place in 0..parts.len() {
        // Of equal ones the first: backwards it is the last, which `max_by` takes.
        let largest = (0..parts.len()).rev().max_by(|&a, &b| remainders[a].total_cmp(&remainders[b]));
        if let Some(at) = largest.filter(|_| (place as f64) < missing) {
            rounded[at] += 1.0;
            remainders[at] = f64::NEG_INFINITY;
        }
    }
    rounded
}

fn in_threes(digits: &str) -> String {
    let whole = digits.find('.').unwrap_or(digits.len());
    let mut text = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && at < whole && (whole - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn without_zeros(text: &str) -> String {
    if text.contains('.') && !text.contains('e') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_in_threes() {
        assert_eq!(grouped(4999.84, 1), "4,999.8");
        assert_eq!(grouped(999.96, 1), "1,000.0");
        assert_eq!(grouped(-1_234_567.0, 0), "-1,234,567");
        assert_eq!(grouped(-0.04, 1), "0.0");
        assert_eq!(grouped(1e300, 1), "1.0e300");
        assert_eq!((count(0), count(999), count(1_000)), ("0".to_owned(), "999".to_owned(), "1,000".to_owned()));
    }

    #[test]
    fn nouns_follow_their_count() {
        assert_eq!(counted(1, "node"), "1 node");
        assert_eq!(counted(0, "node"), "0 nodes");
        assert_eq!(counted(8, "leaf"), "8 leaves");
        assert_eq!(counted(2000, "spine switch"), "2,000 spine switches");
    }

    #[test]
    fn exact_numbers_lose_nothing() {
        for (value, text) in [
            (10_200.0, "10,200"),
            (0.05, "0.05"),
            (1234.5678, "1,234.5678"),
            (1e300, "1e300"),
            (1e-9, "1e-9"),
            (0.0, "0"),
        ] {
            assert_eq!(exact(value), text);
        }
        assert_eq!((exact_power(5e6), exact_power(8_200_500.0)), ("5 MW".to_owned(), "8.2005 MW".to_owned()));
        assert_eq!(
            (exact_power(1.0), exact_power(0.5), exact_power(1e15)),
            ("1 W".to_owned(), "0.5 W".to_owned(), "1,000,000 GW".to_owned())
        );
    }

    #[test]
    fn significant_digits_do_not_depend_on_the_size() {
        for (value, text) in [
            (0.958_333, "0.9583"),
            (1.0, "1"),
            (3638.123, "3,638"),
            (12.3456, "12.35"),
            (0.001_234_56, "0.001235"),
            (0.0, "0"),
            (1e20, "1.000e20"),
        ] {
            assert_eq!(significant(value, 4), text);
        }
    }

    #[test]
    fn a_share_near_all_or_nothing_is_not_shown_as_such() {
        let shown = [1.0, 0.999_97, 0.999_999_999, 1.000_000_001, 0.0, 0.000_3, 1e-9, 0.125, -0.05, 1.5].map(percent);
        let expected = [
            "100 %",
            "99.997 %",
            "just under 100 %",
            "just over 100 %",
            "0 %",
            "0.03 %",
            "less than 0.0001 %",
            "12.5 %",
            "-5 %",
            "150 %",
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn powers_have_a_unit_of_their_size() {
        let shown = [0.0, 0.001, 0.4, 160.0, 9_999.0, 4_999_837.0, 2e8, 9e15, -12_345.0].map(power);
        assert_eq!(
            shown,
            ["0 W", "less than 0.1 W", "0.4 W", "160 W", "9,999 W", "4,999.8 kW", "200 MW", "9,000,000 GW", "-12.3 kW"]
        );
        assert_eq!((short_power(14_000.0 * 1.1, 6), short_power(0.9, 6)), ("15.4 kW".to_owned(), "0.9 W".to_owned()));
    }

    #[test]
    fn rounded_parts_add_up() {
        assert_eq!(add_up(&[1.4, 1.4, 1.4, 0.0], 4.0), [2.0, 1.0, 1.0, 0.0]);
        assert_eq!(add_up(&[0.5, 0.5], 1.0), [1.0, 0.0]);
        assert_eq!(add_up(&[3.0, 2.0], 5.0), [3.0, 2.0]);
        assert_eq!(add_up(&[], 0.0), Vec::<f64>::new());
    }
}
