//! `wattpack`: turns the Markdown plan of a power-capped compute cluster into a solved, verified,
//! repo-ready artifact pack.
//!
//! The library does the work and touches nothing. This program reads what the user names, hands
//! it to the library, and shows or writes what comes back. All input and output is in here, and
//! so is everything that knows of a command line.

#![expect(clippy::disallowed_methods, reason = "the ban on I/O is the library's; this is where it is lifted")]

mod args;
mod console;
mod existing;
mod exit;
mod flags;
mod input;
mod output;
mod report;
mod run;

use args::Args;
use clap::Parser as _;
use console::{BAD, Console, styled};
use exit::Exit;
use std::io::{self, Write as _};
use std::process::ExitCode;

fn main() -> ExitCode {
    exit::report_panics();
    match Args::try_parse() {
        Ok(args) => run(args).into(),
        Err(misuse) => show_misuse_or_help(&misuse).into(),
    }
}

fn run(args: Args) -> Exit {
    let console = Console::new(args.color, args.quiet);
    run::run(args.command, &console).unwrap_or_else(|failure| {
        if let Some(message) = failure.message() {
            console.insist(&format!("{}: {message}\n", styled(BAD, "error")));
        }
        failure.exit()
    })
}

/// clap reports help and version the same way as mistakes; only the latter go to standard error.
fn show_misuse_or_help(found: &clap::Error) -> Exit {
    let printed = found.print().and_then(|()| io::stdout().flush());
    if found.use_stderr() {
        Exit::Usage
    } else if printed.is_err_and(|error| error.kind() != io::ErrorKind::BrokenPipe) {
        Exit::Io
    } else {
        Exit::Done
    }
}
