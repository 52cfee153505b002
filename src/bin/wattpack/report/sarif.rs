//! Diagnostics as SARIF 2.1.0, which code scanning reads.

use super::json::pretty;
use super::{Places, Report};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use std::fmt::Write as _;
use wattpack_core::diagnostic::{Article, CATALOG, Diagnostic, Place, Severity};

/// One run with the whole catalogue as rules.
pub fn render(report: &Report) -> String {
    let tool = json!({ "driver": {
        "name": "wattpack",
        "semanticVersion": wattpack_core::VERSION,
        "informationUri": env!("CARGO_PKG_REPOSITORY"),
        "rules": CATALOG.iter().map(rule).collect::<Vec<_>>(),
    } });
    let results = Results { report, places: report.places() };
    let run = Run { column_kind: "unicodeCodePoints", results, tool };
    pretty(&Log { schema: "https://json.schemastore.org/sarif-2.1.0.json", runs: [run], version: "2.1.0" })
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    runs: [Run<'a>; 1],
    version: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    column_kind: &'static str,
    results: Results<'a>,
    tool: Value,
}

/// What was found. Each is made when it is written: all at once are many times their text.
struct Results<'a> {
    report: &'a Report<'a>,
    places: Places,
}

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.report.diagnostics.iter().map(|found| result(self.report, found, &self.places)))
    }
}

fn rule(Article { code, title, explanation }: &Article) -> Value {
    json!({
        "id": code.id,
        "shortDescription": { "text": title },
        "fullDescription": { "text": explanation },
        "help": { "text": explanation },
        "defaultConfiguration": { "level": level(code.severity) },
    })
}

fn result(report: &Report, diagnostic: &Diagnostic, places: &Places) -> Value {
    let index = CATALOG.iter().position(|article| article.code == diagnostic.code);
    let flag = match &diagnostic.place {
        Place::Override(key) => format!("--set {key}: "),
        _ => String::new(),
    };
    json!({
        "ruleId": diagnostic.code.id,
        "ruleIndex": index,
        "level": level(report.severity(diagnostic)),
        "message": { "text": format!("{flag}{}\nhelp: {}", diagnostic.message, diagnostic.help) },
        "locations": [location(report, diagnostic, places)],
    })
}

/// A flag has no place of its own; the plan that it is set above stands in, because code scanning
/// drops results without a file.
fn location(report: &Report, diagnostic: &Diagnostic, places: &Places) -> Value {
    let place = report.locate(diagnostic, places);
    let is_flag = matches!(diagnostic.place, Place::Override(_));
    let file = if is_flag { report.label } else { &place.file };
    let region = place.range.map_or_else(
        || json!({ "startLine": 1 }),
        |(start, end)| {
            json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
        },
    );
    let mut location = json!({ "physicalLocation": { "artifactLocation": { "uri": uri(file) }, "region": region } });
    if is_flag {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": place.file, "kind": "parameter" }]);
    }
    location
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// A path as a URI reference: relative stays relative, absolute gets its scheme.
fn uri(path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let scheme = if path.starts_with('/') { "file://" } else { "" };
    path.bytes().fold(scheme.to_owned(), |mut uri, byte| {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
        uri
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uri_references() {
        assert_eq!(uri("plans/5 MW é.md"), "plans/5%20MW%20%C3%A9.md");
        assert_eq!(uri("/tmp/plan.md"), "file:///tmp/plan.md");
        assert_eq!(uri("a:b.md"), "a%3Ab.md");
    }
}
