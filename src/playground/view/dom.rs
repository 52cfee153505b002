//! Makes the document show what the patches say, touching nothing that is already right.

use super::super::node::Node;
use super::super::patch::{Part, Patch};
use std::collections::BTreeMap;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element};

const SVG: &str = "http://www.w3.org/2000/svg";

#[wasm_bindgen]
extern "C" {
    /// Anything that has a value: inputs, selects, text areas.
    #[wasm_bindgen(extends = Element)]
    pub type Control;
    #[wasm_bindgen(method, getter)]
    pub fn value(this: &Control) -> String;
    #[wasm_bindgen(method, setter)]
    pub fn set_value(this: &Control, value: &str);
}

/// The document and what it shows.
pub struct Dom {
    /// The document.
    pub document: Document,
    shown: BTreeMap<(String, &'static str), Part>,
}

impl Dom {
    /// A document of which nothing is known yet.
    pub fn new(document: Document) -> Self {
        Self { document, shown: BTreeMap::new() }
    }

    /// The element with an id.
    pub fn find(&self, id: &str) -> Option<Element> {
        self.document.get_element_by_id(id)
    }

    /// Applies the patches that change something.
    pub fn apply(&mut self, patches: Vec<Patch>) {
        for patch in patches {
            self.one(patch);
        }
    }

    fn one(&mut self, patch: Patch) {
        let name = match patch.part {
            Part::Text(_) => "#text",
            Part::Value(_) => "#value",
            Part::Inside(_) => "#inside",
            Part::Attribute(name, _) => name,
        };
        let key = (patch.id, name);
        let before = self.shown.get(&key);
        // People change values too, so what was set last says nothing.
        if before == Some(&patch.part) && name != "#value" {
            return;
        }
        let Some(element) = self.find(&key.0) else { return };
        match &patch.part {
            Part::Text(text) => element.set_text_content(Some(text)),
            Part::Value(value) => set_value(&element, value),
            Part::Attribute(name, value) => set_attribute(&element, name, value.as_deref()),
            Part::Inside(nodes) => {
                let old = if let Some(Part::Inside(old)) = before { old.as_slice() } else { &[] };
                self.update(&element, old, nodes, false);
            }
        }
        self.shown.insert(key, patch.part);
    }

    fn update(&self, parent: &Element, old: &[Node], new: &[Node], svg: bool) {
        let mut child = parent.first_child();
        for (at, node) in new.iter().enumerate() {
            let next = child.as_ref().and_then(web_sys::Node::next_sibling);
            match (old.get(at), &child) {
                (Some(before), Some(_)) if before == node => {}
                (Some(before), Some(here)) if before.tag == node.tag => self.refresh(here, before, node, svg),
                (_, Some(here)) => drop(parent.replace_child(&self.create(node, svg), here)),
                (_, None) => drop(parent.append_child(&self.create(node, svg))),
            }
            child = next;
        }
        while let Some(surplus) = child {
            child = surplus.next_sibling();
            let _ = parent.remove_child(&surplus);
        }
    }

    fn refresh(&self, here: &web_sys::Node, before: &Node, node: &Node, svg: bool) {
        let Some(element) = here.dyn_ref::<Element>() else {
            return here.set_text_content(Some(&node.text));
        };
        for (name, _) in
            before.attributes.iter().filter(|(name, _)| !node.attributes.iter().any(|(other, _)| other == name))
        {
            let _ = element.remove_attribute(name);
        }
        let changed = node.attributes.iter().filter(|attribute| !before.attributes.contains(attribute));
        self.update(element, &before.children, &node.children, svg || node.tag == "svg");
        for (name, value) in changed {
            set_attribute(element, name, Some(value));
        }
    }

    fn create(&self, node: &Node, svg: bool) -> web_sys::Node {
        if node.tag.is_empty() {
            return self.document.create_text_node(&node.text).into();
        }
        let svg = svg || node.tag == "svg";
        let made = if svg {
            self.document.create_element_ns(Some(SVG), node.tag)
        } else {
            self.document.create_element(node.tag)
        };
        let Ok(element) = made else { return self.document.create_text_node("").into() };
        for child in &node.children {
            let _ = element.append_child(&self.create(child, svg));
        }
        for (name, value) in &node.attributes {
            set_attribute(&element, name, Some(value));
        }
        element.into()
    }
}

fn set_attribute(element: &Element, name: &str, value: Option<&str>) {
    match value {
        Some(value) if name == "value" => set_value(element, value),
        Some(value) => drop(element.set_attribute(name, value)),
        None => drop(element.remove_attribute(name)),
    }
}

fn set_value(element: &Element, value: &str) {
    let control = element.unchecked_ref::<Control>();
    if control.value() != value {
        control.set_value(value);
    }
}
