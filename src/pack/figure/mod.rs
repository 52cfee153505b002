//! Pictures of an answer as standalone SVG: the same text for the same numbers everywhere.

mod axis;
mod budget;
mod power_budget;
mod scene;
mod staircase;
mod steps;

pub(in crate::pack) use budget::{Budget, Row};
pub use power_budget::power_budget;
pub use steps::nodes_by_cap;
