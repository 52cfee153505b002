//! What `verify` says to people: the differences, one line per requirement, the sum of it.

use super::layout::{Table, word};
use super::safe::visible;
use super::{Report, human};
use crate::console::{BAD, GOOD, STRONG, styled};
use std::fmt::Write as _;
use wattpack_core::diagnostic::{Severity, has_errors};
use wattpack_core::pack::{Outcome, Verdict};

/// The whole verdict.
pub fn render(report: &Report, requirements: &[Outcome]) -> String {
    let mut text = human::render(report, Severity::Note);
    if !requirements.is_empty() {
        let _ = writeln!(text, "{}\n{}", styled(STRONG, "Requirements"), table(requirements));
    }
    text + &summary(report, requirements) + &human::hint(report, Severity::Note)
}

fn table(requirements: &[Outcome]) -> String {
    let mut table = Table::default();
    for outcome in requirements {
        let detail = format!("{} (plan.md line {})", visible(&outcome.detail), outcome.line);
        table.row([word(visible(&outcome.id)), word(outcome.verdict.word()), word(detail)]);
    }
    table.set()
}

fn summary(report: &Report, requirements: &[Outcome]) -> String {
    let label = visible(report.label);
    let counts = [Verdict::Holds, Verdict::Static, Verdict::NotEnforced, Verdict::Failed].map(|verdict| {
        let count = requirements.iter().filter(|outcome| outcome.verdict == verdict).count();
        (count, if verdict == Verdict::Holds { "hold" } else { verdict.word() })
    });
    let counts: Vec<_> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, verdict)| format!("{count} {verdict}")).collect();
    let requirements = if counts.is_empty() { String::new() } else { format!("; requirements: {}", counts.join(", ")) };
    let verdict = if has_errors(report.diagnostics, report.strict) {
        styled(BAD, "not what its plan gives, or a requirement failed")
    } else {
        styled(GOOD, "every byte is what its plan gives")
    };
    format!("{label}: {verdict}{requirements}\n")
}
