//! The worked example of the model: done here once more by hand, and held to the solver.

use super::document::blocks;
use crate::repo::text;
use wattpack_core::answer::of_plan;
use wattpack_core::model::config::Config;
use wattpack_core::model::fabric::wire;
use wattpack_core::model::result::ClusterResult;
use wattpack_core::plan::Overrides;

/// The plan of the example: the first one in the document.
fn plan() -> String {
    let document = text("www/docs/model.md");
    blocks(&document).into_iter().find(|block| block.language() == "markdown").unwrap().text
}

/// A whole number, its thousands apart.
pub fn spaced(number: f64) -> String {
    assert_eq!(number.fract(), 0.0);
    let digits = format!("{number}");
    let groups: Vec<_> = digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap()).collect();
    groups.join(" ")
}

/// One count, step by step.
pub fn example() -> String {
    let plan = plan();
    let solve = |nodes| of_plan(&plan, &Overrides::new(), nodes);
    let solved = solve(None);
    let (config, best) = (solved.config.unwrap(), solved.result.unwrap());
    let next = solve(Some(best.nodes + 1)).result.unwrap();
    let head = format!("| step | {} nodes | {} nodes |\n|---|---|---|\n", best.nodes, next.nodes);
    let (left, right) = (steps(&config, &best), steps(&config, &next));
    let row = |((step, left), (_, right)): ((&str, String), (&str, String))| format!("| {step} | {left} | {right} |\n");
    let rows: String = left.into_iter().zip(right).map(row).collect();
    let verdict = |result: &ClusterResult| {
        let room = result.headroom_w.unwrap();
        let amount = spaced(room.abs());
        if room >= 0.0 { format!("fits, {amount} W free") } else { format!("**{amount} W too much**") }
    };
    format!("{head}{rows}| against the cap | {} | {} |", verdict(&best), verdict(&next))
}

/// The formulas for two tiers, without a line of the solver.
fn steps(config: &Config, result: &ClusterResult) -> Vec<(&'static str, String)> {
    let (n, k) = (result.nodes, config.node.fabric_ports);
    let (d, u) = (config.fabric.leaf_host_ports, config.fabric.leaf_uplink_ports);
    let leaves = k * n.div_ceil(d);
    let least = (leaves * u).div_ceil(config.spine.ports);
    let spines = (least..=u).find(|spines| u % spines == 0).unwrap();
    let ends = config.optics.ends;
    let (hosts, uplinks) = (n * k, leaves * u);
    let (nodes_w, leaves_w) = (n as f64 * config.node.power_w, leaves as f64 * config.leaf.power_w);
    let spines_w = spines as f64 * config.spine.power_w;
    let optics_w = ends as f64 * (hosts as f64 * config.optics.host_link_w + uplinks as f64 * config.optics.uplink_w);
    let (management_w, storage_w) = (config.overhead.management_w, config.overhead.storage_w);
    let subtotal = nodes_w + leaves_w + spines_w + optics_w + management_w + storage_w;
    let reserve_w = subtotal * config.overhead.reserve_fraction;
    let breakdown = result.power_breakdown_w.unwrap();
    assert_eq!((result.tiers, result.leaves, result.spines), (Some(2), Some(leaves), Some(spines)));
    assert_eq!((result.host_ports, result.uplinks_total), (Some(hosts), Some(uplinks)));
    assert_eq!((breakdown.nodes, breakdown.leaves, breakdown.spines), (nodes_w, leaves_w, spines_w));
    assert_eq!((breakdown.optics, breakdown.reserve), (optics_w, reserve_w));
    assert_eq!(result.p_total_w, Some(subtotal + reserve_w));
    let watts = |number| format!("{} W", spaced(number));
    vec![
        ("leaves `L`", format!("{k} x ceil({n} / {d}) = {leaves}")),
        ("spines `S`", format!("nd({u}, ceil({leaves} x {u} / {})) = nd({u}, {least}) = {spines}", config.spine.ports)),
        ("node-leaf links", format!("{n} x {k} = {hosts}")),
        ("leaf-spine links", format!("{leaves} x {u} = {uplinks}")),
        ("nodes", watts(nodes_w)),
        ("leaves", watts(leaves_w)),
        ("spines", watts(spines_w)),
        ("optics", watts(optics_w)),
        ("management and storage", watts(management_w + storage_w)),
        ("subtotal", watts(subtotal)),
        ("reserve", watts(reserve_w)),
        ("`p_total_w`", watts(subtotal + reserve_w)),
    ]
}

/// Counts of the placeholder switches, those of the published tables.
pub fn counts() -> String {
    let row = |nodes: u64| -> String {
        let fabric = wire(&Config::default(), nodes).unwrap();
        let links = [fabric.host_links, fabric.leaf_spine_links, fabric.spine_core_links];
        let counts = [nodes, fabric.leaves, fabric.spines, fabric.cores].into_iter().chain(links);
        counts.map(|count| format!("| {} ", spaced(count as f64))).chain(["|\n".to_owned()]).collect()
    };
    let rows: String = [31, 63, 64, 95, 127, 128, 256, 512, 1_024, 2_048].map(row).concat();
    format!(
        "| nodes | leaves | spines | cores | node-leaf links | leaf-spine links | spine-core links |\n|---|---|---|---|---|---|---|\n{}",
        rows.trim_end()
    )
}
