//! The command line as users see it. Nothing here does anything.

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args as Arguments, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::path::PathBuf;
use wattpack_core::model::param::MAX_INTEGER;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

const EXAMPLES: &str = "\
Examples:
  wattpack example > plan.md          a complete plan to start from
  wattpack check plan.md              what is wrong with it, and what to write instead
  wattpack solve plan.md --cap 8MW    how many nodes fit within 8 MW, and what stops the next
  wattpack sweep plan.md --vary leaf.ports=32,64,128
  wattpack build plan.md -o pack/     the repo-ready folder
  wattpack verify pack/               still what the plan gives, every requirement checked

PLAN is a Markdown file, `-` for standard input, or left out for the built-in example.
Exit codes: 0 done, 1 the plan or pack has errors, 2 usage, 3 files, 70 a bug of wattpack.
Guide: https://wattpack.github.io/wattpack/docs/";

/// From the plan of a power-capped cluster to a solved, verified, repo-ready pack.
#[derive(Debug, Parser)]
#[command(name = "wattpack", version = wattpack_core::VERSION, styles = STYLES, after_help = EXAMPLES)]
#[command(max_term_width = 100, arg_required_else_help = true)]
pub struct Args {
    /// When to use colour; `NO_COLOR` is honoured
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub color: Color,

    /// Say nothing but errors
    #[arg(short, long, global = true)]
    pub quiet: bool,

    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On terminals.
    Auto,
    /// Also into files and pipes.
    Always,
    /// Nowhere.
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Turn a plan into its pack: an archive or a folder
    Build(BuildArgs),
    /// Say how many nodes fit within the cap, and why not one more
    Solve(SolveArgs),
    /// Find everything that is wrong with a plan; write nothing
    Check(CheckArgs),
    /// Solve every combination of some values: one row each
    Sweep(SweepArgs),
    /// Hold a pack to its own plan and requirements
    Verify(VerifyArgs),
    /// Say what a diagnostic means and how to get out of it
    Explain(ExplainArgs),
    /// Print a JSON Schema
    Schema(SchemaArgs),
    /// Print a complete plan to start from
    Example,
    /// Print the completions of a shell
    Completions(CompletionsArgs),
    /// Print a manual page
    Man(ManArgs),
}

/// The plan and what stands above it.
#[derive(Debug, Arguments)]
pub struct PlanArgs {
    /// Set a value of the config above everything that the plan says; may be repeated
    #[arg(long, value_name = "KEY=VALUE", value_parser = key_and_value, help_heading = "Overrides")]
    pub set: Vec<(String, String)>,

    /// The IT power cap, for example 5MW (= `--set it_cap_w=…`)
    #[arg(long, value_name = "POWER", allow_hyphen_values = true, help_heading = "Overrides")]
    pub cap: Vec<String>,

    /// The power of one node, for example 10.2kW (= `--set node.power_w=…`)
    #[arg(long, value_name = "POWER", allow_hyphen_values = true, help_heading = "Overrides")]
    pub node_power: Vec<String>,

    /// The ports of a leaf switch (= `--set leaf.ports=…`)
    #[arg(long, value_name = "PORTS", allow_hyphen_values = true, help_heading = "Overrides")]
    pub leaf_radix: Vec<String>,

    /// Treat warnings as errors
    #[arg(long)]
    pub strict: bool,
}

/// `wattpack build`.
#[derive(Debug, Arguments)]
#[command(after_help = "\
Examples:
  wattpack build plan.md                    writes NAME.zip here
  wattpack build plan.md -o pack/           the pack's files directly in pack/
  wattpack build plan.md -o pack --diff     what would change there
  wattpack build plan.md -o pack --force    rebuilds; files that you changed stay as NAME.orig
  wattpack build --cap 8MW -o - | sha256sum")]
pub struct BuildArgs {
    /// The plan: a Markdown file, `-` for standard input; the built-in example if left out
    pub plan: Option<PathBuf>,

    /// Where to: NAME.zip for an archive, any other name for a folder, `-` for standard output
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,

    /// Replace what is there; files that you changed since the last build stay as NAME.orig
    #[arg(long)]
    pub force: bool,

    /// List what would be written, with sizes and checksums; write nothing
    #[arg(long, conflicts_with = "diff")]
    pub dry_run: bool,

    /// Show how what is there differs from the new pack; write nothing
    #[arg(long)]
    pub diff: bool,

    /// The plan's overrides.
    #[command(flatten)]
    pub shared: PlanArgs,
}

/// `wattpack solve`.
#[derive(Debug, Arguments)]
#[command(after_help = "\
Examples:
  wattpack solve plan.md
  wattpack solve plan.md --explain          limits, cliffs, what each change is worth
  wattpack solve plan.md --nodes 450        judges 450 nodes
  wattpack solve plan.md --want 450         the least cap for 450 nodes
  wattpack solve config.json --json         the answer for programs")]
pub struct SolveArgs {
    /// The plan, or a config if it ends in .json (from standard input: if it begins with `{`)
    #[arg(value_name = "PLAN or CONFIG.json")]
    pub plan: Option<PathBuf>,

    /// Print the answer as JSON (`wattpack schema result`); with --explain or --want, that object
    /// stands under `result` beside the others
    #[arg(long)]
    pub json: bool,

    /// Take the answer apart: limits, the next node, cliffs ahead, what each change is worth
    #[arg(long)]
    pub explain: bool,

    /// Ask backwards: the least cap for so many nodes (450) or so much compute (3.5 EFLOPS)
    #[arg(long, value_name = "NODES or COMPUTE")]
    pub want: Option<String>,

    /// Judge this many nodes instead of searching for the most
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(0..=MAX_INTEGER))]
    pub nodes: Option<u64>,

    /// The plan's overrides.
    #[command(flatten)]
    pub shared: PlanArgs,
}

/// `wattpack check`.
#[derive(Debug, Arguments)]
pub struct CheckArgs {
    /// The plan: a Markdown file, `-` for standard input; the built-in example if left out
    pub plan: Option<PathBuf>,

    /// How to print what was found
    #[arg(long, value_enum, default_value_t = CheckFormat::Human)]
    pub format: CheckFormat,

    /// The plan's overrides.
    #[command(flatten)]
    pub shared: PlanArgs,
}

/// How `check` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people
    Human,
    /// For programs
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
}

/// `wattpack sweep`.
#[derive(Debug, Arguments)]
#[command(after_help = "\
Examples:
  wattpack sweep plan.md --vary it_cap_w=4MW..6MW:21
  wattpack sweep plan.md --vary node.power_w=8kW..14kW:61 --vary leaf.ports=32,64,128 --format jsonl
  wattpack sweep plan.md --vary it_cap_w=1MW..9MW:8001 --shard 2/4 > part2.csv
  wattpack sweep plan.md --vary it_cap_w=4MW..6MW:401 --svg steps.svg > steps.csv

The last --vary changes fastest. A combination that is no valid config has the status `invalid`.")]
pub struct SweepArgs {
    /// The plan, or a config if it ends in .json; the built-in example if left out
    #[arg(value_name = "PLAN or CONFIG.json")]
    pub plan: Option<PathBuf>,

    /// What to vary: from A to B in COUNT values, both ends included, or a list; may be repeated
    #[arg(long, required = true, value_name = "KEY=A..B:COUNT|KEY=A,B,…", value_parser = key_and_values)]
    pub vary: Vec<(String, String)>,

    /// How to print the rows
    #[arg(long, value_enum, default_value_t = SweepFormat::Csv)]
    pub format: SweepFormat,

    /// Draw the node count too: steps along one key, a map over two
    #[arg(long, value_name = "FILE")]
    pub svg: Option<PathBuf>,

    /// Draw which combinations compute the most for their power and for their oversubscription
    #[arg(long, value_name = "FILE")]
    pub pareto: Option<PathBuf>,

    /// Replace pictures that are there; what was there stays as NAME.orig
    #[arg(long)]
    pub force: bool,

    /// Only part I of N of the rows; the parts in order are the whole
    #[arg(long, value_name = "I/N", value_parser = shard)]
    pub shard: Option<(u64, u64)>,

    /// How many threads; the rows are the same with any number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,

    /// The plan's overrides.
    #[command(flatten)]
    pub shared: PlanArgs,
}

/// How `sweep` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SweepFormat {
    /// Comma-separated, with a header
    Csv,
    /// One JSON object per line
    Jsonl,
}

/// `wattpack verify`.
#[derive(Debug, Arguments)]
pub struct VerifyArgs {
    /// The pack: the folder or the zip that `wattpack build` made
    pub pack: PathBuf,

    /// How to print what was found
    #[arg(long, value_enum, default_value_t = VerifyFormat::Human)]
    pub format: VerifyFormat,
}

/// How `verify` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum VerifyFormat {
    /// For people
    Human,
    /// For programs
    Json,
}

/// `wattpack explain`.
#[derive(Debug, Arguments)]
pub struct ExplainArgs {
    /// The code, for example WP201; all of them if left out
    pub code: Option<String>,
}

/// `wattpack schema`.
#[derive(Debug, Arguments)]
pub struct SchemaArgs {
    /// Which one
    #[arg(value_enum)]
    pub schema: Schema,
}

/// The schemas that there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Schema {
    /// The numbers of a plan
    Config,
    /// The answer of `solve --json`
    Result,
    /// `wattpack.json` of a pack
    Manifest,
}

/// `wattpack completions`.
#[derive(Debug, Arguments)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: Shell,
}

/// `wattpack man`.
#[derive(Debug, Arguments)]
pub struct ManArgs {
    /// The command; the page of wattpack itself if left out
    pub command: Option<String>,
}

fn key_and_value(text: &str) -> Result<(String, String), String> {
    let advice = "write KEY=VALUE, for example `--set leaf.ports=64`";
    let (key, value) = text.split_once('=').ok_or(advice)?;
    let key = key.trim();
    if key.is_empty() {
        return Err(format!("the key is missing; {advice}"));
    }
    Ok((key.to_owned(), value.trim().to_owned()))
}

fn key_and_values(text: &str) -> Result<(String, String), String> {
    let advice = "write KEY=A..B:COUNT or KEY=A,B,…, for example `--vary it_cap_w=4MW..6MW:21`";
    match text.split_once('=').map(|(key, values)| (key.trim(), values.trim())) {
        Some((key, values)) if !key.is_empty() && !values.is_empty() => Ok((key.to_owned(), values.to_owned())),
        _ => Err(advice.to_owned()),
    }
}

fn shard(text: &str) -> Result<(u64, u64), String> {
    let parts = text.split_once('/').and_then(|(part, parts)| Some((part.parse().ok()?, parts.parse().ok()?)));
    let fits = |&(part, parts): &(u64, u64)| (1..=parts).contains(&part) && parts <= MAX_INTEGER;
    parts.filter(fits).ok_or_else(|| "write I/N with 1 <= I <= N, for example `--shard 2/4`".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn a_setting_is_split_at_its_first_equals_sign() {
        let pair = |key: &str, value: &str| Ok((key.to_owned(), value.to_owned()));
        assert_eq!(key_and_value("leaf.ports=64"), pair("leaf.ports", "64"));
        assert_eq!(key_and_value(" a = b=c "), pair("a", "b=c"));
        assert!(key_and_value("leaf.ports").unwrap_err().contains("write KEY=VALUE"));
        assert!(key_and_value("=64").is_err());
    }
}
