//! What a plan may require, where the pack enforces it, and the check of that on a pack's files.
//!
//! An id counts only together with its subject: a plan that uses `INV-001` for something else gets
//! "nothing enforces it", not a false promise.

use super::layout::Paths;
use super::memo::KOOPMAN_SCOPE;
use super::pin_scan::{is_workflow, scan};
use super::template;
use crate::model::config::Config;
use crate::model::result::{Binding, ClusterResult, Status};
use crate::model::solve::{largest, solve, total};
use crate::plan::{Overrides, Requirement, read_config};
use std::collections::BTreeMap;

/// The texts of a pack by path.
pub(super) type Texts<'a> = BTreeMap<&'a str, &'a str>;

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
    check: fn(&Paths, &Texts) -> Result<String, String>,
}

/// How a requirement fared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Checked on the pack's files, and true.
    Holds,
    /// The text of the pack is as required; whether it works is seen only on GitHub.
    Static,
    /// Nothing in the pack enforces this requirement.
    NotEnforced,
    /// Another version made the pack, so its files mean nothing to this one.
    NotChecked,
    /// Checked, and false.
    Failed,
}

impl Verdict {
    /// In words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Static => "checked statically",
            Self::NotEnforced => "not enforced",
            Self::NotChecked => "not checked",
            Self::Failed => "failed",
        }
    }
}

/// The verdict on one requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// For example `INV-001`.
    pub id: String,
    /// Line of the plan.
    pub line: usize,
    /// How it fared.
    pub verdict: Verdict,
    /// What was checked, or what is wrong.
    pub detail: String,
}

/// The rule behind a requirement, if its subject is the one that the rule enforces.
pub(super) fn rule_for(requirement: &Requirement) -> Option<&'static Rule> {
    let text = requirement.text.to_lowercase();
    let about = |rule: &&Rule| rule.subject.iter().all(|group| group.iter().any(|word| text.contains(word)));
    RULES.iter().filter(|rule| rule.id == requirement.id).find(about)
}

/// The outcome for a pack that another version made.
pub(super) fn not_checked(requirement: &Requirement, line: usize) -> Outcome {
    let detail = "only the version that made the pack can check it".to_owned();
    Outcome { id: requirement.id.clone(), line, verdict: Verdict::NotChecked, detail }
}

/// Checks one requirement on the files of a pack.
pub(super) fn check(requirement: &Requirement, line: usize, paths: &Paths, texts: &Texts) -> Outcome {
    let (verdict, detail) = match rule_for(requirement) {
        None => (Verdict::NotEnforced, "nothing in the pack enforces it; it is yours to check".to_owned()),
        Some(rule) => match (rule.check)(paths, texts) {
            Ok(detail) if rule.runs_here => (Verdict::Holds, detail),
            Ok(detail) => (Verdict::Static, format!("{detail}; runs only on GitHub")),
            Err(why) => (Verdict::Failed, why),
        },
    };
    Outcome { id: requirement.id.clone(), line, verdict, detail }
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

static RULES: &[Rule] = &[
    Rule {
        id: "INV-001",
        subject: &[&["cap", "limit", "budget"], &["p_total", "power", "total", "draw"]],
        enforced_in: model_and_tests,
        check_with: unit_tests,
        runs_here: true,
        check: holds_the_cap,
    },
    Rule {
        id: "INV-002",
        subject: &[&["port", "radix"]],
        enforced_in: model_and_tests,
        check_with: unit_tests,
        runs_here: true,
        check: split_fits,
    },
    Rule {
        id: "INV-003",
        subject: &[&["positive", "> 0", ">0", "greater than"]],
        enforced_in: model_schema_and_tests,
        check_with: unit_tests,
        runs_here: true,
        check: values_in_range,
    },
    Rule {
        id: "INV-004",
        subject: &[&["maxim", "monoton", "largest"]],
        enforced_in: model_and_tests,
        check_with: unit_tests,
        runs_here: true,
        check: maximal_and_monotone,
    },
    Rule {
        id: "INV-005",
        subject: &[&["koopman"]],
        enforced_in: |paths| format!("`{}`, Koopman constraint lens", paths.memo),
        check_with: |paths| {
            format!("read that section of `{}`; `wattpack verify` compares its claim scope", paths.memo)
        },
        runs_here: true,
        check: koopman_scope,
    },
    Rule {
        id: "INV-006",
        subject: &[&["zero", "nodes=0", "nodes = 0", "no nonzero", "no feasible", "infeasible"]],
        enforced_in: model_and_tests,
        check_with: unit_tests,
        runs_here: true,
        check: zero_is_an_answer,
    },
    Rule {
        id: "GATE-SEC-001",
        subject: &[&["sha", "pin"]],
        enforced_in: |paths| format!("`{}` in `{}`", paths.guard, paths.security),
        check_with: guard,
        runs_here: true,
        check: actions_are_pinned,
    },
    Rule {
        id: "GATE-SEC-002",
        subject: &[&["codeql", "scan"]],
        enforced_in: |paths| format!("`{}`", paths.security),
        check_with: |_| "checked statically, runs only on GitHub".to_owned(),
        runs_here: false,
        check: codeql_is_on,
    },
    Rule {
        id: "GATE-SEC-003",
        subject: &[&["dependabot", "update"]],
        enforced_in: |paths| format!("`{}`, `{}`", paths.dependabot, paths.guard),
        check_with: |paths| format!("`python {}` for the comments; the updates run only on GitHub", paths.guard),
        runs_here: false,
        check: dependabot_is_on,
    },
    Rule {
        id: "GATE-SC-001",
        subject: &[&["provenance", "attest"]],
        enforced_in: |paths| format!("`{}`", paths.provenance),
        check_with: |_| "`python -m unittest -q` for the permissions; the attestation runs only on GitHub".to_owned(),
        runs_here: false,
        check: attestation_is_least_privilege,
    },
];

/// The files that enforce the model's invariants are the ones that this version makes.
fn genuine(paths: &Paths, texts: &Texts) -> Result<(), String> {
    let expected = [
        (&paths.model, template::MODEL.to_owned()),
        (&paths.schema, crate::schema::CONFIG.to_owned()),
        (&paths.tests, template::tests(paths)),
    ];
    expected.iter().try_for_each(|(path, text)| is_file(texts, path, text))
}

/// A workflow or the update settings, held to the text that this version makes: whatever they could
/// be changed to, by YAML's many spellings, shows.
fn made_here<'a>(paths: &'a Paths, texts: &Texts, path: &'a str) -> Result<(), String> {
    let made = template::workflows(paths);
    let expected = made.iter().find(|(made, _, _)| *made == path).map(|(_, _, text)| text.as_str());
    is_file(texts, path, expected.unwrap_or_default())
}

fn is_file(texts: &Texts, path: &str, expected: &str) -> Result<(), String> {
    match texts.get(path) {
        Some(found) if *found == expected => Ok(()),
        Some(_) => Err(format!("`{path}`, which enforces it, is not the file that this version makes")),
        None => Err(format!("`{path}`, which enforces it, is missing")),
    }
}

fn config(paths: &Paths, texts: &Texts) -> Result<Config, String> {
    genuine(paths, texts)?;
    let text = texts.get(paths.config.as_str()).ok_or_else(|| format!("`{}` is missing", paths.config))?;
    let reading = read_config(text, &Overrides::new());
    match (reading.value.1, reading.diagnostics.first()) {
        (Some(config), None) => Ok(config),
        (_, found) => {
            Err(format!("`{}`: {}", paths.config, found.map_or("not a config", |problem| problem.message.as_str())))
        }
    }
}

fn solved(paths: &Paths, texts: &Texts) -> Result<(Config, ClusterResult), String> {
    let config = config(paths, texts)?;
    let result = solve(&config).map_err(|beyond| beyond.to_string())?;
    Ok((config, result))
}

fn require(holds: bool, detail: String) -> Result<String, String> {
    if holds { Ok(detail) } else { Err(detail) }
}

fn holds_the_cap(paths: &Paths, texts: &Texts) -> Result<String, String> {
    let (config, result) = solved(paths, texts)?;
    let total = result.p_total_w.unwrap_or(f64::NAN);
    require(total <= config.it_cap_w, format!("p_total_w = {total}, it_cap_w = {}", config.it_cap_w))
}

fn split_fits(paths: &Paths, texts: &Texts) -> Result<String, String> {
    let config = config(paths, texts)?;
    let (down, up, ports) = (config.fabric.leaf_host_ports, config.fabric.leaf_uplink_ports, config.leaf.ports);
    require(down + up <= ports, format!("{down} + {up} ports of a leaf with {ports}"))
}

fn values_in_range(paths: &Paths, texts: &Texts) -> Result<String, String> {
    config(paths, texts).map(|_| format!("every value of `{}` is in its range", paths.config))
}

/// The answer fits and one more node does not; over rising caps the count never falls.
fn maximal_and_monotone(paths: &Paths, texts: &Texts) -> Result<String, String> {
    const STEPS: u32 = 64;
    let (config, result) = solved(paths, texts)?;
    let power = config.node.power_w;
    let next_fits = total(&config, power, result.nodes + 1).is_some_and(|total| total <= config.it_cap_w);
    if next_fits && result.binding != Some(Binding::MaxNodes) {
        return Err(format!("{} nodes fit as well", result.nodes + 1));
    }
    let at = |step: u32| {
        largest(&Config { it_cap_w: config.it_cap_w / f64::from(STEPS / 2) * f64::from(step), ..config.clone() }, power)
    };
    let counts: Vec<_> = (0..=STEPS).map(at).collect();
    require(counts.is_sorted(), format!("{}; the count never falls over {STEPS} rising caps", limit(&result)))
}

fn limit(result: &ClusterResult) -> String {
    let (nodes, next) = (result.nodes, result.nodes + 1);
    match result.binding {
        Some(Binding::MaxNodes) => format!("{nodes} nodes fit, and the plan allows no more"),
        Some(Binding::Fabric) => format!("{nodes} nodes fit, {next} can't be wired"),
        _ => format!("{nodes} nodes fit, {next} do not"),
    }
}

fn koopman_scope(paths: &Paths, texts: &Texts) -> Result<String, String> {
    let memo = texts.get(paths.memo.as_str()).copied().unwrap_or_default();
    require(memo.contains(KOOPMAN_SCOPE), format!("`{}` states the scope of the Koopman section", paths.memo))
}

/// Under a cap that the first node exceeds, the answer is zero nodes and feasible.
fn zero_is_an_answer(paths: &Paths, texts: &Texts) -> Result<String, String> {
    let config = config(paths, texts)?;
    let tiny = Config { it_cap_w: (config.node.power_w / 2.0).min(config.it_cap_w), ..config };
    let result = solve(&tiny).map_err(|beyond| beyond.to_string())?;
    let holds = result.nodes == 0 && result.feasible && result.status == Status::NoFeasibleNonzero;
    require(
        holds,
        format!(
            "a cap of {} W gives nodes = {}, feasible = {}, status = {}",
            tiny.it_cap_w,
            result.nodes,
            result.feasible,
            result.status.word()
        ),
    )
}

fn actions_are_pinned(paths: &Paths, texts: &Texts) -> Result<String, String> {
    is_file(texts, &paths.guard, template::GUARD)?;
    let workflows: Vec<_> = texts.iter().filter(|(path, _)| is_workflow(path)).collect();
    let first = workflows.iter().find_map(|(path, text)| scan(text).into_iter().next().map(|found| (path, found)));
    match first {
        Some((path, found)) => Err(format!("`{path}` line {} uses `{}`: {}", found.line, found.value, found.reason)),
        None => require(
            !workflows.is_empty(),
            format!("{} workflows, every action pinned to a full commit SHA", workflows.len()),
        ),
    }
}

fn codeql_is_on(paths: &Paths, texts: &Texts) -> Result<String, String> {
    made_here(paths, texts, &paths.security)?;
    let text = texts.get(paths.security.as_str()).copied().unwrap_or_default();
    let parts = ["uses: github/codeql-action/init@", "uses: github/codeql-action/analyze@", "security-events: write"];
    require(parts.iter().all(|part| text.contains(part)), format!("`{}` starts and runs CodeQL", paths.security))
}

fn dependabot_is_on(paths: &Paths, texts: &Texts) -> Result<String, String> {
    made_here(paths, texts, &paths.dependabot)?;
    let text = texts.get(paths.dependabot.as_str()).copied().unwrap_or_default();
    let often = ["interval: weekly", "interval: daily"].iter().any(|interval| text.contains(interval));
    let on = text.contains("package-ecosystem: github-actions") && often;
    require(on, format!("`{}` asks for updates of actions weekly or more often", paths.dependabot))?;
    actions_are_pinned(paths, texts).map(|_| {
        format!(
            "`{}` asks for updates of actions weekly or more often; every SHA has its version comment",
            paths.dependabot
        )
    })
}

fn attestation_is_least_privilege(paths: &Paths, texts: &Texts) -> Result<String, String> {
    made_here(paths, texts, &paths.provenance)?;
    let text = texts.get(paths.provenance.as_str()).copied().unwrap_or_default();
    let mut granted: Vec<&str> = text.lines().filter_map(permission).collect();
    granted.sort_unstable();
    granted.dedup();
    let expected = ["attestations: write", "contents: read", "id-token: write"];
    require(
        text.contains("uses: actions/attest@") && granted == expected,
        format!("`{}` attests with {}", paths.provenance, granted.join(", ")),
    )
}

/// A line that grants a permission, without its comment.
fn permission(line: &str) -> Option<&str> {
    let grant = line.split(" #").next().unwrap_or_default().trim();
    [": write", ": read", ": write-all", ": read-all"].iter().any(|end| grant.ends_with(end)).then_some(grant)
}
