//! The templates of the pack's files; the only file that names the template engine.
//!
//! Templates are dumb: no arithmetic and no filters. Their delimiters are `<{ }>`, `<% %>` and
//! `<# #>`, because `${{ }}` is GitHub's. They escape nothing: what comes from the plan is either
//! held to a safe alphabet when it is read (names, paths, owners, contacts) or escaped for its
//! place before it gets here.

use super::Material;
use super::layout::{Paths, Role};
use super::pins::{PINS, Pin, Pins};
use crate::model::param::Key;
use crate::model::settings::Settings;
use crate::model::value::Value;
use askama::{DynTemplate, Template};

/// The Python model, the same in every pack.
pub const MODEL: &str = include_str!("templates/tools/cluster_model.py");
/// The pin guard, the same in every pack.
pub const GUARD: &str = include_str!("templates/tools/check_action_pins.py");

/// Renders with one line end at the end. The templates hold nothing that can fail.
fn text(template: &dyn DynTemplate) -> String {
    let mut text = template.dyn_render().unwrap_or_default();
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

#[derive(Template)]
#[template(path = "tests/test_cluster_model.py", config = "src/pack/askama.toml")]
struct Tests<'a> {
    paths: &'a Paths,
    root_up: usize,
}

/// The tests of the Python files.
pub fn tests(paths: &Paths) -> String {
    text(&Tests { paths, root_up: paths.tests.matches('/').count() })
}

#[derive(Template)]
#[template(path = ".github/workflows/ci.yml", config = "src/pack/askama.toml")]
struct Ci<'a> {
    paths: &'a Paths,
    pins: &'a Pins,
}

#[derive(Template)]
#[template(path = ".github/workflows/security.yml", config = "src/pack/askama.toml")]
struct Security<'a> {
    paths: &'a Paths,
    pins: &'a Pins,
}

#[derive(Template)]
#[template(path = ".github/workflows/provenance.yml", config = "src/pack/askama.toml")]
struct Provenance<'a> {
    paths: &'a Paths,
    pins: &'a Pins,
}

#[derive(Template)]
#[template(path = ".github/dependabot.yml", config = "src/pack/askama.toml")]
struct Dependabot<'a> {
    paths: &'a Paths,
}

#[derive(Template)]
#[template(path = ".github/CODEOWNERS", config = "src/pack/askama.toml")]
struct Codeowners<'a> {
    paths: &'a Paths,
    elsewhere: Vec<&'a str>,
    owner: String,
    owner_is_placeholder: bool,
}

#[derive(Template)]
#[template(path = "SECURITY.md", config = "src/pack/askama.toml")]
struct SecurityPolicy<'a> {
    paths: &'a Paths,
    security_contact: String,
    contact_is_placeholder: bool,
}

#[derive(Template)]
#[template(path = "pyproject.toml", config = "src/pack/askama.toml")]
struct Pyproject<'a> {
    paths: &'a Paths,
    project_name: &'a str,
}

/// The workflows and the update settings, which depend on nothing but the paths.
pub(super) fn workflows(paths: &Paths) -> [(&str, Role, String); 4] {
    let pins = &PINS;
    [
        (&paths.ci, Role::Ci, text(&Ci { paths, pins })),
        (&paths.security, Role::Security, text(&Security { paths, pins })),
        (&paths.provenance, Role::Provenance, text(&Provenance { paths, pins })),
        (&paths.dependabot, Role::Dependabot, text(&Dependabot { paths })),
    ]
}

/// The files that make a repository of the pack.
pub(super) fn repository_files(material: &Material) -> Vec<(String, Role, String)> {
    let paths = &material.layout.paths;
    let contacts = Contacts::of(&material.plan.settings);
    let mut files: Vec<_> = workflows(paths).map(|(path, role, text)| (path.to_owned(), role, text)).into();
    files.extend([
        (
            paths.codeowners.clone(),
            Role::Codeowners,
            text(&Codeowners {
                paths,
                elsewhere: owned_elsewhere(paths),
                owner: contacts.owner,
                owner_is_placeholder: contacts.owner_is_placeholder,
            }),
        ),
        (
            paths.security_policy.clone(),
            Role::SecurityPolicy,
            text(&SecurityPolicy {
                paths,
                security_contact: contacts.security_contact,
                contact_is_placeholder: contacts.contact_is_placeholder,
            }),
        ),
        (
            paths.pyproject.clone(),
            Role::Pyproject,
            text(&Pyproject { paths, project_name: project_name(&material.config.name) }),
        ),
    ]);
    files
}

/// Files of the model and the documents that the plan puts outside `docs` and `tools`.
fn owned_elsewhere(paths: &Paths) -> Vec<&str> {
    let files = [&paths.memo, &paths.verification, &paths.model, &paths.config, &paths.schema, &paths.guard];
    files
        .into_iter()
        .map(String::as_str)
        .filter(|path| !path.starts_with("docs/") && !path.starts_with("tools/"))
        .collect()
}

/// Python project names begin and end with a letter or digit.
fn project_name(name: &str) -> &str {
    let trimmed = name.trim_matches('-');
    if trimmed.is_empty() { "cluster" } else { trimmed }
}

/// Who owns the repository, or a placeholder that says so.
pub(super) struct Contacts {
    pub owner: String,
    pub owner_is_placeholder: bool,
    pub security_contact: String,
    pub contact_is_placeholder: bool,
}

impl Contacts {
    pub fn of(settings: &Settings) -> Self {
        let word = |key| match settings.get(&key).map(|setting| &setting.value) {
            Some(Value::Word(word)) => Some(word.clone()),
            _ => None,
        };
        let (owner, contact) = (word(Key::RepoOwner), word(Key::RepoContact));
        Self {
            owner_is_placeholder: owner.is_none(),
            contact_is_placeholder: contact.is_none(),
            owner: format!("@{}", owner.as_deref().unwrap_or("your-org/your-team").trim_start_matches('@')),
            security_contact: contact.unwrap_or_else(|| "security@example.com".to_owned()),
        }
    }
}

/// A row of the schema reference.
pub(super) struct SchemaRow {
    pub key: &'static str,
    pub unit: &'static str,
    pub range: String,
    pub default: String,
    pub description: &'static str,
}

/// A row of the file list.
pub(super) struct FileRow {
    pub path: String,
    pub role: &'static str,
}

#[derive(Template)]
#[template(path = "README.md", config = "src/pack/askama.toml")]
pub(super) struct Readme<'a> {
    pub paths: &'a Paths,
    pub name: &'a str,
    pub answer_line: String,
    pub findings: Vec<String>,
    pub memo: String,
    pub figures: Vec<Figure>,
    pub sample_json: String,
    pub schema_rows: Vec<SchemaRow>,
    pub files: Vec<FileRow>,
    pub owner: String,
    pub owner_is_placeholder: bool,
    pub contact_is_placeholder: bool,
    pub generator_version: &'static str,
}

/// A picture of the pack.
pub(super) struct Figure {
    pub alt: &'static str,
    pub link: String,
}

/// The pack's first page.
pub(super) fn readme(view: &Readme) -> String {
    text(view)
}

/// A row of the pin table.
pub(super) struct PinRow {
    pub action: &'static str,
    pub version: &'static str,
    pub sha: &'static str,
    pub released: &'static str,
    pub evidence: &'static str,
}

impl From<Pin> for PinRow {
    fn from(pin: Pin) -> Self {
        Self {
            action: pin.action,
            version: pin.version,
            sha: pin.sha,
            released: pin.released,
            evidence: pin.evidence.words(),
        }
    }
}

/// A cited work.
pub(super) struct CitationRow {
    pub doi: String,
    pub text: Option<String>,
    pub verified: bool,
    pub plan_line: usize,
}

#[derive(Template)]
#[template(path = "docs/verification.md", config = "src/pack/askama.toml")]
pub(super) struct VerificationRecord<'a> {
    pub paths: &'a Paths,
    pub date: Option<String>,
    pub pin_table_date: &'static str,
    pub pin_rows: Vec<PinRow>,
    pub citations: Vec<CitationRow>,
}

/// The verification record.
pub(super) fn verification(view: &VerificationRecord) -> String {
    text(view)
}

/// A requirement in the traceability table.
pub(super) struct RequirementRow {
    pub id: String,
    pub text: String,
    pub line: usize,
    pub enforced_in: String,
    pub check: String,
    pub kind: &'static str,
}

/// A file of the plan's list.
pub(super) struct ListedRow {
    pub path: String,
    pub line: usize,
    pub made_by: String,
    pub bullets: Vec<BulletRow>,
}

/// What the plan asks of a file.
pub(super) struct BulletRow {
    pub indent: String,
    pub text: String,
}

/// A scenario of the plan.
pub(super) struct ScenarioRow {
    pub title: String,
    pub line: usize,
    pub shown_by: String,
}

#[derive(Template)]
#[template(path = "docs/traceability.md", config = "src/pack/askama.toml")]
pub(super) struct Traceability<'a> {
    pub paths: &'a Paths,
    pub requirements: Vec<RequirementRow>,
    pub listed: Vec<ListedRow>,
    pub scenarios: Vec<ScenarioRow>,
}

/// The traceability page.
pub(super) fn traceability(view: &Traceability) -> String {
    text(view)
}

#[derive(Template)]
#[template(path = "docs/memo.md", config = "src/pack/askama.toml")]
pub(super) struct Memo {
    pub view: super::memo::MemoView,
}

/// The memo.
pub(super) fn memo(view: super::memo::MemoView) -> String {
    text(&Memo { view })
}
