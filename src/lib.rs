//! wattpack turns the Markdown plan of a power-capped compute cluster into a solved, verified,
//! repo-ready artifact pack. This page is the map of the crate.
//!
//! # The way of a plan
//!
//! ```text
//! plan.md ──plan──▶ Plan (config, sources, outline) ──model──▶ ClusterResult
//!                          │                                        │
//!                          └────────────────pack───────────────────▶┤
//!                                                                   ▼
//!                                              files by path ──archive──▶ zip
//! ```
//!
//! - [`diagnostic`]: what is wrong, where, and what to write instead. Knows nobody.
//! - [`model`]: parameters, config, fabric, power, the solver. Pure arithmetic.
//! - [`plan`]: Markdown to config and outline. Never fails; gives a value and all diagnostics.
//! - [`answer`]: plan or config to the solver's result.
//! - [`pack`]: plan and result to the files of a pack; verification of a pack.
//! - [`archive`]: files to a zip.
//! - [`schema`]: JSON Schemas, generated from the types.
//! - `playground`: the page in `www/` (feature `playground`). Its view is for wasm only.
//! - `wasm`: the JavaScript API (feature `wasm`, wasm only). No logic.
//!
//! # Invariants
//!
//! - The library does no I/O, reads no clock and no environment. `clippy.toml` bans it.
//! - The same plan and overrides give the same bytes on every platform: ordered maps, explicit
//!   number formatting, no transcendental functions, one pinned deflate.
//! - A foreign type stops at its gate file: `pulldown_cmark` in `plan/markdown.rs` (and the page's
//!   preview), parsers of JSON,
//!   TOML and YAML in `plan/tree/`, the template engine in `pack/template.rs`.
//! - A plan's text is data. What reaches a file is held to a safe alphabet or escaped for its place.
//! - Nothing panics; everything found is reported, not only the first problem.

pub mod answer;
pub mod archive;
pub mod diagnostic;
mod digest;
pub mod model;
pub mod pack;
pub mod plan;
#[cfg(all(feature = "playground", any(test, target_arch = "wasm32")))]
mod playground;
pub mod schema;
#[cfg(all(target_arch = "wasm32", feature = "wasm"))]
pub mod wasm;

pub use digest::sha256;

/// Version of the generator; only the same version renders the same bytes.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The built-in example: a complete plan to start from.
pub const EXAMPLE: &str = include_str!("example.md");
