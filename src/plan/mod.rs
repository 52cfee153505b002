//! From Markdown to a plan: the config with the source of every value, and what the plan asks for.
//!
//! Reading never fails and never stops at the first problem: it gives a value and all diagnostics.
//! Values come from layers, the strongest first: overrides, config blocks, front matter, lists and
//! tables, names, placeholders.

mod assignment;
mod block;
mod markdown;
mod name;
mod outline;
mod overrides;
mod path;
mod prose;
mod quantity;
mod title;
mod tree;

pub use markdown::Inline;
pub use outline::{Citation, FileBlock, ListedFile, Outline, Requirement, Scenario, as_markdown, code_span, iso_date};
pub use overrides::{Canonical, Given, Overrides};
pub use path::flaw as path_flaw;

use crate::diagnostic::{self, Diagnostic, LineIndex, Place, Span, in_reading_order};
use crate::model::config::{Config, Conflict, Layer, Rule, Settings, complete};
use assignment::Assignment;
use markdown::{Block, Code, Document};
use tree::Language;

/// Largest plan, bytes.
pub const MAX_PLAN: usize = 16 << 20;
/// Largest config file, config block or front matter, bytes.
pub const MAX_CONFIG: usize = 256 << 10;

/// A plan that has been read.
#[derive(Debug)]
pub struct Plan<'a> {
    /// The text, verbatim.
    pub text: &'a str,
    /// Overrides in base units.
    pub overrides: Canonical,
    /// Every parameter with its source.
    pub settings: Settings,
    /// The numbers, unless they conflict.
    pub config: Option<Config>,
    /// What the plan asks for.
    pub outline: Outline,
}

/// A value and everything that was found on the way.
#[derive(Debug)]
pub struct Reading<T> {
    /// What was read.
    pub value: T,
    /// Problems in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a plan.
pub fn read<'a>(text: &'a str, overrides: &Overrides) -> Reading<Plan<'a>> {
    if let Some(problem) = unreadable(text) {
        let plan = Plan {
            text,
            overrides: Canonical::new(),
            settings: Settings::new(),
            config: None,
            outline: Outline::default(),
        };
        return Reading { value: plan, diagnostics: vec![problem] };
    }
    let document = markdown::parse(text);
    let outline = outline::read(&document, text);
    let (mut assignments, canonical, mut diagnostics) = overrides::read(overrides);
    gather(&document, text, &mut assignments, &mut diagnostics);
    let inferred = title::infer(&outline);
    assignments.extend(inferred.assignments);
    let (settings, config) = settle(assignments, text, &mut diagnostics);
    diagnostics.extend(title::notes(&settings));
    let plan = Plan { text, overrides: canonical, settings, config, outline };
    Reading { value: plan, diagnostics: in_reading_order(diagnostics) }
}

/// Reads a config file, the shape of the pack's `tools/example_*_config.json`.
pub fn read_config(text: &str, overrides: &Overrides) -> Reading<(Settings, Option<Config>)> {
    let (mut assignments, _, mut diagnostics) = overrides::read(overrides);
    if text.len() > MAX_CONFIG {
        let problem = Diagnostic::whole(
            &diagnostic::TOO_LARGE,
            format!("the config has {} bytes", text.len()),
            format!("a config may have up to {MAX_CONFIG} bytes (256 KiB)"),
        );
        return Reading { value: (Settings::new(), None), diagnostics: vec![problem] };
    }
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let shift = text.len() - body.len();
    let read =
        block::read_config(Language::Json, body, Layer::Block, &|span| Span::new(span.start + shift, span.end + shift));
    assignments.extend(read.assignments);
    diagnostics.extend(read.diagnostics);
    let value = settle(assignments, text, &mut diagnostics);
    Reading { value, diagnostics: in_reading_order(diagnostics) }
}

fn unreadable(text: &str) -> Option<Diagnostic> {
    if text.len() > MAX_PLAN {
        let message = format!("the plan has {} bytes", text.len());
        return Some(Diagnostic::whole(
            &diagnostic::TOO_LARGE,
            message,
            format!("a plan may have up to {MAX_PLAN} bytes (16 MiB)"),
        ));
    }
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Some(Diagnostic::whole(
            &diagnostic::EMPTY,
            "the plan is empty",
            "`wattpack example` prints a plan to start from",
        ));
    }
    let message = format!("this line nests lists or quotes deeper than {} levels", markdown::MAX_NESTING);
    markdown::too_deep(text).map(|span| Diagnostic::at(&diagnostic::TOO_DEEP, span, message, "flatten the list"))
}

/// Reads the values of all blocks of the document.
fn gather(document: &Document, text: &str, assignments: &mut Vec<Assignment>, diagnostics: &mut Vec<Diagnostic>) {
    let mut prose = prose::ProseReader::new();
    let mut take = |read: block::BlockReading| {
        assignments.extend(read.assignments);
        diagnostics.extend(read.diagnostics);
    };
    if let Some(front) = &document.front_matter {
        let shift = front.content.start;
        let locate = |span: Span| Span::new(span.start + shift, span.end + shift);
        take(block::read_front_matter(front.language, &text[shift..front.content.end], &locate));
    }
    let mut unused = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Item(item) => prose.item(item),
            Block::Row(row) => prose.row(row),
            Block::Code(code) => match block_language(code) {
                Some(language) => {
                    take(block::read_config(language, &code.text, Layer::Block, &|span| code.locate(span)));
                }
                None => unused.extend(unused_block(code)),
            },
            Block::Heading(_) | Block::Paragraph(_) => {}
        }
    }
    assignments.append(&mut prose.assignments);
    diagnostics.append(&mut prose.diagnostics);
    diagnostics.append(&mut unused);
}

/// The language of a config block: the info string is `json cluster`, `toml cluster` or
/// `yaml cluster`.
fn block_language(code: &Code) -> Option<Language> {
    let mut words = code.info.split_whitespace();
    let language = words.next().and_then(Language::find)?;
    words.next().filter(|word| *word == "cluster").map(|_| language)
}

fn unused_block(code: &Code) -> Option<Diagnostic> {
    let is_meant = code.info.split_whitespace().any(|word| word.eq_ignore_ascii_case("cluster"));
    let message = format!("a block `{}` is not read as a config", shown(&code.info));
    is_meant.then(|| {
        Diagnostic::at(
            &diagnostic::UNUSED_BLOCK,
            code.fence,
            message,
            "write `json cluster`, `toml cluster` or `yaml cluster`",
        )
    })
}

/// Chooses between the layers, fills in what is not said, and builds the config.
fn settle(assignments: Vec<Assignment>, text: &str, diagnostics: &mut Vec<Diagnostic>) -> (Settings, Option<Config>) {
    let (settings, contradictions) = assignment::choose(assignments, &LineIndex::new(text));
    diagnostics.extend(contradictions);
    match complete(settings.clone()) {
        Ok(complete) => {
            let config = Config::from_settings(&complete);
            (complete, config)
        }
        Err(conflicts) => {
            diagnostics.extend(conflicts.into_iter().map(|conflict| conflict_diagnostic(conflict, &settings)));
            (settings, None)
        }
    }
}

fn conflict_diagnostic(conflict: Conflict, settings: &Settings) -> Diagnostic {
    let code = match conflict.rule {
        Rule::RadixSplit => &diagnostic::RADIX_SPLIT,
        Rule::Pair => &diagnostic::PAIR_INCOMPLETE,
    };
    let in_text = conflict.keys.iter().find_map(|key| settings.get(key)?.span.map(Place::Text));
    let overridden =
        || conflict.keys.iter().find(|key| settings.get(key).is_some_and(|setting| setting.layer == Layer::Override));
    let place =
        in_text.or_else(|| overridden().map(|key| Place::Override(key.name().to_owned()))).unwrap_or(Place::Whole);
    Diagnostic { code, message: conflict.message, help: conflict.help, place }
}

/// A text of the plan, short and on one line, for messages.
pub fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut shown: String = text
        .chars()
        .take(LONGEST)
        .flat_map(|c| if c.is_control() { c.escape_default().collect() } else { vec![c] })
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}
