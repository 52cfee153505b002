//! The check of each requirement on the files of a pack.

use crate::decimal::plain;
use crate::model::config::Config;
use crate::model::result::{Binding, ClusterResult, Status};
use crate::model::solve::{largest, solve, total};
use crate::pack::layout::Paths;
use crate::pack::memo::KOOPMAN_SCOPE;
use crate::pack::pin_scan::{is_workflow, scan_for};
use crate::pack::requirement::{Rule, rule_for};
use crate::pack::template;
use crate::plan::{Overrides, Requirement, read_config};
use std::collections::BTreeMap;

/// The texts of a pack by path.
pub(super) type Texts<'a> = BTreeMap<&'a str, &'a str>;

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

/// The outcome for a pack that another version made.
pub(super) fn not_checked(requirement: &Requirement, line: usize) -> Outcome {
    let detail = "only the version that made the pack can check it".to_owned();
    Outcome { id: requirement.id.clone(), line, verdict: Verdict::NotChecked, detail }
}

/// Checks one requirement on the files of a pack.
pub(super) fn check(requirement: &Requirement, line: usize, paths: &Paths, texts: &Texts) -> Outcome {
    let (verdict, detail) = match rule_for(requirement) {
        None => (Verdict::NotEnforced, "nothing in the pack enforces it; it is yours to check".to_owned()),
        Some(rule) => match check_of(rule)(paths, texts) {
            Ok(detail) if rule.runs_here => (Verdict::Holds, detail),
            Ok(detail) => (Verdict::Static, format!("{detail}; runs only on GitHub")),
            Err(why) => (Verdict::Failed, why),
        },
    };
    Outcome { id: requirement.id.clone(), line, verdict, detail }
}

type Check = fn(&Paths, &Texts) -> Result<String, String>;

fn check_of(rule: &Rule) -> Check {
    match rule.id {
        "INV-001" => holds_the_cap,
        "INV-002" => split_fits,
        "INV-003" => values_in_range,
        "INV-004" => maximal_and_monotone,
        "INV-005" => koopman_scope,
        "INV-006" => zero_is_an_answer,
        "GATE-SEC-001" => actions_are_pinned,
        "GATE-SEC-002" => codeql_is_on,
        "GATE-SEC-003" => dependabot_is_on,
        "GATE-SC-001" => attestation_is_least_privilege,
        _ => no_check,
    }
}

/// Fails, so that a rule without a check is noticed.
fn no_check(_: &Paths, _: &Texts) -> Result<String, String> {
    Err("the rule has no check".to_owned())
}

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
    require(total <= config.it_cap_w, format!("p_total_w = {}, it_cap_w = {}", plain(total), plain(config.it_cap_w)))
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
            plain(tiny.it_cap_w),
            result.nodes,
            result.feasible,
            result.status.word()
        ),
    )
}

fn actions_are_pinned(paths: &Paths, texts: &Texts) -> Result<String, String> {
    is_file(texts, &paths.guard, template::GUARD)?;
    let workflows: Vec<_> = texts.iter().filter(|(path, _)| is_workflow(path)).collect();
    let mut first = None;
    for (path, text) in &workflows {
        scan_for(text, &mut |found| _ = first.get_or_insert((path, found)));
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::layout::lay_out;
    use crate::pack::requirement::RULES;
    use crate::plan::Outline;

    #[test]
    fn every_rule_has_a_check() {
        let paths = lay_out("cluster", &Outline::default()).paths;
        for rule in RULES {
            let found = check_of(rule)(&paths, &Texts::new());
            assert!(found.is_err() && found != no_check(&paths, &Texts::new()), "{}: {found:?}", rule.id);
        }
    }
}
