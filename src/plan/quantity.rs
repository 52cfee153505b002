//! Numbers as people write them, with their units, scaled exactly.
//!
//! A unit is a power of ten, so scaling moves the exponent of the decimal text and the only
//! rounding is the one to a 64-bit float: 8.2 MW is 8 200 000 W, not 8 199 999.999 999 999.

use super::double;
use crate::decimal::plain;
use crate::model::param::{ALSO_PORTS, Dimension, Kind};
use std::borrow::Cow;
use std::ops::Range;

/// A number and what was said behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Value in the base unit; may be infinite or NaN, which the range check refuses.
    pub number: f64,
    /// Whether a unit was written.
    pub has_unit: bool,
    /// Whether a comma was read as a thousands separator where it could be a decimal comma: with several of them,
    /// or a point behind them, it can't.
    pub has_doubtful_comma: bool,
}

/// Why a text is no quantity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It does not begin with a number.
    NotANumber,
    /// The text behind the number is not a unit of this dimension.
    Unit(String),
}

/// Whether a text tries to be a number, so that failing to be one is an error and not prose.
pub fn looks_numeric(text: &str) -> bool {
    let text = text.trim_start();
    let word = &text[..text.bytes().take_while(u8::is_ascii_alphabetic).count()];
    text.starts_with(|first: char| first.is_ascii_digit() || "+-−.~≈<>≤≥±".contains(first))
        || ["nan", "inf", "infinity"].iter().any(|name| name.eq_ignore_ascii_case(word))
}

/// Reads `10.2 kW`, `400G`, `5 %`, `64 ports`, `1e6` for a parameter of this kind. A remark may
/// follow after a comma, a semicolon, a full stop, a dash or in brackets.
///
/// # Errors
///
/// Says what could not be read.
pub fn read(text: &str, kind: Kind) -> Result<Quantity, Unreadable> {
    let text = text.trim();
    let decimal = Decimal::read(text).ok_or(Unreadable::NotANumber)?;
    // Two port counts side by side are not one large one.
    if decimal.separator == Some(' ') && matches!(kind, Kind::Integer(_, _, "ports")) {
        return Err(Unreadable::NotANumber);
    }
    let behind = text[decimal.length..].trim_start();
    let unit = &behind[..unit_length(behind)];
    let remark = behind[unit.len()..].trim_start();
    let scale =
        scale_of(unit, kind).filter(|_| begins_remark(remark)).ok_or_else(|| Unreadable::Unit(behind.to_owned()))?;
    Ok(Quantity {
        number: decimal.times_ten_to(scale),
        has_unit: !unit.is_empty(),
        has_doubtful_comma: decimal.separator == Some(',') && decimal.integer.len() <= 6 && decimal.fraction.is_empty(),
    })
}

/// The decimal text of a number in a unit that is this power of ten of its own; nothing is rounded.
pub fn decimal(number: f64, scale: i32) -> String {
    let text = plain(number);
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let moved = usize::try_from(scale.unsigned_abs()).unwrap_or(0);
    let (whole, fraction) = if scale < 0 {
        let fraction = format!("{fraction:0<moved$}");
        (format!("{whole}{}", &fraction[..moved]), fraction[moved..].to_owned())
    } else {
        let whole = format!("{whole:0>width$}", width = moved + 1);
        let at = whole.len() - moved;
        (whole[..at].to_owned(), format!("{}{fraction}", &whole[at..]))
    };
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{fraction}", if whole.is_empty() { "0" } else { whole })
}

/// The number that a text holds first: where its decimal text stands, and where the unit behind it.
pub fn parts(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let start = text.find(|c: char| c.is_ascii_digit() || "+-−.".contains(c))?;
    let end = start + Decimal::read(&text[start..])?.length;
    let unit_start = text.len() - text[end..].trim_start().len();
    Some((start..end, unit_start..unit_start + unit_length(&text[unit_start..])))
}

fn unit_length(text: &str) -> usize {
    text.find(|c: char| !(c.is_alphabetic() || "%/".contains(c))).unwrap_or(text.len())
}

fn begins_remark(text: &str) -> bool {
    let marks = [",", ";", "(", "[", "— ", "– ", "- ", "--", "#"];
    let is_range = text.trim_start_matches(['-', '–', '—', ' ']).starts_with(|first: char| first.is_ascii_digit());
    if is_range {
        return false;
    }
    text.is_empty() || text == "." || text.starts_with(". ") || marks.iter().any(|mark| text.starts_with(mark))
}

/// Power of ten of a unit against the base unit, or none if it is no unit of this kind.
pub fn scale_of(unit: &str, kind: Kind) -> Option<i32> {
    if unit.is_empty() {
        return Some(0);
    }
    match kind {
        Kind::Integer(_, _, noun) => is_noun(unit, noun).then_some(0),
        _ => named_scale(unit, kind.dimension()?),
    }
}

fn is_noun(word: &str, noun: &str) -> bool {
    let word = word.strip_suffix(['s', 'S']).unwrap_or(word);
    let also: &[&str] = if noun == "ports" { ALSO_PORTS } else { &[] };
    let is = |noun: &&str| noun.eq_ignore_ascii_case(word);
    is(&noun.strip_suffix('s').unwrap_or(noun)) || also.iter().any(is)
}

fn named_scale(word: &str, dimension: Dimension) -> Option<i32> {
    let means_another = match dimension {
        // A milliwatt.
        Dimension::Power => word == "mW",
        // A capital B is a byte.
        Dimension::Bandwidth => word.contains('B'),
        _ => false,
    };
    let unit = dimension.units().iter().find(|unit| unit.is_written(word)).filter(|_| !means_another)?;
    Some(unit.scale)
}

/// Decimal text of a number, kept as text until its only rounding.
struct Decimal<'a> {
    is_negative: bool,
    /// Digits before the point, or the name of what is no finite number.
    integer: Cow<'a, str>,
    fraction: &'a str,
    /// None where no power of ten is taken.
    exponent: Option<isize>,
    length: usize,
    separator: Option<char>,
}

impl<'a> Decimal<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let (is_negative, sign_length) = match text.chars().next()? {
            '-' => (true, 1),
            '−' => (true, '−'.len_utf8()),
            '+' => (false, 1),
            _ => (false, 0),
        };
        let unsigned = &text[sign_length..];
        if let Some((name, length)) = non_finite(unsigned) {
            return Some(Self {
                is_negative,
                integer: name.into(),
                fraction: "",
                exponent: None,
                length: sign_length + length,
                separator: None,
            });
        }
        let (integer, integer_length, separator) = grouped_digits(unsigned);
        let (fraction, fraction_length) = fraction(&unsigned[integer_length..]);
        if integer.is_empty() && fraction.is_empty() {
            return None;
        }
        let mut length = integer_length + fraction_length;
        let (exponent, exponent_length) = exponent(&unsigned[length..]);
        length += exponent_length;
        let joined = unsigned[length..].starts_with(|next: char| next.is_ascii_digit() || next == '_' || next == '\'');
        let decimal_comma = unsigned[length..].starts_with(',')
            && unsigned[length + 1..].starts_with(|next: char| next.is_ascii_digit());
        let second_point = unsigned[length..].starts_with('.')
            && unsigned[length + 1..].starts_with(|next: char| next.is_ascii_digit());
        if joined || decimal_comma || second_point {
            return None;
        }
        Some(Self { is_negative, integer, fraction, exponent: Some(exponent), length: sign_length + length, separator })
    }

    fn times_ten_to(&self, scale: i32) -> f64 {
        let Self { is_negative, integer, fraction, .. } = self;
        let magnitude = match self.exponent {
            None => double::nearest(integer).unwrap_or(f64::NAN),
            Some(exponent) => double::scaled(integer, fraction, exponent.saturating_add(scale as isize)),
        };
        if *is_negative { -magnitude } else { magnitude }
    }
}

fn non_finite(text: &str) -> Option<(&'static str, usize)> {
    let word = text.find(|c: char| !c.is_alphabetic()).map_or(text, |end| &text[..end]);
    let spellings = [("nan", "nan"), ("inf", "inf"), ("infinity", "inf")];
    let (_, name) = spellings.into_iter().find(|(spelling, _)| spelling.eq_ignore_ascii_case(word))?;
    Some((name, word.len()))
}

/// Digits with thousands separators: the digits alone, the length read, the separator.
fn grouped_digits(text: &str) -> (Cow<'_, str>, usize, Option<char>) {
    let head = digits(text);
    let mut all = Cow::Borrowed(head);
    let mut at = head.len();
    let mut separator = None;
    if (1..=3).contains(&head.len()) && head != "0" {
        while let Some(next) = text[at..].chars().next().filter(|c| ",_' \u{a0}\u{2009}\u{202f}".contains(*c)) {
            let group = digits(&text[at + next.len_utf8()..]);
            if group.len() != 3 || separator.is_some_and(|seen| seen != next) {
                break;
            }
            separator = Some(next);
            all.to_mut().push_str(group);
            at += next.len_utf8() + 3;
        }
    }
    (all, at, separator)
}

fn fraction(text: &str) -> (&str, usize) {
    let found = text.strip_prefix('.').map_or("", digits);
    (found, if found.is_empty() { 0 } else { found.len() + 1 })
}

fn exponent(text: &str) -> (isize, usize) {
    let Some(rest) = text.strip_prefix(['e', 'E']) else { return (0, 0) };
    let sign_length = usize::from(rest.starts_with(['+', '-']));
    let found = digits(&rest[sign_length..]);
    if found.is_empty() {
        return (0, 0);
    }
    let size = found.parse().unwrap_or(isize::MAX / 4);
    (if rest.starts_with('-') { -size } else { size }, 1 + sign_length + found.len())
}

fn digits(text: &str) -> &str {
    &text[..text.bytes().take_while(u8::is_ascii_digit).count()]
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "values are compared bit for bit")]
mod tests {
    use super::*;

    const POWER: Kind = Kind::Positive(Dimension::Power);
    const PORTS: Kind = Kind::Integer(1, 65_536, "ports");

    fn number(text: &str, kind: Kind) -> f64 {
        read(text, kind).unwrap_or_else(|why| panic!("{text}: {why:?}")).number
    }

    #[test]
    fn units_scale_the_decimal_text_and_round_once() {
        #[rustfmt::skip]
        let cases = [
            ("8.2 MW", 8_200_000.0), ("8.2MW", 8_200_000.0), ("10.2 kW", 10_200.0), ("5e6 W", 5e6), ("0.005 GW", 5e6),
            ("5 000 000 W", 5e6), ("5_000_000 W", 5e6), ("5,000,000 W", 5e6), ("5\u{202f}000 kW", 5e6), (".5 MW", 5e5),
            ("4.35 MW", 4_350_000.0), ("1.005 kW", 1005.0), ("5 megawatts", 5e6), ("5 mw", 5e6), ("+5 MW", 5e6), ("1e-3 MW", 1e3),
        ];
        for (text, expected) in cases {
            assert_eq!(number(text, POWER).to_bits(), f64::to_bits(expected), "{text}");
        }
    }

    #[test]
    fn every_scaled_value_is_the_nearest_double() {
        for thousandths in 1..20_000_u32 {
            let text = format!("{}.{:03} MW", thousandths / 1000, thousandths % 1000);
            assert_eq!(number(&text, POWER).to_bits(), (f64::from(thousandths) * 1000.0).to_bits(), "{text}");
        }
    }

    #[test]
    fn other_dimensions_have_their_units() {
        assert_eq!(number("400G", Kind::Positive(Dimension::Bandwidth)), 400.0);
        assert_eq!(number("0.8 Tbit/s", Kind::Positive(Dimension::Bandwidth)), 800.0);
        assert_eq!(number("400000 Mbit/s", Kind::Positive(Dimension::Bandwidth)), 400.0);
        assert_eq!(number("3.5 EFLOPS", Kind::Positive(Dimension::Compute)), 3_500.0);
        assert_eq!(number("7912 TFLOPS", Kind::Positive(Dimension::Compute)), 7.912);
        assert_eq!(number("5 %", Kind::Share), 0.05);
        assert_eq!(number("0.05", Kind::Share), 0.05);
        assert_eq!(number("64 ports", PORTS), 64.0);
    }

    #[test]
    fn remarks_may_follow_and_words_may_not() {
        for text in
            ["5 MW (hard limit)", "5 MW, at the busbar", "5 MW; see 3.1", "5 MW. Fixed.", "5 MW — contract", "5 MW."]
        {
            assert_eq!(number(text, POWER), 5e6, "{text}");
        }
        for text in ["5 MW to 6 MW", "5-6 MW", "5 mW", "5 GB/s", "5 apples", "64 128"] {
            assert!(
                matches!(read(text, POWER), Err(Unreadable::Unit(_)))
                    || read(text, POWER).is_ok_and(|q| q.number == 64_128.0),
                "{text}"
            );
        }
        assert_eq!(read("400 GB/s", Kind::Positive(Dimension::Bandwidth)), Err(Unreadable::Unit("GB/s".to_owned())));
    }

    #[test]
    fn what_is_no_number_is_said_to_be_none() {
        for text in ["", "MW", "5,5 MW", "1,72 kW", "0,500 MW", "1.2.3 W", "~5 MW", "0x10 W", "12,34,567 W"] {
            assert!(read(text, POWER).is_err(), "{text}");
        }
        assert!(number("nan W", POWER).is_nan());
        assert!(number("-inf", POWER).is_infinite());
        assert!(number("1e99999999999999999999 W", POWER).is_infinite());
    }

    #[test]
    fn decimals_move_their_point_and_lose_nothing() {
        for (number, scale, text) in [
            (8e6, 6, "8"),
            (8_200_500.0, 6, "8.2005"),
            (999.0, 3, "0.999"),
            (0.05, -2, "5"),
            (0.000_1, -2, "0.01"),
            (12.5, 0, "12.5"),
            (0.0, 6, "0"),
            (-1500.0, 3, "-1.5"),
        ] {
            assert_eq!(decimal(number, scale), text);
        }
        for millis in 1..2_000 {
            let watts = f64::from(millis) * 1.001 / 7.0;
            assert_eq!(number(&format!("{} MW", decimal(watts, 6)), POWER).to_bits(), watts.to_bits());
        }
    }

    #[test]
    fn a_number_and_its_unit_are_found_in_markup() {
        assert_eq!(parts("**10.2** kW (max)"), Some((2..6, 6..6)));
        assert_eq!(parts("10.2 kW (max)"), Some((0..4, 5..7)));
    }

    #[test]
    fn a_comma_that_could_be_a_decimal_one_is_noticed() {
        for text in ["1,720 W", "123,456 W", "1,720e3 W"] {
            assert!(read(text, POWER).unwrap().has_doubtful_comma, "{text}");
        }
        for text in ["5 MW, at 3 sites", "5,000,000 W", "7,998.6 kW", "1 720 W"] {
            assert!(!read(text, POWER).unwrap().has_doubtful_comma, "{text}");
        }
    }
}
