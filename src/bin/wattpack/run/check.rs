//! `wattpack check`: everything that `build` would complain about, and nothing written.

use crate::args::{CheckArgs, CheckFormat};
use crate::console::Console;
use crate::exit::{Exit, Failure, Run};
use crate::flags;
use crate::input;
use crate::report::{Report, github, human, json, sarif};
use wattpack_core::diagnostic::{Severity, has_errors};
use wattpack_core::pack;

/// Builds without writing and prints what was found.
pub fn run(args: &CheckArgs, console: &Console) -> Run {
    let strict = args.shared.strict;
    let overrides = flags::overrides(&args.shared)?;
    let input = input::plan(args.plan.as_deref())?;
    let diagnostics = match &input.problem {
        Some(problem) => vec![problem.clone()],
        None => pack::build(&input.text, &overrides, strict).diagnostics,
    };
    let report = Report { label: &input.label, text: &input.text, diagnostics: &diagnostics, strict };
    let printed = match args.format {
        CheckFormat::Human => console.text(&for_people(&report, console)),
        CheckFormat::Json => console.data(json::check(&report).as_bytes()),
        CheckFormat::Sarif => console.data(sarif::render(&report).as_bytes()),
        CheckFormat::Github => console.data(github::render(&report).as_bytes()),
    };
    Failure::unless_gone(printed)?;
    Ok(Exit::unsound_if(has_errors(&diagnostics, strict)))
}

fn for_people(report: &Report, console: &Console) -> String {
    let least = if console.is_quiet() { Severity::Error } else { Severity::Note };
    let summary = if console.is_quiet() { String::new() } else { human::summary(report) };
    human::render(report, least) + &summary + &human::hint(report, least)
}
