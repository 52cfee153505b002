//! JSON with positions; the only file that names `jsonc_parser`.

use super::{Entry, MAX_DEPTH, Node, SyntaxError, Tree};
use crate::diagnostic::Span;
use jsonc_parser::{CollectOptions, ParseOptions, ast::Value, common::Ranged, parse_to_ast};

const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

pub(super) fn parse(text: &str) -> Result<Node, SyntaxError> {
    if let Some(at) = stray_character(text) {
        let reason = "a character that JSON does not allow there".to_owned();
        return Err(SyntaxError { span: Span::new(at, at + 1), reason });
    }
    let parsed = parse_to_ast(text, &CollectOptions::default(), &STRICT).map_err(|error| SyntaxError {
        span: Span::new(error.range().start, error.range().end),
        reason: error.kind().to_string(),
    })?;
    let nothing = || SyntaxError { span: Span::new(0, text.len()), reason: "there is no value".to_owned() };
    convert(&parsed.value.ok_or_else(nothing)?, 0)
}

/// What the parser lets pass: control characters in strings, other white space than four kinds.
fn stray_character(text: &str) -> Option<usize> {
    let (mut in_string, mut escaped) = (false, false);
    for (at, character) in text.char_indices() {
        let stray =
            if in_string { character < ' ' } else { character.is_whitespace() && !" \t\n\r".contains(character) };
        if stray {
            return Some(at);
        }
        in_string ^= character == '"' && !escaped;
        escaped = in_string && character == '\\' && !escaped;
    }
    None
}

fn convert(value: &Value, depth: usize) -> Result<Node, SyntaxError> {
    let span = Span::new(value.range().start, value.range().end);
    if depth > MAX_DEPTH {
        return Err(SyntaxError { span, reason: "nested too deeply".to_owned() });
    }
    let tree = match value {
        Value::NullKeyword(_) => Tree::Null,
        Value::BooleanLit(literal) => Tree::Bool(literal.value),
        Value::NumberLit(literal) => Tree::Number(literal.value.to_owned()),
        Value::StringLit(literal) => Tree::Text(literal.value.to_string()),
        Value::Array(array) => {
            let mut items = Vec::new();
            for item in &array.elements {
                items.push(convert(item, depth + 1)?);
            }
            Tree::List(items)
        }
        Value::Object(object) => {
            let mut entries = Vec::new();
            for property in &object.properties {
                let range = property.name.range();
                entries.push(Entry {
                    key: property.name.as_str().to_owned(),
                    span: Span::new(range.start, range.end),
                    value: convert(&property.value, depth + 1)?,
                });
            }
            Tree::Map(entries)
        }
    };
    Ok(Node { span, tree })
}
