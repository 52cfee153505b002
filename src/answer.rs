//! From a plan or a config to its answer, with what is worth saying about it.

use crate::decimal::plain;
use crate::diagnostic::{self, Diagnostic, in_reading_order};
use crate::model::config::Config;
use crate::model::result::{Binding, ClusterResult, Status};
use crate::model::settings::Settings;
use crate::model::solve::{BeyondRange, judge, solve};
use crate::plan::{self, Overrides, Plan};

/// A solved plan or config.
#[derive(Debug)]
pub struct Answer {
    /// Every parameter with its source.
    pub settings: Settings,
    /// The numbers, unless they conflict.
    pub config: Option<Config>,
    /// The answer, unless something is wrong with the numbers.
    pub result: Option<ClusterResult>,
    /// Everything found, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Solves a plan, or judges a fixed node count.
pub fn of_plan(text: &str, overrides: &Overrides, nodes: Option<u64>) -> Answer {
    let reading = plan::read(text, overrides);
    let Plan { settings, config, .. } = reading.value;
    finish(settings, config, nodes, reading.diagnostics)
}

/// Solves a config file, or judges a fixed node count.
pub fn of_config(text: &str, overrides: &Overrides, nodes: Option<u64>) -> Answer {
    let reading = plan::read_config(text, overrides);
    let (settings, config) = reading.value;
    finish(settings, config, nodes, reading.diagnostics)
}

fn finish(settings: Settings, config: Option<Config>, nodes: Option<u64>, diagnostics: Vec<Diagnostic>) -> Answer {
    let usable = config.as_ref().filter(|_| !diagnostic::has_errors(&diagnostics, false));
    let (result, found) = usable.map_or((None, Vec::new()), |config| work_out(config, nodes));
    let diagnostics = in_reading_order(diagnostics.into_iter().chain(found).collect());
    Answer { settings, config, result, diagnostics }
}

/// Solves or judges; says what is remarkable.
pub(crate) fn work_out(config: &Config, nodes: Option<u64>) -> (Option<ClusterResult>, Vec<Diagnostic>) {
    match nodes.map_or_else(|| solve(config), |nodes| judge(config, nodes)) {
        Ok(result) => {
            let remark = nothing_fits(&result);
            (Some(result), remark.into_iter().collect())
        }
        Err(beyond) => (None, vec![too_large(&beyond)]),
    }
}

fn nothing_fits(result: &ClusterResult) -> Option<Diagnostic> {
    let next = &result.next_node;
    let why = match (result.binding, next.p_total_w.zip(next.short_by_w)) {
        (Some(Binding::MaxNodes), _) => "max_nodes is 0".to_owned(),
        (Some(Binding::Fabric), _) => {
            "these switches can't wire one node (node.fabric_ports, leaf and spine ports, fabric.max_tiers)".to_owned()
        }
        (_, Some((total, short))) => format!(
            "one node with its network and overheads takes {} W, {} W more than the cap of {} W",
            plain(total),
            plain(short),
            plain(result.it_cap_w)
        ),
        _ => return None,
    };
    let way_out = match result.binding {
        Some(Binding::MaxNodes) => "raise max_nodes",
        Some(Binding::Fabric) => "take larger switches, more tiers or fewer ports per node",
        _ => "raise the cap or lower what the first node takes",
    };
    let help = format!("zero nodes hold the cap and are the correct answer; {way_out} to get more");
    (result.status == Status::NoFeasibleNonzero)
        .then(|| Diagnostic::whole(&diagnostic::NOTHING_FITS, format!("no node fits: {why}"), help))
}

fn too_large(beyond: &BeyondRange) -> Diagnostic {
    let help = "derived numbers must be finite and derived powers at most 2^53 W; check the units of the plan's values";
    Diagnostic::whole(&diagnostic::BEYOND_RANGE, beyond.to_string(), help)
}
