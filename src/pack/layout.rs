//! Which file stands where: the plan's own paths, or defaults named after the cluster.

use super::{MANIFEST, PLAN};
use crate::diagnostic::{self, Diagnostic};
use crate::plan::{ListedFile, Outline, has_word, iso_date, path_flaw};

/// What a file of the pack is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// First file that people open.
    Readme,
    /// The decision paper.
    Memo,
    /// The Python model.
    Model,
    /// The numbers of the plan.
    Config,
    /// JSON Schema of the config.
    Schema,
    /// Tests of the model.
    Tests,
    /// Makes the tests' folder a package.
    TestsPackage,
    /// Script that refuses unpinned actions.
    Guard,
    /// Workflow that tests.
    Ci,
    /// Workflow that scans.
    Security,
    /// Workflow that attests.
    Provenance,
    /// Update settings.
    Dependabot,
    /// Owners.
    Codeowners,
    /// What was verified, and how.
    Verification,
    /// How to report a vulnerability.
    SecurityPolicy,
    /// Python project file.
    Pyproject,
    /// The plan, verbatim.
    Plan,
    /// Requirement ids and their checks.
    Traceability,
    /// Picture of the power budget.
    PowerFigure,
    /// Picture of the node count against the cap.
    StepsFigure,
    /// Picture of the throughput at each operating point; only where there are any.
    PointsFigure,
    /// List of the files with their checksums.
    Manifest,
    /// A fenced block of the plan.
    FromPlan,
}

impl Role {
    /// The word in the manifest.
    pub fn word(self) -> &'static str {
        match self {
            Self::Readme => "readme",
            Self::Memo => "memo",
            Self::Model => "model",
            Self::Config => "config",
            Self::Schema => "schema",
            Self::Tests => "tests",
            Self::TestsPackage => "tests-package",
            Self::Guard => "guard",
            Self::Ci => "ci",
            Self::Security => "security",
            Self::Provenance => "provenance",
            Self::Dependabot => "dependabot",
            Self::Codeowners => "codeowners",
            Self::Verification => "verification",
            Self::SecurityPolicy => "security-policy",
            Self::Pyproject => "pyproject",
            Self::Plan => "plan",
            Self::Traceability => "traceability",
            Self::PowerFigure | Self::StepsFigure | Self::PointsFigure => "figure",
            Self::Manifest => "manifest",
            Self::FromPlan => "from-plan",
        }
    }

    /// What the file is, in a few words.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Readme => "this page",
            Self::Memo => "the memo: the answer, the power budget, the network, all assumptions",
            Self::Model => "the model and its command line, standard library only",
            Self::Config => "the plan's numbers",
            Self::Schema => "JSON Schema of the config",
            Self::Tests => "tests of the model, the schema and the workflows",
            Self::TestsPackage => "lets unittest find the tests",
            Self::Guard => "refuses actions that are not pinned to a commit",
            Self::Ci => "workflow: compile and test",
            Self::Security => "workflow: CodeQL and the pin guard",
            Self::Provenance => "workflow: package and attest",
            Self::Dependabot => "weekly updates of actions and Python packages",
            Self::Codeowners => "who reviews what",
            Self::Verification => "verification record with references",
            Self::SecurityPolicy => "how to report a vulnerability",
            Self::Pyproject => "Python versions; no dependencies",
            Self::Plan => "the plan, verbatim",
            Self::Traceability => "each requirement and its check",
            Self::PowerFigure => "figure: where the watts go",
            Self::StepsFigure => "figure: nodes against the cap",
            Self::PointsFigure => "figure: throughput against the power of a node",
            Self::Manifest => "the pack's files and their checksums",
            Self::FromPlan => "taken from the plan",
        }
    }
}

/// Paths of the generated files, relative to the pack's root, as templates name them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is the path of the role of its name")]
pub struct Paths {
    pub readme: String,
    pub memo: String,
    pub model: String,
    pub config: String,
    pub schema: String,
    pub tests: String,
    pub guard: String,
    pub ci: String,
    pub security: String,
    pub provenance: String,
    pub dependabot: String,
    pub codeowners: String,
    pub verification: String,
    pub security_policy: String,
    pub pyproject: String,
    pub plan: String,
    pub traceability: String,
    pub power_figure: String,
    pub steps_figure: String,
    pub points_figure: String,
    pub manifest: String,
}

impl Paths {
    fn named_after(name: &str, year: Option<&str>) -> Self {
        let snake = name.replace('-', "_");
        let fixed = str::to_owned;
        Self {
            readme: fixed("README.md"),
            memo: format!("docs/{snake}_memo.md"),
            model: fixed("tools/cluster_model.py"),
            config: format!("tools/example_{snake}_config.json"),
            schema: fixed("tools/schema_cluster_config.json"),
            tests: fixed("tests/test_cluster_model.py"),
            guard: fixed("tools/check_action_pins.py"),
            ci: fixed(".github/workflows/ci.yml"),
            security: fixed(".github/workflows/security.yml"),
            provenance: fixed(".github/workflows/provenance.yml"),
            dependabot: fixed(".github/dependabot.yml"),
            codeowners: fixed(".github/CODEOWNERS"),
            verification: year
                .map_or_else(|| fixed("docs/verification.md"), |year| format!("docs/verification_{year}.md")),
            security_policy: fixed("SECURITY.md"),
            pyproject: fixed("pyproject.toml"),
            plan: fixed(PLAN),
            traceability: fixed("docs/traceability.md"),
            power_figure: fixed("docs/figures/power_budget.svg"),
            steps_figure: fixed("docs/figures/nodes_by_cap.svg"),
            points_figure: fixed("docs/figures/operating_points.svg"),
            manifest: fixed(MANIFEST),
        }
    }

    /// The path of a role that a plan may place.
    fn slot(&mut self, role: Role) -> Option<&mut String> {
        match role {
            Role::Readme => Some(&mut self.readme),
            Role::Memo => Some(&mut self.memo),
            Role::Model => Some(&mut self.model),
            Role::Config => Some(&mut self.config),
            Role::Schema => Some(&mut self.schema),
            Role::Tests => Some(&mut self.tests),
            Role::Guard => Some(&mut self.guard),
            Role::Ci => Some(&mut self.ci),
            Role::Security => Some(&mut self.security),
            Role::Provenance => Some(&mut self.provenance),
            Role::Dependabot => Some(&mut self.dependabot),
            Role::Codeowners => Some(&mut self.codeowners),
            Role::Verification => Some(&mut self.verification),
            Role::SecurityPolicy => Some(&mut self.security_policy),
            Role::Pyproject => Some(&mut self.pyproject),
            Role::Plan => Some(&mut self.plan),
            Role::Traceability => Some(&mut self.traceability),
            Role::PowerFigure => Some(&mut self.power_figure),
            Role::StepsFigure => Some(&mut self.steps_figure),
            Role::PointsFigure => Some(&mut self.points_figure),
            Role::Manifest => Some(&mut self.manifest),
            Role::TestsPackage | Role::FromPlan => None,
        }
    }

    /// Every generated path.
    pub fn all(&self) -> Vec<String> {
        let named = [
            &self.readme,
            &self.memo,
            &self.model,
            &self.config,
            &self.schema,
            &self.tests,
            &self.guard,
            &self.ci,
            &self.security,
            &self.provenance,
            &self.dependabot,
            &self.codeowners,
            &self.verification,
            &self.security_policy,
            &self.pyproject,
            &self.plan,
            &self.traceability,
            &self.power_figure,
            &self.steps_figure,
            &self.points_figure,
            &self.manifest,
        ];
        named.into_iter().cloned().chain(self.test_packages()).collect()
    }

    /// Folders on the way to the tests; each becomes a package so that unittest finds them.
    pub fn test_packages(&self) -> Vec<String> {
        let folders = self.tests.match_indices('/').map(|(at, _)| &self.tests[..at]);
        folders.map(|folder| format!("{folder}/__init__.py")).collect()
    }
}

/// Where everything stands, and which listed files nothing makes.
#[derive(Debug)]
pub struct Layout {
    /// Paths of the generated files.
    pub paths: Paths,
    /// Listed paths with the role that makes them.
    pub listed: Vec<(String, Option<Role>)>,
    /// Problems with the list.
    pub diagnostics: Vec<Diagnostic>,
}

/// Lays the pack out.
pub fn lay_out(name: &str, outline: &Outline) -> Layout {
    let year = record_date(outline).map(|(date, _)| date[..4].to_owned());
    let mut layout =
        Layout { paths: Paths::named_after(name, year.as_deref()), listed: Vec::new(), diagnostics: Vec::new() };
    let mut taken = Vec::new();
    for file in &outline.files {
        let role = place(file, &mut layout, &taken);
        taken.extend(role);
        layout.listed.push((file.path.clone(), role));
    }
    layout
}

fn place(file: &ListedFile, layout: &mut Layout, taken: &[Role]) -> Option<Role> {
    let path = &file.path;
    if let Some(why) = path_flaw(path) {
        layout.diagnostics.push(unsafe_path(path, why, file.span));
        return None;
    }
    let role = role_of(path).filter(|role| !taken.contains(role))?;
    if let Some(places) = misplaced(path, role) {
        let message = format!("`{path}` has no effect there");
        layout.diagnostics.push(Diagnostic::at(
            &diagnostic::FIXED_PLACE,
            file.span,
            message,
            format!("write {places}"),
        ));
        return Some(role);
    }
    if let Some(slot) = layout.paths.slot(role) {
        slot.clone_from(path);
    }
    Some(role)
}

/// Refuses a path that would leave the pack or can't exist everywhere.
pub fn unsafe_path(path: &str, why: &str, span: diagnostic::Span) -> Diagnostic {
    let message = format!("the path `{}` can't be used: {why}", crate::plan::shown(path));
    Diagnostic::at(&diagnostic::UNSAFE_PATH, span, message, "write a relative path such as `docs/notes.md`")
}

/// Tells by its name which generated file a path is.
fn role_of(path: &str) -> Option<Role> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let lower = name.to_ascii_lowercase();
    let stem = lower.rsplit_once('.').map_or(lower.as_str(), |(stem, _)| stem);
    let extension = lower.rsplit_once('.').map_or("", |(_, extension)| extension);
    let role = match extension {
        "md" if path == "README.md" => Role::Readme,
        "md" if path == PLAN => Role::Plan,
        "md" if stem == "security" => Role::SecurityPolicy,
        "md" if has_word(stem, "memo") => Role::Memo,
        "md" if has_word(stem, "verification") => Role::Verification,
        "md" if has_word(stem, "traceability") => Role::Traceability,
        "py" if stem.starts_with("test") => Role::Tests,
        "py" if has_word(stem, "pin") || has_word(stem, "pins") => Role::Guard,
        "py" if has_word(stem, "model") => Role::Model,
        "json" if path == MANIFEST => Role::Manifest,
        "json" if has_word(stem, "schema") => Role::Schema,
        "json" if has_word(stem, "config") => Role::Config,
        "yml" | "yaml" if stem == "dependabot" => Role::Dependabot,
        "yml" | "yaml" if folder == ".github/workflows" => match stem {
            "ci" | "test" | "tests" => Role::Ci,
            "security" | "codeql" => Role::Security,
            _ if has_word(stem, "provenance") || has_word(stem, "attest") => Role::Provenance,
            _ => return None,
        },
        "toml" if stem == "pyproject" => Role::Pyproject,
        "svg" if stem == "power_budget" => Role::PowerFigure,
        "svg" if stem == "nodes_by_cap" => Role::StepsFigure,
        "svg" if stem == "operating_points" => Role::PointsFigure,
        _ if name == "CODEOWNERS" => Role::Codeowners,
        _ => return None,
    };
    Some(role)
}

/// Where a file has to stand, if not where the plan puts it.
fn misplaced(path: &str, role: Role) -> Option<&'static str> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let at_home = match role {
        Role::Dependabot => folder == ".github",
        Role::Codeowners | Role::SecurityPolicy => ["", ".github", "docs"].contains(&folder),
        Role::Pyproject => folder.is_empty(),
        Role::Tests => unittest_finds(path),
        _ => true,
    };
    let places = match role {
        Role::Dependabot => "`.github/dependabot.yml`",
        Role::Codeowners => "`.github/CODEOWNERS`, `docs/CODEOWNERS` or `CODEOWNERS`",
        Role::SecurityPolicy => "`SECURITY.md`, `.github/SECURITY.md` or `docs/SECURITY.md`",
        Role::Tests => {
            "`tests/test_cluster_model.py`: unittest finds files `test*.py` below folders that are Python names"
        }
        _ => "`pyproject.toml`, in the root",
    };
    (!at_home).then_some(places)
}

/// Whether `python -m unittest` finds a test file from the root: every name on the way can be
/// imported, and the file's begins with a small `test`.
fn unittest_finds(path: &str) -> bool {
    let module = path.strip_suffix(".py").unwrap_or_default();
    let importable = |name: &str| {
        name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            && !name.starts_with(|first: char| first.is_ascii_digit())
    };
    module.split('/').all(importable) && module.rsplit('/').next().is_some_and(|name| name.starts_with("test"))
}

/// The ISO date that stands beside the verification file, and the line of the plan it is on.
pub fn record_date(outline: &Outline) -> Option<(String, diagnostic::Span)> {
    let file = outline.files.iter().find(|file| role_of(&file.path) == Some(Role::Verification))?;
    file.bullets.iter().find_map(|bullet| Some((iso_date(bullet.text.plain())?.to_owned(), bullet.text.span())))
}
