//! Pictures of an answer as standalone SVG: the same text for the same numbers everywhere.

pub(crate) mod axis;
mod budget;
mod power_budget;
pub(crate) mod scene;
pub(crate) mod staircase;
mod steps;

pub(crate) use budget::{Budget, Row};
pub use power_budget::power_budget;
pub use steps::nodes_by_cap;
