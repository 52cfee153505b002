//! One listener for each kind of event, on the document.

use super::app::{App, with};
use super::browser;
use super::dom::Control;
use crate::model::param::Key;
use crate::plan::double::nearest;
use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::{document, window};
use wasm_bindgen::prelude::*;
use web_sys::{DragEvent, Element, Event, EventTarget, MouseEvent};

/// Starts to listen to everything.
pub fn everything() {
    let page = document();
    on(&page, "input", input);
    on(&page, "change", change);
    on(&page, "focusout", finish);
    on(&page, "click", click);
    on(&page, "pointermove", hover);
    on(&page, "dragover", drag);
    on(&page, "drop", dropped);
    on(&page, "toggle", toggle);
    on(&window(), "resize", |app, _| {
        app.measure();
        app.changed();
    });
    on(&window(), "hashchange", |app, _| {
        if app.state.follow(&browser::hash()) {
            app.show_text();
            app.later();
        }
        app.changed();
    });
    if let Ok(Some(query)) = window().match_media("(prefers-color-scheme: dark)") {
        on(&query, "change", |app, _| app.show_theme(&browser::stored(browser::THEME).unwrap_or_default()));
    }
}

fn on(target: &EventTarget, name: &'static str, work: fn(&mut App, &Event)) {
    // Dropping and following picture links have to be prevented; `toggle` does not bubble.
    let options = EventListenerOptions { phase: gloo::events::EventListenerPhase::Capture, passive: false };
    EventListener::new_with_options(target, name, options, move |event| with(&mut |app| work(app, event))).forget();
}

/// The element of an event that carries an attribute, or one around it.
fn carrier(event: &Event, attribute: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(&format!("[{attribute}]")).ok().flatten()
}

fn key_of(event: &Event) -> Option<(Key, Element)> {
    let element = carrier(event, "data-key")?;
    Some((Key::find(&element.get_attribute("data-key")?)?, element))
}

fn is_slider(element: &Element) -> bool {
    element.get_attribute("type").as_deref() == Some("range")
}

fn input(app: &mut App, event: &Event) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let value = || target.unchecked_ref::<Control>().value();
    if target.id() == "plan-text" {
        return app.edited(&value());
    }
    let Some((key, element)) = key_of(event) else { return };
    if is_slider(&element) {
        app.state.slide(key, nearest(&value()).unwrap_or_default());
    } else {
        app.state.type_in(key, &value());
    }
    app.moved_on();
}

fn change(app: &mut App, event: &Event) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    match target.id().as_str() {
        "theme" => {
            let theme = target.unchecked_ref::<Control>().value();
            browser::store(browser::THEME, &theme);
            app.show_theme(&theme);
        }
        "example" => app.choose_example(&target),
        "file" => app.open_chosen(&target),
        _ => finish(app, event),
    }
}

fn finish(app: &mut App, event: &Event) {
    if let Some((key, _)) = key_of(event) {
        app.state.finish_typing(key);
        app.changed();
    }
}

fn click(app: &mut App, event: &Event) {
    if let Some(element) = carrier(event, "data-do") {
        let name = element.get_attribute("data-do").unwrap_or_default();
        let of = element.get_attribute("data-of").unwrap_or_default();
        app.act(&name, &of);
    } else if let Some((name, x, y)) = place_in_picture(event) {
        app.state.pick(&name, x, y);
        app.moved_on();
    }
}

fn hover(app: &mut App, event: &Event) {
    let place = place_in_picture(event);
    if app.state.point_at(place) {
        app.changed();
    }
}

/// Where a picture was touched, in its own units.
fn place_in_picture(event: &Event) -> Option<(String, f64, f64)> {
    let picture = carrier(event, "data-picture")?;
    let mouse = event.dyn_ref::<MouseEvent>()?;
    let seen = picture.get_bounding_client_rect();
    let x = f64::from(mouse.client_x()) - seen.left();
    let y = f64::from(mouse.client_y()) - seen.top();
    Some((picture.get_attribute("data-picture")?, x, y))
}

fn drag(_: &mut App, event: &Event) {
    let has_files = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
    if has_files.is_some_and(|data| data.types().includes(&JsValue::from_str("Files"), 0)) {
        event.prevent_default();
    }
}

fn dropped(app: &mut App, event: &Event) {
    let files = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer).and_then(|data| data.files());
    if let Some(file) = files.and_then(|files| files.get(0)) {
        event.prevent_default();
        event.stop_propagation();
        app.open(file);
    }
}

fn toggle(app: &mut App, event: &Event) {
    let details = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    if let Some(details) = details.filter(|details| details.id() == "all-parameters") {
        app.state.all_parameters = details.has_attribute("open");
        app.changed();
    }
}
