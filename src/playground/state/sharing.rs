//! Links, the stored plan, examples and files: other plans for this page.

use super::super::link;
use super::{Notice, State};
use crate::EXAMPLE;
use crate::character::changes_the_line;
use crate::plan::{MAX_PLAN, Overrides};

impl State {
    /// Puts another plan in place of this one.
    pub fn load(&mut self, text: &str, overrides: Overrides, file_name: Option<String>) {
        self.overrides = overrides;
        self.typed.clear();
        self.file_name = file_name;
        self.set_text(text);
    }

    /// The state to begin with: the link, else what is stored, else the example.
    pub fn begin(hash: &str, stored: Option<&str>) -> Self {
        let stored = stored.and_then(|text| link::from_json(text).ok());
        let Some(linked) = link::read(hash) else {
            let (text, overrides) = stored.unwrap_or_else(|| (EXAMPLE.to_owned(), Overrides::new()));
            return Self::new(&text, overrides);
        };
        match linked {
            Ok(linked) => {
                let mut state = Self::new(&linked.0, linked.1.clone());
                state.keep(stored.filter(|stored| *stored != linked));
                state
            }
            Err(why) => {
                let mut state = Self::new(EXAMPLE, Overrides::new());
                state.keep(stored);
                state.refuse_link(&why, "Here is the example instead.");
                state
            }
        }
    }

    /// Follows a link while the page is open. Says whether there is another plan now.
    pub fn follow(&mut self, hash: &str) -> bool {
        match link::read(hash) {
            None => false,
            Some(Ok((text, overrides))) => {
                let before = (self.plan.text.clone(), self.overrides.clone());
                if before == (text.clone(), overrides.clone()) {
                    return false;
                }
                self.load(&text, overrides, None);
                // What the user had, not what an earlier link has brought.
                let before = self.kept.take().filter(|_| self.held.is_some()).unwrap_or(before);
                self.keep(Some(before));
                true
            }
            Some(Err(why)) => {
                self.refuse_link(&why, "The plan here stays as it is.");
                false
            }
        }
    }

    /// Brings the plan back that a link has taken the place of.
    pub fn bring_back(&mut self) -> bool {
        (self.notice, self.held) = (None, None);
        let Some((text, overrides)) = self.kept.take() else { return false };
        self.load(&text, overrides, None);
        true
    }

    /// A file that somebody opened or dropped: its text, or what is wrong with it.
    ///
    /// # Errors
    ///
    /// Says why it is no plan.
    pub fn text_of(name: &str, bytes: &[u8]) -> Result<String, String> {
        if bytes.len() > MAX_PLAN {
            return Err(format!("{name} has {} bytes; a plan may have up to {MAX_PLAN} (16 MiB).", bytes.len()));
        }
        let text = std::str::from_utf8(bytes).map_err(|error| {
            format!(
                "{name} is not UTF-8 text: byte {} does not belong there. Save it as UTF-8 and open it again.",
                error.valid_up_to() + 1
            )
        })?;
        if text.contains('\0') { Err(format!("{name} is not a text.")) } else { Ok(text.to_owned()) }
    }

    /// The name of a file as it may stand in messages and on a command line.
    pub fn name_of(name: &str) -> String {
        name.replace(changes_the_line, "_")
    }

    fn keep(&mut self, before: Option<(String, Overrides)>) {
        let Some(before) = before else { return };
        self.held = Some(link::to_json(&before.0, &before.1));
        self.kept = Some(before);
        self.notice = Some(Notice {
            text: "This plan came with the link. The one you had is kept.".to_owned(),
            action: Some(("bring-back", "Bring it back")),
            is_error: false,
        });
    }

    /// What the browser is to keep: what the user had, until they change what a link has brought.
    pub fn to_store(&self) -> String {
        self.held.clone().unwrap_or_else(|| link::to_json(&self.plan.text, &self.overrides))
    }

    fn refuse_link(&mut self, why: &str, instead: &str) {
        let action = self.kept.is_some().then_some(("bring-back", "Bring back my plan"));
        let text = format!("The link can't be read: {why}. {instead}");
        self.notice = Some(Notice { text, action, is_error: true });
    }
}
