//! A value of a list item or a table row, replaced where it stands. Unit, remark and markup stay.

use super::Edit;
use crate::diagnostic::Span;
use crate::model::param::{Dimension, Key, Kind};
use crate::model::value::Value;
use crate::plan::quantity::{decimal, parts, scale_of};

/// Ways to replace the value at a place.
pub fn ways(text: &str, span: Span, key: Key, value: &Value) -> Vec<Edit> {
    let source = &text[span.start..span.end];
    let at =
        |start: usize, end: usize, text: String| Edit { span: Span::new(span.start + start, span.start + end), text };
    match value {
        Value::Number(number) => {
            numbers(source, key.param().kind, *number).map(|(range, text)| at(range.start, range.end, text)).collect()
        }
        Value::Count(count) => {
            parts(source).map(|(range, _)| at(range.start, range.end, count.to_string())).into_iter().collect()
        }
        Value::Word(word) => {
            let (start, end) = words(source, key.param().kind);
            [word.clone(), escaped(word)].map(|word| at(start, end, word)).into()
        }
        Value::Points(_) => Vec::new(),
    }
}

/// The number in the unit behind it, or else in whichever unit another cell gives it.
fn numbers(source: &str, kind: Kind, number: f64) -> impl Iterator<Item = (std::ops::Range<usize>, String)> {
    let found = parts(source);
    let written = found.as_ref().and_then(|(_, unit)| scale_of(&source[unit.clone()], kind));
    let units = kind.dimension().map_or(&[][..], Dimension::units).iter().map(|unit| unit.scale);
    let scales: Vec<i32> = written.into_iter().chain(units).collect();
    let range = found.map(|(range, _)| range);
    scales.into_iter().filter_map(move |scale| Some((range.clone()?, decimal(number, scale))))
}

/// Where the words stand without markup, and for a choice without the remark behind it.
fn words(source: &str, kind: Kind) -> (usize, usize) {
    let mark = |c: char| "`*_".contains(c) || c.is_whitespace();
    let remark = if matches!(kind, Kind::Choice(_)) { source.find(['(', ',', ';']) } else { None };
    let end = source[..remark.unwrap_or(source.len())].trim_end_matches(mark).len();
    (end - source[..end].trim_start_matches(mark).len(), end)
}

fn escaped(word: &str) -> String {
    let escape = |c: char| if c.is_ascii_punctuation() { vec!['\\', c] } else { vec![c] };
    word.chars().flat_map(escape).collect()
}
