//! What the plan's numbers are taken to mean.

use super::budget::{has_optics, optics_formula};
use super::format::{counted, exact, power, significant};
use crate::model::config::Config;
use crate::model::result::ClusterResult;

/// Sentences of the ledger.
pub(in crate::pack) struct ConventionView {
    pub optics: String,
    pub optics_here: String,
    pub management: String,
    pub storage: String,
    pub node_power: String,
    pub compute: Option<String>,
}

pub fn view(config: &Config, result: &ClusterResult) -> ConventionView {
    ConventionView {
        optics: optics(config),
        optics_here: optics_here(config, result),
        management: scope("Management", "overhead.management_w", config.overhead.management_w),
        storage: scope("Storage", "overhead.storage_w", config.overhead.storage_w),
        node_power: exact(config.node.power_w),
        compute: compute(config, result),
    }
}

fn optics(config: &Config) -> String {
    match config.optics.ends {
        1 => "**Per cable** (`per_cable`): an optics power counts once for a whole cable with both its ends, so the factor is 1.".to_owned(),
        ends => format!("**Per link end** (`per_link_end`): an optics power counts for one module, and a link has {}, so the factor is {ends}.", counted(ends, "end")),
    }
}

fn optics_here(config: &Config, result: &ClusterResult) -> String {
    if has_optics(config) {
        let formula = optics_formula(config, result);
        format!(
            "Here: `ends * (host_links * host_link_w + switch_links * uplink_w)` = {formula}. This is right only if the switch and node powers above are figures **without** optics."
        )
    } else {
        "Here: both optics powers are 0 W, so optics are taken to be inside the switch and node figures, or not counted at all.".to_owned()
    }
}

fn scope(name: &str, key: &str, watts: f64) -> String {
    if watts > 0.0 {
        format!("{name}: **inside** the cap with {} (`{key}`), charged in full from the first node.", power(watts))
    } else {
        format!("{name}: **outside**. `{key}` is 0 W, so nothing is set aside for it under this cap.")
    }
}

/// Compute per MW against published hardware.
fn compute(config: &Config, result: &ClusterResult) -> Option<String> {
    let (_, precision) = config.node.peak.as_ref()?;
    let (per_mw, compute) = (result.pflops_per_mw?, result.compute_pflops?);
    let formula = format!(
        "`pflops_per_mw = compute_pflops / (p_total_w / 1e6)` = {} / {} = {}",
        significant(compute, 5),
        significant(result.p_total_w? / 1e6, 5),
        significant(per_mw, 4)
    );
    let drawn_w = result.power_breakdown_w?.subtotal();
    let verdict = if is_dense_bf16(precision) {
        against_range(compute / (drawn_w / 1e6))
    } else {
        "The range does not apply to other number formats than that one"
    };
    Some(format!(
        "{formula}. Hardware of 2023 to 2025 has 600 to 1,500 PFLOPS of BF16 peak per MW of IT power. {verdict}; HPL FP64, at 25 to 73, is another quantity."
    ))
}

fn is_dense_bf16(precision: &str) -> bool {
    let lower = precision.to_ascii_lowercase();
    let is_bf16 = lower.contains("bf16") || lower.contains("bfloat16");
    is_bf16 && (!lower.contains("spars") || lower.contains("without spars"))
}

fn against_range(per_mw: f64) -> &'static str {
    if per_mw < 600.0 {
        "Reserve aside, this plan lies below that range: check the peak, its unit and the power of a node"
    } else if per_mw > 1500.0 {
        "Reserve aside, this plan lies above that range: check the peak, its unit and the power of a node"
    } else {
        "Reserve aside, this plan lies inside that range"
    }
}
