//! The best power setting of the node against full power: more nodes, each slower.

use super::cluster::Cluster;
use super::config::Config;
use super::fabric::Fabric;
use super::result::{ClusterResult, PointResult};
use serde::Serialize;

/// The trade between the best operating point and the one with the most power per node.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(all(target_arch = "wasm32", feature = "wasm"), derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Trade {
    /// Place of the best point in `operating_points`, from 0.
    pub best: u64,
    /// Place of the point with the most power per node, from 0; the first of equals.
    pub full: u64,
    /// Nodes more at the best point.
    pub nodes_more: i64,
    /// Throughput of one node at the best point over that at full power.
    pub speed_of_one: f64,
    /// Throughput of the cluster at the best point over that at full power; null when nothing fits
    /// at full power.
    pub speed_of_all: Option<f64>,
    /// Switches more at the best point: what the trade costs in network.
    pub switches_more: i64,
    /// Their power and that of the links, W.
    pub network_w_more: f64,
}

impl Trade {
    /// The best point and the one with the most power per node. None when these are not its points.
    pub fn ends<'a>(&self, points: &'a [PointResult]) -> Option<(&'a PointResult, &'a PointResult)> {
        let at = |place: u64| usize::try_from(place).ok().and_then(|place| points.get(place));
        at(self.best).zip(at(self.full))
    }
}

/// None without operating points.
pub fn trade(config: &Config, result: &ClusterResult) -> Option<Trade> {
    let points = result.operating_points.as_ref()?;
    let best = points.iter().position(|point| point.best)?;
    let full = (0..points.len()).reduce(|a, b| if points[b].power_w > points[a].power_w { b } else { a })?;
    let (at_best, at_full) = (&points[best], &points[full]);
    let (now, then) = (built(config, at_full)?, built(config, at_best)?);
    let switches = |fabric: &Fabric| fabric.leaves + fabric.spines + fabric.cores;
    Some(Trade {
        best: best as u64,
        full: full as u64,
        nodes_more: at_best.nodes.checked_signed_diff(at_full.nodes)?,
        speed_of_one: at_best.relative_throughput / at_full.relative_throughput,
        speed_of_all: (at_full.cluster_throughput > 0.0)
            .then(|| at_best.cluster_throughput / at_full.cluster_throughput),
        switches_more: switches(then.fabric()).checked_signed_diff(switches(now.fabric()))?,
        network_w_more: then.power().network() - now.power().network(),
    })
}

fn built<'a>(config: &'a Config, point: &PointResult) -> Option<Cluster<'a>> {
    let mut cluster = Cluster::new(config);
    cluster.build(point.nodes, point.power_w).map(|_| cluster)
}
