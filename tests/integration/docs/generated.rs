//! Parts of the docs that are made from the code.

use super::{diagnostics, limits, worked};
use crate::harness::Place;
use wattpack_core::model::param::{ALSO_PORTS, Dimension, Fallback, Kind, PARAMS, Param};
use wattpack_core::pack::{PackFile, Role};
use wattpack_core::plan::Names;

/// The name of a part, and what makes it.
type Part = (&'static str, fn() -> String);

const PARTS: &[Part] = &[
    ("parameters", parameters),
    ("names", names),
    ("units", units),
    ("commands", reference),
    ("files", files),
    ("diagnostics", diagnostics::articles),
    ("worked example", worked::example),
    ("counts", worked::counts),
    ("limits", limits::limits),
];

/// The document with every generated part as it is now.
pub fn fill_in(text: &str) -> String {
    PARTS.iter().fold(text.to_owned(), |text, (name, make)| {
        let (begin, end) = (format!("<!-- begin {name} -->\n"), format!("<!-- end {name} -->"));
        let Some((before, rest)) = text.split_once(&begin) else { return text };
        let (_, after) = rest.split_once(&end).unwrap_or_else(|| panic!("{end} is missing"));
        format!("{before}{begin}\n{}\n{end}{after}", make())
    })
}

#[test]
fn every_part_stands_in_one_document() {
    let documents = super::documents();
    for (name, _) in PARTS {
        let begin = format!("<!-- begin {name} -->");
        assert_eq!(documents.iter().filter(|document| document.text.contains(&begin)).count(), 1, "{name}");
    }
}

fn table(head: &str, rows: impl Iterator<Item = String>) -> String {
    let rule: String = head.matches('|').skip(1).map(|_| "|---").chain(["|"]).collect();
    rows.fold(format!("{head}\n{rule}\n"), |table, row| table + &row + "\n")
}

fn parameters() -> String {
    let row =
        |param: &Param| format!("| `{}` | {} | {} | {} |", param.name, param.description, takes(param), default(param));
    table("| key | what it is | takes | if the plan does not say |", PARAMS.iter().map(row))
}

fn takes(param: &Param) -> String {
    let unit = param.kind.dimension().map_or("", Dimension::base_unit);
    let allowed = param.kind.allowed();
    if unit.is_empty() { allowed } else { format!("{allowed}, in {unit}") }
}

fn default(param: &Param) -> String {
    let unit = param.unit();
    match param.fallback {
        Fallback::Number(share) if unit.is_empty() => share.to_string(),
        Fallback::Number(number) => format!("{} {unit}", worked::spaced(number)),
        Fallback::Count(count) => format!("{count} {unit}"),
        Fallback::Word(word) => format!("`{word}`"),
        Fallback::Follows(what) => what.to_owned(),
        Fallback::Absent => "left out".to_owned(),
    }
}

fn names() -> String {
    let names = Names::default();
    let row = |param: &Param| {
        let of = |by_key| {
            let all = names.all().iter().filter(|(_, named)| named.key == param.key && named.by_key == by_key);
            let all: Vec<_> = all.map(|(name, _)| format!("`{name}`")).collect();
            if all.is_empty() { "none".to_owned() } else { all.join(", ") }
        };
        format!("| {} | {} |", of(false), of(true))
    };
    let readable = PARAMS.iter().filter(|param| param.kind != Kind::Points);
    table("| words | keys |", readable.map(row))
}

fn units() -> String {
    let quantities = [
        ("power", Dimension::Power),
        ("bandwidth", Dimension::Bandwidth),
        ("compute", Dimension::Compute),
        ("share", Dimension::Fraction),
    ];
    let row = |(quantity, dimension): (&str, Dimension)| {
        let rows = dimension.units().iter().map(move |unit| {
            let name = if unit.name.is_empty() { "nothing".to_owned() } else { format!("`{}`", unit.name) };
            let also: Vec<_> = unit.also.iter().map(|word| format!("`{word}`")).collect();
            format!("| {quantity} | {name} | {} | {} |", also.join(", "), times(unit.scale))
        });
        rows.collect::<Vec<_>>()
    };
    let counts = ["ports", "nodes", "tiers"].map(|noun| {
        let also = ALSO_PORTS.iter().filter(|_| noun == "ports").map(|also| format!("`{also}`, `{also}s`"));
        let singular = noun.strip_suffix('s').map(|word| format!("`{word}`"));
        let also: Vec<_> = singular.into_iter().chain(also).collect();
        format!("| count of {noun} | nothing or `{noun}` | {} | 1 |", also.join(", "))
    });
    table("| quantity | unit | also written | in base units |", quantities.into_iter().flat_map(row).chain(counts))
}

/// The files of the example's pack.
fn files() -> String {
    let pack = crate::packs::pack(wattpack_core::EXAMPLE);
    let meaning = |file: &PackFile| if file.role == Role::Readme { "how to start" } else { file.role.meaning() };
    let rows = pack.files.iter().map(|(path, file)| format!("| `{path}` | {} |", meaning(file)));
    table("| file | what it is |", rows)
}

/// A power of ten in words.
fn times(scale: i32) -> String {
    let factor = worked::spaced(f64::from(10_u32.pow(scale.unsigned_abs())));
    if scale < 0 { format!("1 / {factor}") } else { factor }
}

/// The help of every command.
fn reference() -> String {
    let of_one = |name: &String| format!("\n## `wattpack {name}`\n\n{}", fenced(&help(&[name, "--help"])));
    format!("## `wattpack`\n\n{}{}", fenced(&help(&["--help"])), commands().iter().map(of_one).collect::<String>())
}

/// The names of all commands.
pub fn commands() -> Vec<String> {
    let whole = help(&["--help"]);
    let list = whole.split_once("Commands:\n").unwrap().1.split_once("\n\n").unwrap().0;
    let names = list.lines().map(|line| line.split_whitespace().next().unwrap().to_owned());
    names.filter(|name| *name != "help").collect()
}

/// What a command says of itself.
pub fn help(arguments: &[&str]) -> String {
    let ended = Place::new().call(arguments).env("COLUMNS", "100").run().exits(0);
    ended.stdout().lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

fn fenced(text: &str) -> String {
    format!("```text\n{}\n```\n", text.trim_end())
}
