//! draft
pub mod param;
pub mod value;
