//! Every parameter with its value, its source, and whether the answer uses it.

use super::format::{count, exact, percent};
use super::markdown::{code_cell, table_cell};
use crate::diagnostic::{LineIndex, Span};
use crate::model::inputs::no_part;
use crate::model::param::{Dimension, Fallback, Kind, PARAMS, Param};
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

fn row(material: &Material, param: &'static Param) -> LedgerRow {
    let setting = material.plan.settings.get(&param.key);
    LedgerRow {
        name: param.name,
        value: setting.map_or_else(|| "not set".to_owned(), |setting| value(param, &setting.value)),
        source: setting.map_or_else(|| "no default".to_owned(), |setting| source(setting, param, &material.lines)),
        used: no_part(material.config, material.result, param.key)
            .map_or_else(|| "yes".to_owned(), |why| format!("no: {why}")),
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
