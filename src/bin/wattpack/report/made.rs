//! What `build` tells about the thing that it made.

use super::number::{count, percent, watts};
use crate::console::{GOOD, styled};
use crate::exit::shown_path;
use crate::output::{State, Written};
use std::fmt::Write as _;
use wattpack_core::model::result::{Binding, ClusterResult};

/// The thing that was made, in numbers.
pub struct Made<'a> {
    /// The answer behind it.
    pub result: &'a ClusterResult,
    /// How many files it holds.
    pub files: usize,
    /// How large it is.
    pub bytes: usize,
    /// What the checksum is of, and the checksum.
    pub checksum: (&'a str, String),
}

/// Path, answer, size and checksum; then what was kept of the user's.
pub fn render(written: &Written, made: &Made) -> String {
    let (subject, sha256) = &made.checksum;
    let mut text = headline(written);
    let _ = writeln!(text, "  {}", answer(made.result));
    let (files, bytes) = (count(made.files as u64), count(made.bytes as u64));
    let _ = writeln!(text, "  {files} files, {bytes} bytes\n  sha256{subject} {sha256}");
    text + &aside(written)
}

/// Path, and what was kept of the user's.
pub fn picture(written: &Written) -> String {
    headline(written) + &aside(written)
}

fn headline(written: &Written) -> String {
    let verb = match written.state {
        State::Made => "made",
        State::Replaced => "replaced",
        State::Unchanged => "unchanged",
    };
    format!("{} {}\n", styled(GOOD, verb), shown_path(&written.path))
}

fn aside(written: &Written) -> String {
    let mut text = String::new();
    for (path, kept) in &written.kept {
        let _ = writeln!(text, "  kept {} as {}", shown_path(path), shown_path(kept));
    }
    for path in &written.removed {
        let _ = writeln!(text, "  removed {}", shown_path(path));
    }
    text
}

fn answer(result: &ClusterResult) -> String {
    let binds = match result.binding {
        Some(Binding::Power) => "; power stops the next one",
        Some(Binding::Fabric) => "; the fabric stops the next one",
        Some(Binding::MaxNodes) => "; max_nodes stops the next one",
        None => "",
    };
    let total = watts(result.p_total_w.unwrap_or_default());
    let share = percent(result.utilization.unwrap_or_default());
    format!("{} nodes, {total} of {} ({share}){binds}", count(result.nodes), watts(result.it_cap_w))
}
