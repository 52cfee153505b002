//! Every parameter with its value, its source, and whether the answer uses it.

use super::format::{count, exact, percent};
use super::markdown::{code_cell, table_cell};
use crate::diagnostic::{LineIndex, Span};
use crate::model::param::{Dimension, Fallback, Key, Kind, PARAMS, Param};
use crate::model::settings::{Layer, Setting};
use crate::model::value::Value;
use crate::pack::Material;

/// A parameter.
pub(in crate::pack) struct LedgerRow {
    pub name: &'static str,
    pub value: String,
    pub source: String,
    pub used: String,
}

pub fn rows(material: &Material) -> Vec<LedgerRow> {
    PARAMS.iter().map(|param| row(material, param)).collect()
}

/// The settings that the node count rests on.
pub fn used<'a>(material: &'a Material) -> Vec<(Key, &'a Setting)> {
    let settings = material.plan.settings.iter();
    settings.filter(|(key, _)| unused(material, *key).is_none()).collect()
}

fn row(material: &Material, param: &'static Param) -> LedgerRow {
    let setting = material.plan.settings.get(&param.key);
    LedgerRow {
        name: param.name,
        value: setting.map_or_else(|| "not set".to_owned(), |setting| value(param, &setting.value)),
        source: setting.map_or_else(|| "no default".to_owned(), |setting| source(setting, param, &material.lines)),
        used: unused(material, param.key).map_or_else(|| "yes".to_owned(), |why| format!("no: {why}")),
    }
}

fn value(param: &Param, value: &Value) -> String {
    match value {
        Value::Number(share) if param.kind.dimension() == Some(Dimension::Fraction) => {
            format!("{} ({})", exact(*share), percent(*share))
        }
        Value::Number(number) => format!("{} {}", exact(*number), param.unit()),
        Value::Count(number) => format!(
            "{} {}",
            count(*number),
            if *number == 1 { param.unit().trim_end_matches('s') } else { param.unit() }
        ),
        Value::Word(word) if param.kind == Kind::Text => table_cell(word),
        Value::Word(word) => code_cell(word),
        Value::Points(points) => format!("{} listed", points.len()),
    }
}

fn source(setting: &Setting, param: &Param, lines: &LineIndex) -> String {
    let line = |span: Option<Span>| {
        span.map_or_else(String::new, |span| format!("line {} of the plan", lines.line(span.start)))
    };
    match setting.layer {
        Layer::Override => "override".to_owned(),
        Layer::Block | Layer::FrontMatter => format!("{} ({})", line(setting.span), setting.layer.word()),
        Layer::Text => line(setting.span),
        Layer::Inferred => format!("inferred from {}", line(setting.span)),
        Layer::Derived => match param.fallback {
            Fallback::Follows(what) => format!("derived from {what}"),
            _ => "derived".to_owned(),
        },
        Layer::Default => "placeholder default".to_owned(),
    }
}

/// Why a parameter has no part in the node count, if it has none.
fn unused(material: &Material, key: Key) -> Option<&'static str> {
    let (config, result) = (material.config, material.result);
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
