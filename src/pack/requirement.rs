//! What a plan may require and where the pack enforces it.
//!
//! An id counts only together with its subject: a plan that uses `INV-001` for something else gets
//! "nothing enforces it", not a false promise.

use super::layout::Paths;
use crate::plan::Requirement;

/// A requirement that wattpack enforces.
pub(super) struct Rule {
    /// Its id in plans.
    pub id: &'static str,
    /// Each group must have a word in the requirement's text.
    subject: &'static [&'static [&'static str]],
    /// Where it is enforced.
    pub enforced_in: fn(&Paths) -> String,
    /// How to run the check.
    pub check_with: fn(&Paths) -> String,
    /// Whether the thing itself runs here, or only on GitHub.
    pub runs_here: bool,
}

/// The rule behind a requirement, if its subject is the one that the rule enforces.
pub(super) fn rule_for(requirement: &Requirement) -> Option<&'static Rule> {
    let text = requirement.text.to_ascii_lowercase();
    let about = |rule: &&Rule| rule.subject.iter().all(|group| group.iter().any(|word| text.contains(word)));
    RULES.iter().filter(|rule| rule.id == requirement.id).find(about)
}

fn model_and_tests(paths: &Paths) -> String {
    format!("`{}`, `{}`", paths.model, paths.tests)
}

fn model_schema_and_tests(paths: &Paths) -> String {
    format!("`{}`, `{}`, `{}`", paths.model, paths.schema, paths.tests)
}

fn unit_tests(_: &Paths) -> String {
    "`python -m unittest -q`".to_owned()
}

fn guard(paths: &Paths) -> String {
    format!("`python {}`", paths.guard)
}

pub(super) static RULES: &[Rule] = &[
    Rule {
        id: "INV-001",
        subject: &[&["cap", "limit", "budget"], &["p_total", "power", "total", "draw"]],
        enforced_in: model_and_tests,
        check_with: unit_tests,
        runs_here: true,
    },
    Rule {
        id: "INV-002",
        subject: &[&["port", "radix"]],
        enforced_in: model_and_tests,
        check_with: unit_tests,
        runs_here: true,
    },
    Rule {
        id: "INV-003",
        subject: &[&["positive", "> 0", ">0", "greater than"]],
        enforced_in: model_schema_and_tests,
        check_with: unit_tests,
        runs_here: true,
    },
    Rule {
        id: "INV-004",
        subject: &[&["maxim", "monoton", "largest"]],
        enforced_in: model_and_tests,
        check_with: unit_tests,
        runs_here: true,
    },
    Rule {
        id: "INV-005",
        subject: &[&["koopman"]],
        enforced_in: |paths| format!("`{}`, Koopman constraint lens", paths.memo),
        check_with: |paths| {
            format!("read that section of `{}`; `wattpack verify` compares its claim scope", paths.memo)
        },
        runs_here: true,
    },
    Rule {
        id: "INV-006",
        subject: &[&["zero", "nodes=0", "nodes = 0", "no nonzero", "no feasible", "infeasible"]],
        enforced_in: model_and_tests,
        check_with: unit_tests,
        runs_here: true,
    },
    Rule {
        id: "GATE-SEC-001",
        subject: &[&["sha", "pin"]],
        enforced_in: |paths| format!("`{}` in `{}`", paths.guard, paths.security),
        check_with: guard,
        runs_here: true,
    },
    Rule {
        id: "GATE-SEC-002",
        subject: &[&["codeql", "scan"]],
        enforced_in: |paths| format!("`{}`", paths.security),
        check_with: |_| "checked statically, runs only on GitHub".to_owned(),
        runs_here: false,
    },
    Rule {
        id: "GATE-SEC-003",
        subject: &[&["dependabot", "update"]],
        enforced_in: |paths| format!("`{}`, `{}`", paths.dependabot, paths.guard),
        check_with: |paths| format!("`python {}` for the comments; the updates run only on GitHub", paths.guard),
        runs_here: false,
    },
    Rule {
        id: "GATE-SC-001",
        subject: &[&["provenance", "attest"]],
        enforced_in: |paths| format!("`{}`", paths.provenance),
        check_with: |_| "`python -m unittest -q` for the permissions; the attestation runs only on GitHub".to_owned(),
        runs_here: false,
    },
];
