//! The reference of the diagnostics: the catalogue, and the least that gives each code.

use super::outcome::check;
use super::shell;
use crate::harness::{Place, fixture};
use wattpack_core::diagnostic::{Article, CATALOG};

/// What gives a code.
enum Cause {
    /// A plan.
    Plan(String),
    /// Commands.
    Script(String),
}

fn cause(id: &str) -> Cause {
    let read = |extension| std::fs::read_to_string(fixture(&format!("diagnostics/{id}.{extension}")));
    match (read("md"), read("sh")) {
        (Ok(plan), Err(_)) => Cause::Plan(plan),
        (Err(_), Ok(script)) => Cause::Script(script),
        (plan, script) => panic!("{id} has one cause: {plan:?}, {script:?}"),
    }
}

/// All codes with their causes; what the causes print is filled in later.
pub fn articles() -> String {
    let row = |Article { code, title, .. }: &Article| {
        let id = code.id;
        format!("| [{id}](#{}) | {} | {title} |\n", id.to_lowercase(), code.severity.word())
    };
    let rows: String = CATALOG.iter().map(row).collect();
    let articles: String = CATALOG.iter().map(article).collect();
    format!("| code | severity | what is wrong |\n|---|---|---|\n{rows}{articles}")
}

fn article(Article { code, title, explanation }: &Article) -> String {
    let (language, text) = match cause(code.id) {
        Cause::Plan(plan) => ("markdown", plan),
        Cause::Script(script) => ("sh", script),
    };
    let fence = if text.contains("```") { "````" } else { "```" };
    let (id, severity) = (code.id, code.severity.word());
    format!("\n## {id}\n\n**{severity}: {title}.** {explanation}\n\n{fence}{language}\n{text}{fence}\n\n```text\n```\n")
}

#[test]
fn every_cause_gives_its_code() {
    for Article { code, .. } in CATALOG {
        let printed = match cause(code.id) {
            Cause::Plan(plan) => check(&plan),
            Cause::Script(script) => shell::run(&script, &Place::new(), code.id),
        };
        let named = printed.lines().filter(|line| line.contains("[WP")).collect::<Vec<_>>();
        assert!(
            named.iter().any(|line| line.contains(&format!("{}[{}]", code.severity.word(), code.id))),
            "{}: {printed}",
            code.id
        );
    }
}

#[test]
fn every_cause_belongs_to_a_code() {
    for entry in std::fs::read_dir(fixture("diagnostics")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(CATALOG.iter().any(|article| name.starts_with(article.code.id)), "{name}");
    }
}
