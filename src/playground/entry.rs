//! Values as the page's controls show and take them.

use crate::decimal::plain;
use crate::model::param::{Dimension, Key, Kind};
use crate::model::value::Value;
use crate::plan::Given;
use crate::plan::quantity::{decimal, parts, read, scale_of};

/// The unit behind a control and its power of ten against the base unit.
pub fn unit(key: Key) -> (&'static str, i32) {
    match (key, key.param().kind.dimension()) {
        (Key::ItCap, _) => ("MW", 6),
        (Key::NodePower, _) => ("kW", 3),
        (_, Some(Dimension::Fraction)) => ("%", -2),
        _ => (key.param().unit(), 0),
    }
}

/// A value in the unit of its control.
pub fn shown(key: Key, value: &Value) -> String {
    match value {
        Value::Number(number) => decimal(*number, unit(key).1),
        Value::Count(count) => count.to_string(),
        Value::Word(word) => word.clone(),
        Value::Points(points) => format!("{} points", points.len()),
    }
}

/// What somebody means who types this: a bare number is in the unit of the control.
pub fn given(key: Key, typed: &str) -> Given {
    let kind = key.param().kind;
    let is_quantity = matches!(kind, Kind::Positive(_) | Kind::NonNegative(_) | Kind::Share);
    Given::Text(if is_quantity { in_unit(typed, unit(key).0, kind) } else { typed.trim().to_owned() })
}

/// A bare number with the unit that is meant where none is written: `8` in MW is `8 MW`. Every
/// other text stays as it is.
fn in_unit(text: &str, unit: &str, kind: Kind) -> String {
    let with_unit = format!("{} {unit}", text.trim());
    let is_bare = read(text, kind).is_ok_and(|quantity| !quantity.has_unit);
    if is_bare && !unit.is_empty() && read(&with_unit, kind).is_ok() { with_unit } else { text.trim().to_owned() }
}

/// A given value as text, as the command line takes it: `8MW`, `128`.
pub fn argument(key: Option<Key>, given: &Given) -> String {
    match given {
        Given::Number(number) => plain(*number),
        Given::Text(text) if key.is_some_and(|key| key.param().kind.is_numeric()) => joined(text),
        Given::Text(text) => text.clone(),
    }
}

/// `8 MW` without the space.
fn joined(text: &str) -> String {
    let is_plain = parts(text).is_some_and(|(number, unit)| number.start == 0 && unit.end == text.len());
    if is_plain { text.replace(' ', "") } else { text.to_owned() }
}

/// A given value in the unit of its control, if it can be read at all.
pub fn shown_given(key: Key, given: &Given) -> String {
    let text = match given {
        Given::Number(number) => return decimal(*number, unit(key).1),
        Given::Text(text) => text,
    };
    let number = parts(text).filter(|(number, _)| number.start == 0);
    let same_unit = number.filter(|(_, unit_at)| {
        scale_of(&text[unit_at.clone()], key.param().kind) == Some(unit(key).1)
            && unit_at.end == text.len()
            && !unit_at.is_empty()
    });
    same_unit.map_or_else(|| text.clone(), |(number, _)| text[number].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_number_is_in_the_unit_shown() {
        for (key, typed, text) in [
            (Key::ItCap, "8", "8 MW"),
            (Key::ItCap, "800 kW", "800 kW"),
            (Key::NodePower, " 12 ", "12 kW"),
            (Key::LeafPorts, "128", "128"),
            (Key::Reserve, "5", "5 %"),
            (Key::ItCap, "eight", "eight"),
            (Key::ItCap, "8 apples", "8 apples"),
        ] {
            assert_eq!(given(key, typed), Given::Text(text.to_owned()));
        }
    }

    #[test]
    fn arguments_have_no_spaces() {
        let text = |text: &str| Given::Text(text.to_owned());
        assert_eq!(argument(Some(Key::ItCap), &text("8 MW")), "8MW");
        assert_eq!(argument(Some(Key::NodePrecision), &text("BF16 dense")), "BF16 dense");
        assert_eq!(argument(Some(Key::ItCap), &Given::Number(8e6)), "8000000");
        assert_eq!(shown_given(Key::ItCap, &text("8 MW")), "8");
        assert_eq!(shown_given(Key::ItCap, &text("800 kW")), "800 kW");
        assert_eq!(shown_given(Key::LeafPorts, &text("128")), "128");
    }

    #[test]
    fn a_bare_number_gets_the_unit_that_is_shown() {
        let power = Key::ItCap.param().kind;
        assert_eq!(in_unit(" 8 ", "MW", power), "8 MW");
        assert_eq!(in_unit("800 kW", "MW", power), "800 kW");
        assert_eq!(in_unit("8 apples", "MW", power), "8 apples");
        assert_eq!(in_unit("64", "ports", Key::LeafPorts.param().kind), "64 ports");
    }
}
