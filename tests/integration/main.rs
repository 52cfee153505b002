//! Integration tests: one binary, one module per subject.

#![allow(clippy::disallowed_methods, reason = "tests read and write files")]
#![allow(clippy::float_cmp, clippy::unreadable_literal, reason = "results are compared bit for bit")]

mod configs;
mod differential;
mod solver;
mod tables;
