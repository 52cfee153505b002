//! Diagnostics and verdicts for programs. Fields are added, never renamed.

use super::Report;
use serde::Serialize;
use wattpack_core::diagnostic::{Diagnostic, Severity};
use wattpack_core::pack::Outcome;

/// What `check --format json` prints.
#[derive(Serialize)]
struct Checked<'a> {
    schema_version: u32,
    file: &'a str,
    diagnostics: Vec<Found<'a>>,
}

/// What `verify --format json` prints.
#[derive(Serialize)]
struct Verified<'a> {
    schema_version: u32,
    pack: &'a str,
    sound: bool,
    diagnostics: Vec<Found<'a>>,
    requirements: Vec<Judged<'a>>,
}

/// One diagnostic. Lines and columns from 1, in Unicode scalars, the end exclusive; all four are
/// null where a file as a whole or a flag (`file` is then `--set KEY`) is meant.
#[derive(Serialize)]
struct Found<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    help: &'a str,
    file: String,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

/// One requirement.
#[derive(Serialize)]
struct Judged<'a> {
    id: &'a str,
    line: usize,
    verdict: &'a str,
    detail: &'a str,
}

/// The diagnostics of a plan.
pub fn check(report: &Report) -> String {
    pretty(&Checked { schema_version: 1, file: report.label, diagnostics: found(report) })
}

/// The differences of a pack and the verdicts on its requirements.
pub fn verify(report: &Report, requirements: &[Outcome]) -> String {
    let sound = report.count(Severity::Error) == 0;
    let requirements = requirements.iter().map(judged).collect();
    pretty(&Verified { schema_version: 1, pack: report.label, sound, diagnostics: found(report), requirements })
}

fn judged(outcome: &Outcome) -> Judged<'_> {
    Judged { id: &outcome.id, line: outcome.line, verdict: outcome.verdict.word(), detail: &outcome.detail }
}

/// JSON with line ends that people can read, and one at the end.
pub fn pretty(value: &impl Serialize) -> String {
    // Our own types hold no maps with other keys than text, so this can't fail.
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

fn found<'a>(report: &Report<'a>) -> Vec<Found<'a>> {
    let places = report.places();
    let diagnostics: &'a [Diagnostic] = report.diagnostics;
    let one = |diagnostic: &'a Diagnostic| {
        let place = report.locate(diagnostic, &places);
        let (start, end) = place.range.unzip();
        Found {
            code: diagnostic.code.id,
            severity: report.severity(diagnostic).word(),
            message: &diagnostic.message,
            help: &diagnostic.help,
            file: place.file,
            line: start.map(|start| start.line),
            column: start.map(|start| start.column),
            end_line: end.map(|end| end.line),
            end_column: end.map(|end| end.column),
        }
    };
    diagnostics.iter().map(one).collect()
}
