//! Changes to elements that stand in the page from the beginning.

use super::node::Node;

/// What an element with an id is to show.
#[derive(Clone, Debug, PartialEq)]
pub struct Patch {
    /// The element.
    pub id: String,
    /// What of it.
    pub part: Part,
}

/// A part of an element.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Its only text.
    Text(String),
    /// The value of a control.
    Value(String),
    /// An attribute, or none.
    Attribute(&'static str, Option<String>),
    /// Everything inside.
    Inside(Vec<Node>),
}

/// Changes in the making.
#[derive(Debug, Default)]
pub struct Patches(pub Vec<Patch>);

impl Patches {
    /// Sets the text of an element.
    pub fn text(&mut self, id: &str, text: &str) {
        self.push(id, Part::Text(text.to_owned()));
    }

    /// Sets the value of a control.
    pub fn value(&mut self, id: &str, value: &str) {
        self.push(id, Part::Value(value.to_owned()));
    }

    /// Sets an attribute.
    pub fn attribute(&mut self, id: &str, name: &'static str, value: &str) {
        self.push(id, Part::Attribute(name, Some(value.to_owned())));
    }

    /// Sets an attribute without value, or removes it.
    pub fn flag(&mut self, id: &str, name: &'static str, on: bool) {
        self.push(id, Part::Attribute(name, on.then(String::new)));
    }

    /// Shows or hides an element.
    pub fn shown(&mut self, id: &str, shown: bool) {
        self.flag(id, "hidden", !shown);
    }

    /// Sets everything inside an element.
    pub fn inside(&mut self, id: &str, nodes: Vec<Node>) {
        self.push(id, Part::Inside(nodes));
    }

    fn push(&mut self, id: &str, part: Part) {
        self.0.push(Patch { id: id.to_owned(), part });
    }
}
