//! Reading a plan against the bare events of the parsers that do it: of pulldown-cmark alone, with the options
//! that plans are read with, and of the parsers of config blocks besides.

use crate::Benchmark;
use crate::plans;
use crate::side::{Side, repeated};
use crate::table::Goal;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::hint::black_box;
use toml_parser::Source;
use toml_parser::parser::parse_document;
use wattpack_core::EXAMPLE;
use wattpack_core::plan::{Overrides, read};

const MARKDOWN: [&str; 2] = ["plan::read", "pulldown-cmark"];
const ALL: [&str; 2] = ["plan::read", "its parsers"];
/// Those that plans are read with.
const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH).union(Options::ENABLE_TASKLISTS);
const GOAL: Goal = Goal::AtMost(2.0);

pub const BENCHMARKS: [Benchmark; 6] = [
    Benchmark { name: "reading/lists", sides: MARKDOWN, goal: GOAL, start: || markdown(plans::LISTS.to_owned()) },
    Benchmark { name: "reading/example", sides: MARKDOWN, goal: GOAL, start: || markdown(EXAMPLE.to_owned()) },
    Benchmark { name: "reading/fixture", sides: MARKDOWN, goal: GOAL, start: || markdown(plans::FIXTURE.to_owned()) },
    Benchmark { name: "reading/megabyte", sides: MARKDOWN, goal: GOAL, start: || markdown(plans::megabyte()) },
    Benchmark { name: "parsers/example", sides: ALL, goal: GOAL, start: || all(EXAMPLE) },
    Benchmark { name: "parsers/fixture", sides: ALL, goal: GOAL, start: || all(plans::FIXTURE) },
];

fn markdown(text: String) -> [Side; 2] {
    let same = text.clone();
    [reading(text), repeated(move || events(&same))]
}

fn all(text: &'static str) -> [Side; 2] {
    let configs = configs(text);
    let parse = move || {
        events(text);
        configs.iter().for_each(Config::parse);
    };
    [reading(text.to_owned()), repeated(parse)]
}

fn reading(text: String) -> Side {
    let overrides = Overrides::new();
    repeated(move || black_box(read(&text, &overrides)).diagnostics.len())
}

/// The only bare loop there is: of several, none would be compiled into its place, which is slower.
fn events(text: &str) {
    Parser::new_ext(text, OPTIONS).for_each(|event| drop(black_box(event)));
}

/// A text that another parser reads.
struct Config {
    language: String,
    text: String,
}

impl Config {
    fn parse(&self) {
        match &*self.language {
            "yaml" => saphyr_parser::Parser::new_from_str(&self.text).for_each(|event| drop(black_box(event))),
            "toml" => {
                let tokens = Source::new(&self.text).lex().into_vec();
                parse_document(&tokens, &mut |event| _ = black_box(event), &mut None);
            }
            other => panic!("no plan here has a block of {other}"),
        }
    }
}

/// The front matter and the config blocks of a text.
fn configs(text: &str) -> Vec<Config> {
    let yaml = |text: &str| Config { language: "yaml".to_owned(), text: text.to_owned() };
    let front = text.strip_prefix("---\n").and_then(|text| text.split_once("---\n"));
    let mut configs: Vec<Config> = front.map(|(front, _)| yaml(front)).into_iter().collect();
    let mut block = None;
    for (event, _) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        match (event, &mut block) {
            (Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))), _) => {
                let language = info.strip_suffix(" cluster");
                block = language.map(|language| Config { language: language.to_owned(), text: String::new() });
            }
            (Event::Text(line), Some(block)) => block.text.push_str(&line),
            (Event::End(TagEnd::CodeBlock), _) => configs.extend(block.take()),
            _ => {}
        }
    }
    assert!(!configs.is_empty(), "the plan has a config block");
    configs
}
