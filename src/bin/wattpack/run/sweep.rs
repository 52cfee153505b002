//! `wattpack sweep`: every combination of some values, solved, one row each.

mod axis;
mod progress;
mod stream;

use super::solve::solve;
use super::tell;
use crate::args::{SweepArgs, SweepFormat};
use crate::console::Console;
use crate::exit::{Exit, Failure, Run};
use crate::flags;
use crate::input;
use crate::output;
use crate::report::rows::{Writer, header};
use crate::report::{Report, made};
use std::num::NonZero;
use std::thread::available_parallelism;
use wattpack_core::diagnostic::has_errors;
use wattpack_core::model::sweep::Sweep;
use wattpack_core::pack::figure;

/// Solves all combinations and prints them in order.
pub fn run(args: &SweepArgs, console: &Console) -> Run {
    let strict = args.shared.strict;
    let axes = args.vary.iter().map(axis::read).collect::<Result<Vec<_>, _>>()?;
    let overrides = flags::overrides(&args.shared)?;
    let input = input::plan_or_config(args.plan.as_deref())?;
    let answer = solve(&input, &overrides, None);
    tell(&Report { label: &input.label, text: &input.text, diagnostics: &answer.diagnostics, strict }, console);
    let sound = answer.config.as_ref().filter(|_| answer.result.is_some() && !has_errors(&answer.diagnostics, strict));
    let Some(config) = sound else {
        return Ok(Exit::Unsound);
    };
    let sweep = Sweep::new(&answer.settings, config, axes).map_err(|misuse| Failure::Usage(misuse.to_string()))?;
    draw(args, &sweep, &config.name, console)?;
    print(args, &sweep, console)
}

/// The pictures come first: where they can't be had, no row is printed.
fn draw(args: &SweepArgs, sweep: &Sweep, name: &str, console: &Console) -> Result<(), Failure> {
    let pictures = [
        (args.svg.as_deref(), figure::nodes_by_sweep as fn(&Sweep, &str) -> Option<String>),
        (args.pareto.as_deref(), figure::pareto),
    ];
    for (path, draw) in pictures {
        let Some(path) = path else { continue };
        let picture = draw(sweep, name).ok_or_else(|| Failure::Usage(too_much()))?;
        let written = output::write_file(path, picture.as_bytes(), args.force)?;
        console.say(&made::picture(&written));
    }
    Ok(())
}

fn too_much() -> String {
    format!(
        "a picture shows up to {} combinations, and --svg one or two keys; vary less for the picture",
        figure::MOST_POINTS
    )
}

fn print(args: &SweepArgs, sweep: &Sweep, console: &Console) -> Run {
    let (part, parts) = args.shard.unwrap_or((1, 1));
    let (writer, head) = match args.format {
        SweepFormat::Csv => (Writer::csv(sweep), header(sweep)),
        SweepFormat::Jsonl => (Writer::jsonl(sweep), String::new()),
    };
    let threads = args.threads.map_or_else(|| available_parallelism().map_or(1, NonZero::get), usize::from);
    console.data(head.as_bytes())?;
    stream::run(sweep, sweep.shard(part, parts), &writer, threads, console)
}
