//! Values that a parameter takes, checked against its kind.

use super::param::Kind;
use crate::character::changes_the_line;

/// A power setting of a node and what it achieves there.
#[derive(Clone, Debug, PartialEq)]
pub struct OperatingPoint {
    /// What the plan calls it.
    pub label: Option<String>,
    /// Power of one node, W, greater than 0.
    pub power_w: f64,
    /// Throughput of one node against a reference, greater than 0.
    pub relative_throughput: f64,
}

/// A value in the base unit of its parameter, known to be in range.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A real quantity.
    Number(f64),
    /// A whole number.
    Count(u64),
    /// A word or a line of text.
    Word(String),
    /// A list of operating points.
    Points(Vec<OperatingPoint>),
}

/// Why a value can't be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// NaN or infinite.
    NotFinite,
    /// Outside the range of the parameter.
    OutOfRange,
    /// Not the kind of thing that the parameter is.
    WrongType,
}

impl Kind {
    /// Whether the parameter takes a number at all.
    pub fn is_numeric(self) -> bool {
        matches!(self, Self::Positive(_) | Self::NonNegative(_) | Self::Share | Self::Integer(..))
    }

    /// Takes a number in the base unit.
    ///
    /// # Errors
    ///
    /// Says why when the number is not one that the parameter takes.
    pub fn take_number(self, number: f64) -> Result<Value, Misfit> {
        let in_range = match self {
            _ if !self.is_numeric() => return Err(Misfit::WrongType),
            _ if !number.is_finite() => return Err(Misfit::NotFinite),
            Self::Positive(_) => number > 0.0,
            Self::NonNegative(_) => number >= 0.0,
            Self::Share => (0.0..1.0).contains(&number),
            Self::Integer(least, most, _) => {
                return whole(number)
                    .filter(|count| (least..=most).contains(count))
                    .map(Value::Count)
                    .ok_or(Misfit::OutOfRange);
            }
            _ => false,
        };
        // Adding zero turns -0 into 0.
        if in_range { Ok(Value::Number(number + 0.0)) } else { Err(Misfit::OutOfRange) }
    }

    /// Takes a word or a line of text.
    ///
    /// # Errors
    ///
    /// Says why when the text is not one that the parameter takes.
    pub fn take_word(self, text: &str) -> Result<Value, Misfit> {
        let fits = match self {
            Self::Choice(words) => words.contains(&text),
            Self::Slug => is_slug(text),
            Self::Text => is_line(text),
            Self::Owner => is_owner(text),
            Self::Contact => is_contact(text),
            _ => return Err(Misfit::WrongType),
        };
        if fits { Ok(Value::Word(text.to_owned())) } else { Err(Misfit::OutOfRange) }
    }
}

/// The whole number that a float is, if it is one that a float holds exactly.
fn whole(number: f64) -> Option<u64> {
    const LIMIT: f64 = 9_007_199_254_740_992.0;
    let is_whole = (0.0..LIMIT).contains(&number) && number.fract() == 0.0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to be a whole number below 2^53"
    )]
    is_whole.then_some(number as u64)
}

/// Whether the text is 1 to 64 of `a-z`, `0-9` and `-`.
pub fn is_slug(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

/// Whether the text is one line that can be shown: no control or direction-changing characters.
pub fn is_line(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= 200 && !text.chars().any(changes_the_line)
}

fn is_owner(text: &str) -> bool {
    let name = text.strip_prefix('@').unwrap_or(text);
    let (account, team) = name.split_once('/').map_or((name, None), |(account, team)| (account, Some(team)));
    is_account(account) && team.is_none_or(is_team)
}

fn is_account(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    (1..=39).contains(&text.len()) && text.bytes().all(plain) && !text.starts_with('-') && !text.ends_with('-')
}

fn is_team(text: &str) -> bool {
    (1..=100).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}

fn is_contact(text: &str) -> bool {
    text.len() <= 200 && (is_mail(text) || is_https(text))
}

fn is_mail(text: &str) -> bool {
    let local = |byte: u8| byte.is_ascii_alphanumeric() || b"._%+-".contains(&byte);
    text.split_once('@').is_some_and(|(user, host)| !user.is_empty() && user.bytes().all(local) && is_host(host))
}

fn is_https(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"._~/?#=&%+:@-".contains(&byte);
    text.strip_prefix("https://").is_some_and(|rest| {
        rest.bytes().all(allowed) && is_host(rest.split(['/', '?', '#', ':']).next().unwrap_or_default())
    })
}

fn is_host(text: &str) -> bool {
    let label =
        |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    text.contains('.') && text.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::super::param::{Dimension, Kind};
    use super::*;

    #[test]
    fn numbers_are_held_to_their_range() {
        let power = Kind::Positive(Dimension::Power);
        assert_eq!(power.take_number(5.0), Ok(Value::Number(5.0)));
        assert_eq!(power.take_number(0.0), Err(Misfit::OutOfRange));
        assert_eq!(power.take_number(f64::NAN), Err(Misfit::NotFinite));
        let ports = Kind::Integer(1, 8, "ports");
        assert_eq!(ports.take_number(8.0), Ok(Value::Count(8)));
        assert_eq!(ports.take_number(8.5), Err(Misfit::OutOfRange));
        assert_eq!(ports.take_number(1e300), Err(Misfit::OutOfRange));
        assert_eq!(Kind::Text.take_number(1.0), Err(Misfit::WrongType));
    }

    #[test]
    fn a_negative_zero_becomes_zero() {
        let Ok(Value::Number(zero)) = Kind::NonNegative(Dimension::Power).take_number(-0.0) else {
            panic!("not taken")
        };
        assert!(zero.is_sign_positive());
    }

    #[test]
    fn words_are_held_to_their_alphabet() {
        for owner in ["octo-org", "@octo", "octo/cluster_team", "@octo/a.b"] {
            assert!(Kind::Owner.take_word(owner).is_ok(), "{owner}");
        }
        for owner in ["", "@", "-a", "a b", "a/b/c", "a\n* @evil", "${{ x }}"] {
            assert!(Kind::Owner.take_word(owner).is_err(), "{owner}");
        }
        for contact in ["security@example.org", "https://example.org/report?x=1"] {
            assert!(Kind::Contact.take_word(contact).is_ok(), "{contact}");
        }
        for contact in
            ["http://example.org", "x@y", "a b@example.org", "https://e.org/)[x](", "https://", "javascript:x"]
        {
            assert!(Kind::Contact.take_word(contact).is_err(), "{contact}");
        }
        assert!(Kind::Text.take_word("BF16 dense").is_ok());
        assert!(Kind::Text.take_word("a\u{202e}b").is_err());
    }
}
