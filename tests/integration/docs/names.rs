//! Names in the docs are names that exist, and every name is read as the docs say.

use super::document::code_spans;
use super::documents;
use super::generated::{commands, help};
use super::shell::names_a_script;
use std::collections::BTreeSet;
use wattpack_core::answer::of_plan;
use wattpack_core::diagnostic::Article;
use wattpack_core::model::param::{Dimension, Key, Kind, PARAMS};
use wattpack_core::model::settings::Layer;
use wattpack_core::model::value::Value;
use wattpack_core::plan::{Names, Overrides};

/// What a plan says about one parameter.
fn read(plan: &str, key: Key) -> Option<Value> {
    let answer = of_plan(plan, &Overrides::new(), None);
    answer.settings.get(&key).filter(|setting| setting.layer == Layer::Text).map(|setting| setting.value.clone())
}

fn example_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Positive(Dimension::Bandwidth) => "2 Gbit/s",
        Kind::Positive(Dimension::Compute) => "2 PFLOPS",
        Kind::Positive(_) | Kind::NonNegative(_) => "2 W",
        Kind::Share => "2 %",
        Kind::Integer(..) => "2",
        Kind::Choice(words) => words[0],
        Kind::Contact => "a@example.org",
        Kind::Slug | Kind::Text | Kind::Owner | Kind::Points => "word",
    }
}

#[test]
fn every_name_of_the_guide_is_read_in_lists_and_tables() {
    for (name, named) in Names::default().all().iter().filter(|(_, named)| named.key.param().kind != Kind::Points) {
        let value = example_of(named.key.param().kind);
        for spelling in [(*name).to_owned(), name.to_uppercase()] {
            for plan in [
                format!("- {spelling}: {value}\n"),
                format!("- {spelling} = {value}\n"),
                format!("| {spelling} | {value} |\n|---|---|\n"),
                format!("| Parameter | Value |\n|---|---|\n| {spelling} | {value} |\n"),
            ] {
                let expected = !plan.starts_with("| ") || plan.starts_with("| Parameter");
                assert_eq!(read(&plan, named.key).is_some(), expected, "{plan}");
            }
        }
    }
}

#[test]
fn every_unit_of_the_guide_is_read_and_scaled() {
    for (dimension, key) in [
        (Dimension::Power, Key::NodePower),
        (Dimension::Bandwidth, Key::HostLink),
        (Dimension::Compute, Key::NodePeak),
        (Dimension::Fraction, Key::Reserve),
    ] {
        assert_eq!(key.param().kind.dimension(), Some(dimension));
        for unit in dimension.units() {
            for word in unit.also.iter().chain([&unit.name]) {
                let expected = format!("0.5e{}", unit.scale).parse().map(Value::Number).unwrap();
                let plan = format!("- {}: 0.5 {word}\n", key.param().aliases[0]);
                assert_eq!(read(&plan, key), Some(expected), "{plan}");
            }
        }
    }
}

#[test]
fn every_flag_code_and_key_of_the_docs_exists() {
    let flags = flags();
    let sections: BTreeSet<&str> =
        PARAMS.iter().filter_map(|param| param.name.split_once('.')).map(|(it, _)| it).collect();
    for document in documents() {
        // Other pages speak of the flags of other programs too.
        let is_guide = document.path == "README.md" || document.path.starts_with("www/docs/");
        for span in code_spans(&document.text) {
            let of_ours = span.starts_with("wattpack ") || (is_guide && span.starts_with("--") && span != "---");
            for word in span.split_whitespace().filter(|word| of_ours && word.starts_with("--")) {
                let flag = word.split('=').next().unwrap();
                assert!(flags.contains(flag), "{}: `{flag}`", document.path);
            }
            let is_script = span.starts_with("bash ");
            assert!(!is_script || names_a_script(&span), "{}: `{span}`", document.path);
            let is_code = span.len() == 5 && span.starts_with("WP") && span[2..].parse::<u16>().is_ok();
            assert!(!is_code || Article::find(&span).is_some(), "{}: `{span}`", document.path);
            let is_key = |(section, key): (&str, &str)| sections.contains(section) && key.contains('_');
            let is_word = span.bytes().all(|byte| byte.is_ascii_lowercase() || b"._".contains(&byte));
            let looks_like_a_key = is_word && span.split_once('.').is_some_and(is_key);
            assert!(!looks_like_a_key || Key::find(&span).is_some(), "{}: `{span}`", document.path);
        }
    }
}

/// The long flags of all commands.
fn flags() -> BTreeSet<String> {
    let pages: Vec<_> = commands().iter().map(|name| help(&[name, "--help"])).collect();
    let lines = pages.iter().flat_map(|page| page.lines()).map(str::trim_start).filter(|line| line.starts_with('-'));
    let words = lines.flat_map(|line| line.split([' ', ',', '=']));
    words.filter(|word| word.starts_with("--")).map(str::to_owned).chain(["--version".to_owned()]).collect()
}
