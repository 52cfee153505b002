//! `wattpack solve`: the answer and why.

use super::tell;
use crate::args::SolveArgs;
use crate::console::Console;
use crate::exit::{Exit, Failure, Run};
use crate::flags;
use crate::input::{self, Input};
use crate::report::answer::{self, Solved};
use crate::report::json::pretty;
use crate::report::safe::visible;
use crate::report::wanted::{self, Wanted};
use crate::report::{Report, explained, section};
use serde::Serialize;
use wattpack_core::answer::{Answer, of_config, of_plan};
use wattpack_core::diagnostic::has_errors;
use wattpack_core::model::config::Config;
use wattpack_core::model::explain::{Explanation, explain};
use wattpack_core::model::inverse::nodes_for;
use wattpack_core::model::param::{Key, MAX_INTEGER};
use wattpack_core::model::result::ClusterResult;
use wattpack_core::model::settings::Settings;
use wattpack_core::model::value::Value;
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
    let explanation = args.explain.then(|| explain(&answer.settings, config, result));
    let wanted = args.want.as_deref().map(|text| want(text, config)).transpose()?;
    if args.json {
        let text = match (&explanation, &wanted) {
            (None, None) => pretty(result),
            _ => pretty(&More { schema_version: 1, result, explanation, wanted }),
        };
        return console.data(text.as_bytes());
    }
    let judged = args.nodes.is_some();
    let mut text = answer::render(&Solved { settings: &answer.settings, config, result, text: &input.text, judged });
    if let Some(wanted) = &wanted {
        section(&mut text, "What was wanted", &wanted::render(wanted, config));
    }
    if let Some(explanation) = &explanation {
        text += &explained::render(explanation, result);
    }
    console.text(&text)
}

/// The answer with what was asked beside it.
#[derive(Serialize)]
struct More<'a> {
    schema_version: u32,
    result: &'a ClusterResult,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<Explanation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wanted: Option<Wanted>,
}

/// Reads a count of nodes, or an amount of compute with its unit.
fn want(text: &str, config: &Config) -> Result<Wanted, Failure> {
    let misuse = |what: &str| Failure::Usage(format!("--want: {what}"));
    if let Ok(nodes) = text.parse() {
        return if nodes <= MAX_INTEGER {
            Ok(Wanted::of(config, nodes))
        } else {
            Err(misuse("more nodes than 2^53 - 1"))
        };
    }
    let Some(Value::Number(pflops)) = flags::canonical(Key::NodePeak.name(), text) else {
        let text = visible(text);
        return Err(misuse(&format!(
            "can't read `{text}`; write a count (450) or compute with its unit (3500 PFLOPS)"
        )));
    };
    if config.node.peak.is_none() {
        return Err(misuse("the plan has no node.peak_pflops and node.precision, so its compute is unknown"));
    }
    let nodes = nodes_for(config, pflops).ok_or_else(|| misuse("that takes more nodes than 2^53 - 1"))?;
    Ok(Wanted::of(config, nodes))
}
