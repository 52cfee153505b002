//! wattpack turns the Markdown plan of a power-capped compute cluster into a solved, verified,
//! repo-ready artifact pack. This page is the map: where things are, and what is nowhere.
//!
//! # Bird's eye
//!
//! A plan is text, a pack is a set of texts, and everything between is a pure function:
//!
//! ```text
//! plan.md ──plan──▶ Plan (config, sources, outline) ──model──▶ ClusterResult
//!                          │                                        │
//!                          └────────────────pack───────────────────▶┤
//!                                                                   ▼
//!                                              files by path ──archive──▶ zip
//! ```
//!
//! Three fronts stand around it and add nothing to it: the command line (`src/bin/wattpack`), the
//! JavaScript API (`src/wasm.rs`, packaged by `pkg-config`) and the page (`src/playground`, shipped
//! by `www`). So all three give the same bytes.
//!
//! To read the way of a plan in one sitting: `src/example.md`, then [`plan::read`], [`model::solve`],
//! [`pack::build`], [`archive::zip`].
//!
//! # The library, in layers
//!
//! Each module knows those above it in this list and none below. Small things that belong to no layer stand
//! beside them: [`character`], `decimal`, `digest`, `seen`.
//!
//! ## [`diagnostic`]
//!
//! What is wrong, where, and what to write instead. A problem is a value with a stable code from one
//! catalogue, and places are byte ranges until a front shows them.
//!
//! **Invariant:** nothing stops at the first problem, and nothing panics. Readers give a value *and* all
//! diagnostics.
//!
//! ## [`model`]
//!
//! Parameters ([`model::param`], the one table that reading, defaults, the schema and the docs
//! share), config, fabric, power, the search, and the questions asked around the answer.
//!
//! **Invariant:** plain arithmetic on the config: no Markdown, no files, and no function of std whose
//! bits differ between platforms (`.clippy.toml` bans them).
//!
//! ## [`plan`]
//!
//! Markdown to config and outline. Each part of a text that says something becomes an `Assignment`
//! with its layer and its place; one function chooses between them. `plan::write` puts a value back
//! into the text.
//!
//! **Invariant:** prose is never guessed at, a value never loses its source, and numbers stay decimal
//! text until their one rounding.
//!
//! **Invariant:** foreign types end at gate files: `pulldown_cmark` in `plan/markdown/reader.rs` (and the
//! page's preview), the parsers of TOML and YAML in `plan/tree/`.
//!
//! ## [`answer`]
//!
//! Plan or config to the solver's result, with what is remarkable about it.
//!
//! ## [`archive`]
//!
//! Files to a zip: fixed order, fixed times, one pinned compressor. And the zip of a stranger back to
//! files, of which [`plan`] tells what their names may not be.
//!
//! ## [`schema`]
//!
//! JSON Schemas, generated from the types by a test and committed.
//!
//! ## [`pack`]
//!
//! Plan and result to the files of a pack, one module per file or figure; templates lie in
//! `pack/templates/` as the tree that they make. `pack::verify` renders a pack again from its own plan
//! and compares.
//!
//! **Invariant:** templates decide nothing and calculate nothing. `pack/template.rs` alone names the
//! template engine. A plan's text is data: it reaches a file held to a safe alphabet or escaped for
//! its place, and no path of it leaves the pack.
//!
//! # The fronts
//!
//! - `src/bin/wattpack`: `args` (what users see), `run` (one file per command), `report` (how answers
//!   look), `input`, `existing` and `output` (what is read, compared, written), `exit` (every exit code).
//! - `src/wasm.rs`: options in, plain objects out (feature `wasm`).
//! - `src/playground`: the page (feature `playground`). Events change `state`, `page::show` turns it into
//!   patches, `view` writes them into the document. All but `view` is tested natively.
//! - `www`: what the page is served from: HTML, styles, `boot.js`, the editor, the service worker, and
//!   `www/docs`, the guide.
//! - `pkg-config`: how the npm package is put together. `.github`: how everything is checked and delivered.
//!
//! **Invariant:** the library does no I/O, reads no clock and no environment; only the command line
//! does, and `.clippy.toml` holds everybody else to it. There is no network code at all.
//!
//! **Invariant:** fronts hold no rule of the domain. What two of them need is in the library.
//!
//! # The tests
//!
//! `tests/run.sh` runs all of them. Unit tests stand in their files.
//!
//! - `tests/integration`: the library and the command line from outside, one module per subject;
//!   `invariants` has one test named after each requirement, `docs` runs the docs, `repo` holds the
//!   repository to its own rules.
//! - `tests/golden`: packs as real files, compared byte by byte, executed and linted.
//! - `tests/fixtures` and `tests/hostile`: plans, sound ones and others.
//! - `tests/npm`, `tests/wasm`, `tests/browser`: the fronts in their hosts.
//! - `tests/fuzz`: four targets for libFuzzer.
//!
//! `benches` measures: `benches/ratios` every speed that the docs speak of, `benches/limits.rs` how time
//! and memory grow with a plan. Nothing fails there for being slow.
//!
//! **Invariant:** the same plan and overrides give the same bytes on every platform. Golden packs and
//! the parity tests of `tests/npm` hold it; ordered maps and explicit number formatting make it so.
//!
//! # Where a change goes
//!
//! | change | place | follows by itself or by a failing test |
//! |---|---|---|
//! | a parameter | the table in [`model::param`], [`model::config`], [`model::design`], the config file and the Python of packs | reading, schema, ledger, page, docs |
//! | a name or a unit | the tables in [`model::param`] | reading, docs |
//! | a diagnostic | `diagnostic/catalog.rs`, a cause in `tests/fixtures/diagnostics` | `explain`, docs |
//! | a formula | [`model`], and `cluster_model.py` in `pack/templates` | parity tests, the worked example |
//! | a file of the pack | a `Role` in `pack/layout.rs`, its module or template | manifest, README, `verify`, golden packs |
//! | a command or a flag | `args.rs`, `run/` | man pages, completions, docs |
//!
//! Generated texts are written anew by `WATTPACK_BLESS=1 cargo test`: read the difference.

// In the npm package `{:?}` prints nothing (pkg-config/wasm.sh).
#![cfg_attr(not(test), warn(clippy::use_debug))]

pub mod answer;
pub mod archive;
pub mod character;
mod decimal;
pub mod diagnostic;
mod digest;
pub mod model;
pub mod pack;
pub mod plan;
#[cfg(all(feature = "playground", any(test, target_arch = "wasm32")))]
mod playground;
pub mod schema;
mod seen;
#[cfg(all(target_arch = "wasm32", feature = "wasm"))]
pub mod wasm;

pub use digest::sha256;

/// Version of the generator; only the same version renders the same bytes.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The built-in example: a complete plan to start from.
pub const EXAMPLE: &str = include_str!("example.md");
