//! What crosses the border. The TypeScript types of the package are generated from these and from
//! the types of the library that they hold. Flattened fields make a struct a map for serde, so every
//! answer says `hashmap_as_object`.

use crate::diagnostic::{self, LineIndex, Place, Span};
use crate::model::explain::Explanation;
use crate::model::result::ClusterResult;
use crate::model::settings::{Layer, Settings};
use crate::pack::{ConfigFile, PackFile};
use serde::{Serialize, Serializer};
use tsify::Tsify;

/// What `build` gives.
#[derive(Serialize, Tsify)]
#[tsify(missing_as_null, hashmap_as_object)]
#[serde(rename_all = "camelCase")]
pub struct BuildAnswer {
    /// The archive; null when the plan has errors.
    #[serde(serialize_with = "as_bytes")]
    #[tsify(type = "Uint8Array<ArrayBuffer> | null")]
    pub zip: Option<Vec<u8>>,
    /// `<name>.zip`; `<name>-cluster.zip` where Windows has a device of that name.
    pub file_name: Option<String>,
    /// SHA-256 of the archive, hex.
    pub sha256: Option<String>,
    /// The files of the pack, sorted by path; the archive holds them below one top folder.
    pub files: Vec<ArchivedFile>,
    /// The answer.
    pub result: Option<ClusterResult>,
    /// Everything found, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// A file of a pack.
#[derive(Serialize, Tsify)]
pub struct ArchivedFile {
    /// Relative, with `/`.
    pub path: String,
    /// Its content.
    pub text: String,
    /// SHA-256 of the content in UTF-8, hex.
    pub sha256: String,
}

/// What `solve` gives.
#[derive(Serialize, Tsify)]
#[tsify(missing_as_null, hashmap_as_object)]
pub struct SolveAnswer {
    /// The answer; null when the plan has errors.
    pub result: Option<ClusterResult>,
    /// Every number of the cluster; null when some contradict each other.
    pub config: Option<ConfigFile>,
    /// Where each value comes from, by dotted key.
    #[serde(serialize_with = "as_map")]
    #[tsify(type = "Record<string, Source>")]
    pub sources: Vec<(&'static str, Source)>,
    /// Everything found, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// What `explain` gives.
#[derive(Serialize, Tsify)]
#[tsify(missing_as_null, hashmap_as_object)]
pub struct ExplainAnswer {
    /// The answer taken apart; null when the plan has errors.
    pub explanation: Option<Explanation>,
    /// Everything found, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// What `check` gives.
#[derive(Serialize, Tsify)]
#[tsify(missing_as_null, hashmap_as_object)]
pub struct CheckAnswer {
    /// Everything found, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// One problem of a plan. Lines and columns count from 1, columns in UTF-16 code units as strings
/// of JavaScript do; the end is exclusive. All four are null where no place in the text is meant.
#[derive(Serialize, Tsify)]
#[tsify(missing_as_null, hashmap_as_object)]
#[serde(rename_all = "camelCase")]
pub struct Diagnostic {
    /// Stable id, such as `WP201`.
    pub code: &'static str,
    /// How much it weighs; with `strict`, warnings are errors.
    pub severity: Severity,
    /// What was found.
    pub message: String,
    /// What was allowed and what to write instead.
    pub help: String,
    /// The key of the override that is meant; else null.
    pub key: Option<String>,
    /// Where it stands in the plan.
    #[serde(flatten)]
    pub range: TextRange,
}

/// How much a diagnostic weighs.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; changes nothing.
    Note,
    /// Probably not what the author meant.
    Warning,
    /// The plan can't be used as it is.
    Error,
}

/// Where a value comes from.
#[derive(Serialize, Tsify)]
#[tsify(missing_as_null, hashmap_as_object)]
pub struct Source {
    /// The layer that it was read from.
    pub layer: SourceLayer,
    /// Where it stands in the plan.
    #[serde(flatten)]
    pub range: TextRange,
}

/// Where values come from, the strongest first.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "snake_case")]
pub enum SourceLayer {
    /// The `overrides` of the options.
    Override,
    /// A fenced config block.
    Block,
    /// The front matter.
    FrontMatter,
    /// A table row or a list item.
    Text,
    /// The title or a file name.
    Inferred,
    /// Follows from another value.
    Derived,
    /// A vendor-neutral placeholder.
    Default,
}

/// A range of the plan. Lines and columns count from 1, columns in UTF-16 code units; the end is
/// exclusive. All four are null where no place in the text is meant.
#[derive(Default, Serialize, Tsify)]
#[tsify(missing_as_null, hashmap_as_object)]
#[serde(rename_all = "camelCase")]
pub struct TextRange {
    /// First line.
    pub line: Option<u32>,
    /// First column.
    pub column: Option<u32>,
    /// Line of the end.
    pub end_line: Option<u32>,
    /// Column behind the last character.
    pub end_column: Option<u32>,
}

/// Gives things their lines and columns.
pub(super) struct Annotator<'a> {
    lines: LineIndex<'a>,
    strict: bool,
}

impl<'a> Annotator<'a> {
    pub(super) fn new(text: &'a str, strict: bool) -> Self {
        Self { lines: LineIndex::new(text), strict }
    }

    pub(super) fn diagnostics(&self, found: &[diagnostic::Diagnostic]) -> Vec<Diagnostic> {
        found.iter().map(|diagnostic| self.diagnostic(diagnostic)).collect()
    }

    pub(super) fn sources(&self, settings: &Settings) -> Vec<(&'static str, Source)> {
        let source = |layer: Layer, span| Source { layer: layer.into(), range: self.range(span) };
        let sources = settings.iter().map(|(key, setting)| (key.name(), source(setting.layer, setting.span)));
        sources.collect()
    }

    fn diagnostic(&self, found: &diagnostic::Diagnostic) -> Diagnostic {
        let (span, key) = match &found.place {
            Place::Text(span) => (Some(*span), None),
            Place::Override(key) => (None, Some(key.clone())),
            Place::File(_) | Place::Whole => (None, None),
        };
        Diagnostic {
            code: found.code.id,
            severity: found.severity(self.strict).into(),
            message: found.message.clone(),
            help: found.help.clone(),
            key,
            range: self.range(span),
        }
    }

    fn range(&self, span: Option<Span>) -> TextRange {
        let ends = span.map(|span| (self.lines.in_utf16(span.start), self.lines.in_utf16(span.end)));
        let (start, end) = ends.unzip();
        let number = |number: usize| u32::try_from(number).ok();
        TextRange {
            line: start.and_then(|start| number(start.line)),
            column: start.and_then(|start| number(start.column)),
            end_line: end.and_then(|end| number(end.line)),
            end_column: end.and_then(|end| number(end.column)),
        }
    }
}

impl From<(String, PackFile)> for ArchivedFile {
    fn from((path, file): (String, PackFile)) -> Self {
        Self { path, sha256: file.sha256, text: file.text }
    }
}

impl From<diagnostic::Severity> for Severity {
    fn from(severity: diagnostic::Severity) -> Self {
        match severity {
            diagnostic::Severity::Note => Self::Note,
            diagnostic::Severity::Warning => Self::Warning,
            diagnostic::Severity::Error => Self::Error,
        }
    }
}

impl From<Layer> for SourceLayer {
    fn from(layer: Layer) -> Self {
        match layer {
            Layer::Override => Self::Override,
            Layer::Block => Self::Block,
            Layer::FrontMatter => Self::FrontMatter,
            Layer::Text => Self::Text,
            Layer::Inferred => Self::Inferred,
            Layer::Derived => Self::Derived,
            Layer::Default => Self::Default,
        }
    }
}

/// Sources become one object, a key each.
fn as_map<S: Serializer>(sources: &[(&str, Source)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(sources.iter().map(|(key, source)| (key, source)))
}

/// An archive becomes one `Uint8Array`, not a list of numbers.
#[expect(clippy::ref_option, reason = "the signature that serde asks for")]
fn as_bytes<S: Serializer>(bytes: &Option<Vec<u8>>, serializer: S) -> Result<S::Ok, S::Error> {
    match bytes {
        Some(bytes) => serializer.serialize_bytes(bytes),
        None => serializer.serialize_none(),
    }
}
