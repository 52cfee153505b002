//! Whether a pack is still what its plan gives.

mod check;

use super::layout::lay_out;
use super::manifest::Manifest;
use super::{MANIFEST, PLAN, Pack, build};
use crate::diagnostic::{self, Code, Diagnostic, LineIndex};
use crate::plan::Requirement;
pub use check::{Outcome, Verdict};
use check::{Texts, check, not_checked};
use std::collections::BTreeMap;

/// The outcome of a verification.
#[derive(Clone, Debug, Default)]
pub struct Verification {
    /// Differences and failures.
    pub diagnostics: Vec<Diagnostic>,
    /// One verdict per requirement of the plan, in its order.
    pub requirements: Vec<Outcome>,
}

/// Renders the pack again from its own plan and overrides, compares every byte, and runs the check
/// of each requirement on the files as they are. `archive` holds the bytes around them, if the
/// pack came in one.
pub fn verify(files: &BTreeMap<String, Vec<u8>>, archive: Option<&[u8]>) -> Verification {
    let (plan, manifest) = match (text_of(files, PLAN), text_of(files, MANIFEST)) {
        (Ok(plan), Ok(manifest)) => (plan, manifest),
        (plan, manifest) => {
            return Verification {
                diagnostics: [plan.err(), manifest.err()].into_iter().flatten().collect(),
                ..Verification::default()
            };
        }
    };
    let Some(manifest) = Manifest::parse(manifest) else {
        return only(Diagnostic::file(
            &diagnostic::NOT_A_PACK,
            MANIFEST,
            "this is no manifest of format 1",
            "build the pack again from its plan",
        ));
    };
    let built = build(plan, &manifest.overrides(), false);
    let mut verification = Verification::default();
    let is_ours = manifest.generator.version == crate::VERSION && manifest.generator.name == "wattpack";
    if !is_ours {
        verification.diagnostics.push(other_generator(&manifest));
    } else if let Some(pack) = &built.pack {
        verification.diagnostics =
            plan_changed(plan, &manifest).into_iter().chain(compare(pack, files, archive)).collect();
    } else {
        let errors = built.diagnostics.iter().filter(|found| found.severity(false) == diagnostic::Severity::Error);
        verification
            .diagnostics
            .extend(errors.map(|error| Diagnostic::file(error.code, PLAN, error.message.clone(), error.help.clone())));
    }
    if let Some(config) = &built.plan.config {
        let paths = lay_out(&config.name, &built.plan.outline).paths;
        let texts: Texts =
            files.iter().filter_map(|(path, bytes)| Some((path.as_str(), std::str::from_utf8(bytes).ok()?))).collect();
        let lines = LineIndex::new(plan);
        let verdict = |found: &Requirement| {
            let line = lines.line(found.span.start);
            if is_ours { check(found, line, &paths, &texts) } else { not_checked(found, line) }
        };
        verification.requirements = built.plan.outline.requirements.iter().map(verdict).collect();
    }
    verification
        .diagnostics
        .extend(verification.requirements.iter().filter(|outcome| outcome.verdict == Verdict::Failed).map(failed));
    verification
}

fn only(diagnostic: Diagnostic) -> Verification {
    Verification { diagnostics: vec![diagnostic], ..Verification::default() }
}

fn text_of<'a>(files: &'a BTreeMap<String, Vec<u8>>, path: &str) -> Result<&'a str, Diagnostic> {
    let help = "a pack is a folder or a zip that `wattpack build` made";
    let bytes = files
        .get(path)
        .ok_or_else(|| Diagnostic::file(&diagnostic::NOT_A_PACK, path, format!("there is no `{path}`"), help))?;
    let not_text = |_| Diagnostic::file(&diagnostic::NOT_UTF8, path, format!("`{path}` is not UTF-8"), help);
    std::str::from_utf8(bytes).map_err(not_text)
}

/// The plan is what everything is compared with, so only the manifest can tell that it changed.
fn plan_changed(plan: &str, manifest: &Manifest) -> Option<Diagnostic> {
    let message = format!("`{PLAN}` is not the plan that the pack was made from");
    let changed = crate::sha256(plan.as_bytes()) != manifest.plan_sha256;
    changed.then(|| {
        Diagnostic::file(
            &diagnostic::FILE_CHANGED,
            PLAN,
            message,
            "build the pack again from this plan, or take the change back",
        )
    })
}

fn other_generator(manifest: &Manifest) -> Diagnostic {
    let generator = &manifest.generator;
    let (name, version) = (crate::plan::shown(&generator.name), crate::plan::shown(&generator.version));
    let message = format!("the pack was made by {name} {version}, this is wattpack {}", crate::VERSION);
    Diagnostic::file(
        &diagnostic::OTHER_GENERATOR,
        MANIFEST,
        message,
        format!("verify it with version {version}, or build it again"),
    )
}

fn failed(outcome: &Outcome) -> Diagnostic {
    let message = format!("{} does not hold: {}", outcome.id, outcome.detail);
    Diagnostic::file(
        &diagnostic::REQUIREMENT_FAILED,
        PLAN,
        message,
        "build the pack again from its plan, or take the change back",
    )
}

fn compare(pack: &Pack, files: &BTreeMap<String, Vec<u8>>, archive: Option<&[u8]>) -> Vec<Diagnostic> {
    let missing = pack
        .files
        .keys()
        .filter(|path| !files.contains_key(*path))
        .map(|path| (&diagnostic::FILE_MISSING, path, "is missing".to_owned()));
    let added = files
        .keys()
        .filter(|path| !pack.files.contains_key(*path))
        .map(|path| (&diagnostic::FILE_ADDED, path, "is not part of the pack".to_owned()));
    let changed = pack.files.iter().filter_map(|(path, file)| {
        let found = files.get(path).filter(|found| found.as_slice() != file.text.as_bytes())?;
        Some((&diagnostic::FILE_CHANGED, path, difference(file.text.as_bytes(), found)))
    });
    let named = |(code, path, what): (&'static Code, &String, String)| {
        Diagnostic::file(code, path, format!("`{path}` {what}"), code_help(code))
    };
    let mut diagnostics: Vec<_> = changed.chain(missing).chain(added).map(named).collect();
    if diagnostics.is_empty() && archive.is_some_and(|archive| pack.archive().is_ok_and(|expected| expected != archive))
    {
        let message = "every file is as the plan gives it, but the zip around them is not";
        diagnostics.push(Diagnostic::whole(
            &diagnostic::ARCHIVE_REPACKED,
            message,
            "build the archive again, or unpack it and verify the folder",
        ));
    }
    diagnostics
}

fn code_help(code: &'static Code) -> &'static str {
    if *code == diagnostic::FILE_ADDED {
        "remove it, or bring it into the plan as a `file=` block"
    } else {
        "build the pack again from its plan"
    }
}

/// The first line and byte in which two texts differ.
fn difference(expected: &[u8], found: &[u8]) -> String {
    let same = expected.iter().zip(found).take_while(|(a, b)| a == b).count();
    let line = expected[..same].iter().filter(|byte| **byte == b'\n').count() + 1;
    format!(
        "differs from what the plan gives, first in line {line} (byte {same}); {} bytes, expected {}",
        found.len(),
        expected.len()
    )
}
