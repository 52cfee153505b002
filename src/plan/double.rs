//! Decimal text to the nearest double, by long division where it has to be.
//!
//! Takes what the parser of std takes and gives the same bits. That one is faster by tables, which
//! would be 10 kB of the npm package that no compression makes smaller.

use std::cmp::Ordering;

/// At most 767 digits decide between two doubles; of those behind it only counts whether all are 0.
const DECISIVE_DIGITS: usize = 800;

/// Reads a number, or none if the text is none.
pub fn nearest(text: &str) -> Option<f64> {
    let unsigned = unsigned(text);
    let magnitude = match parts(unsigned) {
        Some((integer, fraction, exponent)) => scaled(integer, fraction, exponent),
        None if unsigned.eq_ignore_ascii_case("nan") => f64::NAN,
        None if ["inf", "infinity"].iter().any(|name| unsigned.eq_ignore_ascii_case(name)) => f64::INFINITY,
        None => return None,
    };
    Some(if text.starts_with('-') { -magnitude } else { magnitude })
}

/// Whether a text is a number in digits.
pub fn is_decimal(text: &str) -> bool {
    parts(unsigned(text)).is_some()
}

fn unsigned(text: &str) -> &str {
    text.strip_prefix(['+', '-']).unwrap_or(text)
}

/// Digits before and behind the point, and the exponent.
fn parts(text: &str) -> Option<(&str, &str, isize)> {
    let (mantissa, exponent) = match text.bytes().position(|byte| matches!(byte, b'e' | b'E')) {
        Some(at) => (&text[..at], read_exponent(&text[at + 1..])?),
        None => (text, 0),
    };
    let (integer, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_number = is_digits(integer) && is_digits(fraction) && !mantissa.is_empty() && mantissa != ".";
    is_number.then_some((integer, fraction, exponent))
}

/// The double nearest to `integer.fraction * 10^exponent`, both of digits only.
pub fn scaled(integer: &str, fraction: &str, exponent: isize) -> f64 {
    if let Some(number) = in_one_step(integer, fraction, exponent) {
        return number;
    }
    let digits = [integer, fraction].concat();
    let significant = digits.trim_start_matches('0');
    let (decisive, rest) = significant.split_at(significant.len().min(DECISIVE_DIGITS));
    let mut whole = Whole::default();
    for digit in decisive.bytes() {
        whole.times_plus(10, u64::from(digit - b'0'));
    }
    whole.times_plus(10, u64::from(rest.bytes().any(|digit| digit != b'0')));
    let shift = rest.len().cast_signed() - fraction.len().cast_signed() - 1;
    round(whole, exponent.saturating_add(shift))
}

/// Most numbers: where the digits and the power of ten are doubles both, one operation rounds right.
fn in_one_step(integer: &str, fraction: &str, exponent: isize) -> Option<f64> {
    const EXACT_DIGITS: usize = 15;
    const EXACT_POWER: usize = 22;
    let power = exponent.saturating_sub_unsigned(fraction.len());
    if integer.len() + fraction.len() > EXACT_DIGITS || power.unsigned_abs() > EXACT_POWER {
        return None;
    }
    let digits = integer.bytes().chain(fraction.bytes());
    let whole = digits.fold(0.0, |whole, digit| whole * 10.0 + f64::from(digit - b'0'));
    let scale = (0..power.unsigned_abs()).fold(1.0, |scale, _| scale * 10.0);
    Some(if power < 0 { whole / scale } else { whole * scale })
}

fn read_exponent(text: &str) -> Option<isize> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let size = digits.parse().unwrap_or(isize::MAX);
    let is_number = is_digits(digits) && !digits.is_empty();
    is_number.then_some(if text.starts_with('-') { -size } else { size })
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The double nearest to `whole * 10^power`, of two that are equally near the even one.
fn round(mut whole: Whole, power: isize) -> f64 {
    // Up to 801 digits stand before the power; doubles reach from 5e-324 to 1.8e308.
    if whole.0.is_empty() || power < -1200 {
        return 0.0;
    }
    if power > 310 {
        return f64::INFINITY;
    }
    let mut divisor = Whole(vec![1]);
    if power < 0 { &mut divisor } else { &mut whole }.scale(10, power.unsigned_abs());
    // From here on the number is `whole / divisor * 2^exponent`, and the quotient is made 1 to 2.
    let mut exponent = whole.bits().cast_signed() - divisor.bits().cast_signed();
    if exponent < 0 { &mut whole } else { &mut divisor }.scale(2, exponent.unsigned_abs());
    if whole.cmp(&divisor) == Ordering::Less {
        whole.scale(2, 1);
        exponent -= 1;
    }
    // What the last bit of the double is worth; near zero it has fewer than 53.
    let last = (exponent - 52).max(-1074);
    if exponent < -1075 {
        return 0.0;
    }
    if exponent > 1023 {
        return f64::INFINITY;
    }
    let mut quotient = 0;
    for _ in last..=exponent {
        quotient *= 2;
        if whole.cmp(&divisor) != Ordering::Less {
            whole.subtract(&divisor);
            quotient += 1;
        }
        whole.scale(2, 1);
    }
    quotient += match whole.cmp(&divisor) {
        Ordering::Less => 0,
        Ordering::Equal => quotient % 2,
        Ordering::Greater => 1,
    };
    // The first of 53 bits adds one to the exponent's field.
    f64::from_bits(quotient + (((last + 1074).unsigned_abs() as u64) << 52))
}

/// A whole number in digits of 32 bits, the lowest first, without zeros at the end.
#[derive(Default)]
struct Whole(Vec<u64>);

impl Whole {
    fn times_plus(&mut self, factor: u64, plus: u64) {
        let mut carry = plus;
        for digit in &mut self.0 {
            carry += *digit * factor;
            *digit = carry & 0xFFFF_FFFF;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(carry);
        }
    }

    /// Multiplies by a power of a base up to ten.
    fn scale(&mut self, base: u64, power: usize) {
        (0..power / 9).for_each(|_| self.times_plus(base.pow(9), 0));
        (0..power % 9).for_each(|_| self.times_plus(base, 0));
    }

    /// Takes away a number that is not larger.
    fn subtract(&mut self, other: &Self) {
        let mut borrow = 0;
        for (at, digit) in self.0.iter_mut().enumerate() {
            let difference = (1 << 32) + *digit - other.0.get(at).unwrap_or(&0) - borrow;
            *digit = difference & 0xFFFF_FFFF;
            borrow = 1 - (difference >> 32);
        }
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    fn bits(&self) -> usize {
        self.0.last().map_or(0, |top| self.0.len() * 32 + 32 - top.leading_zeros() as usize)
    }

    fn cmp(&self, other: &Self) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn same_as_std(text: &str) {
        let expected = text.parse::<f64>().ok().map(f64::to_bits);
        assert_eq!(nearest(text).map(f64::to_bits), expected, "{text}");
    }

    #[test]
    fn what_std_takes_is_taken() {
        for text in [
            "",
            "+",
            "-",
            ".",
            "e5",
            "1e",
            "1e+",
            "1 ",
            " 1",
            "1_0",
            "0x1",
            "--1",
            "1.2.3",
            "1e5.5",
            "1e5e5",
            "é",
            "0",
            "-0",
            "+0.0",
            "1.",
            ".5",
            "+.5e-3",
            "1E5",
            "007",
            "inf",
            "-Infinity",
            "+nan",
            "infinit",
            "1e-0",
        ] {
            same_as_std(text);
        }
    }

    #[test]
    fn the_ends_of_the_range_are_exact() {
        for text in [
            "1.7976931348623157e308",
            "1.7976931348623158e308",
            "1.7976931348623159e308",
            "1e309",
            "2e308",
            "1e99999",
            "5e-324",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "2.2250738585072011e-308",
            "2.2250738585072014e-308",
            "1e-400",
            "1e-99999999999999999999",
            "1e99999999999999999999",
            "0e999",
        ] {
            same_as_std(text);
            same_as_std(&format!("-{text}"));
        }
    }

    #[test]
    fn halves_go_to_the_even_neighbour_and_any_digit_behind_decides() {
        for half in ["9007199254740993", "9007199254740995", "4503599627370496.5", "0.50000000000000005551115123125783"]
        {
            same_as_std(half);
            let zeros = "0".repeat(1000);
            let point = if half.contains('.') { "" } else { "." };
            same_as_std(&format!("{half}{point}{zeros}"));
            same_as_std(&format!("{half}{point}{zeros}1"));
            same_as_std(&format!("{zeros}{half}{zeros}e-1000"));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_double_is_read_back(bits: u64) {
            let number = f64::from_bits(bits);
            same_as_std(&format!("{number:e}"));
            // Every digit that it has, and the half way to its neighbour.
            same_as_std(&format!("{number:.780e}"));
            same_as_std(&format!("{number}5"));
        }

        #[test]
        fn any_text_like_a_number_is_read_as_std_does(text in "[+-]?[0-9]{0,25}[.]?[0-9]{0,25}(e[+-]?[0-9]{1,3})?") {
            same_as_std(&text);
        }
    }
}
