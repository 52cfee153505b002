//! What the page asks of the browser: storage, address bar, clipboard, downloads. All of it may
//! refuse, and nothing depends on it.

use gloo::file::{Blob, ObjectUrl};
use gloo::utils::{document, window};
use wasm_bindgen::prelude::*;
use web_sys::{HtmlAnchorElement, Storage};

/// Where plan and knobs are stored.
pub const STATE: &str = "wattpack:v1";
/// Where the theme is stored.
pub const THEME: &str = "wattpack:theme";

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// A stored text.
pub fn stored(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// Stores a text. Storage may be full or closed; the page works without.
pub fn store(name: &str, text: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(name, text);
    }
}

/// The part of the address behind `#`, with it.
pub fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// Puts a link into the address bar without leaving the page.
pub fn set_hash(hash: &str) {
    let location = window().location();
    let path = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default() + hash;
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&path));
    }
}

/// The address of the page.
pub fn address() -> String {
    window().location().href().unwrap_or_default()
}

/// Copies a text; says afterwards whether it worked.
pub fn copy(text: &str, done: &Closure<dyn FnMut(JsValue)>, refused: &Closure<dyn FnMut(JsValue)>) {
    let navigator = window().navigator();
    // Absent where the page is not served securely.
    let clipboard = js_sys::Reflect::get(&navigator, &JsValue::from_str("clipboard")).ok();
    if clipboard.is_none_or(|clipboard| clipboard.is_undefined()) {
        let _ = js_sys::Promise::reject(&JsValue::NULL).then2(done, refused);
        return;
    }
    let _ = navigator.clipboard().write_text(text).then2(done, refused);
}

/// Offers bytes as a file.
pub fn download(name: &str, bytes: &[u8], kind: &str) -> Option<ObjectUrl> {
    let url = ObjectUrl::from(Blob::new_with_options(bytes, Some(kind)));
    let anchor: HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    // The address has to live until the browser has read it.
    Some(url)
}

/// Whether the system asks for dark.
pub fn system_is_dark() -> bool {
    window().match_media("(prefers-color-scheme: dark)").ok().flatten().is_some_and(|query| query.matches())
}
