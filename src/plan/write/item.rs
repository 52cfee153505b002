//! A list item for a parameter that the plan does not mention, in a section `Parameters`.

use super::{Edit, line_end};
use crate::diagnostic::Span;
use crate::model::param::{Dimension, Key, Unit};
use crate::model::value::Value;
use crate::plan::front_matter::FrontMatter;
use crate::plan::markdown::{Block, Document};
use crate::plan::quantity::decimal;

/// Ways to add the item: to the section, else in a new one at the end, else before everything.
pub fn additions(text: &str, document: &Document, key: Key, value: &Value) -> Vec<Edit> {
    let (Some(value), end) = (words(key, value), line_end(text)) else { return Vec::new() };
    let item = format!("- {}: {value}", name(key));
    let kept = text.trim_end().len();
    let section = format!("{end}{end}## Parameters{end}{end}{item}{end}");
    let start = document.front_matter.as_ref().map_or(0, FrontMatter::end);
    let mut ways: Vec<_> =
        section_of(document).into_iter().flat_map(|heading| below(text, heading, &item, end)).collect();
    ways.push(Edit { span: Span::new(kept, text.len()), text: section });
    ways.push(Edit::insert(start, format!("{item}{end}{end}")));
    ways
}

fn section_of(document: &Document) -> Option<Span> {
    document.blocks().find_map(|block| match block {
        Block::Heading(heading) if heading.text.plain().trim().eq_ignore_ascii_case("parameters") => Some(heading.span),
        _ => None,
    })
}

/// As the first item of the list below the heading, or as a list of its own.
fn below(text: &str, heading: Span, item: &str, end: &str) -> Vec<Edit> {
    let behind = heading.start + text[heading.start..heading.end].trim_end().len();
    let next = text.len() - text[behind..].trim_start().len();
    let joins = text[next..].starts_with("- ").then(|| Edit::insert(next, format!("{item}{end}")));
    joins.into_iter().chain([Edit::insert(behind, format!("{end}{end}{item}"))]).collect()
}

/// What people call the parameter; `IT` is no word.
fn name(key: Key) -> String {
    let name = key.param().aliases.first().copied().unwrap_or(key.name());
    match name.strip_prefix("it ") {
        Some(rest) => format!("IT {rest}"),
        None => name[..1].to_uppercase() + &name[1..],
    }
}

/// The value as people write it, in the largest unit that leaves a whole part.
fn words(key: Key, value: &Value) -> Option<String> {
    let dimension = key.param().kind.dimension();
    match (value, dimension) {
        (Value::Number(share), Some(Dimension::Fraction)) => Some(format!("{} %", decimal(*share, -2))),
        (Value::Number(number), Some(dimension)) => {
            let fits = |unit: &&Unit| unit.scale >= 0 && !decimal(*number, unit.scale).starts_with("0.");
            let (units, is_positive) = (dimension.units(), *number > 0.0);
            let unit = units.iter().rfind(fits).filter(|_| is_positive).unwrap_or(&units[0]);
            Some(format!("{} {}", decimal(*number, unit.scale), unit.name))
        }
        (Value::Count(count), _) => Some(count.to_string()),
        (Value::Word(word), _) => Some(word.clone()),
        _ => None,
    }
}
