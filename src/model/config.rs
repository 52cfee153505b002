//! The numbers of a cluster, complete and in range.

use super::complete::complete;
use super::param::Key;
use super::settings::Settings;
use super::value::{OperatingPoint, Value};

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
        self.0.count(key)
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
