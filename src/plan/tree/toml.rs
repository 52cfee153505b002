//! TOML with positions; the only file that names `toml`.

use super::{Entry, MAX_DEPTH, Node, SyntaxError, Tree};
use crate::diagnostic::Span;
use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

pub(super) fn parse(text: &str) -> Result<Node, SyntaxError> {
    let table = DeTable::parse(text).map_err(|error| SyntaxError {
        span: error.span().map_or(Span::new(0, 0), Span::from),
        reason: error.message().to_owned(),
    })?;
    Ok(Node { span: Span::from(table.span()), tree: map(table.get_ref(), 0)? })
}

fn map(table: &DeTable, depth: usize) -> Result<Tree, SyntaxError> {
    let entry = |(key, value): (&Spanned<std::borrow::Cow<'_, str>>, &Spanned<DeValue>)| {
        Ok(Entry { key: key.get_ref().to_string(), span: Span::from(key.span()), value: convert(value, depth + 1)? })
    };
    let mut entries = table.iter().map(entry).collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(|entry| entry.span);
    Ok(Tree::Map(entries))
}

fn convert(value: &Spanned<DeValue>, depth: usize) -> Result<Node, SyntaxError> {
    let span = Span::from(value.span());
    if depth > MAX_DEPTH {
        return Err(SyntaxError { span, reason: "nested too deeply".to_owned() });
    }
    let tree = match value.get_ref() {
        DeValue::String(text) => Tree::Text(text.to_string()),
        DeValue::Integer(integer) => Tree::Number(decimal(integer)),
        DeValue::Float(float) => Tree::Number(float.as_str().to_owned()),
        DeValue::Boolean(value) => Tree::Bool(*value),
        DeValue::Datetime(date) => Tree::Text(date.to_string()),
        DeValue::Array(items) => {
            Tree::List(items.iter().map(|item| convert(item, depth + 1)).collect::<Result<_, _>>()?)
        }
        DeValue::Table(table) => map(table, depth)?,
    };
    Ok(Node { span, tree })
}

fn decimal(integer: &DeInteger) -> String {
    if integer.radix() == 10 {
        return integer.as_str().to_owned();
    }
    u128::from_str_radix(integer.as_str(), integer.radix()).map_or_else(|_| "inf".to_owned(), |value| value.to_string())
}
