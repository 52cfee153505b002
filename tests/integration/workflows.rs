//! The workflows of this repository, read.

use crate::repo::{text, tracked};
use crate::yaml;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Paths of our workflows and of those that the docs show as files.
pub fn workflow_paths() -> Vec<String> {
    let of_ours = |path: &String| path.starts_with(".github/workflows/") || path.starts_with("www/docs/");
    tracked().into_iter().filter(|path| of_ours(path) && path.ends_with(".yml")).collect()
}

pub fn workflows() -> BTreeMap<String, Value> {
    workflow_paths().into_iter().map(|path| (path.clone(), yaml::parse(&text(&path)))).collect()
}

/// Every job with a name for it, `FILE: JOB`.
pub fn jobs() -> Vec<(String, Value)> {
    let named = |(path, workflow): (String, Value)| {
        let jobs = workflow["jobs"].as_object().unwrap().clone();
        jobs.into_iter().map(move |(id, job)| (format!("{path}: {id}"), job))
    };
    workflows().into_iter().flat_map(named).collect()
}

pub fn steps(job: &Value) -> &[Value] {
    job["steps"].as_array().unwrap()
}

pub fn runs(job: &Value) -> impl Iterator<Item = &str> {
    steps(job).iter().filter_map(|step| step["run"].as_str())
}

/// The steps of a job that use an action.
pub fn using<'a>(job: &'a Value, action: &str) -> impl Iterator<Item = &'a Value> {
    let with_at = format!("{action}@");
    steps(job).iter().filter(move |step| step["uses"].as_str().is_some_and(|uses| uses.starts_with(&with_at)))
}

/// Rights to write that a job has.
pub fn writes(job: &Value) -> BTreeSet<&str> {
    let rights = job["permissions"].as_object().unwrap().iter();
    rights.filter(|(_, right)| *right == "write").map(|(name, _)| name.as_str()).collect()
}
