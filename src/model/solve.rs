//! The largest cluster under the cap, what stops the next node, and the judgement of a fixed count.
//!
//! Total power never decreases with the node count: each of its terms counts something that only
//! grows. So the feasible counts are `0..=n` for some `n`, and a search by halves finds it exactly.

use super::bisect::last_that_fits;
use super::config::{Attachment, Config};
use super::fabric::{Fabric, most_nodes, wire, wire_like};
use super::param::MAX_INTEGER;
use super::power::PowerBreakdown;
use super::result::{Binding, ClusterResult, FullUnit, NextNode, PointResult, Status};
use crate::decimal::scientific;
use std::fmt;

/// Largest derived power that is trusted, 2^53: beyond it doubles skip integers.
pub(super) const MAX_DERIVED: f64 = 9_007_199_254_740_992.0;

/// A derived number that is not finite, or a power beyond 2^53.
#[derive(Clone, Debug, PartialEq)]
pub struct BeyondRange {
    /// Field of the result.
    pub field: String,
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
    let built = largest_built(config, config.node.power_w);
    let status = if built.nodes == 0 { Status::NoFeasibleNonzero } else { Status::Ok };
    describe(config, built.nodes, Some(built), status)
}

/// Judges a fixed node count against `max_nodes`, the fabric and the cap, in this order.
///
/// # Errors
///
/// Names the first derived number that is too large to be trusted.
pub fn judge(config: &Config, nodes: u64) -> Result<ClusterResult, BeyondRange> {
    if nodes > MAX_INTEGER {
        return Err(BeyondRange { field: "nodes".to_owned(), value: nodes as f64 });
    }
    let built = build(config, nodes, &Fabric::default());
    let status = match obstacle(config, nodes, built.map(|built| built.power.total())) {
        None => Status::Ok,
        Some(Binding::MaxNodes) => Status::OverMaxNodes,
        Some(Binding::Fabric) => Status::OverFabric,
        Some(Binding::Power) => Status::OverCap,
    };
    describe(config, nodes, built, status)
}

/// A cluster that can be wired, and what it draws.
#[derive(Clone, Copy, Default)]
struct Built {
    nodes: u64,
    fabric: Fabric,
    power: PowerBreakdown,
}

impl Built {
    /// Builds `nodes` nodes, of which the caller knows that they can be wired.
    fn like(config: &Config, node_power_w: f64, nodes: u64, known: &Fabric) -> Self {
        let fabric = wire_like(config, nodes, known);
        Self { nodes, fabric, power: PowerBreakdown::of(config, node_power_w, nodes, &fabric) }
    }
}

/// Builds `nodes` nodes, knowing a fabric of this config; none if they can't be wired.
fn build(config: &Config, nodes: u64, known: &Fabric) -> Option<Built> {
    (nodes <= most_nodes(config)).then(|| Built::like(config, config.node.power_w, nodes, known))
}

/// The largest count under the cap. The upper end is the least of `max_nodes`, the wiring limit and
/// `floor(it_cap_w / power) + 1`: rounding can make the bare quotient one too small, and the power
/// test decides.
pub fn largest(config: &Config, node_power_w: f64) -> u64 {
    largest_built(config, node_power_w).nodes
}

fn largest_built(config: &Config, node_power_w: f64) -> Built {
    let end = upper_end(config, node_power_w);
    let near = estimate(config, node_power_w, end);
    // Within a unit the switches stay the same, so what is left of the cap tells how many nodes more.
    let left = (config.it_cap_w - near.power.total()) / (node_power_w * (1.0 + config.overhead.reserve_fraction));
    #[expect(clippy::cast_possible_truncation, reason = "the cast saturates, and any guess will do")]
    let guess = near.nodes.saturating_add_signed(left.floor() as i64);
    search(config, node_power_w, end, guess, near.fabric)
}

/// The same count as [`largest`], found from a count that is probably near.
pub fn largest_near(config: &Config, guess: u64) -> u64 {
    let node_power_w = config.node.power_w;
    search(config, node_power_w, upper_end(config, node_power_w), guess, Fabric::default()).nodes
}

/// Steps that double, in the right direction from a guess, then a binary search between the last two.
/// What fits last is the largest: each count that is asked for is larger than those that did.
fn search(config: &Config, node_power_w: f64, end: u64, guess: u64, mut known: Fabric) -> Built {
    let mut largest = Built::default();
    let mut fits = |nodes| {
        let built = Built::like(config, node_power_w, nodes, &known);
        known = built.fabric;
        let fits = built.power.total() <= config.it_cap_w;
        if fits {
            largest = built;
        }
        fits
    };
    let guess = guess.min(end);
    let (mut low, mut above, mut step) = (guess.saturating_sub(1), guess, 1);
    if fits(guess) {
        (low, above) = (guess, guess + 1);
        while above <= end && fits(above) {
            step *= 2;
            (low, above) = (above, (above + step).min(end + 1));
        }
    } else {
        while low > 0 && !fits(low) {
            step *= 2;
            (low, above) = (low.saturating_sub(step), low);
        }
    }
    last_that_fits(low, above, fits);
    largest
}

/// Nearly the largest count: what a cluster too large draws for each node, overheads aside, is what
/// the nodes under the cap draw, but for steps of the fabric.
fn estimate(config: &Config, node_power_w: f64, end: u64) -> Built {
    let overhead =
        (config.overhead.management_w + config.overhead.storage_w) * (1.0 + config.overhead.reserve_fraction);
    let far = Built::like(config, node_power_w, end, &Fabric::default());
    let for_each = (far.power.total() - overhead) / end as f64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the cast saturates, and any guess will do"
    )]
    let guess = ((config.it_cap_w - overhead) / for_each) as u64;
    Built::like(config, node_power_w, guess.min(end), &far.fabric)
}

fn upper_end(config: &Config, node_power_w: f64) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the cast saturates, and the wiring limit is below 2^48"
    )]
    let by_power = ((config.it_cap_w / node_power_w).floor() as u64).saturating_add(1);
    most_nodes(config).min(by_power).min(config.max_nodes.unwrap_or(u64::MAX))
}

/// Power of the whole cluster, W, or none if it can't be wired.
pub fn total(config: &Config, node_power_w: f64, nodes: u64) -> Option<f64> {
    wire(config, nodes).map(|fabric| PowerBreakdown::of(config, node_power_w, nodes, &fabric).total())
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

fn describe(config: &Config, nodes: u64, built: Option<Built>, status: Status) -> Result<ClusterResult, BeyondRange> {
    let (fabric, breakdown) = built.map(|built| (built.fabric, built.power)).unzip();
    let p_total_w = breakdown.map(|breakdown| breakdown.total());
    let compute_pflops = config.node.peak.as_ref().filter(|_| fabric.is_some()).map(|(peak, _)| nodes as f64 * peak);
    let count = |get: fn(&Fabric) -> u64| fabric.as_ref().map(get);
    let known = fabric.unwrap_or_default();
    let next_node = next_node(config, nodes, &known);
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
        oversubscription_ratio: fabric
            .filter(|fabric| fabric.leaf_spine_links > 0)
            .map(|fabric| oversubscription(config, fabric.host_links, fabric.leaf_spine_links)),
        oversubscription_design: oversubscription(
            config,
            config.fabric.leaf_host_ports,
            config.fabric.leaf_uplink_ports,
        ),
        power_breakdown_w: breakdown,
        binding: next_node.reason,
        next_node,
        full_unit: full_unit(config, nodes, &known),
        compute_pflops,
        pflops_per_mw: compute_pflops
            .zip(p_total_w)
            .filter(|_| nodes > 0)
            .map(|(compute, total)| compute / (total / 1e6)),
        operating_points: operating_points(config),
    };
    check_range(&result)?;
    Ok(result)
}

/// Bandwidth down over bandwidth up.
pub(super) fn oversubscription(config: &Config, down: u64, up: u64) -> f64 {
    (down as f64 * config.fabric.host_link_gbps) / (up as f64 * config.fabric.uplink_gbps)
}

fn next_node(config: &Config, nodes: u64, known: &Fabric) -> NextNode {
    let nodes = nodes + 1;
    let p_total_w = build(config, nodes, known).map(|built| built.power.total());
    NextNode {
        nodes,
        p_total_w,
        short_by_w: p_total_w.map(|total| total - config.it_cap_w),
        reason: obstacle(config, nodes, p_total_w),
    }
}

fn full_unit(config: &Config, nodes: u64, known: &Fabric) -> Option<FullUnit> {
    if config.fabric.attachment == Attachment::Packed {
        return None;
    }
    let unit = config.fabric.leaf_host_ports;
    let whole = nodes / unit * unit;
    build(config, whole, known).map(|built| FullUnit { nodes: whole, p_total_w: built.power.total() })
}

fn operating_points(config: &Config) -> Option<Vec<PointResult>> {
    if config.node.operating_points.is_empty() {
        return None;
    }
    let mut points: Vec<PointResult> = config
        .node
        .operating_points
        .iter()
        .map(|point| {
            let built = largest_built(config, point.power_w);
            PointResult {
                label: point.label.clone(),
                power_w: point.power_w,
                relative_throughput: point.relative_throughput,
                nodes: built.nodes,
                p_total_w: built.power.total(),
                cluster_throughput: built.nodes as f64 * point.relative_throughput,
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

/// Every derived number is finite and every derived power at most 2^53 W.
fn check_range(result: &ClusterResult) -> Result<(), BeyondRange> {
    let powers = [
        ("p_total_w", result.p_total_w),
        ("headroom_w", result.headroom_w),
        ("next_node.p_total_w", result.next_node.p_total_w),
        ("next_node.short_by_w", result.next_node.short_by_w),
        ("full_unit.p_total_w", result.full_unit.as_ref().map(|unit| unit.p_total_w)),
    ];
    let ratios = [
        ("utilization", result.utilization),
        ("oversubscription_ratio", result.oversubscription_ratio),
        ("oversubscription_design", Some(result.oversubscription_design)),
        ("compute_pflops", result.compute_pflops),
        ("pflops_per_mw", result.pflops_per_mw),
    ];
    for (field, value) in powers {
        check(field, value, MAX_DERIVED)?;
    }
    for (field, value) in result.power_breakdown_w.iter().flat_map(PowerBreakdown::entries) {
        check(field, Some(value), MAX_DERIVED)
            .map_err(|beyond| BeyondRange { field: format!("power_breakdown_w.{field}"), ..beyond })?;
    }
    for (field, value) in ratios {
        check(field, value, f64::MAX)?;
    }
    for point in result.operating_points.iter().flatten() {
        check("operating_points.p_total_w", Some(point.p_total_w), MAX_DERIVED)?;
        check("operating_points.cluster_throughput", Some(point.cluster_throughput), f64::MAX)?;
    }
    Ok(())
}

fn check(field: &str, value: Option<f64>, limit: f64) -> Result<(), BeyondRange> {
    match value {
        Some(value) if value.is_nan() || value.abs() > limit => Err(BeyondRange { field: field.to_owned(), value }),
        _ => Ok(()),
    }
}
