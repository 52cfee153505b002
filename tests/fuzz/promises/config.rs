//! Reading a config ends. Its answer holds the cap, one node more does not, and written out it is
//! read as itself.

use wattpack_core::answer::{Answer, of_config};
use wattpack_core::model::config::Config;
use wattpack_core::model::explain::explain;
use wattpack_core::model::result::{Binding, ClusterResult};
use wattpack_core::pack::ConfigFile;
use wattpack_core::plan::Overrides;

/// Reads and solves a config.
pub fn hold(text: &str) {
    let answer = of_config(text, &Overrides::new(), None);
    let (Some(config), Some(result)) = (&answer.config, &answer.result) else { return };
    is_tight(config, result);
    let explanation = explain(&answer.settings, config, result);
    assert_eq!(explanation.limits.iter().filter(|limit| limit.binds).count(), 1);
    is_read_as_itself(&answer);
}

/// The answer fits, and the next node does not.
pub fn is_tight(config: &Config, result: &ClusterResult) {
    let cap = config.it_cap_w;
    assert!(result.feasible && result.p_total_w.is_some_and(|total| total <= cap));
    let next = &result.next_node;
    match result.binding.expect("an answer says what binds") {
        Binding::MaxNodes => assert_eq!(config.max_nodes, Some(result.nodes)),
        Binding::Fabric => assert_eq!(next.p_total_w, None),
        Binding::Power => assert!(next.p_total_w.is_some_and(|total| total > cap)),
    }
}

fn is_read_as_itself(answer: &Answer) {
    let file = answer.config.as_ref().map(ConfigFile::from).expect("solved configs are whole");
    let text = serde_json::to_string(&file).expect("a config is JSON");
    let again = of_config(&text, &Overrides::new(), None);
    assert_eq!(again.result, answer.result, "{text}\n{:?}", again.diagnostics);
}
