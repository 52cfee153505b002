//! Which edges the compared configs stood at, judged by their answers and not by how they were made.

use std::collections::BTreeMap;
use wattpack_core::model::config::{Attachment, Config};
use wattpack_core::model::fabric::wire;
use wattpack_core::model::result::{Binding, ClusterResult, Status};

/// How often each kind of config occurred.
#[derive(Debug, Default)]
pub struct Seen(pub BTreeMap<&'static str, usize>);

impl Seen {
    /// Counts a config that both refuse.
    pub fn refused(&mut self) {
        self.count("beyond range", true);
    }

    /// Counts what a solved config is.
    pub fn solved(&mut self, config: &Config, result: &ClusterResult) {
        let cap = config.it_cap_w;
        let tiers = |nodes| wire(config, nodes).map(|fabric| fabric.tiers);
        let (here, next) = (tiers(result.nodes), tiers(result.next_node.nodes));
        let (cost, next_cost) = (result.p_total_w, result.next_node.p_total_w);
        for (kind, is_so) in [
            ("cap is a cost", cost == Some(cap)),
            ("cap is one step above a cost", cost == Some(cap.next_down())),
            ("cap is one step below a cost", next_cost == Some(cap.next_up())),
            ("last with one tier", (here, next) == (Some(1), Some(2))),
            ("last with two tiers", (here, next) == (Some(2), Some(3))),
            ("last that can be wired", here.is_some() && next.is_none()),
            ("first with two tiers", tiers(result.nodes.saturating_sub(1)) == Some(1) && here == Some(2)),
            ("first with three tiers", tiers(result.nodes.saturating_sub(1)) == Some(2) && here == Some(3)),
            ("stopped by max_nodes", result.binding == Some(Binding::MaxNodes)),
            ("stopped by the fabric", result.binding == Some(Binding::Fabric)),
            ("stopped by power", result.binding == Some(Binding::Power)),
            ("nothing fits", result.status == Status::NoFeasibleNonzero),
            ("rail", config.fabric.attachment == Attachment::Rail),
            ("packed", config.fabric.attachment == Attachment::Packed),
            ("operating points", result.operating_points.is_some()),
            ("more than 1 TW", cost.is_some_and(|total| total > 1e12)),
            ("less than 1 uW", cap < 1e-6),
            ("below the normal doubles", cap < f64::MIN_POSITIVE),
            ("almost all is reserve", config.overhead.reserve_fraction > 0.999_999),
        ] {
            self.count(kind, is_so);
        }
    }

    fn count(&mut self, kind: &'static str, is_so: bool) {
        *self.0.entry(kind).or_default() += usize::from(is_so);
    }
}
