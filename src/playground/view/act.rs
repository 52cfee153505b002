//! What buttons do.

use super::super::state::State;
use super::super::{command, examples, link};
use super::app::{App, with};
use super::browser;
use super::dom::Control;
use crate::diagnostic::{Place, Span};
use crate::model::param::Key;
use crate::plan::Overrides;
use gloo::file::File;
use gloo::file::callbacks::read_as_bytes;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, HtmlInputElement};

impl App {
    /// Does what a button says; `of` is what it is about.
    pub fn act(&mut self, name: &str, of: &str) {
        match (name, Key::find(of)) {
            ("reset", Some(key)) => {
                self.state.reset(key);
                self.moved_on();
            }
            ("write", Some(key)) => self.write_into_plan(key),
            ("show", Some(key)) => self.show_place(super::super::source::place(&self.state, key)),
            ("problem", _) => self.show_problem(of.parse().unwrap_or(usize::MAX)),
            ("open", _) => self.press("file"),
            ("share", _) => self.share(),
            ("bring-back", _) => self.bring_back(),
            ("dismiss", _) => self.state.notice = None,
            ("update", _) => drop(self.accept.as_ref().map(|accept| accept.call0(&JsValue::NULL))),
            ("select", _) => of.clone_into(self.state.selected.get_or_insert_default()),
            ("source", _) => self.state.as_source = !self.state.as_source,
            _ => self.take(name, of),
        }
        self.changed();
    }

    fn take(&mut self, name: &str, of: &str) {
        match name {
            "download" => self.download_pack(),
            "download-file" => self.download_file(of),
            "heading" => {
                // Targets come from the text; only those that need no quoting exist.
                let selector = format!("[data-heading=\"{}\"]", of.replace(['"', '\\'], ""));
                let heading = self.dom.document.query_selector(&selector).ok().flatten();
                if let Some(heading) = heading {
                    heading.scroll_into_view();
                }
            }
            "copy-command" => self.copy(&command::build(&self.state)),
            "copy-file" => {
                let text = self.state.selected_file().map(|(_, file)| file.text.clone());
                self.copy(&text.unwrap_or_default());
            }
            "copy-hash" => {
                let hash = self.state.package.as_ref().map(|package| package.sha256.clone());
                self.copy(&hash.unwrap_or_default());
            }
            _ => {}
        }
    }

    fn copy(&self, text: &str) {
        browser::copy(text, &self.copied, &self.not_copied);
    }

    fn press(&self, id: &str) {
        if let Some(element) = self.dom.find(id) {
            element.unchecked_ref::<HtmlElement>().click();
        }
    }

    fn write_into_plan(&mut self, key: Key) {
        if let Some(change) = self.state.write_into_plan(key) {
            self.replace(&change);
            self.moved_on();
            self.state.said = format!("{} is written into the plan.", key.name());
        }
    }

    fn show_place(&self, span: Option<Span>) {
        if let Some(span) = span {
            self.reveal(self.state.plan.offsets.range(span));
        }
    }

    fn show_problem(&self, at: usize) {
        match self.state.outcome.diagnostics.get(at).map(|found| &found.place) {
            Some(Place::Text(span)) => self.show_place(Some(*span)),
            Some(Place::Override(key)) => {
                let control = self.dom.document.query_selector(&format!("[data-key=\"{key}\"]")).ok().flatten();
                if let Some(control) = control {
                    let _ = control.unchecked_ref::<HtmlElement>().focus();
                }
            }
            _ => {}
        }
    }

    fn share(&mut self) {
        let Some(link) = link::write(&self.state.plan.text, &self.state.overrides) else {
            return self.state.notify("This plan is too large for a link (2 MB); share the file instead.", true);
        };
        browser::set_hash(&link);
        self.copy(&browser::address());
        if link.len() > link::LONG {
            let text = format!(
                "The link has {} characters. Some mail and chat programs cut links that long; the file or the pack is safer.",
                link.len()
            );
            self.state.notify(&text, false);
        }
    }

    fn bring_back(&mut self) {
        if self.state.bring_back() {
            self.show_text();
            self.moved_on();
        }
    }

    fn download_pack(&mut self) {
        if !self.state.pack() {
            return self.state.notify("There is no pack to download: the plan or a knob has an error.", true);
        }
        if let Some(package) = &self.state.package {
            self.offered = browser::download(&format!("{}.zip", package.name), &package.zip, "application/zip");
        }
    }

    fn download_file(&mut self, path: &str) {
        let file = self.state.package.as_ref().and_then(|package| package.files.get(path));
        if let Some(file) = file {
            let name = path.rsplit('/').next().unwrap_or(path);
            self.offered = browser::download(name, file.text.as_bytes(), "text/plain;charset=utf-8");
        }
    }

    /// Puts an example in place of the plan.
    pub fn choose_example(&mut self, choice: &Element) {
        let control = choice.unchecked_ref::<Control>();
        if let Some(text) = examples::find(&control.value()) {
            self.put(text, None);
        }
        control.set_value("");
    }

    /// Opens the file that was chosen.
    pub fn open_chosen(&mut self, input: &Element) {
        let input = input.unchecked_ref::<HtmlInputElement>();
        let file = input.files().and_then(|files| files.get(0));
        if let Some(file) = file {
            self.open(file);
        }
        input.set_value("");
    }

    /// Reads a file and takes it as the plan.
    pub fn open(&mut self, file: web_sys::File) {
        let file = File::from(file);
        let name = State::name_of(&file.name());
        if file.size() > crate::plan::MAX_PLAN as u64 {
            self.state.notify(&format!("{name} has {} bytes; a plan may have up to 16 MiB.", file.size()), true);
            return self.changed();
        }
        self.reader = Some(read_as_bytes(&file, move |bytes| {
            with(&mut |app| app.opened(&name, bytes.as_deref().ok()));
        }));
    }

    fn opened(&mut self, name: &str, bytes: Option<&[u8]>) {
        let text = bytes.ok_or_else(|| format!("{name} can't be read.")).and_then(|bytes| State::text_of(name, bytes));
        match text {
            Ok(text) => {
                self.put(&text, Some(name.to_owned()));
                self.state.said = format!("{name} is open.");
            }
            Err(why) => self.state.notify(&why, true),
        }
        self.changed();
    }

    /// Another plan, through the editor, so that undo brings the old one back.
    fn put(&mut self, text: &str, file_name: Option<String>) {
        self.state.notice = None;
        self.state.load(text, Overrides::new(), file_name);
        self.show_text();
        self.moved_on();
    }
}
