//! Operating points: the same search at each power setting of the node.

use super::format::{count, counted, exact, percent, power, significant};
use super::markdown::table_cell;
use crate::model::config::Config;
use crate::model::result::{ClusterResult, PointResult};
use crate::model::trade::{Trade, trade};

/// The table and what it says.
pub(in crate::pack) struct PointsView {
    pub rows: Vec<PointRow>,
    pub verdict: String,
    pub trade: Option<String>,
    pub alt: &'static str,
}

/// One power setting.
pub(in crate::pack) struct PointRow {
    pub label: String,
    pub watts: String,
    pub relative: String,
    pub nodes: String,
    pub total: String,
    pub throughput: String,
    pub best: &'static str,
}

pub fn view(config: &Config, result: &ClusterResult) -> Option<PointsView> {
    let points = result.operating_points.as_ref()?;
    let trade = trade(config, result)?;
    Some(PointsView {
        rows: points.iter().map(row).collect(),
        verdict: format!(
            "{} The rest of this memo takes `node.power_w` = {} W.",
            compared(points, &trade)?,
            exact(config.node.power_w)
        ),
        trade: (trade.best != trade.full).then(|| price(&trade)),
        alt: "Figure 3: throughput against the power of one node.",
    })
}

fn row(point: &PointResult) -> PointRow {
    PointRow {
        label: table_cell(point.label.as_deref().unwrap_or("no label")),
        watts: exact(point.power_w),
        relative: exact(point.relative_throughput),
        nodes: count(point.nodes),
        total: power(point.p_total_w),
        throughput: significant(point.cluster_throughput, 5),
        best: if point.best && point.cluster_throughput > 0.0 { "**best**" } else { "" },
    }
}

/// The best setting against full power.
pub fn comparison(config: &Config, result: &ClusterResult) -> Option<String> {
    compared(result.operating_points.as_ref()?, &trade(config, result)?)
}

fn compared(points: &[PointResult], trade: &Trade) -> Option<String> {
    let (best, full) = trade.ends(points)?;
    let name = |point: &PointResult| {
        point.label.as_deref().map_or_else(String::new, |label| format!("{}, ", table_cell(label)))
    };
    Some(if best.cluster_throughput == 0.0 {
        "No node fits at any of these points.".to_owned()
    } else if points.len() == 1 {
        "The plan gives one point only, so there is nothing to compare it with.".to_owned()
    } else if trade.best == trade.full {
        format!(
            "Best is the setting with the most power per node ({}{} W): lowering it gains nothing here.",
            name(best),
            exact(best.power_w)
        )
    } else {
        format!(
            "Best is {}{} W per node: {} and a throughput of {}, {}.",
            name(best),
            exact(best.power_w),
            counted(best.nodes, "node"),
            significant(best.cluster_throughput, 5),
            against(full, trade, &name(full))
        )
    })
}

/// What the best setting costs against full power.
fn price(trade: &Trade) -> String {
    let nodes = change(trade.nodes_more, "node");
    let switches = change(trade.switches_more, "switch");
    let network = match trade.network_w_more {
        more if more >= 0.0 => format!("{} more", power(more)),
        less => format!("{} less", power(-less)),
    };
    format!(
        "The price against full power: {nodes}, each at {} of the speed, {switches}, and {network} for the network. Space, cooling and the price of the nodes are outside the model.",
        percent(trade.speed_of_one)
    )
}

/// `12 nodes more`.
fn change(more: i64, noun: &str) -> String {
    let word = if more < 0 { "fewer" } else { "more" };
    format!("{} {word}", counted(more.unsigned_abs(), noun))
}

fn against(full: &PointResult, trade: &Trade, name: &str) -> String {
    let at_full = format!("at full power ({name}{} W)", exact(full.power_w));
    match trade.speed_of_all {
        None => format!("where {at_full} no node fits"),
        Some(speed) if speed > 1.0 => format!("{} more than {at_full}", percent(speed - 1.0)),
        Some(_) => format!("the same as {at_full} for less power"),
    }
}
