//! The config as a JSON file: the plan's numbers, placeholders written out.

use super::Material;
use crate::model::config::{Attachment, Config, Switch};
use crate::model::value::OperatingPoint;
use serde::Serialize;

/// The shape that `wattpack schema config` describes.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(all(target_arch = "wasm32", feature = "wasm"), derive(tsify::Tsify), tsify(missing_as_null))]
#[expect(missing_docs, reason = "the keys are documented in the parameter table")]
pub struct ConfigFile {
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    pub name: String,
    pub it_cap_w: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_nodes: Option<u64>,
    pub node: NodeFile,
    pub leaf: SwitchFile,
    pub spine: SwitchFile,
    pub core: SwitchFile,
    pub fabric: FabricFile,
    pub optics: OpticsFile,
    pub overhead: OverheadFile,
}

/// `node`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(all(target_arch = "wasm32", feature = "wasm"), derive(tsify::Tsify), tsify(missing_as_null))]
pub struct NodeFile {
    pub power_w: f64,
    pub fabric_ports: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub peak_pflops: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(all(target_arch = "wasm32", feature = "wasm"), tsify(optional))]
    pub operating_points: Vec<PointFile>,
}

/// One of `node.operating_points`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(all(target_arch = "wasm32", feature = "wasm"), derive(tsify::Tsify), tsify(missing_as_null))]
pub struct PointFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    pub power_w: f64,
    pub relative_throughput: f64,
}

/// `leaf`, `spine`, `core`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(all(target_arch = "wasm32", feature = "wasm"), derive(tsify::Tsify), tsify(missing_as_null))]
pub struct SwitchFile {
    pub ports: u64,
    pub power_w: f64,
}

/// `fabric`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(all(target_arch = "wasm32", feature = "wasm"), derive(tsify::Tsify), tsify(missing_as_null))]
pub struct FabricFile {
    pub leaf_host_ports: u64,
    pub leaf_uplink_ports: u64,
    pub host_link_gbps: f64,
    pub uplink_gbps: f64,
    pub attachment: &'static str,
    pub max_tiers: u64,
}

/// `optics`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(all(target_arch = "wasm32", feature = "wasm"), derive(tsify::Tsify), tsify(missing_as_null))]
pub struct OpticsFile {
    pub accounting: &'static str,
    pub host_link_w: f64,
    pub uplink_w: f64,
}

/// `overhead`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(all(target_arch = "wasm32", feature = "wasm"), derive(tsify::Tsify), tsify(missing_as_null))]
pub struct OverheadFile {
    pub management_w: f64,
    pub storage_w: f64,
    pub reserve_fraction: f64,
}

impl From<&Switch> for SwitchFile {
    fn from(switch: &Switch) -> Self {
        Self { ports: switch.ports, power_w: switch.power_w }
    }
}

impl From<&OperatingPoint> for PointFile {
    fn from(point: &OperatingPoint) -> Self {
        Self { label: point.label.clone(), power_w: point.power_w, relative_throughput: point.relative_throughput }
    }
}

impl From<&Config> for ConfigFile {
    fn from(config: &Config) -> Self {
        let (node, fabric, optics, overhead) = (&config.node, &config.fabric, &config.optics, &config.overhead);
        Self {
            schema: None,
            name: config.name.clone(),
            it_cap_w: config.it_cap_w,
            max_nodes: config.max_nodes,
            node: NodeFile {
                power_w: node.power_w,
                fabric_ports: node.fabric_ports,
                peak_pflops: node.peak.as_ref().map(|peak| peak.0),
                precision: node.peak.as_ref().map(|peak| peak.1.clone()),
                operating_points: node.operating_points.iter().map(PointFile::from).collect(),
            },
            leaf: SwitchFile::from(&config.leaf),
            spine: SwitchFile::from(&config.spine),
            core: SwitchFile::from(&config.core),
            fabric: FabricFile {
                leaf_host_ports: fabric.leaf_host_ports,
                leaf_uplink_ports: fabric.leaf_uplink_ports,
                host_link_gbps: fabric.host_link_gbps,
                uplink_gbps: fabric.uplink_gbps,
                attachment: if fabric.attachment == Attachment::Rail { "rail" } else { "packed" },
                max_tiers: fabric.max_tiers,
            },
            optics: OpticsFile {
                accounting: if optics.ends == 1 { "per_cable" } else { "per_link_end" },
                host_link_w: optics.host_link_w,
                uplink_w: optics.uplink_w,
            },
            overhead: OverheadFile {
                management_w: overhead.management_w,
                storage_w: overhead.storage_w,
                reserve_fraction: overhead.reserve_fraction,
            },
        }
    }
}

/// The example config of the pack; it names its schema.
pub(super) fn render(material: &Material) -> String {
    let paths = &material.layout.paths;
    let schema = Some(super::link::relative(&paths.config, &paths.schema));
    json(&ConfigFile { schema, ..ConfigFile::from(material.config) })
}

/// Pretty JSON with a line end. The types hold nothing that JSON can't say.
pub(super) fn json(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
