//! The editor's border: a module of the page's own scripts that mounts a text editor.

use super::super::source::Mark;
use super::super::state::State;
use crate::diagnostic::Place;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A mounted editor. All offsets are in UTF-16.
    pub type EditorHandle;
    #[wasm_bindgen(method, structural)]
    pub fn text(this: &EditorHandle) -> String;
    #[wasm_bindgen(method, structural, js_name = setText)]
    pub fn set_text(this: &EditorHandle, text: &str);
    #[wasm_bindgen(method, structural)]
    pub fn replace(this: &EditorHandle, from: u32, to: u32, text: &str);
    #[wasm_bindgen(method, structural, js_name = setMarks)]
    pub fn set_marks(this: &EditorHandle, marks: &Array);
    #[wasm_bindgen(method, structural, js_name = setDiagnostics)]
    pub fn set_diagnostics(this: &EditorHandle, diagnostics: &Array);
    #[wasm_bindgen(method, structural)]
    pub fn reveal(this: &EditorHandle, from: u32, to: u32);
    #[wasm_bindgen(method, structural, js_name = setDark)]
    pub fn set_dark(this: &EditorHandle, dark: bool);
    #[wasm_bindgen(method, structural)]
    pub fn focus(this: &EditorHandle);
}

/// A plain object.
pub fn object(entries: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in entries {
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object
}

/// The values of the plan as the editor takes them.
pub fn marks(marks: &[Mark]) -> Array {
    let mark = |mark: &Mark| {
        object(&[
            ("from", mark.from.into()),
            ("to", mark.to.into()),
            ("key", mark.key.into()),
            ("title", mark.title.as_str().into()),
            ("kind", mark.kind.into()),
        ])
    };
    marks.iter().map(mark).collect()
}

/// The problems that have a place in the text, as the editor takes them.
pub fn diagnostics(state: &State) -> Array {
    let placed = state.outcome.diagnostics.iter().filter_map(|found| match found.place {
        Place::Text(span) => Some((found, state.plan.offsets.range(span))),
        _ => None,
    });
    let entry = |(found, (from, to)): (&crate::diagnostic::Diagnostic, (u32, u32))| {
        object(&[
            ("from", from.into()),
            ("to", to.into()),
            ("severity", found.code.severity.word().into()),
            ("code", found.code.id.into()),
            ("message", found.message.as_str().into()),
            ("help", found.help.as_str().into()),
        ])
    };
    placed.map(entry).collect()
}
