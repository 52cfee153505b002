//! The page in the browser: events in, patches out. No logic.

mod act;
mod app;
mod browser;
mod dom;
mod editor;
mod listen;

use app::{App, with};
use js_sys::Function;
use wasm_bindgen::prelude::*;

/// Starts the page.
#[wasm_bindgen]
pub fn start() {
    console_error_panic_hook::set_once();
    App::start();
    listen::everything();
    with(&mut App::render);
}

/// Puts the editor into the place of the text area. `mount` is the function of its module.
#[wasm_bindgen]
pub fn adopt_editor(mount: &Function) {
    with(&mut |app| app.adopt_editor(mount));
}

/// A new version of the page is there; `accept` changes to it.
#[wasm_bindgen]
pub fn update_ready(accept: &Function) {
    with(&mut |app| app.update_ready(accept));
}
