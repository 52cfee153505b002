//! What wattpack says about itself: codes, schemas, the example, completions, manual pages.

use crate::args::{Args, CompletionsArgs, ExplainArgs, ManArgs, Schema, SchemaArgs};
use crate::console::Console;
use crate::exit::{Exit, Failure, Run};
use crate::report::catalog;
use crate::report::safe::visible;
use clap::CommandFactory as _;
use clap_mangen::Man;
use std::path::Path;
use wattpack_core::diagnostic::Article;
use wattpack_core::{EXAMPLE, schema as schemas};

/// Explains one code, or lists all.
pub fn explain(args: &ExplainArgs, console: &Console) -> Run {
    let text = match &args.code {
        None => catalog::all(),
        Some(code) => catalog::of(Article::find(code).ok_or_else(|| Failure::Usage(catalog::unknown(code)))?),
    };
    console.text(&text)?;
    Ok(Exit::Done)
}

/// Prints a schema.
pub fn schema(args: &SchemaArgs, console: &Console) -> Run {
    let text = match args.schema {
        Schema::Config => schemas::CONFIG,
        Schema::Result => schemas::RESULT,
        Schema::Manifest => schemas::MANIFEST,
    };
    console.data(text.as_bytes())?;
    Ok(Exit::Done)
}

/// Prints the built-in plan.
pub fn example(console: &Console) -> Run {
    console.data(EXAMPLE.as_bytes())?;
    Ok(Exit::Done)
}

/// Prints the completions of a shell.
pub fn completions(args: &CompletionsArgs, console: &Console) -> Run {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "wattpack", &mut script);
    console.data(&script)?;
    Ok(Exit::Done)
}

/// Prints the manual page of wattpack or of one of its commands.
pub fn man(args: &ManArgs, console: &Console) -> Run {
    let mut page = Vec::new();
    Man::new(described(args)?)
        .render(&mut page)
        .map_err(|error| Failure::io(Path::new("manual page"), "write", &error))?;
    console.data(&page)?;
    Ok(Exit::Done)
}

fn described(args: &ManArgs) -> Result<clap::Command, Failure> {
    let mut whole = Args::command();
    whole.build();
    let Some(name) = &args.command else {
        return Ok(whole);
    };
    let found = whole.find_subcommand(name).cloned();
    found
        .ok_or_else(|| Failure::Usage(format!("there is no command `{}`; `wattpack --help` lists them", visible(name))))
}
