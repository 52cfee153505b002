//! Our reading of TOML is that of the `toml` crate, errors included, but for dates, which we do not read.

use super::*;
use proptest::prelude::*;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

fn expected(text: &str) -> Result<Node<'static>, SyntaxError> {
    let table = DeTable::parse(text).map_err(|error| SyntaxError {
        span: error.span().map_or(Span::new(0, 0), Span::from),
        reason: error.message().to_owned(),
    })?;
    Ok(Node { span: Span::from(table.span()), tree: map(table.get_ref()) })
}

fn map(table: &DeTable) -> Tree<'static> {
    let entry = |(key, value): (&Spanned<Cow<'_, str>>, &Spanned<DeValue>)| Entry {
        key: key.get_ref().to_string().into(),
        span: Span::from(key.span()),
        value: convert(value),
    };
    let mut entries: Vec<_> = table.iter().map(entry).collect();
    entries.sort_by_key(|entry| entry.span);
    Tree::Map(entries)
}

fn convert(value: &Spanned<DeValue>) -> Node<'static> {
    let tree = match value.get_ref() {
        DeValue::String(text) => Tree::Text(text.to_string().into()),
        DeValue::Integer(integer) => Tree::Number(decimal(integer.as_str().to_owned().into(), integer.radix())),
        DeValue::Float(float) => Tree::Number(float.as_str().to_owned().into()),
        DeValue::Boolean(value) => Tree::Bool(*value),
        DeValue::Datetime(date) => Tree::Text(date.to_string().into()),
        DeValue::Array(items) => Tree::List(items.iter().map(convert).collect()),
        DeValue::Table(table) => map(table),
    };
    Node { span: Span::from(value.span()), tree }
}

fn key() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec!["a", "b", "c", "'a'", r#""b""#, r#""\u0063""#, "é", "1"]);
    prop::collection::vec(part, 1..4).prop_map(|parts| parts.join(" . "))
}

#[rustfmt::skip]
const SCALARS: &[&str] = &[
    "1", "-0x1", "0xFf", "0o17", "0b101", "1_000", "+1.5e1_0", "inf", "-nan", "true", "0e", "_1", "01", "", "x", "]", "1 2",
    "0xffffffffffffffffffffffffffffffffffffff", "1979-05-27T07:32:00Z", "1979-05-27T07:32:00.5-07:00", "1979-05-27",
    "'it'", "'''\nx'''", r#""\t\U0001F600""#, r#""\q""#, "\"\"\"a\\\n b\"\"\"", "\"open",
];

fn value() -> impl Strategy<Value = String> {
    let scalar = prop::sample::select(SCALARS).prop_map(str::to_owned);
    scalar.prop_recursive(3, 12, 4, |inner| {
        let pair = (key(), inner.clone()).prop_map(|(key, value)| format!("{key} = {value}"));
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(|items| format!("[{}]", items.join(", # c\n"))),
            prop::collection::vec(pair, 0..4).prop_map(|pairs| format!("{{{}}}", pairs.join(", "))),
        ]
    })
}

fn line() -> impl Strategy<Value = String> {
    let sound = prop::sample::select(vec!["1", "[{ a = 1 }, 2]", "{ b.c = 1, b.a = 2 }", "{}"]);
    prop_oneof![
        4 => key().prop_map(|key| format!("[{key}]")),
        3 => key().prop_map(|key| format!("[[ {key} ]]  # list")),
        6 => (key(), sound).prop_map(|(key, value)| format!("{key} = {value}")),
        1 => (key(), value()).prop_map(|(key, value)| format!("{key} = {value}")),
        1 => Just("# remark".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_document_is_read_as_the_toml_crate_does(lines in prop::collection::vec(line(), 0..9)) {
        let text = lines.join("\n");
        prop_assert_eq!(parse(&text), expected(&text), "{}", text);
    }

    #[test]
    fn any_value_is_read_as_the_toml_crate_does(value in value()) {
        let text = format!("a = {value}\n");
        prop_assert_eq!(parse(&text), expected(&text), "{}", text);
    }

    #[test]
    fn any_text_is_read_as_the_toml_crate_does(text in "[ab\"'=.,#{}\\[\\] \n\r\t1_-]{0,24}") {
        prop_assert_eq!(parse(&text), expected(&text), "{}", text);
    }
}

#[test]
fn a_date_is_its_text_whether_or_not_there_is_such_a_day() {
    for date in ["1979-05-27 07:32:00z", "07:32", "2024-02-30", "2024-13-01", "25:00:00"] {
        let text = format!("a = {date}");
        let node = parse(&text).unwrap();
        let Tree::Map(entries) = node.tree else { panic!("{date}") };
        assert_eq!(entries[0].value.tree, Tree::Text(date.into()));
    }
}

#[test]
fn limits_are_those_of_the_toml_crate_or_ours() {
    for text in [
        format!("{} = 1", vec!["a"; 80].join(".")),
        format!("{} = 1", vec!["a"; 81].join(".")),
        format!("[{}]", vec!["a"; 81].join(".")),
        format!("a = {}1{}", "[".repeat(80), "]".repeat(80)),
        format!("a = {}1{}", "[".repeat(81), "]".repeat(81)),
        format!("a = {}1{}", "{b = ".repeat(81), "}".repeat(81)),
    ] {
        let found = parse(&text).unwrap_err();
        match expected(&text) {
            Err(error) => assert_eq!(found, error, "{text}"),
            Ok(_) => assert_eq!(found.reason, "nested too deeply", "{text}"),
        }
    }
}
