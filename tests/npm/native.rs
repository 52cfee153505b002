//! The native side of the parity test.
//!
//! Reads one request per line (`{"plan": ..., "overrides": {...}, "strict": ...}`) and prints one
//! answer per line.

#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "a test program")]
#![allow(clippy::unwrap_used, reason = "a test program stops at the first problem")]

use serde_json::{Value, json};
use wattpack_core::model::config::Config;
use wattpack_core::model::explain::explain;
use wattpack_core::model::param::Key;
use wattpack_core::model::settings::Settings;
use wattpack_core::model::sweep::{Axis, Cell, Sweep, cells};
use wattpack_core::pack::{Built, build};
use wattpack_core::plan::{Given, Overrides};
use wattpack_core::sha256;

fn main() {
    std::io::stdin().lines().for_each(|line| println!("{}", answer(&line.unwrap())));
}

fn answer(line: &str) -> Value {
    let request: Value = serde_json::from_str(line).unwrap();
    let overrides = request["overrides"].as_object().into_iter().flatten().map(override_of).collect::<Overrides>();
    let built = build(request["plan"].as_str().unwrap(), &overrides, request["strict"] == true);
    let codes: Vec<&str> = built.diagnostics.iter().map(|diagnostic| diagnostic.code.id).collect();
    let result = built.pack.is_some().then_some(&built.result);
    let solved = built.pack.as_ref().and(built.plan.config.as_ref().zip(built.result.as_ref()));
    let explanation = solved.map(|(config, result)| explain(&built.plan.settings, config, result));
    let rows = solved.map_or_else(Vec::new, |(config, _)| swept(&built.plan.settings, config));
    json!({
        "sha256": archive(&built).map(|zip| sha256(&zip)),
        "result": result,
        "codes": codes,
        "explanation": explanation,
        "rows": rows,
    })
}

/// The sweep that the test asks for.
fn swept(settings: &Settings, config: &Config) -> Vec<Vec<Value>> {
    let radixes = Axis::list(Key::LeafPorts, vec![1.0, 32.0, 64.0, 128.0]).unwrap();
    let caps = Axis::range(Key::ItCap, 1e6, 9e6, 5).unwrap();
    let sweep = Sweep::new(settings, config, vec![radixes, caps]).unwrap();
    let mut rows = sweep.rows(0..sweep.len());
    let mut found = Vec::new();
    while rows.left() > 0 {
        let varied: Vec<Cell> = rows.varied().collect();
        found.push(varied.into_iter().chain(cells(rows.point().as_ref())).map(value).collect());
        rows.advance();
    }
    found
}

fn value(cell: Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Count(count) => count.into(),
        Cell::Number(number) => number.into(),
        Cell::Word(word) => word.into(),
    }
}

fn override_of((key, value): (&String, &Value)) -> (String, Given) {
    let text = || Given::Text(value.as_str().unwrap().to_owned());
    (key.clone(), value.as_f64().map_or_else(text, Given::Number))
}

fn archive(built: &Built) -> Option<Vec<u8>> {
    built.pack.as_ref().map(|pack| pack.archive().unwrap())
}
