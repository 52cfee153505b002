//! draft
pub mod diagnostic;
pub mod model;
pub mod plan;
