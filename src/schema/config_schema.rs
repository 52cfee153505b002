//! The config's schema, from the parameter table.

use crate::model::param::{Fallback, Kind, PARAMS, Param};
use serde_json::{Map, Value, json};

const NOTE: &str = "Defaults are vendor-neutral placeholders, not figures of any product; replace them by your hardware's. The cap is an IT cap: PUE and redundancy are outside the model. A config that is kept in a repository states its main numbers, so they are required here; the tools themselves fill in the placeholder for a missing one and say so. Two rules can't be said here and are checked by the tools: leaf_host_ports + leaf_uplink_ports <= leaf.ports (INV-002), and derived numbers stay below 2^53.";

/// Keys that a config kept in a repository states. The tools fill in placeholders for any that
/// are missing, and say so.
const REQUIRED: &[(&str, &[&str])] = &[
    ("", &["it_cap_w", "node", "leaf", "spine", "fabric"]),
    ("node", &["power_w", "fabric_ports"]),
    ("leaf", &["ports", "power_w"]),
    ("spine", &["ports", "power_w"]),
    ("fabric", &["host_link_gbps", "uplink_gbps"]),
];

/// Builds the schema.
pub(super) fn generate() -> Value {
    let mut root = object("", "");
    for param in PARAMS {
        let (section, key) = param.name.split_once('.').unwrap_or(("", param.name));
        let target = if section.is_empty() {
            &mut root
        } else {
            properties(&mut root).entry(section).or_insert_with(|| object(section, section_meaning(section)))
        };
        properties(target).insert(key.to_owned(), property(param));
    }
    properties(&mut root)
        .insert("$schema".to_owned(), json!({ "type": "string", "description": "Path or URL of this schema." }));
    root["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    root["title"] = json!("wattpack cluster config");
    root["description"] = json!(format!("Numbers of a compute cluster under an IT power cap. {NOTE}"));
    root["properties"]["node"]["dependentRequired"] =
        json!({ "peak_pflops": ["precision"], "precision": ["peak_pflops"] });
    root
}

fn object(section: &str, description: &str) -> Value {
    let mut object = json!({ "type": "object", "additionalProperties": false, "properties": {} });
    if !description.is_empty() {
        object["description"] = json!(description);
    }
    if let Some((_, required)) = REQUIRED.iter().find(|(name, _)| *name == section) {
        object["required"] = json!(required);
    }
    object
}

fn properties(object: &mut Value) -> &mut Map<String, Value> {
    object["properties"].as_object_mut().unwrap()
}

fn section_meaning(section: &str) -> &'static str {
    match section {
        "node" => "A node, the unit that is counted.",
        "leaf" => "A leaf switch.",
        "spine" => "A spine switch.",
        "core" => "A core switch, used with three tiers; follows the spine where a key is left out.",
        "fabric" => "The compute fabric.",
        "optics" => "Power of optics that is in neither the node's nor the switch's figure.",
        "overhead" => "Power inside the cap besides nodes and compute fabric.",
        "repo" => "The repository of the pack; not used by the model.",
        other => panic!("the section {other} has no description"),
    }
}

fn property(param: &Param) -> Value {
    let mut property = match param.kind {
        Kind::Positive(_) => json!({ "type": "number", "exclusiveMinimum": 0 }),
        Kind::NonNegative(_) => json!({ "type": "number", "minimum": 0 }),
        Kind::Share => json!({ "type": "number", "minimum": 0, "exclusiveMaximum": 1 }),
        Kind::Integer(least, most, _) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Kind::Choice(words) => json!({ "enum": words }),
        Kind::Slug => json!({ "type": "string", "pattern": "^[a-z0-9-]{1,64}$" }),
        Kind::Text | Kind::Owner | Kind::Contact => json!({ "type": "string", "minLength": 1, "maxLength": 200 }),
        Kind::Points => points(),
    };
    let default = match param.fallback {
        Fallback::Number(number) => Some(json!(number)),
        Fallback::Count(count) => Some(json!(count)),
        Fallback::Word(word) => Some(json!(word)),
        Fallback::Follows(_) | Fallback::Absent => None,
    };
    let unit = if param.unit().is_empty() { String::new() } else { format!(" Unit: {}.", param.unit()) };
    let placeholder = match param.fallback {
        Fallback::Number(_) | Fallback::Count(_) => " The default is a placeholder.".to_owned(),
        Fallback::Follows(what) => format!(" Default: {what}."),
        Fallback::Word(_) | Fallback::Absent => String::new(),
    };
    property["description"] = json!(format!("{}{unit}{placeholder}", param.description));
    if let Some(default) = default {
        property["default"] = default;
    }
    property
}

fn points() -> Value {
    json!({
        "type": "array",
        "minItems": 1,
        "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["power_w", "relative_throughput"],
            "properties": {
                "label": { "type": "string", "minLength": 1, "maxLength": 200, "description": "What the point is called." },
                "power_w": { "type": "number", "exclusiveMinimum": 0, "description": "Power of one node at this point. Unit: W." },
                "relative_throughput": { "type": "number", "exclusiveMinimum": 0, "description": "Throughput of one node at this point against a reference of the plan's choice." },
            },
        },
    })
}
