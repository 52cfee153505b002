//! The list of a pack's files with their checksums, and what the pack was made from.

use super::config_file::json;
use super::{Material, PackFile, requirement};
use crate::model::value::Value;
use crate::plan::{Given, Overrides};
use crate::sha256;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;

/// `wattpack.json`, format 1. Fields are added, never renamed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(title = "wattpack manifest"))]
pub struct Manifest {
    /// Version of this shape, 1.
    pub format: u32,
    /// The program that made the pack.
    pub generator: Generator,
    /// SHA-256 of the plan, hex.
    pub plan_sha256: String,
    /// Overrides by dotted key, in base units, sorted.
    // A tree of them would be a tree's code once more in the npm package.
    #[serde(serialize_with = "as_map", deserialize_with = "from_map")]
    #[cfg_attr(test, schemars(with = "BTreeMap<String, OverrideValue>"))]
    pub overrides: Vec<(String, OverrideValue)>,
    /// Every file but this one, sorted by path.
    pub files: Vec<ManifestFile>,
    /// The requirements that the plan declares, in its order.
    pub requirements: Vec<ManifestRequirement>,
}

/// The program that made a pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Generator {
    /// `wattpack`.
    pub name: String,
    /// Its version. Only the same version renders the same bytes.
    pub version: String,
}

/// A value of an override in its base unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum OverrideValue {
    /// A count.
    Count(u64),
    /// A quantity.
    Number(f64),
    /// A word.
    Text(String),
}

/// A file of the pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ManifestFile {
    /// Relative to the pack's root, with `/`.
    pub path: String,
    /// SHA-256, hex.
    pub sha256: String,
    /// Size.
    pub bytes: u64,
    /// What the file is for.
    pub role: String,
}

/// A requirement of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ManifestRequirement {
    /// For example `INV-001`.
    pub id: String,
    /// Line of the plan.
    pub line: u64,
    /// `pack`, `github` (checked statically, runs only there) or `none`.
    pub enforced: String,
}

impl Manifest {
    /// Reads a manifest, or none if the text is not one of this format.
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().filter(|manifest: &Self| manifest.format == 1)
    }

    /// The overrides to build the same pack again.
    pub fn overrides(&self) -> Overrides {
        let given = |value: &OverrideValue| match value {
            OverrideValue::Count(count) => Given::Number(*count as f64),
            OverrideValue::Number(number) => Given::Number(*number),
            OverrideValue::Text(text) => Given::Text(text.clone()),
        };
        self.overrides.iter().map(|(key, value)| (key.clone(), given(value))).collect()
    }
}

pub(super) fn render(material: &Material, files: &BTreeMap<String, PackFile>) -> String {
    let file = |(path, file): (&String, &PackFile)| ManifestFile {
        path: path.clone(),
        sha256: file.sha256.clone(),
        bytes: file.text.len() as u64,
        role: file.role.word().to_owned(),
    };
    json(&Manifest {
        format: 1,
        generator: Generator { name: "wattpack".to_owned(), version: crate::VERSION.to_owned() },
        plan_sha256: sha256(material.plan.text.as_bytes()),
        overrides: overrides(&material.plan.overrides),
        files: files.iter().map(file).collect(),
        requirements: material
            .plan
            .outline
            .requirements
            .iter()
            .map(|declared| ManifestRequirement {
                id: declared.id.clone(),
                line: material.lines.line(declared.span.start) as u64,
                enforced: requirement::rule_for(declared)
                    .map_or("none", |rule| if rule.runs_here { "pack" } else { "github" })
                    .to_owned(),
            })
            .collect(),
    })
}

fn overrides(canonical: &[(&str, Value)]) -> Vec<(String, OverrideValue)> {
    let value = |value: &Value| match value {
        Value::Number(number) => Some(OverrideValue::Number(*number)),
        Value::Count(count) => Some(OverrideValue::Count(*count)),
        Value::Word(word) => Some(OverrideValue::Text(word.clone())),
        Value::Points(_) => None,
    };
    canonical.iter().filter_map(|(key, given)| Some(((*key).to_owned(), value(given)?))).collect()
}

fn as_map<S: Serializer>(overrides: &[(String, OverrideValue)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(overrides.iter().map(|(key, value)| (key, value)))
}

fn from_map<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(String, OverrideValue)>, D::Error> {
    BTreeMap::deserialize(deserializer).map(|overrides| overrides.into_iter().collect())
}
