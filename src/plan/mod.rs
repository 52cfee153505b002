//! From Markdown to a plan: the config with the source of every value, and what the plan asks for.
//!
//! Reading never fails and never stops at the first problem: it gives a value and all diagnostics.
//! Values come from layers, the strongest first: overrides, config blocks, front matter, lists and
//! tables, names, placeholders. `www/docs/writing_plans.md` says the rules to users.
//!
//! The text becomes blocks in `markdown`. Then every layer has its reader: `overrides`, `block` (on
//! the trees of `tree`), `prose` (with `name` and `quantity`), `title`. Each gives `assignment`s, and
//! `assignment::choose` takes the strongest. `outline` reads what is no number. `draft` keeps what the
//! text alone says, so that the page reads it once while its knobs move.

mod architecture;
mod assignment;
mod block;
mod candidate;
mod citation;
mod date;
pub(crate) mod double;
mod draft;
mod front_matter;
mod inline;
mod markdown;
mod name;
mod nesting;
mod outline;
mod overrides;
mod path;
mod prose;
pub(crate) mod quantity;
mod room;
mod title;
pub(crate) mod tree;
mod weight;
mod write;

pub use date::iso_date;
pub use draft::Draft;
pub use inline::{Inline, as_markdown, code_span};
pub use name::{Named, Names, nearest_key};
pub use outline::{Bullet, Citation, FileBlock, ListedFile, Outline, Requirement, Scenario};
pub use overrides::{Canonical, Given, Overrides};
pub(crate) use path::is_device;
pub use path::{flaw as path_flaw, has_word};
pub use weight::{most as most_weight, weight};
pub use write::{Edit, write};

use crate::character::changes_the_line;
use crate::diagnostic::{self, Diagnostic, Place, Problems, Span};
use crate::model::complete::{Conflict, Rule, complete};
use crate::model::config::Config;
use crate::model::settings::{Layer, Settings};
use assignment::Findings;
use block::Hints;
use front_matter::FrontMatter;
use markdown::{Block, Code};
use std::rc::Rc;
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
    pub outline: Rc<Outline>,
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
    Draft::new(text).into_plan(text, overrides)
}

/// Reads a config file, the shape of the pack's `tools/example_*_config.json`.
pub fn read_config(text: &str, overrides: &Overrides) -> Reading<(Settings, Option<Config>)> {
    let (mut found, _) = overrides::read(overrides);
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
    let locate = |span: Span| Span::new(span.start + shift, span.end + shift);
    found.add(block::read_config(Language::Json, body, Layer::Block, &locate, &mut Hints::default()));
    let (settings, config, diagnostics) = settle(found, text);
    Reading { value: (settings, config), diagnostics: diagnostics.in_reading_order() }
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
    if let Some(weight) = weight::too_heavy(text) {
        let message = format!("the Markdown of the plan takes {weight} bytes of memory");
        let help = format!("up to {} are taken; lines, cells, links and marks take it", most_weight(text.len()));
        return Some(Diagnostic::whole(&diagnostic::TOO_LARGE, message, help));
    }
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Some(Diagnostic::whole(
            &diagnostic::EMPTY,
            "the plan is empty",
            "`wattpack example` prints a plan to start from",
        ));
    }
    nesting::too_deep(text).map(|span| {
        let message = format!("this line nests lists or quotes deeper than {} levels", nesting::MAX_NESTING);
        Diagnostic::at(&diagnostic::TOO_DEEP, span, message, "flatten the list")
    })
}

/// Reads the values of a document from its blocks, one after the other.
#[derive(Default)]
struct Values {
    prose: prose::ProseReader,
    found: Findings,
    hints: Hints,
}

impl Values {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Item(item) => self.prose.item(item),
            Block::Row(row) => self.prose.row(row),
            Block::Code(code) => match block_language(code) {
                Some(language) => self.config(language, code),
                None => self.found.diagnostics.extend(unused_block(code)),
            },
            Block::Heading(_) | Block::Paragraph(_) => {}
        }
    }

    fn config(&mut self, language: Language, code: &Code) {
        let locate = |span| code.locate(span);
        self.found.add(block::read_config(language, &code.text, Layer::Block, &locate, &mut self.hints));
    }

    /// Everything that was read, with the front matter, once all blocks have been seen.
    fn finish(mut self, front: Option<&FrontMatter>, text: &str) -> Findings {
        if let Some(front) = front {
            let shift = front.content.start;
            let locate = |span: Span| Span::new(span.start + shift, span.end + shift);
            let content = &text[shift..front.content.end];
            self.found.add(block::read_front_matter(front.language, content, &locate, &mut self.hints));
        }
        self.found.add(self.prose.found);
        self.found
    }
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
    is_meant.then(|| {
        let message = format!("a block `{}` is not read as a config", shown(&code.info));
        Diagnostic::at(
            &diagnostic::UNUSED_BLOCK,
            code.fence,
            message,
            "write `json cluster`, `toml cluster` or `yaml cluster`",
        )
    })
}

/// Chooses between the layers, fills in what is not said, and builds the config.
fn settle(found: Findings, text: &str) -> (Settings, Option<Config>, Problems) {
    let (settings, contradictions) = assignment::choose(found.assignments, text);
    let mut diagnostics = found.diagnostics;
    diagnostics.extend(contradictions);
    match complete(settings.clone()) {
        Ok(complete) => {
            let config = Config::from_settings(&complete);
            // Of a plan with errors it is not known what it states.
            if !diagnostics.have_errors(false) {
                found.candidates.note(&complete, &mut diagnostics);
            }
            (complete, config, diagnostics)
        }
        Err(conflicts) => {
            // A refused value has its own diagnostic; what follows from its absence is no news.
            let real =
                conflicts.into_iter().filter(|conflict| conflict.keys.iter().all(|key| !found.refused.contains(key)));
            diagnostics.extend(real.map(|conflict| conflict_diagnostic(conflict, &settings)));
            (settings, None, diagnostics)
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

/// Whether a text holds such a byte. Nothing ends the search early, so many bytes are looked at at once.
fn has_byte(text: &str, is_such: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(false, |any, byte| any | is_such(byte))
}

/// A text of the plan, short and on one line, for messages.
pub fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut shown: String = text
        .chars()
        .take(LONGEST)
        .flat_map(|c| if changes_the_line(c) { c.escape_default().collect() } else { vec![c] })
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}
