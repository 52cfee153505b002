//! A config in which single values are exchanged without reading the plan again.
//!
//! What follows from an exchanged value follows here as it does in a plan: the split of a leaf whose
//! split nobody set follows its radix, the core switch follows the spine.

use super::complete::split;
use super::config::Config;
use super::param::Key;
use super::settings::{Layer, Settings};
use super::value::Value;

/// A config, and what is given of the values that otherwise follow others.
#[derive(Clone, Debug)]
pub struct Design {
    config: Config,
    host_ports: Option<u64>,
    uplink_ports: Option<u64>,
    core_ports: Option<u64>,
    core_power_w: Option<f64>,
    has_peak: bool,
    splits: bool,
}

impl Design {
    /// Takes a config with the settings that it was built from.
    pub fn of(settings: &Settings, config: &Config) -> Self {
        let follows = |key| settings.get(&key).is_none_or(|setting| setting.layer == Layer::Derived);
        let given = |key, value| (!follows(key)).then_some(value);
        Self {
            host_ports: given(Key::LeafHostPorts, config.fabric.leaf_host_ports),
            uplink_ports: given(Key::LeafUplinkPorts, config.fabric.leaf_uplink_ports),
            core_ports: given(Key::CorePorts, config.core.ports),
            core_power_w: (!follows(Key::CorePower)).then_some(config.core.power_w),
            has_peak: true,
            splits: true,
            config: config.clone(),
        }
    }

    /// The config, unless its values contradict each other.
    pub fn config(&self) -> Option<&Config> {
        (self.splits && self.has_peak).then_some(&self.config)
    }

    /// Exchanges a numeric value. Other kinds of values are left as they are.
    pub fn set(&mut self, key: Key, value: &Value) {
        match *value {
            Value::Number(number) => self.set_number(key, number),
            Value::Count(count) => self.set_count(key, count),
            Value::Word(_) | Value::Points(_) => {}
        }
    }

    fn set_number(&mut self, key: Key, number: f64) {
        let config = &mut self.config;
        match key {
            Key::ItCap => config.it_cap_w = number,
            Key::NodePower => config.node.power_w = number,
            Key::LeafPower => config.leaf.power_w = number,
            Key::SpinePower => {
                (config.spine.power_w, config.core.power_w) = (number, self.core_power_w.unwrap_or(number));
            }
            Key::CorePower => (config.core.power_w, self.core_power_w) = (number, Some(number)),
            Key::HostLink => config.fabric.host_link_gbps = number,
            Key::Uplink => config.fabric.uplink_gbps = number,
            Key::OpticsHostLink => config.optics.host_link_w = number,
            Key::OpticsUplink => config.optics.uplink_w = number,
            Key::Management => config.overhead.management_w = number,
            Key::Storage => config.overhead.storage_w = number,
            Key::Reserve => config.overhead.reserve_fraction = number,
            // A peak means nothing without its number format.
            Key::NodePeak => match &mut config.node.peak {
                Some((peak, _)) => *peak = number,
                None => self.has_peak = false,
            },
            _ => {}
        }
    }

    fn set_count(&mut self, key: Key, count: u64) {
        let config = &mut self.config;
        match key {
            Key::MaxNodes => config.max_nodes = Some(count),
            Key::NodePorts => config.node.fabric_ports = count,
            Key::LeafPorts => config.leaf.ports = count,
            Key::LeafHostPorts => self.host_ports = Some(count),
            Key::LeafUplinkPorts => self.uplink_ports = Some(count),
            Key::SpinePorts => {
                (config.spine.ports, config.core.ports) = (count, self.core_ports.unwrap_or(count));
            }
            Key::CorePorts => (config.core.ports, self.core_ports) = (count, Some(count)),
            Key::MaxTiers => config.fabric.max_tiers = count,
            _ => {}
        }
        if matches!(key, Key::LeafPorts | Key::LeafHostPorts | Key::LeafUplinkPorts) {
            self.split_leaf();
        }
    }

    fn split_leaf(&mut self) {
        let split = split(self.config.leaf.ports, self.host_ports, self.uplink_ports);
        self.splits = split.is_some();
        if let Some((host, uplink)) = split {
            (self.config.fabric.leaf_host_ports, self.config.fabric.leaf_uplink_ports) = (host, uplink);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::complete::complete;
    use super::super::param::PARAMS;
    use super::super::settings::Setting;
    use super::*;

    fn given(values: &[(Key, Value)]) -> Settings {
        let setting = |value: &Value| Setting { value: value.clone(), layer: Layer::Text, span: None };
        values.iter().map(|(key, value)| (*key, setting(value))).collect()
    }

    /// What a plan with these values gives.
    fn planned(values: &[(Key, Value)]) -> Option<Config> {
        Config::from_settings(&complete(given(values)).ok()?)
    }

    #[test]
    fn an_exchanged_value_does_what_it_does_in_a_plan() {
        let peak = [(Key::NodePeak, Value::Number(8.0)), (Key::NodePrecision, Value::Word("BF16".to_owned()))];
        let bases = [
            vec![],
            vec![(Key::LeafHostPorts, Value::Count(20))],
            vec![(Key::LeafUplinkPorts, Value::Count(16)), (Key::CorePorts, Value::Count(32))],
            vec![(Key::LeafHostPorts, Value::Count(24)), (Key::LeafUplinkPorts, Value::Count(8))],
            peak.to_vec(),
        ];
        let mut compared = 0;
        for base in bases {
            let settings = complete(given(&base)).unwrap();
            let design = Design::of(&settings, &planned(&base).unwrap());
            for param in PARAMS.iter().filter(|param| param.kind.is_numeric()) {
                for number in [0.25, 1.0, 2.0, 3.0, 24.0, 48.0, 64.0, 128.0] {
                    let Ok(value) = param.kind.take_number(number) else { continue };
                    let mut varied = design.clone();
                    varied.set(param.key, &value);
                    let mut whole = base.clone();
                    whole.retain(|(key, _)| *key != param.key);
                    whole.push((param.key, value));
                    assert_eq!(varied.config().cloned(), planned(&whole), "{} = {number}, {base:?}", param.name);
                    compared += 1;
                }
            }
        }
        assert!(compared > 400, "{compared}");
    }
}
