//! Doubles as decimal text: the very bytes that `{}`, `{:e}`, `{:.N}` and `{:.Ne}` of std give.
//!
//! Std's own printers would be 5 kB of the npm package. The fewest digits come from the printer that
//! `serde_json` brings along; all digits are one long multiplication.

use std::iter;

/// The fewest digits that read back as the same number: `0.05`, `10200`. As `{}` has it.
pub fn plain(number: f64) -> String {
    written(number, &|magnitude| Digits::fewest(magnitude).plain(0))
}

/// The fewest digits, and an exponent: `1.5e300`. As `{:e}` has it.
pub fn scientific(number: f64) -> String {
    written(number, &|magnitude| Digits::fewest(magnitude).scientific(0))
}

/// Rounded to so many decimals, halves to even: `4999.8`. As `{:.1}` has it.
pub fn fixed(number: f64, decimals: usize) -> String {
    written(number, &|magnitude| {
        let digits = Digits::of(magnitude, decimals + 1);
        let kept = digits.point.saturating_add_unsigned(decimals);
        digits.rounded(kept).plain(decimals)
    })
}

/// Rounded to so many decimals of the mantissa: `1.5e300`. As `{:.1e}` has it.
pub fn fixed_scientific(number: f64, decimals: usize) -> String {
    written(number, &|magnitude| {
        let kept = 1_isize.saturating_add_unsigned(decimals);
        Digits::all(magnitude).rounded(kept).scientific(decimals)
    })
}

fn written(number: f64, finite: &dyn Fn(f64) -> String) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    let magnitude = if number.is_infinite() { "inf".to_owned() } else { finite(number.abs()) };
    if number.is_sign_negative() { format!("-{magnitude}") } else { magnitude }
}

/// A number as `0.DIGITS * 10^point`. No digit at either end is 0, and zero has none.
struct Digits {
    text: String,
    point: isize,
}

impl Digits {
    fn new(mut text: String, point: isize) -> Self {
        text.truncate(text.trim_end_matches('0').len());
        let zeros = text.len() - text.trim_start_matches('0').len();
        text.drain(..zeros);
        // Zero is written with its one digit before the point.
        let point = if text.is_empty() { 1 } else { point.saturating_sub_unsigned(zeros) };
        Self { text, point }
    }

    /// Of all digits that read back as this number, the fewest.
    fn fewest(magnitude: f64) -> Self {
        let text = serde_json::to_string(&magnitude).unwrap_or_default();
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let exponent: isize = exponent.parse().unwrap_or_default();
        let mut fewest = Self::new([whole, fraction].concat(), exponent.saturating_add_unsigned(whole.len()));
        // Of two such texts that are equally near, `serde_json` takes the even one and std the larger.
        if Self::all(magnitude).text.strip_suffix('5') == Some(&fewest.text) {
            fewest.count_up();
        }
        fewest
    }

    /// Every digit that the number has.
    fn all(magnitude: f64) -> Self {
        Self::of(magnitude, usize::MAX)
    }

    /// The digits of a number: it is a whole number times a power of two. Behind so many decimals, a 1 may
    /// stand for all others.
    fn of(magnitude: f64, decimals: usize) -> Self {
        let [first, second, ..] = magnitude.to_be_bytes();
        let field = u16::from_be_bytes([first, second]) >> 4;
        let fraction = magnitude.to_bits() % (1 << 52);
        let whole = if field == 0 { fraction } else { fraction + (1 << 52) };
        let power = isize::from(field.max(1).cast_signed()) - 1075;
        let times = power.unsigned_abs();
        let (digits, decimals) = match power {
            0.. => (product(whole, 2, times), 0),
            _ if times <= REST_BITS => quotient(whole, times, decimals),
            // `w / 2^k` is `w * 5^k / 10^k`.
            _ => (product(whole, 5, times), times),
        };
        let point = digits.len().cast_signed().saturating_sub_unsigned(decimals);
        Self::new(digits, point)
    }

    /// The nearest number with so many digits, of two that are equally near the even one.
    fn rounded(mut self, kept: isize) -> Self {
        let Ok(kept) = usize::try_from(kept) else { return Self::new(String::new(), 0) };
        if kept >= self.text.len() {
            return self;
        }
        let rest = self.text.split_off(kept);
        let is_odd = self.text.bytes().last().is_some_and(|digit| digit % 2 == 1);
        // Without a zero at its end, the rest compares with a half as texts do.
        if rest.as_str() > "5" || (rest == "5" && is_odd) {
            self.count_up();
        }
        self
    }

    fn count_up(&mut self) {
        self.text.truncate(self.text.trim_end_matches('9').len());
        if let Some(last) = self.text.pop() {
            self.text.extend(('0'..='9').find(|&digit| digit > last));
        } else {
            self.text.push('1');
            self.point += 1;
        }
    }

    /// Without an exponent, and with at least so many decimals.
    fn plain(mut self, decimals: usize) -> String {
        let zeros = usize::try_from(1 - self.point).unwrap_or(0);
        self.text.insert_str(0, &"0".repeat(zeros));
        let whole = usize::try_from(self.point).unwrap_or(0).max(1);
        with_point(self.text, whole, decimals)
    }

    /// With an exponent, and with at least so many decimals.
    fn scientific(self, decimals: usize) -> String {
        format!("{}e{}", with_point(self.text, 1, decimals), self.point - 1)
    }
}

/// Digits with a point behind so many of them, and with at least so many decimals.
fn with_point(mut digits: String, whole: usize, decimals: usize) -> String {
    digits.push_str(&"0".repeat((whole + decimals).saturating_sub(digits.len())));
    if digits.len() > whole {
        digits.insert(whole, '.');
    }
    digits
}

/// A rest of so many bits, times ten, fits 64 bits.
const REST_BITS: usize = 60;

/// The digits of `whole / 2^bits`, and how many of them are decimals: a rest that is taken ten times
/// begins with the next one. What is left behind the last of so many becomes a 1.
fn quotient(whole: u64, bits: usize, most: usize) -> (String, usize) {
    let (mut digits, mut rest) = ((whole >> bits).to_string(), whole % (1 << bits));
    let before = digits.len();
    while rest > 0 && digits.len() - before < most {
        rest *= 10;
        digits.extend(u32::try_from(rest >> bits).ok().and_then(|digit| char::from_digit(digit, 10)));
        rest %= 1 << bits;
    }
    if rest > 0 {
        digits.push('1');
    }
    let decimals = digits.len() - before;
    (digits, decimals)
}

/// The digits of a whole number below 2^53 that is multiplied so many times by 2 or 5.
fn product(whole: u64, factor: u64, times: usize) -> String {
    const BASE: u64 = 1_000_000_000;
    /// A part of less than `BASE`, times 5 so often, fits 64 bits with its carry.
    const AT_ONCE: usize = 13;
    let power = |times| iter::repeat_n(factor, times).product::<u64>();
    let mut parts = vec![whole % BASE, whole / BASE];
    for factor in iter::repeat_n(power(AT_ONCE), times / AT_ONCE).chain([power(times % AT_ONCE)]) {
        let mut carry = 0;
        for part in &mut parts {
            let product = *part * factor + carry;
            *part = product % BASE;
            carry = product / BASE;
        }
        while carry > 0 {
            parts.push(carry % BASE);
            carry /= BASE;
        }
    }
    parts.iter().rev().map(|part| format!("{part:09}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fewest_as_in_std(number: f64) {
        assert_eq!(plain(number), format!("{number}"));
        assert_eq!(scientific(number), format!("{number:e}"));
    }

    fn same_as_std(number: f64) {
        fewest_as_in_std(number);
        for decimals in (0..=20).chain([300, 1100]) {
            assert_eq!(fixed(number, decimals), format!("{number:.decimals$}"), "{number:e}");
            assert_eq!(fixed_scientific(number, decimals), format!("{number:.decimals$e}"), "{number:e}");
        }
    }

    #[test]
    fn the_ends_of_the_range_are_those_of_std() {
        for number in [0.0, 5e-324, f64::MIN_POSITIVE, 1e-7, 1.0, 1e15, 1e16, 1e23, f64::MAX, f64::INFINITY, f64::NAN] {
            same_as_std(number);
            same_as_std(-number);
            same_as_std(number.next_up());
            same_as_std(number.next_down());
        }
    }

    #[test]
    fn halves_and_nines_round_as_in_std() {
        for number in [0.05, 0.5, 1.5, 2.5, 0.25, 0.75, 0.125, 9.5, 9.995, 99.95, 999.5, 0.95, 0.096, 8.5e15] {
            same_as_std(number);
            same_as_std(number.next_up());
            same_as_std(number.next_down());
        }
    }

    #[test]
    fn powers_of_two_lie_nearer_to_the_number_below_and_half_way_between_texts() {
        for field in 0..2047 {
            fewest_as_in_std(f64::from_bits(field << 52));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_double_is_written_as_std_does(bits: u64) {
            same_as_std(f64::from_bits(bits));
        }

        #[test]
        fn numbers_of_usual_sizes_are_written_as_std_does(digits in 0_u64..1 << 53, power in 0_i32..80) {
            same_as_std(digits as f64 / (0..power).fold(1.0, |all, _| all * 2.0));
            same_as_std(digits as f64 / (0..power).fold(1.0, |all, _| all * 10.0));
        }
    }
}
