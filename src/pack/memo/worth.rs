//! What a change of each value is worth.

use super::format::{exact, significant};
use crate::model::config::Config;
use crate::model::param::{Key, Kind};
use crate::model::result::ClusterResult;
use crate::model::settings::Settings;
use crate::model::worth::{Worth, worth};

/// One value, moved by a step.
pub(crate) struct WorthRow {
    /// Key of the config.
    pub key: &'static str,
    /// From what to what.
    pub step: String,
    /// Nodes gained.
    pub gained: String,
    /// Compute per power with the change.
    pub density: String,
    /// Oversubscription with the change.
    pub network: String,
}

pub fn rows(settings: &Settings, config: &Config, result: &ClusterResult) -> Vec<WorthRow> {
    worth(settings, config, result).iter().map(row).collect()
}

/// The change that gains the most nodes, if one gains any.
pub fn best(settings: &Settings, config: &Config, result: &ClusterResult) -> Option<String> {
    let changes = worth(settings, config, result);
    let best = changes.first().filter(|best| best.nodes_gained > Some(0))?;
    Some(format!(
        "Of the single changes tried, `{}` from {} to {} gains most: {} nodes.",
        best.key,
        shown(best.key, best.from),
        shown(best.key, best.to),
        best.nodes.unwrap_or_default()
    ))
}

fn row(worth: &Worth) -> WorthRow {
    WorthRow {
        key: worth.key,
        step: format!("{} to {}", shown(worth.key, worth.from), shown(worth.key, worth.to)),
        gained: match worth.nodes_gained {
            None => "can't be".to_owned(),
            Some(0) if worth.changes_nothing => "changes nothing".to_owned(),
            Some(0) => "none".to_owned(),
            Some(more) => format!("{more:+}"),
        },
        density: match (worth.pflops_per_mw, worth.nodes_per_mw) {
            (Some(density), _) => format!("{} PFLOPS/MW", significant(density, 4)),
            (None, Some(density)) => format!("{} nodes/MW", significant(density, 4)),
            (None, None) => "none".to_owned(),
        },
        network: worth
            .oversubscription_ratio
            .map_or_else(|| "no uplinks".to_owned(), |ratio| format!("{} : 1", significant(ratio, 4))),
    }
}

fn shown(key: &str, value: f64) -> String {
    let Some(param) = Key::find(key).map(Key::param) else {
        return exact(value);
    };
    match param.kind {
        Kind::Share => format!("{} %", significant(value * 100.0, 6)),
        _ => format!("{} {}", significant(value, 9), param.unit()),
    }
}
