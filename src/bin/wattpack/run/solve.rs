//! `wattpack solve`: the answer and why.

use super::tell;
use crate::args::SolveArgs;
use crate::console::Console;
use crate::exit::{Exit, Failure, Run};
use crate::flags;
use crate::input::{self, Input};
use crate::report::Report;
use crate::report::answer::{self, Solved};
use crate::report::json::pretty;
use wattpack_core::answer::{Answer, of_config, of_plan};
use wattpack_core::diagnostic::has_errors;
use wattpack_core::model::config::Settings;
use wattpack_core::plan::Overrides;

/// Solves, or judges a fixed count, and prints the answer if there is one.
pub fn run(args: &SolveArgs, console: &Console) -> Run {
    let strict = args.shared.strict;
    let overrides = flags::overrides(&args.shared)?;
    let input = input::plan_or_config(args.plan.as_deref())?;
    let answer = solve(&input, &overrides, args.nodes);
    tell(&Report { label: &input.label, text: &input.text, diagnostics: &answer.diagnostics, strict }, console);
    Failure::unless_gone(show(args, &input, &answer, console))?;
    let falls_short = strict && answer.result.as_ref().is_some_and(|result| !result.feasible);
    Ok(Exit::unsound_if(falls_short || answer.result.is_none() || has_errors(&answer.diagnostics, strict)))
}

/// The answer to a plan or a config, or what keeps it from being read.
pub fn solve(input: &Input, overrides: &Overrides, nodes: Option<u64>) -> Answer {
    match &input.problem {
        Some(problem) => {
            Answer { settings: Settings::new(), config: None, result: None, diagnostics: vec![problem.clone()] }
        }
        None if input.is_config => of_config(&input.text, overrides, nodes),
        None => of_plan(&input.text, overrides, nodes),
    }
}

fn show(args: &SolveArgs, input: &Input, answer: &Answer, console: &Console) -> Result<(), Failure> {
    let Some((result, config)) = answer.result.as_ref().zip(answer.config.as_ref()) else {
        return Ok(());
    };
    if args.json {
        return console.data(pretty(result).as_bytes());
    }
    let judged = args.nodes.is_some();
    console.text(&answer::render(&Solved { settings: &answer.settings, config, result, text: &input.text, judged }))
}
