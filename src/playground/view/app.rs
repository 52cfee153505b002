//! The one object behind the page.

use super::super::page;
use super::super::source::{Mark, marks};
use super::super::state::{Replacement, State};
use super::browser;
use super::dom::{Control, Dom};
use super::editor::{self, EditorHandle};
use crate::diagnostic::Diagnostic;
use gloo::file::{ObjectUrl, callbacks::FileReader};
use gloo::timers::callback::Timeout;
use gloo::utils::{document, window};
use js_sys::Function;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

/// What the editor shows besides the text.
type Annotations = (Vec<Mark>, Vec<Diagnostic>);

thread_local! {
    static APP: RefCell<Option<App>> = const { RefCell::new(None) };
}

/// Does something with the page. Not while something else does: the editor reports changes that
/// the page itself makes, and those are known.
pub fn with(work: &mut dyn FnMut(&mut App)) {
    APP.with(|app| {
        if let Ok(mut app) = app.try_borrow_mut()
            && let Some(app) = app.as_mut()
        {
            work(app);
        }
    });
}

/// State, document, editor, and what waits.
pub struct App {
    /// Everything that the page knows.
    pub state: State,
    /// The document.
    pub dom: Dom,
    /// The editor, once it is there.
    pub editor: Option<EditorHandle>,
    /// Changes to a new version of the page.
    pub accept: Option<Function>,
    /// A file that is being read.
    pub reader: Option<FileReader>,
    /// Addresses of downloads.
    pub offered: Option<ObjectUrl>,
    /// Said after copying.
    pub copied: Closure<dyn FnMut(JsValue)>,
    /// Said where copying was refused.
    pub not_copied: Closure<dyn FnMut(JsValue)>,
    frame: Closure<dyn FnMut()>,
    is_frame_asked: bool,
    idle: Option<Timeout>,
    annotated: Option<Annotations>,
    on_change: Closure<dyn FnMut(String)>,
}

impl App {
    /// Makes the page's state from its address and what is stored.
    pub fn start() {
        let state = State::begin(&browser::hash(), browser::stored(browser::STATE).as_deref());
        let said = |words: &'static str| {
            Closure::new(move |_| {
                with(&mut |app| {
                    words.clone_into(&mut app.state.said);
                    app.changed();
                });
            })
        };
        let app = Self {
            state,
            dom: Dom::new(document()),
            editor: None,
            accept: None,
            reader: None,
            offered: None,
            copied: said("Copied."),
            not_copied: said("The browser does not allow copying here; select the text instead."),
            frame: Closure::new(|| with(&mut App::render)),
            is_frame_asked: false,
            idle: None,
            annotated: None,
            on_change: Closure::new(|text: String| with(&mut |app| app.edited(&text))),
        };
        APP.with(|place| *place.borrow_mut() = Some(app));
        with(&mut |app| {
            app.show_theme(&browser::stored(browser::THEME).unwrap_or_default());
            app.show_version();
            app.measure();
            app.show_text();
            app.later();
        });
    }

    /// Somebody changed the text.
    pub fn edited(&mut self, text: &str) {
        self.state.set_text(text);
        self.moved_on();
    }

    /// Plan or knobs are others now: the address no longer says them.
    pub fn moved_on(&mut self) {
        if browser::hash().starts_with("#v1:") {
            browser::set_hash("");
        }
        self.state.said.clear();
        self.state.held = None;
        self.changed();
        self.later();
    }

    /// Something is to be shown, all at once in the next frame.
    pub fn changed(&mut self) {
        if !self.is_frame_asked {
            self.is_frame_asked = window().request_animation_frame(self.frame.as_ref().unchecked_ref()).is_ok();
        }
    }

    /// What can wait for a moment without events: the pack, and storing.
    pub fn later(&mut self) {
        self.idle = Some(Timeout::new(250, || with(&mut App::settle)));
    }

    fn settle(&mut self) {
        self.state.pack();
        self.state.speak();
        browser::store(browser::STATE, &self.state.to_store());
        self.changed();
    }

    /// Shows the state.
    pub fn render(&mut self) {
        self.is_frame_asked = false;
        let patches = page::show(&mut self.state);
        self.dom.apply(patches);
        self.annotate();
    }

    fn annotate(&mut self) {
        let Some(handle) = &self.editor else { return };
        let now = (marks(&self.state), self.state.outcome.diagnostics.clone());
        if self.annotated.as_ref() != Some(&now) {
            handle.set_marks(&editor::marks(&now.0));
            handle.set_diagnostics(&editor::diagnostics(&self.state));
            self.annotated = Some(now);
        }
    }

    /// Puts the text of the state where it is edited.
    pub fn show_text(&self) {
        match (&self.editor, self.dom.find("plan-text")) {
            (Some(editor), _) => editor.set_text(&self.state.plan.text),
            (None, Some(area)) => area.unchecked_ref::<Control>().set_value(&self.state.plan.text),
            (None, None) => {}
        }
    }

    /// Makes one change in the text, so that it can be undone.
    pub fn replace(&self, change: &Replacement) {
        match &self.editor {
            Some(editor) => editor.replace(change.from, change.to, &change.text),
            None => self.show_text(),
        }
    }

    /// Shows a place of the text.
    pub fn reveal(&self, (from, to): (u32, u32)) {
        if let Some(editor) = &self.editor {
            editor.reveal(from, to);
        } else if let Some(area) = self.dom.find("plan-text") {
            let area = area.unchecked_ref::<web_sys::HtmlTextAreaElement>();
            let _ = area.focus();
            let _ = area.set_selection_range(from, to);
        }
    }

    /// Mounts the editor where the text area was.
    pub fn adopt_editor(&mut self, mount: &Function) {
        let (Some(parent), Some(area)) = (self.dom.find("editor"), self.dom.find("plan-text")) else { return };
        let had_focus = self.dom.document.active_element().is_some_and(|active| active == area);
        let options = editor::object(&[
            ("text", self.state.plan.text.as_str().into()),
            ("label", "Plan".into()),
            ("describedBy", "plan-hint".into()),
            ("dark", self.is_dark().into()),
            ("onChange", self.on_change.as_ref().clone()),
        ]);
        area.remove();
        match mount.call2(&JsValue::NULL, &parent, &options) {
            Ok(handle) => self.editor = Some(handle.unchecked_into()),
            Err(_) => drop(parent.append_child(&area)),
        }
        if let Some(editor) = self.editor.as_ref().filter(|_| had_focus) {
            editor.focus();
        }
        self.changed();
    }

    /// Tells of a new version.
    pub fn update_ready(&mut self, accept: &Function) {
        self.accept = Some(accept.clone());
        if let Some(place) = self.dom.find("update") {
            let _ = place.remove_attribute("hidden");
        }
    }

    /// Shows and stores a theme: `light`, `dark`, or what the system says.
    pub fn show_theme(&self, theme: &str) {
        let known = if ["light", "dark"].contains(&theme) { theme } else { "system" };
        if let Some(root) = self.dom.document.document_element() {
            let _ = root.set_attribute("data-theme", known);
        }
        if let Some(choice) = self.dom.find("theme") {
            choice.unchecked_ref::<Control>().set_value(known);
        }
        if let Some(editor) = &self.editor {
            editor.set_dark(self.is_dark());
        }
    }

    /// The version that the build wrote into the head of the page.
    fn show_version(&self) {
        let meta = self.dom.document.query_selector("meta[name=version]").ok().flatten();
        let filled = meta.and_then(|meta| meta.get_attribute("content")).filter(|version| !version.is_empty());
        if let Some(place) = self.dom.find("version") {
            place.set_text_content(Some(&format!("Version {}", filled.as_deref().unwrap_or(crate::VERSION))));
        }
    }

    fn is_dark(&self) -> bool {
        let theme = self.dom.document.document_element().and_then(|root| root.get_attribute("data-theme"));
        match theme.as_deref() {
            Some("dark") => true,
            Some("light") => false,
            _ => browser::system_is_dark(),
        }
    }

    /// Pictures are as wide as their place.
    pub fn measure(&mut self) {
        let place = self.dom.find("pictures").and_then(|place| place.dyn_into::<HtmlElement>().ok());
        if let Some(width) = place.map(|place| f64::from(place.client_width())).filter(|width| *width > 0.0) {
            self.state.width = width;
        }
    }
}
