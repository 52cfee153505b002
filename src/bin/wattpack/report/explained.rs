//! An answer taken apart, for people: `solve --explain`.

use super::layout::{Cell, Table, number, word};
use super::number::{count, decimal, percent, watts};
use super::section;
use wattpack_core::model::explain::Explanation;
use wattpack_core::model::growth::Growth;
use wattpack_core::model::limits::{Change, Limit};
use wattpack_core::model::param::{Key, Kind};
use wattpack_core::model::result::{Binding, ClusterResult, PointResult};
use wattpack_core::model::trade::Trade;
use wattpack_core::model::worth::Worth;

/// All of it, behind the answer itself.
pub fn render(explanation: &Explanation, result: &ClusterResult) -> String {
    let mut text = String::new();
    section(&mut text, "Limits of the next node", &limits(&explanation.limits));
    section(&mut text, "What would let it in", &ways(&explanation.limits));
    section(&mut text, "What the next node costs", &explanation.next.as_ref().map(growth).unwrap_or_default());
    section(&mut text, "Ahead", &ahead(explanation, result));
    section(&mut text, "What a change is worth", &worth(&explanation.worth));
    let points = result.operating_points.as_deref().unwrap_or_default();
    section(&mut text, "The trade", &explanation.trade.as_ref().map(|it| trade(it, points)).unwrap_or_default());
    text
}

fn limits(limits: &[Limit]) -> String {
    let mut table = Table::default();
    for limit in limits {
        let amount = |value: f64| format!("{} {}", decimal(value, 1), limit.unit);
        let short = limit.short_by.map_or_else(
            || "can't be wired".to_owned(),
            |short| {
                let word = if short > 0.0 { "short by" } else { "leaves" };
                format!("{word} {}", amount(short.abs()))
            },
        );
        let needs = limit.needed.map_or_else(String::new, |needed| format!("needs {}", amount(needed)));
        table.row([
            word(limit.limit.word()),
            number(needs),
            number(format!("has {}", amount(limit.available))),
            number(short),
            word(format!("room for {} more", count(limit.slack_nodes))),
            word(if limit.binds { "<- stops it" } else { "" }),
        ]);
    }
    table.set()
}

fn ways(limits: &[Limit]) -> String {
    let mut table = Table::default();
    for change in limits.iter().filter(|limit| limit.binds).flat_map(|limit| &limit.freed_by) {
        table.row(change_row(change));
    }
    table.set()
}

fn change_row(change: &Change) -> [Cell; 4] {
    let parts = (change.to - change.from).abs() / change.from;
    let far = if change.from > 0.0 { format!("by {}", percent(parts)) } else { String::new() };
    [
        word(change.key),
        number(shown(change.key, change.from)),
        word(format!("-> {}", shown(change.key, change.to))),
        word(far),
    ]
}

/// A value of a key with its unit.
fn shown(key: &str, value: f64) -> String {
    let Some(param) = Key::find(key).map(Key::param) else {
        return decimal(value, 3);
    };
    match param.kind {
        Kind::Share => percent(value),
        _ => format!("{} {}", decimal(value, 3), param.unit()),
    }
}

fn growth(growth: &Growth) -> String {
    let mut table = Table::default();
    let mut row = |name: &str, more: f64, remark: String| {
        if more > 0.0 {
            table.row([word(name), number(watts(more)), word(remark)]);
        }
    };
    row("node", growth.node_w, String::new());
    row("switches", growth.switches_w, switches(growth));
    row("links", growth.links_w, String::new());
    row("overheads", growth.overhead_w, "with the first node".to_owned());
    row("reserve", growth.reserve_w, String::new());
    row("in all", growth.added_w, String::new());
    table.set()
}

/// `8 leaf, 2 spine switches more`.
fn switches(growth: &Growth) -> String {
    let parts = [("leaf", growth.leaves), ("spine", growth.spines), ("core", growth.cores)];
    let named: Vec<String> =
        parts.iter().filter(|(_, more)| *more > 0).map(|(name, more)| format!("{} {name}", count(*more))).collect();
    let tier = if growth.adds_tier { ", a further tier" } else { "" };
    if named.is_empty() { String::new() } else { format!("{} more{tier}", named.join(", ")) }
}

fn ahead(explanation: &Explanation, result: &ClusterResult) -> String {
    let mut table = Table::default();
    let short = result.next_node.short_by_w.filter(|_| result.binding == Some(Binding::Power));
    let Some(free) = short.zip(explanation.next.as_ref()) else {
        return String::new();
    };
    let above = |cap: f64| format!("cap + {}", watts(cap - result.it_cap_w));
    table.row([word("below"), number(above(result.it_cap_w + free.0)), word("changes nothing")]);
    table.row([word("at"), number(above(free.1.p_total_w)), word(format!("{} nodes", count(free.1.nodes)))]);
    for cliff in explanation.cliffs.iter().filter(|cliff| cliff.nodes > free.1.nodes) {
        let remark =
            format!("{} nodes; this one costs {}: {}", count(cliff.nodes), watts(cliff.added_w), switches(cliff));
        table.row([word("cliff at"), number(above(cliff.p_total_w)), word(remark)]);
    }
    table.set()
}

fn worth(changes: &[Worth]) -> String {
    let mut table = Table::default();
    for change in changes {
        let step = format!("{} -> {}", shown(change.key, change.from), shown(change.key, change.to));
        table.row([
            word(change.key),
            word(step),
            number(gained(change)),
            number(density(change)),
            word(remark(change)),
        ]);
    }
    table.set()
}

fn gained(change: &Worth) -> String {
    match change.nodes_gained {
        None => "impossible".to_owned(),
        Some(0) => "no node".to_owned(),
        Some(more) => format!("{more:+} node{}", if more.abs() == 1 { "" } else { "s" }),
    }
}

fn density(change: &Worth) -> String {
    match (change.pflops_per_mw, change.nodes_per_mw) {
        (Some(density), _) => format!("{} PFLOPS/MW", decimal(density, 1)),
        (None, Some(density)) => format!("{} nodes/MW", decimal(density, 2)),
        (None, None) => String::new(),
    }
}

fn remark(change: &Worth) -> String {
    match change.oversubscription_ratio {
        _ if change.changes_nothing => "changes nothing".to_owned(),
        Some(ratio) => format!("{} : 1", decimal(ratio, 3)),
        None => String::new(),
    }
}

fn trade(trade: &Trade, points: &[PointResult]) -> String {
    let Some((best, full)) = trade.ends(points) else {
        return String::new();
    };
    if trade.best == trade.full {
        return format!("  full power, {} per node, is best: lowering it gains nothing\n", watts(best.power_w));
    }
    let all = trade.speed_of_all.map_or_else(
        || "where nothing fits at full power".to_owned(),
        |ratio| format!("{} of the throughput of full power", percent(ratio)),
    );
    format!(
        "  {} per node instead of {}: {:+} nodes, each at {} of the speed; together {all}\n  for it {:+} switches, {} more for the network\n",
        watts(best.power_w),
        watts(full.power_w),
        trade.nodes_more,
        percent(trade.speed_of_one),
        trade.switches_more,
        watts(trade.network_w_more),
    )
}
