//! Integration tests: one binary, one module per subject.

#![allow(clippy::disallowed_methods, reason = "tests read and write files")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test may stop anywhere")]
#![allow(clippy::float_cmp, clippy::unreadable_literal, reason = "results are compared bit for bit")]

mod archives;
#[cfg(target_os = "linux")]
mod attestation;
mod benchmarks;
mod cli_build;
mod cli_check;
mod cli_misc;
mod cli_output;
mod cli_solve;
mod cli_verify;
mod configs;
mod differential;
// Their commands are those of a Unix shell.
#[cfg(unix)]
mod docs;
mod explain;
#[cfg(target_os = "linux")]
mod faults;
mod fuzzing;
mod github;
mod golden;
mod harness;
mod hostile;
mod invariants;
#[cfg(target_os = "linux")]
#[path = "../../benches/kinds.rs"]
mod kinds;
mod limits;
#[cfg(target_os = "linux")]
mod memory;
mod mutations;
mod packs;
mod paths;
mod pin_guard;
mod pins;
#[path = "../fuzz/promises/mod.rs"]
mod promises;
mod reading;
mod release;
mod repo;
mod solver;
mod supply;
mod sweep;
mod tables;
mod threats;
mod workflows;
mod yaml;
mod zip_maker;
