//! From a solved plan to the files of its pack.
//!
//! `layout` decides where each file stands, by the plan's own list. Then each file is made by the
//! module of its name: `memo` (one file per section), `config_file`, `verification`, `traceability`,
//! `figure`, at last `readme` and `manifest`, which list the others. `template` holds the texts that
//! are filled in, `requirement` and `references` what is known about ids and DOIs, `pins` the pinned
//! actions. `verify` makes the same pack again and compares.

mod config_file;
pub mod figure;
pub(crate) mod format;
mod layout;
mod link;
mod manifest;
mod markdown;
mod memo;
mod pin_scan;
mod pins;
mod readme;
mod references;
mod requirement;
mod template;
mod traceability;
mod verification_record;
mod verify;

pub use config_file::ConfigFile;
pub use layout::{Paths, Role};
pub use manifest::Manifest;
#[cfg(all(feature = "playground", any(test, target_arch = "wasm32")))]
pub(crate) use memo::{WorthRow, ahead, comparison, worth_rows};
pub use pin_scan::{Unpinned, is_workflow, scan as scan_pins};
pub use verify::{Outcome, Verdict, Verification, verify};

use crate::answer::work_out;
use crate::archive::{TooLarge, zip};
use crate::diagnostic::{self, Diagnostic, LineIndex, Problems};
use crate::model::config::Config;
use crate::model::result::ClusterResult;
use crate::plan::{self, FileBlock, Overrides, Plan, Reading, is_device, path_flaw, shown};
use crate::seen::Seen;
use crate::sha256;
use layout::{Layout, lay_out, unsafe_path};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Where a pack keeps its plan.
pub const PLAN: &str = "plan.md";
/// Where a pack keeps its manifest.
pub const MANIFEST: &str = "wattpack.json";

/// Most `file=` blocks of a plan.
const MAX_BLOCKS: usize = 1_000;

/// A file of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackFile {
    /// Its content; LF line ends, except in the plan, which is verbatim.
    pub text: String,
    /// What it is for.
    pub role: Role,
    /// SHA-256 of the text, hex: the manifest lists it, and so do those who hand files on.
    pub sha256: String,
}

impl PackFile {
    fn new(text: String, role: Role) -> Self {
        Self { sha256: sha256(text.as_bytes()), text, role }
    }
}

impl AsRef<str> for PackFile {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

/// The files of a pack by path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    /// The top folder of the archive, and what the archive is called: the cluster's name, or one like
    /// it where that can be no folder on Windows.
    pub name: String,
    /// Relative paths with `/`.
    pub files: BTreeMap<String, PackFile>,
}

impl Pack {
    /// The archive; the same pack gives the same bytes everywhere.
    ///
    /// # Errors
    ///
    /// [`TooLarge`] past what the plain zip format holds.
    pub fn archive(&self) -> Result<Vec<u8>, TooLarge> {
        zip(&self.name, &self.files)
    }
}

/// A plan with its answer and, unless something is wrong, its pack.
#[derive(Debug)]
pub struct Built<'a> {
    /// The plan as read.
    pub plan: Plan<'a>,
    /// The answer.
    pub result: Option<ClusterResult>,
    /// The pack; none when a diagnostic is an error.
    pub pack: Option<Pack>,
    /// Everything found, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// What the files of a pack are made from.
struct Material<'a> {
    plan: &'a Plan<'a>,
    config: &'a Config,
    result: &'a ClusterResult,
    layout: &'a Layout,
    lines: LineIndex<'a>,
}

/// Builds the pack of a plan. With `strict`, warnings weigh as errors.
pub fn build<'a>(text: &'a str, overrides: &Overrides, strict: bool) -> Built<'a> {
    build_from(plan::read(text, overrides), strict)
}

/// Builds the pack of a plan that has been read.
pub fn build_from(reading: Reading<Plan>, strict: bool) -> Built {
    assemble(reading, strict, render)
}

/// `con` is a good name for a cluster, but `con.zip` is a device: only the place is named otherwise.
fn called(name: &str) -> String {
    if is_device(name) { format!("{name}-cluster") } else { name.to_owned() }
}

/// Everything that [`build_from`] would say, without rendering a file: its pack is empty.
pub fn examine(reading: Reading<Plan>) -> Built {
    assemble(reading, false, |_, _| BTreeMap::new())
}

fn assemble(
    reading: Reading<Plan>,
    strict: bool,
    render: fn(&Material, &[&FileBlock]) -> BTreeMap<String, PackFile>,
) -> Built {
    let (plan, mut problems) = (reading.value, Problems::from(reading.diagnostics));
    let name = plan.config.as_ref().map_or("cluster", |config| config.name.as_str());
    let mut layout = lay_out(name, &plan.outline);
    problems.extend(std::mem::take(&mut layout.diagnostics));
    let blocks = take_blocks(&plan.outline.file_blocks, &mut problems);
    problems.extend(too_many(&blocks));
    problems.extend(clashes(&layout.paths, &blocks));
    problems.extend(unmade_files(&plan, &layout, &blocks));
    problems.extend(memo::missing_architecture(&plan, &layout.paths));
    let config = plan.config.as_ref().filter(|_| !problems.have_errors(false));
    let (result, remarks) = config.map_or((None, Vec::new()), |config| work_out(config, None));
    problems.extend(remarks);
    let solved = config.zip(result.as_ref()).filter(|_| !problems.have_errors(strict));
    let pack = solved.map(|(config, result)| {
        let lines = LineIndex::new(plan.text);
        let files = render(&Material { plan: &plan, config, result, layout: &layout, lines }, &blocks);
        Pack { name: called(&config.name), files }
    });
    Built { plan, result, pack, diagnostics: problems.in_reading_order() }
}

/// Fenced blocks whose paths and contents may go into a pack.
fn take_blocks<'a>(blocks: &'a [FileBlock], problems: &mut Problems) -> Vec<&'a FileBlock> {
    let mut taken = Vec::new();
    for block in blocks {
        let mut is_sound = true;
        if let Some(why) = path_flaw(&block.path) {
            problems.push(unsafe_path(&block.path, why, block.span));
            is_sound = false;
        } else if is_workflow(&block.path) {
            pin_scan::scan_for(&block.text, &mut |found| {
                problems.push(gate_broken(block, &found));
                is_sound = false;
            });
        }
        if is_sound {
            taken.push(block);
        }
    }
    taken
}

fn gate_broken(block: &FileBlock, found: &Unpinned) -> Diagnostic {
    let message = format!(
        "line {} of `{}` uses `{}`: {} (GATE-SEC-001)",
        found.line,
        block.path,
        shown(&found.value),
        found.reason
    );
    let help = "pin it: `uses: OWNER/REPO@<40-character commit SHA> # vX.Y.Z`";
    Diagnostic::at(&diagnostic::GATE_BROKEN, block.span, message, help)
}

fn unmade_files(plan: &Plan, layout: &Layout, blocks: &[&FileBlock]) -> Vec<Diagnostic> {
    let packages = layout.paths.test_packages();
    let mut made = Seen::default();
    for path in blocks.iter().map(|block| &block.path).chain(&packages) {
        made.insert(path);
    }
    let has_points = plan.config.as_ref().is_none_or(|config| !config.node.operating_points.is_empty());
    let needs_points = |role: &Option<Role>| *role == Some(Role::PointsFigure) && !has_points;
    let unmade = layout.listed.iter().zip(&plan.outline.files).filter(|((path, role), _)| {
        let is_known = role.is_some() || path_flaw(path).is_some() || made.contains(path.as_str());
        !is_known || needs_points(role)
    });
    unmade
        .map(|((path, role), file)| {
            let help = if needs_points(role) {
                "give node.operating_points in a config block, or take it off the list".to_owned()
            } else {
                format!("supply it as a fenced block with `file={path}`, or take it off the list")
            };
            Diagnostic::at(&diagnostic::UNKNOWN_FILE, file.span, format!("nothing makes `{path}`"), help)
        })
        .collect()
}

fn render(material: &Material, blocks: &[&FileBlock]) -> BTreeMap<String, PackFile> {
    let mut files = BTreeMap::new();
    for (path, role, text) in generated(material) {
        files.insert(path, PackFile::new(text, role));
    }
    for block in blocks {
        files.insert(block.path.clone(), PackFile::new(block.text.clone(), Role::FromPlan));
    }
    let paths = &material.layout.paths;
    files.insert(paths.readme.clone(), PackFile::new(readme::render(material, &files), Role::Readme));
    files.insert(paths.manifest.clone(), PackFile::new(manifest::render(material, &files), Role::Manifest));
    files
}

/// Every generated file but the README and the manifest, which list the others.
fn generated(material: &Material) -> Vec<(String, Role, String)> {
    let paths = &material.layout.paths;
    let mut files = vec![
        (paths.memo.clone(), Role::Memo, memo::render(material)),
        (paths.model.clone(), Role::Model, template::MODEL.to_owned()),
        (paths.config.clone(), Role::Config, config_file::render(material)),
        (paths.schema.clone(), Role::Schema, crate::schema::CONFIG.to_owned()),
        (paths.tests.clone(), Role::Tests, template::tests(paths)),
        (paths.guard.clone(), Role::Guard, template::GUARD.to_owned()),
        (paths.plan.clone(), Role::Plan, material.plan.text.to_owned()),
        (paths.verification.clone(), Role::Verification, verification_record::render(material)),
        (paths.traceability.clone(), Role::Traceability, traceability::render(material)),
        (paths.power_figure.clone(), Role::PowerFigure, figure::power_budget(material.result)),
        (paths.steps_figure.clone(), Role::StepsFigure, figure::nodes_by_cap(material.config, material.result)),
    ];
    let points = figure::operating_points(material.result);
    files.extend(points.map(|picture| (paths.points_figure.clone(), Role::PointsFigure, picture)));
    files.extend(template::repository_files(material));
    files.extend(paths.test_packages().into_iter().map(|path| (path, Role::TestsPackage, String::new())));
    files
}

fn too_many(blocks: &[&FileBlock]) -> Option<Diagnostic> {
    let first = blocks.get(MAX_BLOCKS)?;
    let message = format!("the plan has {} `file=` blocks", blocks.len());
    let help = format!("a pack takes up to {MAX_BLOCKS}; keep the rest beside it");
    Some(Diagnostic::at(&diagnostic::TOO_LARGE, first.span, message, help))
}

/// Files that would share a path, on any system.
fn clashes(paths: &Paths, blocks: &[&FileBlock]) -> Vec<Diagnostic> {
    let mut claims = Claims::default();
    let mut diagnostics = Vec::new();
    for path in paths.all() {
        if let Err(other) = claims.claim(&path) {
            let message = format!("the generated files `{path}` and `{other}` can't stand beside each other");
            let help = "give one of them another path in the plan's file list";
            diagnostics.push(Diagnostic::whole(&diagnostic::PATH_COLLISION, message, help));
        }
    }
    let generated: Vec<String> = paths.all().iter().map(|path| path.to_ascii_lowercase()).collect();
    for block in blocks {
        let Err(other) = claims.claim(&block.path) else { continue };
        let shadows = generated.contains(&block.path.to_ascii_lowercase());
        let (code, message) = if shadows {
            (&diagnostic::SHADOWED_FILE, format!("`{}` is generated (`{other}`)", block.path))
        } else {
            (&diagnostic::PATH_COLLISION, format!("`{}` and `{other}` can't stand beside each other", block.path))
        };
        diagnostics.push(Diagnostic::at(code, block.span, message, "give the block another path"));
    }
    diagnostics
}

/// Paths that are taken.
#[derive(Default)]
struct Claims {
    as_written: Vec<String>,
    /// In lower case, with the place of the path as written.
    lower: BTreeMap<Cow<'static, str>, usize>,
}

impl Claims {
    /// Takes a path, or names the one that it clashes with: the same in another case, or one of
    /// the two a folder of the other.
    fn claim(&mut self, path: &str) -> Result<(), String> {
        let lower = path.to_ascii_lowercase();
        let folder = format!("{lower}/");
        let above = || lower.match_indices('/').find_map(|(at, _)| self.lower.get(&lower[..at]));
        let below = || {
            let next = self.lower.range(Cow::from(folder.clone())..).next();
            next.filter(|(other, _)| other.starts_with(&folder)).map(|(_, place)| place)
        };
        if let Some(place) = self.lower.get(&*lower).or_else(above).or_else(below) {
            return Err(self.as_written[*place].clone());
        }
        self.lower.insert(lower.into(), self.as_written.len());
        self.as_written.push(path.to_owned());
        Ok(())
    }
}
