//! The largest cluster under the cap, what stops the next node, and the judgement of a fixed count.

use super::cluster::Cluster;
use super::config::{Attachment, Config};
use super::fabric::Fabric;
use super::param::MAX_INTEGER;
use super::result::{Binding, ClusterResult, FullUnit, NextNode, PointResult, Status};
use crate::decimal::scientific;
use std::fmt;

/// Largest derived power that is trusted, 2^53: beyond it doubles skip integers.
pub(super) const MAX_DERIVED: f64 = 9_007_199_254_740_992.0;

/// A derived number that is not finite, or a power beyond 2^53.
#[derive(Clone, Debug, PartialEq)]
pub struct BeyondRange {
    /// Field of the result.
    pub field: &'static str,
    /// What it would be.
    pub value: f64,
}

impl fmt::Display for BeyondRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} would be {}", self.field, scientific(self.value))
    }
}

/// Finds the largest node count in `[0, hi]` with `p_total_w <= it_cap_w`.
///
/// # Errors
///
/// Names the first derived number that is too large to be trusted.
pub fn solve(config: &Config) -> Result<ClusterResult, BeyondRange> {
    let mut cluster = Cluster::new(config);
    let largest = cluster.largest(config.node.power_w);
    let (nodes, _) = largest;
    let status = if nodes == 0 { Status::NoFeasibleNonzero } else { Status::Ok };
    describe(config, nodes, status, cluster, Some(largest))
}

/// Judges a fixed node count against `max_nodes`, the fabric and the cap, in this order.
///
/// # Errors
///
/// Names the first derived number that is too large to be trusted.
pub fn judge(config: &Config, nodes: u64) -> Result<ClusterResult, BeyondRange> {
    if nodes > MAX_INTEGER {
        return Err(BeyondRange { field: "nodes", value: nodes as f64 });
    }
    let mut cluster = Cluster::new(config);
    let status = match obstacle(config, nodes, cluster.build(nodes, config.node.power_w)) {
        None => Status::Ok,
        Some(Binding::MaxNodes) => Status::OverMaxNodes,
        Some(Binding::Fabric) => Status::OverFabric,
        Some(Binding::Power) => Status::OverCap,
    };
    describe(config, nodes, status, cluster, None)
}

/// The largest count under the cap.
pub fn largest(config: &Config, node_power_w: f64) -> u64 {
    Cluster::new(config).largest(node_power_w).0
}

/// Power of the whole cluster, W, or none if it can't be wired.
pub fn total(config: &Config, node_power_w: f64, nodes: u64) -> Option<f64> {
    Cluster::new(config).build(nodes, node_power_w)
}

/// The first thing that a node count of this power runs into.
fn obstacle(config: &Config, nodes: u64, p_total_w: Option<f64>) -> Option<Binding> {
    if config.max_nodes.is_some_and(|most| nodes > most) {
        return Some(Binding::MaxNodes);
    }
    match p_total_w {
        None => Some(Binding::Fabric),
        Some(total) if total <= config.it_cap_w => None,
        Some(_) => Some(Binding::Power),
    }
}

/// Says all there is to say about a count. Whoever has searched the largest hands it on.
fn describe(
    config: &Config,
    nodes: u64,
    status: Status,
    mut cluster: Cluster,
    largest: Option<(u64, f64)>,
) -> Result<ClusterResult, BeyondRange> {
    let p_total_w = cluster.build(nodes, config.node.power_w);
    let fabric = p_total_w.map(|_| *cluster.fabric());
    let power = p_total_w.map(|_| *cluster.power());
    let count = |get: fn(&Fabric) -> u64| fabric.as_ref().map(get);
    let next_node = next_node(config, nodes, &mut cluster);
    let operating_points = operating_points(config, &mut cluster, largest);
    let full_unit = full_unit(config, nodes, &mut cluster);
    let result = ClusterResult {
        schema_version: 1,
        name: config.name.clone(),
        it_cap_w: config.it_cap_w,
        nodes,
        feasible: matches!(status, Status::Ok | Status::NoFeasibleNonzero),
        status,
        p_total_w,
        headroom_w: p_total_w.map(|total| config.it_cap_w - total),
        utilization: p_total_w.map(|total| total / config.it_cap_w),
        tiers: count(|fabric| fabric.tiers),
        leaves: count(|fabric| fabric.leaves),
        spines: count(|fabric| fabric.spines),
        cores: count(|fabric| fabric.cores),
        host_ports: count(|fabric| fabric.host_links),
        uplinks_total: count(|fabric| fabric.leaf_spine_links),
        spine_core_links: count(|fabric| fabric.spine_core_links),
        oversubscription_ratio: fabric.and_then(|fabric| oversubscription_as_built(config, &fabric)),
        oversubscription_design: oversubscription(
            config,
            config.fabric.leaf_host_ports,
            config.fabric.leaf_uplink_ports,
        ),
        power_breakdown_w: power,
        binding: next_node.reason,
        next_node,
        full_unit,
        compute_pflops: p_total_w.and_then(|_| compute_pflops(config, nodes)),
        pflops_per_mw: p_total_w.and_then(|total| pflops_per_mw(config, nodes, total)),
        operating_points,
    };
    check_range(&result)?;
    Ok(result)
}

/// Of all nodes together; none without a peak.
pub(super) fn compute_pflops(config: &Config, nodes: u64) -> Option<f64> {
    config.node.peak.as_ref().map(|(peak, _)| nodes as f64 * peak)
}

/// None without a peak and at 0 nodes.
pub(super) fn pflops_per_mw(config: &Config, nodes: u64, p_total_w: f64) -> Option<f64> {
    compute_pflops(config, nodes).filter(|_| nodes > 0).map(|compute| compute / (p_total_w / 1e6))
}

/// Over all leaves, as many nodes as there are; none without uplinks.
pub(super) fn oversubscription_as_built(config: &Config, fabric: &Fabric) -> Option<f64> {
    (fabric.leaf_spine_links > 0).then(|| oversubscription(config, fabric.host_links, fabric.leaf_spine_links))
}

/// Bandwidth down over bandwidth up.
fn oversubscription(config: &Config, down: u64, up: u64) -> f64 {
    (down as f64 * config.fabric.host_link_gbps) / (up as f64 * config.fabric.uplink_gbps)
}

fn next_node(config: &Config, nodes: u64, cluster: &mut Cluster) -> NextNode {
    let nodes = nodes + 1;
    let p_total_w = cluster.build(nodes, config.node.power_w);
    NextNode {
        nodes,
        p_total_w,
        short_by_w: p_total_w.map(|total| total - config.it_cap_w),
        reason: obstacle(config, nodes, p_total_w),
    }
}

fn full_unit(config: &Config, nodes: u64, cluster: &mut Cluster) -> Option<FullUnit> {
    if config.fabric.attachment == Attachment::Packed {
        return None;
    }
    let unit = config.fabric.leaf_host_ports;
    let whole = nodes / unit * unit;
    cluster.build(whole, config.node.power_w).map(|p_total_w| FullUnit { nodes: whole, p_total_w })
}

/// The same search at each power; at the node's own it may have been made already.
fn operating_points(config: &Config, cluster: &mut Cluster, own: Option<(u64, f64)>) -> Option<Vec<PointResult>> {
    if config.node.operating_points.is_empty() {
        return None;
    }
    let mut points: Vec<PointResult> = config
        .node
        .operating_points
        .iter()
        .map(|point| {
            #[expect(clippy::float_cmp, reason = "another power is another search, however near")]
            let own = own.filter(|_| point.power_w == config.node.power_w);
            let (nodes, p_total_w) = own.unwrap_or_else(|| cluster.largest(point.power_w));
            PointResult {
                label: point.label.clone(),
                power_w: point.power_w,
                relative_throughput: point.relative_throughput,
                nodes,
                p_total_w,
                cluster_throughput: nodes as f64 * point.relative_throughput,
                best: false,
            }
        })
        .collect();
    let best = (0..points.len()).reduce(|best, at| if is_better(&points[at], &points[best]) { at } else { best });
    if let Some(best) = best {
        points[best].best = true;
    }
    Some(points)
}

#[expect(clippy::float_cmp, reason = "a tie is exact equality")]
fn is_better(challenger: &PointResult, best: &PointResult) -> bool {
    challenger.cluster_throughput > best.cluster_throughput
        || (challenger.cluster_throughput == best.cluster_throughput && challenger.p_total_w < best.p_total_w)
}

/// Every derived number is finite and every derived power at most 2^53 W. The entries of the breakdown
/// are no larger than their sum, which is the first to be asked.
fn check_range(result: &ClusterResult) -> Result<(), BeyondRange> {
    let power = |field, value| check(field, value, MAX_DERIVED);
    let number = |field, value| check(field, value, f64::MAX);
    power("p_total_w", result.p_total_w)?;
    power("headroom_w", result.headroom_w)?;
    power("next_node.p_total_w", result.next_node.p_total_w)?;
    power("next_node.short_by_w", result.next_node.short_by_w)?;
    power("full_unit.p_total_w", result.full_unit.as_ref().map(|unit| unit.p_total_w))?;
    number("utilization", result.utilization)?;
    number("oversubscription_ratio", result.oversubscription_ratio)?;
    number("oversubscription_design", Some(result.oversubscription_design))?;
    number("compute_pflops", result.compute_pflops)?;
    number("pflops_per_mw", result.pflops_per_mw)?;
    for point in result.operating_points.iter().flatten() {
        power("operating_points.p_total_w", Some(point.p_total_w))?;
        number("operating_points.cluster_throughput", Some(point.cluster_throughput))?;
    }
    Ok(())
}

fn check(field: &'static str, value: Option<f64>, limit: f64) -> Result<(), BeyondRange> {
    match value {
        Some(value) if value.is_nan() || value.abs() > limit => Err(BeyondRange { field, value }),
        _ => Ok(()),
    }
}
