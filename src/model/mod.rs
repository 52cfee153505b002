//! The cluster as arithmetic: parameters, config, fabric, power, and the largest node count that
//! a cap allows. Pure functions of the config, the same bits on every platform.
//!
//! `param` is the table of all parameters, `settings` are values by key with their sources, `complete`
//! adds what a plan leaves out, and a `config` is a whole set. `fabric` counts what `n` nodes need,
//! `power` adds it up, `cluster` searches the largest `n`, and `solve` makes a `result` of it. The others
//! ask around the answer: `inputs`, `limits`, `growth`, `worth` and `trade` (gathered by `explain`), `inverse`, and
//! `sweep`, which solves many a `design` into `point`s. `www/docs/model.md` has every formula.

mod bisect;
mod cluster;
pub mod complete;
pub mod config;
pub mod design;
pub mod explain;
pub mod fabric;
pub mod growth;
pub mod inputs;
pub mod inverse;
pub mod limits;
pub mod param;
pub mod point;
pub mod power;
pub mod result;
pub mod settings;
pub mod solve;
pub mod sweep;
pub mod trade;
pub mod value;
pub mod worth;
