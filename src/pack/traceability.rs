//! Each requirement, scenario and listed file of the plan, and what became of it.

use super::layout::{Paths, Role};
use super::requirement::rule_for;
use super::template::{self, BulletRow, ListedRow, RequirementRow, ScenarioRow};
use super::{Material, markdown};
use crate::diagnostic::LineIndex;
use crate::plan::{Bullet, ListedFile, Requirement, Scenario};
use crate::seen::Seen;

/// Words of a scenario and the test class that shows it.
const SHOWN_BY: &[(&str, &str)] = &[
    ("happy", "TheExample"),
    ("edge", "NoFeasibleNonzero"),
    ("validation", "Validation"),
    ("oversubscription", "Oversubscription"),
    ("integrity", "Workflows"),
    ("pin", "Workflows"),
    ("provenance", "Workflows"),
    ("attest", "Workflows"),
    ("monoton", "TheSolver"),
    ("maxim", "TheSolver"),
    ("operating point", "OperatingPoints"),
    ("published", "PublishedFabrics"),
];

pub(super) fn render(material: &Material) -> String {
    let (outline, lines) = (&material.plan.outline, &material.lines);
    let paths = &material.layout.paths;
    let mut blocks = Seen::default();
    outline.file_blocks.iter().for_each(|block| _ = blocks.insert(&block.path));
    let listed = outline.files.iter().zip(&material.layout.listed);
    template::traceability(&template::Traceability {
        paths,
        requirements: outline.requirements.iter().map(|found| requirement(found, paths, lines)).collect(),
        listed: listed.map(|(file, (_, role))| listed_file(file, *role, &blocks, paths, lines)).collect(),
        scenarios: outline.scenarios.iter().map(|found| scenario(found, paths, lines)).collect(),
    })
}

fn requirement(found: &Requirement, paths: &Paths, lines: &LineIndex) -> RequirementRow {
    let rule = rule_for(found);
    RequirementRow {
        id: found.id.clone(),
        text: markdown::table_cell(&found.text),
        line: lines.line(found.span.start),
        enforced_in: rule.map_or_else(|| "nothing here enforces it".to_owned(), |rule| (rule.enforced_in)(paths)),
        check: rule.map_or_else(|| "yours to check".to_owned(), |rule| (rule.check_with)(paths)),
        kind: match rule {
            None => "not enforced",
            Some(rule) if rule.runs_here => "runs anywhere",
            Some(_) => "checked statically, runs only on GitHub",
        },
    }
}

fn listed_file(file: &ListedFile, role: Option<Role>, blocks: &Seen, paths: &Paths, lines: &LineIndex) -> ListedRow {
    let from_block = blocks.contains(file.path.as_str());
    let packages = paths.test_packages();
    ListedRow {
        path: file.path.clone(),
        line: lines.line(file.span.start),
        made_by: match role {
            Some(role) => role.meaning().to_owned(),
            None if from_block => "taken from the plan's `file=` block".to_owned(),
            None if packages.contains(&file.path) => Role::TestsPackage.meaning().to_owned(),
            None => "nothing makes it; it is not in this pack".to_owned(),
        },
        bullets: file.bullets.iter().map(bullet).collect(),
    }
}

fn bullet(bullet: &Bullet) -> BulletRow {
    BulletRow { indent: "  ".repeat(bullet.depth + 1), text: markdown::inline(&bullet.text) }
}

fn scenario(found: &Scenario, paths: &Paths, lines: &LineIndex) -> ScenarioRow {
    let words = found.checks.iter().fold(found.title.clone(), |words, check| words + " " + check).to_ascii_lowercase();
    let title = found.title.to_ascii_lowercase();
    let class = SHOWN_BY
        .iter()
        .find(|(word, _)| title.contains(word))
        .or_else(|| SHOWN_BY.iter().find(|(word, _)| words.contains(word)));
    let on_github =
        if title.contains("provenance") || title.contains("attest") { "; the run itself only on GitHub" } else { "" };
    ScenarioRow {
        title: markdown::table_cell(&found.title),
        line: lines.line(found.span.start),
        shown_by: class.map_or_else(
            || "no test of the pack; yours to check".to_owned(),
            |(_, class)| format!("`{class}` in `{}`{on_github}", paths.tests),
        ),
    }
}
