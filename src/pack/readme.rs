//! The first page of the pack.

use super::config_file::json;
use super::layout::Paths;
use super::link::relative;
use super::template::{self, Contacts, Figure, FileRow, Readme, SchemaRow};
use super::{Material, PackFile, format, memo};
use crate::decimal::plain;
use crate::model::param::{Fallback, PARAMS, Param};
use crate::model::result::{Binding, ClusterResult};
use std::collections::BTreeMap;

pub(super) fn render(material: &Material, files: &BTreeMap<String, PackFile>) -> String {
    let contacts = Contacts::of(&material.plan.settings);
    let paths = &material.layout.paths;
    let row = |(path, file): (&String, &PackFile)| FileRow { path: path.clone(), role: file.role.meaning() };
    let mut rows: Vec<_> = files.iter().map(row).collect();
    for (path, role) in [(&paths.readme, super::Role::Readme), (&paths.manifest, super::Role::Manifest)] {
        let place = rows.partition_point(|row| row.path < *path);
        rows.insert(place, FileRow { path: path.clone(), role: role.meaning() });
    }
    template::readme(&Readme {
        paths,
        name: &material.config.name,
        answer_line: answer_line(material.result),
        findings: memo::findings(material),
        memo: relative(&paths.readme, &paths.memo),
        figures: figures(paths, material.result),
        sample_json: json(material.result).trim_end().to_owned(),
        schema_rows: PARAMS.iter().map(schema_row).collect(),
        files: rows,
        owner: contacts.owner,
        owner_is_placeholder: contacts.owner_is_placeholder,
        contact_is_placeholder: contacts.contact_is_placeholder,
        generator_version: crate::VERSION,
    })
}

/// The pictures, as links from the README.
fn figures(paths: &Paths, result: &ClusterResult) -> Vec<Figure> {
    let points = result.operating_points.as_ref().map(|_| ("Throughput against node power", &paths.points_figure));
    let figures = [("Where the watts go", &paths.power_figure), ("Nodes against the cap", &paths.steps_figure)];
    let linked = |(alt, path): (&'static str, &String)| Figure { alt, link: relative(&paths.readme, path) };
    figures.into_iter().chain(points).map(linked).collect()
}

fn answer_line(result: &ClusterResult) -> String {
    let cap = format::exact_power(result.it_cap_w);
    let reason = match result.binding {
        Some(Binding::Power) => "power stops the next one",
        Some(Binding::Fabric) => "the switches can't wire another",
        Some(Binding::MaxNodes) => "the plan's own limit stops the next one",
        None => "there is room for more",
    };
    match result.nodes {
        0 => format!("No node fits under {cap}; {reason}."),
        nodes => {
            let fit = if nodes == 1 { "node fits" } else { "nodes fit" };
            let total = format::power(result.p_total_w.unwrap_or_default());
            format!("{nodes} {fit} under {cap}, taking {total}; {reason}.")
        }
    }
}

fn schema_row(param: &Param) -> SchemaRow {
    let default = match param.fallback {
        Fallback::Number(number) => plain(number),
        Fallback::Count(count) => count.to_string(),
        Fallback::Word(word) => format!("`{word}`"),
        Fallback::Follows(what) => what.to_owned(),
        Fallback::Absent => "none".to_owned(),
    };
    SchemaRow {
        key: param.name,
        unit: param.unit(),
        range: param.kind.allowed(),
        default,
        description: param.description,
    }
}
