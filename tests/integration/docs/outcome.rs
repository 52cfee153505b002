//! What the blocks of a document give, in the block behind them.

use super::document::{Block, blocks};
use super::shell;
use crate::harness::Place;
use serde_json::{Map, Value as Json};
use wattpack_core::answer::of_plan;
use wattpack_core::model::param::Key;
use wattpack_core::model::settings::{Layer, Setting};
use wattpack_core::model::value::Value;
use wattpack_core::plan::Overrides;

/// The document with every outcome as it is now.
pub fn fill_in(path: &str, text: &str) -> String {
    let place = Place::new();
    let blocks = blocks(text);
    let mut filled = String::new();
    let mut at = 0;
    for (index, block) in blocks.iter().enumerate() {
        let is_outcome = index > 0 && blocks[index - 1].is_plan() && block.follows(&blocks[index - 1], text);
        assert!(is_outcome || block.info != "json", "{path}: no plan stands right in front of\n{}", block.text);
        if let Some((_, name)) = block.info.split_once("file=") {
            place.write(name, &block.text);
        }
        let next = blocks.get(index + 1).filter(|next| next.follows(block, text));
        if let Some((behind, outcome)) = outcome(block, next, &place, path) {
            filled.push_str(&text[at..behind.content.start]);
            filled.push_str(&outcome);
            at = behind.content.end;
        }
    }
    filled + &text[at..]
}

fn outcome<'a>(block: &Block, next: Option<&'a Block>, place: &Place, path: &str) -> Option<(&'a Block, String)> {
    if block.language() == "sh" {
        let printed = shell::run(&block.text, place, path);
        return next.filter(|next| next.info == "text").map(|next| (next, tidy(&printed)));
    }
    if !block.is_plan() {
        return None;
    }
    let plan = if block.language() == "markdown" {
        block.text.clone()
    } else {
        format!("```{}\n{}```\n", block.info, block.text)
    };
    match next.filter(|next| ["text", "json"].contains(&next.info.as_str())) {
        Some(next) if next.info == "json" => Some((next, settings(&plan, path))),
        Some(next) => Some((next, check(&plan))),
        None => {
            sound(&plan, path);
            None
        }
    }
}

/// Without blanks at the ends of lines, which Markdown editors take away.
fn tidy(printed: &str) -> String {
    let lines: Vec<&str> = printed.lines().map(str::trim_end).collect();
    lines.join("\n").trim_end().to_owned() + "\n"
}

/// What `wattpack check` says of a plan.
pub fn check(plan: &str) -> String {
    let place = Place::new();
    place.write("plan.md", plan);
    let ended = place.run(["check", "plan.md"]);
    tidy(&(ended.stdout() + &ended.stderr()))
}

/// What a sound plan sets.
fn settings(plan: &str, path: &str) -> String {
    sound(plan, path);
    let answer = of_plan(plan, &Overrides::new(), None);
    let is_read = |setting: &Setting| !matches!(setting.layer, Layer::Default | Layer::Derived);
    let read = answer.settings.iter().filter(|(_, setting)| is_read(setting));
    let object: Map<String, Json> = read.map(|(key, setting)| (Key::name(key).to_owned(), json(setting))).collect();
    let lines: Vec<_> = object.iter().map(|(key, value)| format!("  \"{key}\": {value}")).collect();
    format!("{{\n{}\n}}\n", lines.join(",\n"))
}

fn json(setting: &Setting) -> Json {
    match &setting.value {
        Value::Number(number) => Json::from(*number),
        Value::Count(count) => Json::from(*count),
        Value::Word(word) => Json::from(word.as_str()),
        Value::Points(points) => Json::from(format!("{} points", points.len())),
    }
}

fn sound(plan: &str, path: &str) {
    let place = Place::new();
    place.write("plan.md", plan);
    let ended = place.run(["check", "plan.md", "--strict"]);
    assert!(!ended.stderr().contains("error"), "{path}:\n{plan}\n{}", ended.stderr());
    ended.exits(0);
}
