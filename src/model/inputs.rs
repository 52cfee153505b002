//! What the node count rests on: the parameters that have a part in it.

use super::config::Config;
use super::param::Key;
use super::result::ClusterResult;
use super::settings::{Setting, Settings};

/// The settings that the node count rests on, in the order of the table of parameters.
pub fn inputs<'a>(settings: &'a Settings, config: &Config, result: &ClusterResult) -> Vec<(Key, &'a Setting)> {
    settings.iter().filter(|(key, _)| no_part(config, result, *key).is_none()).collect()
}

/// Why a parameter has no part in the node count, if it has none.
pub fn no_part(config: &Config, result: &ClusterResult, key: Key) -> Option<&'static str> {
    let tiers = result.tiers.unwrap_or(0);
    let optics_are_zero = config.optics.host_link_w == 0.0 && config.optics.uplink_w == 0.0;
    match key {
        Key::Name => Some("names the files"),
        Key::RepoOwner | Key::RepoContact => Some("names people"),
        Key::MaxNodes if config.max_nodes.is_none() => Some("no limit is set"),
        Key::NodePeak | Key::NodePrecision if config.node.peak.is_none() => Some("no compute figure is given"),
        Key::NodePeak | Key::NodePrecision => Some("compute figures only"),
        Key::NodePoints if config.node.operating_points.is_empty() => Some("no points are given"),
        Key::NodePoints => Some("operating points table only"),
        Key::SpinePorts | Key::SpinePower if tiers == 1 => Some("one tier has no spines"),
        Key::CorePorts | Key::CorePower if tiers == 1 || tiers == 2 => Some("no cores are built"),
        Key::HostLink | Key::Uplink => Some("oversubscription only"),
        Key::OpticsAccounting if optics_are_zero => Some("all optics are 0 W"),
        Key::OpticsHostLink if config.optics.host_link_w == 0.0 => Some("at 0 W inside other figures, or not counted"),
        Key::OpticsUplink if config.optics.uplink_w == 0.0 => Some("at 0 W inside other figures, or not counted"),
        Key::Management if config.overhead.management_w == 0.0 => Some("at 0 W outside the count"),
        Key::Storage if config.overhead.storage_w == 0.0 => Some("at 0 W outside the count"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::complete::complete;
    use super::super::settings::Layer;
    use super::super::solve::solve;
    use super::super::value::Value;
    use super::*;

    fn settings(given: &[(Key, Value)]) -> Settings {
        let mut settings = Settings::new();
        for (key, value) in given {
            settings.insert(*key, Setting::without_place(value.clone(), Layer::Override));
        }
        complete(settings).unwrap()
    }

    /// The count and the power of a cluster of all these settings.
    fn answer(settings: &Settings) -> (Config, ClusterResult) {
        let config = Config::from_settings(settings).unwrap();
        let result = solve(&config).unwrap();
        (config, result)
    }

    #[test]
    fn what_has_no_part_changes_nothing_and_powers_that_have_one_do() {
        let mut idle = std::collections::BTreeSet::new();
        for cap in [100_000.0, 2e6, 2e7] {
            let extras = [(Key::OpticsUplink, Value::Number(17.0)), (Key::Management, Value::Number(1e4))];
            for given in [&[][..], &extras, &[(Key::NodePorts, Value::Count(1))]] {
                let settings = settings(&[&[(Key::ItCap, Value::Number(cap))], given].concat());
                let (config, result) = answer(&settings);
                for (key, setting) in settings.iter() {
                    let doubled = match setting.value {
                        Value::Number(number) if number > 0.0 => Value::Number(number * 2.0),
                        Value::Count(count) => Value::Count(count * 2),
                        _ => continue,
                    };
                    let mut changed = settings.clone();
                    changed.insert(key, Setting { value: doubled, ..setting.clone() });
                    let is_idle = no_part(&config, &result, key).is_some();
                    if !is_idle && key.param().unit() != "W" {
                        continue;
                    }
                    let (_, other) = answer(&changed);
                    let is_same = (other.nodes, other.p_total_w) == (result.nodes, result.p_total_w);
                    assert_eq!(is_same, is_idle, "{cap} {given:?} {}", key.name());
                    idle.extend(is_idle.then(|| key.name()));
                }
            }
        }
        let expected = "core.ports core.power_w fabric.host_link_gbps fabric.uplink_gbps spine.ports spine.power_w";
        assert_eq!(idle.into_iter().collect::<Vec<_>>().join(" "), expected);
    }
}
