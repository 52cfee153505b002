//! Pictures of an answer as standalone SVG: the same text for the same numbers everywhere.

pub(crate) mod axis;
mod budget;
mod frame;
mod heat_map;
mod operating_points;
mod pareto;
mod power_budget;
pub(crate) mod scene;
pub(crate) mod staircase;
mod steps;
mod sweep;

pub(crate) use budget::{Budget, Row};
pub use operating_points::operating_points;
pub use pareto::pareto;
pub use power_budget::power_budget;
pub use steps::nodes_by_cap;
pub use sweep::{MOST_POINTS, nodes_by_sweep};
