//! The numbers of a cluster, complete and in range.

pub use super::settings::Settings;

use super::param::{Fallback, Key, PARAMS};
use super::value::{OperatingPoint, Value};
use crate::diagnostic::Span;
use std::fmt::Write as _;

/// Where a value comes from, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// A flag, a control of the page, or the `overrides` of the API.
    Override,
    /// A fenced config block.
    Block,
    /// The front matter of the plan.
    FrontMatter,
    /// A table row or a list item.
    Text,
    /// The title or a file name.
    Inferred,
    /// Follows from another parameter.
    Derived,
    /// A vendor-neutral placeholder.
    Default,
}

impl Layer {
    /// What people call it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Override => "override",
            Self::Block => "config block",
            Self::FrontMatter => "front matter",
            Self::Text => "plan text",
            Self::Inferred => "inferred",
            Self::Derived => "derived",
            Self::Default => "placeholder default",
        }
    }
}

/// A switch type.
#[derive(Clone, Debug, PartialEq)]
pub struct Switch {
    /// Radix.
    pub ports: u64,
    /// W per switch.
    pub power_w: f64,
}

/// A node type.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// W per node.
    pub power_w: f64,
    /// Links into the compute fabric.
    pub fabric_ports: u64,
    /// PFLOPS per node and their number format.
    pub peak: Option<(f64, String)>,
    /// Power settings.
    pub operating_points: Vec<OperatingPoint>,
}

/// How nodes meet leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attachment {
    /// NIC i of every node of a unit goes to leaf i; a unit is provisioned whole.
    Rail,
    /// Leaves are filled one after the other.
    Packed,
}

/// The network's settings.
#[derive(Clone, Debug, PartialEq)]
pub struct FabricConfig {
    /// Leaf ports down, `d`.
    pub leaf_host_ports: u64,
    /// Leaf ports up, `u`.
    pub leaf_uplink_ports: u64,
    /// Gbit/s of a node-leaf link.
    pub host_link_gbps: f64,
    /// Gbit/s of a leaf-spine link.
    pub uplink_gbps: f64,
    /// How nodes meet leaves.
    pub attachment: Attachment,
    /// Most tiers, 1 to 3.
    pub max_tiers: u64,
}

/// Optics power and what it is counted for.
#[derive(Clone, Debug, PartialEq)]
pub struct Optics {
    /// Counted units per link: 2 for each end, 1 for a cable.
    pub ends: u64,
    /// W per counted unit of a node-leaf link.
    pub host_link_w: f64,
    /// W per counted unit of a link between switches.
    pub uplink_w: f64,
}

/// Power besides nodes and compute fabric.
#[derive(Clone, Debug, PartialEq)]
pub struct Overhead {
    /// W.
    pub management_w: f64,
    /// W.
    pub storage_w: f64,
    /// Share of the subtotal kept free.
    pub reserve_fraction: f64,
}

/// A complete config (contract of the config file: `wattpack schema config`).
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// Slug.
    pub name: String,
    /// W.
    pub it_cap_w: f64,
    /// Upper limit on the nodes.
    pub max_nodes: Option<u64>,
    /// Node type.
    pub node: Node,
    /// Leaf switch.
    pub leaf: Switch,
    /// Spine switch.
    pub spine: Switch,
    /// Core switch.
    pub core: Switch,
    /// Network.
    pub fabric: FabricConfig,
    /// Optics.
    pub optics: Optics,
    /// Everything else.
    pub overhead: Overhead,
}

/// A value with the layer that it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// In the base unit.
    pub value: Value,
    /// Where it comes from.
    pub layer: Layer,
    /// Where it stands in the plan.
    pub span: Option<Span>,
}

impl Setting {
    fn without_place(value: Value, layer: Layer) -> Self {
        Self { value, layer, span: None }
    }
}

/// Something wrong with the config as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Which rule.
    pub rule: Rule,
    /// The keys that take part, those that are set first.
    pub keys: Vec<Key>,
    /// What was found.
    pub message: String,
    /// The way out.
    pub help: String,
}

/// Rules across keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// INV-002.
    RadixSplit,
    /// `peak_pflops` with `precision`.
    Pair,
}

/// Adds what is not given: placeholders, and what follows from other keys.
///
/// # Errors
///
/// Lists the conflicts between keys.
pub fn complete(mut settings: Settings) -> Result<Settings, Vec<Conflict>> {
    for param in PARAMS {
        let value = match param.fallback {
            Fallback::Number(number) => Value::Number(number),
            Fallback::Count(count) => Value::Count(count),
            Fallback::Word(word) => Value::Word(word.to_owned()),
            Fallback::Follows(_) | Fallback::Absent => continue,
        };
        settings.add(param.key, Setting::without_place(value, Layer::Default));
    }
    settings.add(Key::Name, Setting::without_place(Value::Word("cluster".to_owned()), Layer::Default));
    follow(&mut settings, Key::CorePorts, Key::SpinePorts);
    follow(&mut settings, Key::CorePower, Key::SpinePower);
    let conflicts: Vec<_> = [split_leaf(&mut settings), check_pair(&settings)].into_iter().flatten().collect();
    if conflicts.is_empty() { Ok(settings) } else { Err(conflicts) }
}

fn follow(settings: &mut Settings, key: Key, leader: Key) {
    if let Some(value) = settings.get(&leader).map(|setting| setting.value.clone()) {
        settings.add(key, Setting::without_place(value, Layer::Derived));
    }
}

/// The split of a leaf's ports: both absent gives `ceil(ports / 2)` and the rest, one given leaves
/// the other the rest. None when it breaks `INV-002`, `1 <= each` and `sum <= ports`.
pub fn split(ports: u64, down: Option<u64>, up: Option<u64>) -> Option<(u64, u64)> {
    let (host, uplink) = match (down, up) {
        (None, None) => (ports.div_ceil(2), ports / 2),
        (Some(host), None) => (host, ports.saturating_sub(host)),
        (None, Some(uplink)) => (ports.saturating_sub(uplink), uplink),
        (Some(host), Some(uplink)) => (host, uplink),
    };
    (host > 0 && uplink > 0 && host.saturating_add(uplink) <= ports).then_some((host, uplink))
}

fn split_leaf(settings: &mut Settings) -> Option<Conflict> {
    let ports = count(settings, Key::LeafPorts)?;
    let (down, up) = (count(settings, Key::LeafHostPorts), count(settings, Key::LeafUplinkPorts));
    let Some((host, uplink)) = split(ports, down, up) else {
        return Some(split_conflict(ports, down, up));
    };
    for (key, value) in [(Key::LeafHostPorts, host), (Key::LeafUplinkPorts, uplink)] {
        settings.add(key, Setting::without_place(Value::Count(value), Layer::Derived));
    }
    None
}

fn split_conflict(ports: u64, down: Option<u64>, up: Option<u64>) -> Conflict {
    let given = [(Key::LeafHostPorts, down), (Key::LeafUplinkPorts, up)]
        .into_iter()
        .filter_map(|(key, value)| Some((key, value?)));
    let (keys, mut message) = given.fold((Vec::new(), String::new()), |(mut keys, mut text), (key, value)| {
        let joint = if keys.is_empty() { "" } else { " and " };
        let _ = write!(text, "{joint}{} = {value}", key.name());
        keys.push(key);
        (keys, text)
    });
    let wanted = down.unwrap_or(0).saturating_add(up.unwrap_or(0));
    let verb = if keys.len() == 1 { "leaves no port for the other side" } else { "are more ports than it has" };
    let _ = write!(message, " of a leaf with {ports} ports: {wanted} {verb} (INV-002)");
    let help = format!(
        "the two together may be at most leaf.ports = {ports}, each at least 1; lower one, take a leaf with more ports, or leave the split out for {} down and {} up",
        ports.div_ceil(2),
        ports / 2
    );
    Conflict {
        rule: Rule::RadixSplit,
        keys: keys.into_iter().chain([Key::LeafPorts, Key::LeafHostPorts, Key::LeafUplinkPorts]).collect(),
        message,
        help,
    }
}

fn check_pair(settings: &Settings) -> Option<Conflict> {
    let (given, missing, example) =
        match (settings.get(&Key::NodePeak).is_some(), settings.get(&Key::NodePrecision).is_some()) {
            (true, false) => (Key::NodePeak, Key::NodePrecision, "for example `BF16 dense`"),
            (false, true) => (Key::NodePrecision, Key::NodePeak, "the PFLOPS of one node"),
            _ => return None,
        };
    Some(Conflict {
        rule: Rule::Pair,
        keys: vec![given, missing],
        message: format!("{} is given without {}", given.name(), missing.name()),
        help: format!("add {} ({example}), or remove {}", missing.name(), given.name()),
    })
}

fn count(settings: &Settings, key: Key) -> Option<u64> {
    match settings.get(&key)?.value {
        Value::Count(count) => Some(count),
        _ => None,
    }
}

impl Config {
    /// Builds a config from settings that [`complete`] has filled.
    ///
    /// Returns none when a key is missing that `complete` would have filled.
    pub fn from_settings(settings: &Settings) -> Option<Self> {
        let get = Getter(settings);
        Some(Self {
            name: get.word(Key::Name)?,
            it_cap_w: get.number(Key::ItCap)?,
            max_nodes: get.count(Key::MaxNodes),
            node: Node {
                power_w: get.number(Key::NodePower)?,
                fabric_ports: get.count(Key::NodePorts)?,
                peak: get.number(Key::NodePeak).zip(get.word(Key::NodePrecision)),
                operating_points: get.points(Key::NodePoints),
            },
            leaf: Switch { ports: get.count(Key::LeafPorts)?, power_w: get.number(Key::LeafPower)? },
            spine: Switch { ports: get.count(Key::SpinePorts)?, power_w: get.number(Key::SpinePower)? },
            core: Switch { ports: get.count(Key::CorePorts)?, power_w: get.number(Key::CorePower)? },
            fabric: FabricConfig {
                leaf_host_ports: get.count(Key::LeafHostPorts)?,
                leaf_uplink_ports: get.count(Key::LeafUplinkPorts)?,
                host_link_gbps: get.number(Key::HostLink)?,
                uplink_gbps: get.number(Key::Uplink)?,
                attachment: if get.word(Key::Attachment)? == "packed" { Attachment::Packed } else { Attachment::Rail },
                max_tiers: get.count(Key::MaxTiers)?,
            },
            optics: Optics {
                ends: if get.word(Key::OpticsAccounting)? == "per_cable" { 1 } else { 2 },
                host_link_w: get.number(Key::OpticsHostLink)?,
                uplink_w: get.number(Key::OpticsUplink)?,
            },
            overhead: Overhead {
                management_w: get.number(Key::Management)?,
                storage_w: get.number(Key::Storage)?,
                reserve_fraction: get.number(Key::Reserve)?,
            },
        })
    }
}

struct Getter<'a>(&'a Settings);

impl Getter<'_> {
    fn value(&self, key: Key) -> Option<&Value> {
        self.0.get(&key).map(|setting| &setting.value)
    }

    fn number(&self, key: Key) -> Option<f64> {
        match self.value(key)? {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    fn count(&self, key: Key) -> Option<u64> {
        count(self.0, key)
    }

    fn word(&self, key: Key) -> Option<String> {
        match self.value(key)? {
            Value::Word(word) => Some(word.clone()),
            _ => None,
        }
    }

    fn points(&self, key: Key) -> Vec<OperatingPoint> {
        match self.value(key) {
            Some(Value::Points(points)) => points.clone(),
            _ => Vec::new(),
        }
    }
}

impl Default for Config {
    /// The placeholders alone.
    #[expect(clippy::expect_used, reason = "the placeholders are checked by a test")]
    fn default() -> Self {
        let settings = complete(Settings::new()).expect("placeholders do not conflict");
        Self::from_settings(&settings).expect("placeholders are complete")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(given: &[(Key, u64)]) -> Result<(u64, u64), Vec<Conflict>> {
        let settings =
            given.iter().map(|&(key, value)| (key, Setting::without_place(Value::Count(value), Layer::Text))).collect();
        let config = Config::from_settings(&complete(settings)?).unwrap();
        Ok((config.fabric.leaf_host_ports, config.fabric.leaf_uplink_ports))
    }

    #[test]
    fn the_split_follows_the_radix_unless_it_is_set() {
        assert_eq!(split(&[]), Ok((32, 32)));
        assert_eq!(split(&[(Key::LeafPorts, 65)]), Ok((33, 32)));
        assert_eq!(split(&[(Key::LeafPorts, 48), (Key::LeafHostPorts, 36)]), Ok((36, 12)));
        assert_eq!(split(&[(Key::LeafPorts, 48), (Key::LeafUplinkPorts, 16)]), Ok((32, 16)));
        assert_eq!(split(&[(Key::LeafHostPorts, 20), (Key::LeafUplinkPorts, 10)]), Ok((20, 10)));
    }

    #[test]
    fn a_split_that_does_not_fit_is_never_repaired() {
        for given in [
            &[(Key::LeafHostPorts, 40), (Key::LeafUplinkPorts, 40)][..],
            &[(Key::LeafHostPorts, 64)],
            &[(Key::LeafUplinkPorts, 64)],
            &[(Key::LeafPorts, 32), (Key::LeafHostPorts, 32), (Key::LeafUplinkPorts, 32)],
        ] {
            let conflicts = split(given).unwrap_err();
            assert_eq!(conflicts[0].rule, Rule::RadixSplit);
            assert!(conflicts[0].message.contains("INV-002"), "{}", conflicts[0].message);
        }
    }

    #[test]
    fn the_core_switch_follows_the_spine() {
        let settings = Settings::from_iter([(Key::SpinePorts, Setting::without_place(Value::Count(128), Layer::Text))]);
        let config = Config::from_settings(&complete(settings).unwrap()).unwrap();
        assert_eq!((config.leaf.ports, config.spine.ports, config.core.ports), (64, 128, 128));
    }
}
