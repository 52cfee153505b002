//! The page: state and what it shows as pure values, tested natively; the view only for wasm.
//!
//! ```text
//! events ──▶ State ──page::show──▶ patches ──view──▶ document
//! ```
//!
//! No logic in the view, no DOM outside it.

mod answer;
mod command;
mod entry;
mod examples;
mod files;
mod findings;
mod knobs;
mod link;
mod node;
mod offsets;
mod page;
mod parameters;
mod patch;
mod picture;
mod preview;
mod problems;
mod slider;
mod source;
mod state;
#[cfg(test)]
mod tests;
#[cfg(target_arch = "wasm32")]
mod view;
