//! Config blocks, front matter and config files: a tree of values in the shape of the config.

use super::assignment::{Complaint, Findings, take_number, take_word, unknown_key};
use super::name::nearest_key;
use super::tree::{Entry, Language, Node, SyntaxError, Tree};
use super::{MAX_CONFIG, double};
use crate::diagnostic::{self, Code, Place, Span};
use crate::model::param::{Key, Kind, PARAMS};
use crate::model::settings::Layer;
use crate::model::value::{OperatingPoint, Value, is_line};
use crate::seen::Seen;
use std::borrow::Cow;

/// Most unknown keys of a plan that are compared with the known ones.
const MAX_HINTS: usize = 50;

/// The known keys nearest to unknown ones, as long as there are few of those.
#[derive(Default)]
pub struct Hints(usize);

impl Hints {
    fn nearest(&mut self, unknown: &str) -> Option<&'static str> {
        self.0 += 1;
        if self.0 <= MAX_HINTS { nearest_key(unknown) } else { None }
    }
}

/// Reads a text whose whole content is a config. `locate` maps its offsets to the plan's.
pub fn read_config(
    language: Language,
    text: &str,
    layer: Layer,
    locate: &dyn Fn(Span) -> Span,
    hints: &mut Hints,
) -> Findings {
    let mut reader = Reader { layer, locate, hints, found: Findings::default() };
    match reader.parse(language, text) {
        Some(Ok(node)) => reader.object(&node, ""),
        Some(Err(error)) => reader.syntax(&error),
        None => {}
    }
    reader.found
}

/// Reads the key `cluster` of front matter; other keys are nobody's business.
pub fn read_front_matter(language: Language, text: &str, locate: &dyn Fn(Span) -> Span, hints: &mut Hints) -> Findings {
    let mut reader = Reader { layer: Layer::FrontMatter, locate, hints, found: Findings::default() };
    match reader.parse(language, text) {
        Some(Ok(Node { tree: Tree::Map(entries), .. })) => {
            for entry in entries.iter().filter(|entry| entry.key == "cluster") {
                reader.object(&entry.value, "");
            }
        }
        // Text that can't be parsed counts as front matter only if it speaks of `cluster`, or is blank.
        Some(Err(error)) if !text.trim().is_empty() => reader.syntax(&error),
        _ => {}
    }
    reader.found
}

struct Reader<'a> {
    layer: Layer,
    locate: &'a dyn Fn(Span) -> Span,
    hints: &'a mut Hints,
    found: Findings,
}

impl Reader<'_> {
    fn parse<'t>(&mut self, language: Language, text: &'t str) -> Option<Result<Node<'t>, SyntaxError>> {
        if text.len() <= MAX_CONFIG {
            return Some(language.parse(text));
        }
        let message = format!("this block has {} bytes", text.len());
        let help = format!("a config block may have up to {MAX_CONFIG} bytes (256 KiB)");
        self.complain(Span::new(0, 0), Complaint::new(&diagnostic::TOO_LARGE, message, help));
        None
    }

    fn unknown(&mut self, span: Span, name: &str) {
        let hint = self.hints.nearest(name);
        self.complain(span, unknown_key(name, hint));
    }

    fn complain(&mut self, span: Span, complaint: Complaint) {
        self.found.diagnostics.push(complaint.at(Place::Text((self.locate)(span))));
    }

    fn syntax(&mut self, error: &SyntaxError) {
        let help = "correct the syntax there; the keys are those of `wattpack schema config`";
        self.complain(
            error.span,
            Complaint::new(&diagnostic::BAD_BLOCK, format!("this can't be parsed: {}", error.reason), help),
        );
    }

    fn object(&mut self, node: &Node, prefix: &str) {
        let Tree::Map(entries) = &node.tree else {
            let what = if prefix.is_empty() { "the config" } else { prefix };
            let message = format!("{what} is {}", node.tree.describe());
            return self.complain(
                node.span,
                Complaint::new(&diagnostic::WRONG_TYPE, message, "write an object of keys and values"),
            );
        };
        let mut seen = Seen::default();
        for entry in entries {
            if seen.insert(&*entry.key) {
                self.entry(entry, prefix);
            } else {
                self.duplicate(entry, prefix);
            }
        }
    }

    fn duplicate(&mut self, entry: &Entry, prefix: &str) {
        let message = format!("`{}` stands twice", joined(prefix, &entry.key));
        self.complain(entry.span, Complaint::new(&diagnostic::DUPLICATE_KEY, message, "remove one of the two"));
    }

    fn entry(&mut self, entry: &Entry, prefix: &str) {
        let name = joined(prefix, &entry.key);
        if entry.key.contains('.') {
            self.unknown(entry.span, &name);
        } else if let Some(key) = Key::find(&name) {
            self.value(key, &entry.value);
        } else if is_section(&name) {
            self.object(&entry.value, &name);
        } else if name == "$schema" {
            if !matches!(entry.value.tree, Tree::Text(_)) {
                let message = format!("$schema is {}", entry.value.tree.describe());
                self.complain(
                    entry.value.span,
                    Complaint::new(&diagnostic::WRONG_TYPE, message, "write the path or the URL of the schema as text"),
                );
            }
        } else {
            self.unknown(entry.span, &name);
        }
    }

    fn value(&mut self, key: Key, node: &Node) {
        let value = match (&node.tree, key.param().kind) {
            (Tree::List(points), Kind::Points) => return self.points(key, node, points),
            (Tree::Number(text), kind) if kind.is_numeric() => take_number(key, parse(text), text),
            (Tree::Text(text), kind) if !kind.is_numeric() && kind != Kind::Points => take_word(key, text),
            (tree, _) => Err(wrong_type(key, tree)),
        };
        match value {
            Ok(value) => self.assign(key, value, node.span),
            Err(complaint) => self.refuse(key, node.span, complaint),
        }
    }

    fn refuse(&mut self, key: Key, span: Span, complaint: Complaint) {
        self.found.refuse(key, complaint, Place::Text((self.locate)(span)));
    }

    fn assign(&mut self, key: Key, value: Value, span: Span) {
        let span = (self.locate)(span);
        self.found.accept(key, value, self.layer, span);
    }

    fn points(&mut self, key: Key, list: &Node, nodes: &[Node]) {
        if nodes.is_empty() {
            let complaint = Complaint::new(
                &diagnostic::OUT_OF_RANGE,
                format!("{} is an empty list", key.name()),
                "list at least one point, or leave the key out",
            );
            return self.complain(list.span, complaint);
        }
        let points: Vec<_> = nodes.iter().enumerate().map(|(at, node)| self.point(key, at, node)).collect();
        if let Some(points) = points.into_iter().collect() {
            self.assign(key, Value::Points(points), list.span);
        }
    }

    fn point(&mut self, key: Key, at: usize, node: &Node) -> Option<OperatingPoint> {
        let name = || format!("{}[{at}]", key.name());
        let Tree::Map(entries) = &node.tree else {
            let message = format!("{} is {}", name(), node.tree.describe());
            self.complain(
                node.span,
                Complaint::new(&diagnostic::WRONG_TYPE, message, "write {label?, power_w, relative_throughput}"),
            );
            return None;
        };
        let (mut label, mut power_w, mut relative_throughput, mut sound) = (None, None, None, true);
        let mut seen = Seen::default();
        for entry in entries {
            if !seen.insert(&*entry.key) {
                self.duplicate(entry, &name());
                sound = false;
                continue;
            }
            let taken = match &*entry.key {
                "label" => point_label(&entry.value).map(|text| label = Some(text)),
                "power_w" => point_number(&entry.value).map(|number| power_w = Some(number)),
                "relative_throughput" => point_number(&entry.value).map(|number| relative_throughput = Some(number)),
                _ => Err((&diagnostic::UNKNOWN_KEY, "the keys are label, power_w and relative_throughput")),
            };
            if let Err((code, help)) = taken {
                let message = format!("{}.{} is {}", name(), super::shown(&entry.key), entry.value.tree.describe());
                self.complain(entry.value.span, Complaint::new(code, message, help));
                sound = false;
            }
        }
        let missing: Vec<_> =
            ["power_w", "relative_throughput"].into_iter().filter(|key| !seen.contains(key)).collect();
        if !missing.is_empty() {
            let message = format!("{} has no {}", name(), missing.join(" and no "));
            self.complain(
                node.span,
                Complaint::new(
                    &diagnostic::PAIR_INCOMPLETE,
                    message,
                    "a point needs power_w (W) and relative_throughput",
                ),
            );
        }
        let (power_w, relative_throughput) = power_w.zip(relative_throughput).filter(|_| sound)?;
        Some(OperatingPoint { label, power_w, relative_throughput })
    }
}

/// A code and the way out.
type Refusal = (&'static Code, &'static str);

fn point_label(node: &Node) -> Result<String, Refusal> {
    match &node.tree {
        Tree::Text(text) if is_line(text) => Ok(text.to_string()),
        Tree::Text(_) => Err((&diagnostic::OUT_OF_RANGE, "write one line of text, up to 200 characters")),
        _ => Err((&diagnostic::WRONG_TYPE, "write text")),
    }
}

fn point_number(node: &Node) -> Result<f64, Refusal> {
    let Tree::Number(text) = &node.tree else { return Err((&diagnostic::WRONG_TYPE, "write a number greater than 0")) };
    match parse(text) {
        number if !number.is_finite() => Err((&diagnostic::NOT_FINITE, "write a finite number greater than 0")),
        number if number > 0.0 => Ok(number),
        _ => Err((&diagnostic::OUT_OF_RANGE, "write a number greater than 0")),
    }
}

fn wrong_type(key: Key, tree: &Tree) -> Complaint {
    let param = key.param();
    let help = match tree {
        Tree::Null => "leave the key out".to_owned(),
        _ if param.kind.is_numeric() => {
            let unit = param.kind.dimension().map_or("", |dimension| dimension.base_unit());
            let unit = if unit.is_empty() { String::new() } else { format!(" in {unit}, without the unit") };
            format!("write {}{unit}", param.kind.allowed())
        }
        _ => format!("write {}", param.kind.allowed()),
    };
    Complaint::new(&diagnostic::WRONG_TYPE, format!("{} is {}", param.name, tree.describe()), help)
}

fn is_section(name: &str) -> bool {
    PARAMS.iter().any(|param| param.name.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')))
}

fn joined<'a>(prefix: &str, key: &'a str) -> Cow<'a, str> {
    if prefix.is_empty() { key.into() } else { [prefix, ".", key].concat().into() }
}

fn parse(text: &str) -> f64 {
    double::nearest(text).unwrap_or(f64::NAN)
}
