//! The network in numbers: switches, links, ports, wiring, oversubscription.

use super::format::{count, counted, exact, significant};
use crate::model::config::{Attachment, Config};
use crate::model::result::ClusterResult;

/// A network that is built.
pub(in crate::pack) struct NetworkView {
    pub tiers: String,
    pub attachment: String,
    pub switches: Vec<SwitchRow>,
    pub links: Vec<LinkRow>,
    pub leaf_ports: String,
    pub wiring: Option<String>,
}

/// A type of switch.
pub(in crate::pack) struct SwitchRow {
    pub name: &'static str,
    pub count: String,
    pub ports: String,
    pub used: String,
    pub free: String,
}

/// A level of links.
pub(in crate::pack) struct LinkRow {
    pub name: &'static str,
    pub formula: String,
    pub count: String,
    pub speed: String,
}

pub fn view(config: &Config, result: &ClusterResult) -> Option<NetworkView> {
    let tiers = result.tiers.filter(|&tiers| tiers > 0)?;
    Some(NetworkView {
        tiers: format!("**{}**: {}.", counted(tiers, "tier"), why_so_many(config, result)),
        attachment: attachment(config, result),
        switches: switches(config, result),
        links: links(config, result),
        leaf_ports: leaf_ports(config, result),
        wiring: wiring(config, result),
    })
}

fn why_so_many(config: &Config, result: &ClusterResult) -> String {
    let (leaves, spine) = (result.leaves.unwrap_or(0), config.spine.ports);
    match result.tiers {
        Some(1) => "one leaf switch connects everything, so there is no spine and there are no uplinks".to_owned(),
        Some(2) => {
            format!("{} fit under one layer of spines with {} each", counted(leaves, "leaf"), counted(spine, "port"))
        }
        _ => format!(
            "{} are more than the {} of one spine, so spines stand in pods under a layer of cores",
            counted(leaves, "leaf"),
            counted(spine, "port")
        ),
    }
}

fn attachment(config: &Config, result: &ClusterResult) -> String {
    let (ports, down) = (config.node.fabric_ports, config.fabric.leaf_host_ports);
    let (n, leaves) = (count(result.nodes), count(result.leaves.unwrap_or(0)));
    let (k, d) = (count(ports), count(down));
    match config.fabric.attachment {
        Attachment::Rail => format!(
            "**Rail attachment**: link *i* of every node of a unit goes to leaf *i* of that unit. A unit is {} (`leaf_host_ports`) on {} (`fabric_ports`) and is provisioned whole: `L = k * ceil(n / d)` = {k} * ceil({n} / {d}) = {leaves}.",
            counted(down, "node"),
            counted(ports, "leaf")
        ),
        Attachment::Packed => format!(
            "**Packed attachment**: leaves are filled one after the other, and the unit of growth is one leaf with {}: `L = ceil(n * k / d)` = ceil({n} * {k} / {d}) = {leaves}.",
            counted(down, "host port")
        ),
    }
}

fn switches(config: &Config, result: &ClusterResult) -> Vec<SwitchRow> {
    let (host, up, core) =
        (result.host_ports.unwrap_or(0), result.uplinks_total.unwrap_or(0), result.spine_core_links.unwrap_or(0));
    let row = |name, switches: Option<u64>, ports: u64, used: u64| {
        let switches = switches.unwrap_or(0);
        let free = (switches * ports).saturating_sub(used);
        (switches > 0).then(|| SwitchRow {
            name,
            count: count(switches),
            ports: count(ports),
            used: count(used),
            free: count(free),
        })
    };
    [
        row("leaf", result.leaves, config.leaf.ports, host + up),
        row("spine", result.spines, config.spine.ports, up + core),
        row("core", result.cores, config.core.ports, core),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn links(config: &Config, result: &ClusterResult) -> Vec<LinkRow> {
    let half = config.spine.ports / 2;
    let counts = |a: u64, b: u64| format!("{} * {}", count(a), count(b));
    let uplink = format!("{} Gbit/s", exact(config.fabric.uplink_gbps));
    let rows = [
        (
            "node to leaf",
            format!("`n * k` = {}", counts(result.nodes, config.node.fabric_ports)),
            result.host_ports,
            format!("{} Gbit/s", exact(config.fabric.host_link_gbps)),
        ),
        (
            "leaf to spine",
            format!("`L * u` = {}", counts(result.leaves.unwrap_or(0), config.fabric.leaf_uplink_ports)),
            result.uplinks_total,
            uplink,
        ),
        (
            "spine to core",
            format!("`S * floor(R_s / 2)` = {}", counts(result.spines.unwrap_or(0), half)),
            result.spine_core_links,
            "not in the model".to_owned(),
        ),
    ];
    let built = rows.into_iter().filter(|(_, _, links, _)| links.is_some_and(|links| links > 0));
    built
        .map(|(name, formula, links, speed)| LinkRow { name, formula, count: count(links.unwrap_or(0)), speed })
        .collect()
}

fn leaf_ports(config: &Config, result: &ClusterResult) -> String {
    let (leaves, used) = (result.leaves.unwrap_or(0), result.host_ports.unwrap_or(0));
    let (down, up) = (config.fabric.leaf_host_ports, config.fabric.leaf_uplink_ports);
    let all = leaves * down;
    let spare = config.leaf.ports.saturating_sub(down + up);
    let uplinks = match result.uplinks_total {
        Some(0) | None => "no uplink is used".to_owned(),
        Some(uplinks) => format!("all {} uplinks are used", count(uplinks)),
    };
    let unassigned = if spare > 0 {
        let are =
            if spare == 1 { "is neither a host port nor an uplink" } else { "are neither host ports nor uplinks" };
        format!("; {} of each leaf {are}", counted(spare, "port"))
    } else {
        String::new()
    };
    let product = format!("`L * d` = {} * {}", count(leaves), count(down));
    let hosts = match all.saturating_sub(used) {
        0 if all == 1 => format!("the only host port is used ({product})"),
        0 => format!("all {} host ports are used ({product})", count(all)),
        free => {
            let are = if free == 1 { "is" } else { "are" };
            format!("{} of {} host ports are used ({product}), {} {are} free", count(used), count(all), count(free))
        }
    };
    format!("On the leaves {hosts}; {uplinks}{unassigned}.")
}

/// One sentence on even wiring.
fn wiring(config: &Config, result: &ClusterResult) -> Option<String> {
    let (leaves, spines, up) = (result.leaves?, result.spines?, config.fabric.leaf_uplink_ports);
    let spine = config.spine.ports;
    match result.tiers? {
        2 => Some(format!(
            "Every leaf has the same number of links to every spine, {}: so the spine count is the smallest divisor of `u` = {} that is at least `ceil(L * u / R_s)` = ceil({} * {} / {}).",
            shared_out(up, spines),
            count(up),
            count(leaves),
            count(up),
            count(spine)
        )),
        3 => {
            let half = spine / 2;
            let pods = leaves.div_ceil(half.max(1));
            let in_pod = spines / pods.max(1);
            Some(format!(
                "Every leaf has the same number of links to every spine of its pod, {}: so the spines of a pod are the smallest divisor of `u` = {} that is at least `ceil(min(L, h) * u / h)` = ceil({} * {} / {}), with `h = floor(R_s / 2)` and `ceil(L / h)` = {}.",
                shared_out(up, in_pod),
                count(up),
                count(leaves.min(half)),
                count(up),
                count(half),
                counted(pods, "pod")
            ))
        }
        _ => None,
    }
}

/// Uplinks of a leaf to each of its spines.
fn shared_out(up: u64, spines: u64) -> String {
    match spines {
        1 if up == 1 => "here its only one to the only spine".to_owned(),
        1 => format!("here all {} to the only spine", count(up)),
        _ => format!("{} to each of {}", count(up / spines.max(1)), counted(spines, "spine")),
    }
}

/// As built and by design, with formula and numbers.
pub fn oversubscription(config: &Config, result: &ClusterResult) -> String {
    let fabric = &config.fabric;
    let (host, uplink) = (exact(fabric.host_link_gbps), exact(fabric.uplink_gbps));
    let ratio = |down: u64, up: u64, value: f64| {
        format!("({} * {host}) / ({} * {uplink}) = **{}**", count(down), count(up), significant(value, 4))
    };
    let design = ratio(fabric.leaf_host_ports, fabric.leaf_uplink_ports, result.oversubscription_design);
    let built = match (result.oversubscription_ratio, result.host_ports.zip(result.uplinks_total)) {
        (Some(value), Some((down, up))) => format!(
            "`oversubscription_ratio = (host_ports * host_link_gbps) / (uplinks_total * uplink_gbps)` = {}",
            ratio(down, up, value)
        ),
        _ => "`oversubscription_ratio` is null, because nothing that is built has an uplink".to_owned(),
    };
    format!(
        "As built: {built}. By design, for one fully used leaf: `oversubscription_design = (leaf_host_ports * host_link_gbps) / (leaf_uplink_ports * uplink_gbps)` = {design}. The tool computes both; above 1, the leaves take in more than they can pass on."
    )
}
