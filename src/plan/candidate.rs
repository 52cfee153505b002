//! Lines that may mean to state what the plan leaves open.

use super::quantity::{parts, scale_of};
use crate::diagnostic::{self, Diagnostic, Problems, Span};
use crate::model::param::{Key, PARAMS, Param};
use crate::model::settings::{Layer, Settings};

/// A line that is not read, as its name is none, but may state this parameter.
#[derive(Clone, Debug)]
pub struct Candidate {
    key: Key,
    note: Diagnostic,
}

impl Candidate {
    /// The parameter that takes the unit and whose names share the most words with this one; none if
    /// several share as many, or if most of the words are other ones. A number without a unit may be
    /// anything.
    pub fn find(name: &str, value: &str, unit_elsewhere: &str, span: Span) -> Option<Self> {
        let (number, unit) = parts(value)?;
        let unit = if unit.is_empty() { unit_elsewhere } else { &value[unit] };
        // A text in a message is short.
        if unit.is_empty() || number.len() > 30 {
            return None;
        }
        let words: Vec<&str> =
            name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let (mut best, mut most) = (None, 0);
        for param in PARAMS.iter().filter(|param| scale_of(unit, param.kind).is_some()) {
            let shared = words.iter().filter(|word| is_word_of(param, word)).count();
            if shared > most {
                (best, most) = (Some(param.key), shared);
            } else if shared == most {
                best = None;
            }
        }
        let others = words.len() - most;
        let key = best.filter(|_| others <= most.max(2))?;
        let message = format!("this is not read, and no other line states {}", key.name());
        let note = Diagnostic::at(&diagnostic::MEANT, span, message, help(key.param(), &value[number], unit));
        Some(Self { key, note })
    }
}

fn is_word_of(param: &Param, word: &str) -> bool {
    let singular = |word: &str| word.strip_suffix(['s', 'S']).unwrap_or(word).len();
    let is_known = |known: &str| known[..singular(known)].eq_ignore_ascii_case(&word[..singular(word)]);
    param.aliases.iter().any(|alias| alias.split(' ').any(is_known))
}

fn help(param: &Param, number: &str, unit: &str) -> String {
    let name = param.aliases.first().unwrap_or(&param.name);
    let facility = if param.key == Key::ItCap { "; if a facility draws it, divide it by the PUE" } else { "" };
    format!("if this is {}, write `{name}: {number} {unit}`{facility}", param.name)
}

/// The first such line for each parameter.
#[derive(Clone, Debug, Default)]
pub struct Candidates(Vec<Candidate>);

impl Candidates {
    /// Takes the first one for each parameter.
    pub fn add(&mut self, candidate: Candidate) {
        if self.0.iter().all(|earlier| earlier.key != candidate.key) {
            self.0.push(candidate);
        }
    }

    /// Takes those that were found elsewhere.
    pub fn join(&mut self, other: Self) {
        other.0.into_iter().for_each(|candidate| self.add(candidate));
    }

    /// Notes those whose parameter no line states.
    pub fn note(self, settings: &Settings, problems: &mut Problems) {
        let is_open = |key| settings.get(&key).is_some_and(|setting| setting.layer > Layer::Text);
        problems.extend(self.0.into_iter().filter(|found| is_open(found.key)).map(|found| found.note));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(name: &str, value: &str, unit: &str) -> Option<(&'static str, String)> {
        let found = Candidate::find(name, value, unit, Span::new(0, 0))?;
        let written = found.note.help.split('`').nth(1)?.split_once(": ")?.1;
        Some((found.key.name(), written.to_owned()))
    }

    #[test]
    fn a_line_means_the_parameter_that_takes_its_unit_and_shares_its_words() {
        for (name, value, unit, key, written) in [
            ("Total facility power budget", "7.5MW", "", "it_cap_w", "7.5 MW"),
            ("Server TDP", "10.2kW per node", "", "node.power_w", "10.2 kW"),
            ("Maximum power draw per node", "10.2", "kW", "node.power_w", "10.2 kW"),
            ("Leaf switch", "64 ports × 400G, 1.7 kW each", "", "leaf.ports", "64 ports"),
            ("LEAF SWITCHES", "1.7 kW", "", "leaf.power_w", "1.7 kW"),
            ("Storage + mgmt", "~150 kW", "", "overhead.storage_w", "150 kW"),
            ("Power margin", "10 %", "", "overhead.reserve_fraction", "10 %"),
        ] {
            assert_eq!(meant(name, value, unit), Some((key, written.to_owned())), "{name}");
        }
    }

    #[test]
    fn what_several_parameters_may_mean_or_none_is_left_alone() {
        for (name, value) in [
            ("Rack power", "40 kW"),
            ("Switch power", "1.7 kW"),
            ("Transceivers", "12 W each"),
            ("Storage", "500 TB"),
            ("Server weight", "130 kg"),
            ("Servers", "512"),
            ("We talked about node power", "8.4 kW was mentioned"),
        ] {
            assert_eq!(meant(name, value, ""), None, "{name}");
        }
    }
}
