//! JSON Schemas (2020-12) of what goes in and out.
//!
//! The files beside this one are generated from the Rust types by the test below and committed, so
//! that no generator is needed at run time. `WATTPACK_BLESS=1 cargo test schema` writes them anew.

/// The config: plan blocks, `tools/example_*_config.json`.
pub const CONFIG: &str = include_str!("config.json");
/// The answer: `wattpack solve --json`, `tools/cluster_model.py --json`.
pub const RESULT: &str = include_str!("result.json");
/// The list of a pack's files: `wattpack.json`.
pub const MANIFEST: &str = include_str!("manifest.json");

#[cfg(test)]
mod config_schema;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::result::ClusterResult;
    use crate::pack::Manifest;
    use serde_json::Value;

    fn pretty(value: &Value) -> String {
        format!("{}\n", serde_json::to_string_pretty(value).unwrap())
    }

    #[expect(clippy::disallowed_methods, reason = "a test that keeps generated files")]
    fn hold(name: &str, committed: &str, generated: &Value) {
        let generated = pretty(generated);
        if std::env::var("WATTPACK_BLESS").is_ok() {
            let path = format!("{}/src/schema/{name}.json", env!("CARGO_MANIFEST_DIR"));
            std::fs::write(path, &generated).unwrap();
        } else {
            assert_eq!(committed, generated, "run `WATTPACK_BLESS=1 cargo test schema` and commit the file");
        }
    }

    #[test]
    fn the_committed_schemas_are_those_of_the_types() {
        hold("config", CONFIG, &config_schema::generate());
        hold("result", RESULT, schemars::schema_for!(ClusterResult).as_value());
        hold("manifest", MANIFEST, schemars::schema_for!(Manifest).as_value());
    }
}
