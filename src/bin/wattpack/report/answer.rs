//! The answer of `solve` for people: how many, how it was counted, and why not one more.

use super::layout::{Cell, Table, number, word};
use super::number::{count, decimal, percent, watts};
use super::safe::visible;
use super::section;
use crate::console::{BAD, GOOD, styled};
use std::fmt::Write as _;
use wattpack_core::diagnostic::LineIndex;
use wattpack_core::model::config::Config;
use wattpack_core::model::inputs::inputs;
use wattpack_core::model::param::Key;
use wattpack_core::model::result::{Binding, ClusterResult, PointResult, Status};
use wattpack_core::model::settings::{Layer, Settings};
use wattpack_core::model::value::Value;

/// What the text is made from.
pub struct Solved<'a> {
    /// Every parameter with its source.
    pub settings: &'a Settings,
    /// The numbers.
    pub config: &'a Config,
    /// The answer.
    pub result: &'a ClusterResult,
    /// The plan or config, for the lines of the sources.
    pub text: &'a str,
    /// Whether a fixed count was judged.
    pub judged: bool,
}

/// The whole answer.
pub fn render(solved: &Solved) -> String {
    let result = solved.result;
    let mut text = headline(solved) + "\n";
    section(&mut text, "Power", &power(result));
    section(&mut text, "Where the watts go", &breakdown(result));
    section(&mut text, "Network", &network(solved));
    section(&mut text, "Compute", &compute(solved));
    section(&mut text, "Operating points", &points(result));
    section(&mut text, "Why not one more", &limits(solved));
    section(&mut text, "What this rests on", &sources(solved));
    text
}

fn headline(solved: &Solved) -> String {
    let ClusterResult { nodes, name, it_cap_w, status, .. } = solved.result;
    let name = visible(name);
    let (nodes, mut cap) = (counted(*nodes, "node"), watts(*it_cap_w));
    if solved.settings.get(&Key::ItCap).is_some_and(|cap| cap.layer == Layer::Default) {
        cap += " (placeholder)";
    }
    let style = if *status == Status::Ok { GOOD } else { BAD };
    let verdict = match status {
        Status::Ok if solved.judged => format!("{nodes} fit within {cap}"),
        Status::Ok | Status::NoFeasibleNonzero => match solved.result.binding {
            Some(Binding::MaxNodes) => format!("{nodes}, and the plan allows no more"),
            Some(Binding::Fabric) => format!("{nodes}, and these switches can't wire another"),
            _ if *status == Status::Ok => format!("{nodes} fit within {cap}, and not one more"),
            _ => format!("0 nodes: not even one fits within {cap}"),
        },
        Status::OverMaxNodes => format!("{nodes} are more than max_nodes allows"),
        Status::OverFabric => format!("{nodes} can't be wired with these switches"),
        Status::OverCap => format!("{nodes} do not fit within {cap}"),
    };
    format!("{name}: {}", styled(style, &verdict))
}

fn counted(number: u64, noun: &str) -> String {
    format!("{} {noun}{}", count(number), if number == 1 { "" } else { "s" })
}

fn power(result: &ClusterResult) -> String {
    let mut table = Table::default();
    let mut row = |name: &str, value: Option<f64>, remark: String| {
        if let Some(value) = value {
            table.row([word(name), number(watts(value)), word(remark)]);
        }
    };
    row(
        "total",
        result.p_total_w,
        result.utilization.map_or_else(String::new, |share| format!("{} of the cap", percent(share))),
    );
    row("cap", Some(result.it_cap_w), String::new());
    row("headroom", result.headroom_w, String::new());
    if let Some(unit) = result.full_unit.as_ref().filter(|unit| unit.nodes > 0 && unit.nodes != result.nodes) {
        let remark = format!("with whole units only: {}", counted(unit.nodes, "node"));
        row("full units", Some(unit.p_total_w), remark);
    }
    table.set()
}

fn breakdown(result: &ClusterResult) -> String {
    let Some((parts, total)) = result.power_breakdown_w.as_ref().zip(result.p_total_w.filter(|total| *total > 0.0))
    else {
        return String::new();
    };
    let mut table = Table::default();
    for (name, value) in parts.entries().into_iter().filter(|(_, value)| *value > 0.0) {
        table.row([word(name), number(watts(value)), number(percent(value / total))]);
    }
    table.set()
}

fn network(solved: &Solved) -> String {
    let result = solved.result;
    let mut table = Table::default();
    let counts = [
        ("tiers", result.tiers),
        ("leaf switches", result.leaves),
        ("spine switches", result.spines),
        ("core switches", result.cores),
        ("node links", result.host_ports),
        ("leaf-spine links", result.uplinks_total),
        ("spine-core links", result.spine_core_links),
    ];
    for (name, value) in counts {
        if let Some(value) = value.filter(|value| *value > 0) {
            table.row([word(name), number(count(value))]);
        }
    }
    if result.host_ports.is_some_and(|ports| ports > 0) {
        table.row(oversubscription(result));
    }
    table.set()
}

fn oversubscription(result: &ClusterResult) -> Vec<Cell> {
    let design = decimal(result.oversubscription_design, 3);
    let (built, remark) = result.oversubscription_ratio.map_or_else(
        || ("none".to_owned(), format!("one tier has no uplinks; {design} : 1 for a full leaf")),
        |ratio| (format!("{} : 1", decimal(ratio, 3)), format!("as built; {design} : 1 for a full leaf")),
    );
    vec![word("oversubscription"), number(built), word(remark)]
}

fn compute(solved: &Solved) -> String {
    let Some((pflops, (_, precision))) = solved.result.compute_pflops.zip(solved.config.node.peak.as_ref()) else {
        return String::new();
    };
    let mut table = Table::default();
    table.row([word("peak"), number(format!("{} PFLOPS", decimal(pflops, 3))), word(visible(precision))]);
    if let Some(density) = solved.result.pflops_per_mw {
        table.row([word("per power"), number(format!("{} PFLOPS/MW", decimal(density, 3)))]);
    }
    table.set()
}

fn points(result: &ClusterResult) -> String {
    let mut table = Table::default();
    for (at, point) in result.operating_points.iter().flatten().enumerate() {
        table.row(point_row(at, point));
    }
    table.set()
}

fn point_row(at: usize, point: &PointResult) -> Vec<Cell> {
    let label = point.label.as_ref().map_or_else(|| format!("point {}", at + 1), |label| visible(label));
    vec![
        word(label),
        number(format!("{} per node", watts(point.power_w))),
        number(counted(point.nodes, "node")),
        number(format!("throughput {}", decimal(point.cluster_throughput, 3))),
        number(watts(point.p_total_w)),
        word(if point.best { "<- best" } else { "" }),
    ]
}

fn limits(solved: &Solved) -> String {
    let next = &solved.result.next_node;
    let nodes = counted(next.nodes, "node");
    let takes = next.p_total_w.map_or_else(String::new, |total| format!("{nodes} would take {}", watts(total)));
    let cap = watts(solved.result.it_cap_w);
    let difference = next.short_by_w.map_or_else(String::new, |short| {
        let side = if short > 0.0 { "above" } else { "below" };
        format!(", {} {side} the cap of {cap}", watts(short.abs()))
    });
    let reason = match solved.result.binding {
        Some(Binding::Power) => format!("power: {takes}{difference}"),
        Some(Binding::MaxNodes) if takes.is_empty() => "max_nodes".to_owned(),
        Some(Binding::MaxNodes) => format!("max_nodes; {takes}{difference}"),
        Some(Binding::Fabric) => {
            format!("the fabric: these switches can't wire {nodes} (ports, fabric.max_tiers)")
        }
        None => format!("nothing stops it: {takes}{difference}"),
    };
    format!("  {reason}\n")
}

/// The values behind the count, each with where it comes from.
fn sources(solved: &Solved) -> String {
    let lines = LineIndex::new(solved.text);
    let mut table = Table::default();
    let inputs = inputs(solved.settings, solved.config, solved.result);
    for (key, setting) in &inputs {
        let line = setting.span.map_or_else(String::new, |span| format!(", line {}", lines.line(span.start)));
        table.row([
            word(key.name()),
            number(value(*key, &setting.value)),
            word(format!("{}{line}", setting.layer.word())),
        ]);
    }
    let placeholders = inputs.iter().filter(|(_, setting)| setting.layer == Layer::Default).count();
    let mut text = table.set();
    if placeholders > 0 {
        let all = inputs.len();
        let _ = writeln!(text, "  {placeholders} of the {all} inputs are placeholders; state yours in the plan.");
    }
    text
}

fn value(key: Key, value: &Value) -> String {
    let plain = match value {
        Value::Number(share) if key.param().unit().is_empty() => return percent(*share),
        Value::Number(number) => decimal(*number, 3),
        Value::Count(number) => count(*number),
        Value::Word(text) => visible(text),
        Value::Points(points) => count(points.len() as u64),
    };
    format!("{plain} {}", key.param().unit()).trim_end().to_owned()
}
