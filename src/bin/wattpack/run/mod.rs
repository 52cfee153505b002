//! One file per command; each says what it does in the order in which it does it.

mod build;
mod check;
mod reference;
mod solve;
mod sweep;
mod verify;

use crate::args::Command;
use crate::console::Console;
use crate::exit::Run;
use crate::report::{Report, human};
use wattpack_core::diagnostic::Severity;

/// Runs a command.
pub fn run(command: Command, console: &Console) -> Run {
    match command {
        Command::Build(args) => build::run(&args, console),
        Command::Solve(args) => solve::run(&args, console),
        Command::Check(args) => check::run(&args, console),
        Command::Sweep(args) => sweep::run(&args, console),
        Command::Verify(args) => verify::run(&args, console),
        Command::Explain(args) => reference::explain(&args, console),
        Command::Schema(args) => reference::schema(&args, console),
        Command::Example => reference::example(console),
        Command::Completions(args) => reference::completions(&args, console),
        Command::Man(args) => reference::man(&args, console),
    }
}

/// Shows errors and warnings as messages, only errors with `--quiet`. Notes are for `check`.
fn tell(report: &Report, console: &Console) {
    let least = if console.is_quiet() { Severity::Error } else { Severity::Warning };
    console.insist(&(human::render(report, least) + &human::hint(report, least)));
}
