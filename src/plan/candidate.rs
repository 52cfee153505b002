//! Lines that may mean to state what the plan leaves open.

use super::assignment::{BareNumber, read_text};
use super::quantity::{parts, scale_of};
use crate::diagnostic::{self, Diagnostic, Problems, Span};
use crate::model::param::{Key, Kind, PARAMS, Param};
use crate::model::settings::{Layer, Settings};

/// Words that make a quantity another one than any parameter.
const OTHER_THINGS: &[&str] = &["gpu", "cpu", "rack", "pdu", "ups", "cooling", "idle", "login", "bmc", "wan"];
/// What powers, ports and links are of. Who names one means no parameter of another.
const SUBJECTS: &[&str] = &["node", "server", "leaf", "spine", "core", "storage", "management"];

/// A line that is not read, as its name is none, but may state this parameter.
#[derive(Clone, Debug)]
pub struct Candidate {
    key: Key,
    /// Words of its name that are no words of the parameter, the fewer the better.
    others: usize,
    note: Diagnostic,
}

impl Candidate {
    /// The parameter that takes the value and whose names share the most words with this one; none if
    /// several share as many, or if most of the words are other ones. A number without a unit may be
    /// anything.
    pub fn find(name: &str, value: &str, unit_elsewhere: &str, span: Span) -> Option<Self> {
        let (number, unit) = parts(value)?;
        if value[..number.start].contains('±') || is_range(&value[number.end..]) {
            return None;
        }
        let unit = if unit.is_empty() { unit_elsewhere } else { &value[unit] };
        // A text in a message is short.
        if unit.is_empty() || number.len() > 30 {
            return None;
        }
        let words: Vec<&str> =
            name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
        if words.iter().any(|word| is_one_of(OTHER_THINGS, word)) {
            return None;
        }
        let (mut best, mut most) = (None, 0);
        for param in PARAMS.iter().filter(|param| scale_of(unit, param.kind).is_some()) {
            let shared = words.iter().filter(|word| is_word_of(param, word)).count();
            if shared > most {
                (best, most) = (Some(param), shared);
            } else if shared == most {
                best = None;
            }
        }
        let others = words.len() - most;
        let is_of_another = |param| words.iter().any(|word| is_one_of(SUBJECTS, word) && !is_word_of(param, word));
        let param = best.filter(|param| others <= most.max(2) && !is_of_another(*param))?;
        let written = format!("{} {unit}", &value[number]);
        read_text(param.key, &written, BareNumber::Refused).ok()?;
        let message = format!("this is not read, and no list, table or block states {}", param.name);
        let note = Diagnostic::at(&diagnostic::MEANT, span, message, help(param, &written));
        Some(Self { key: param.key, others, note })
    }
}

/// Whether a text leads from one number to another.
fn is_range(behind: &str) -> bool {
    let between = behind.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default().trim_end();
    between.ends_with(['-', '–', '—', '/']) || between.ends_with(" to")
}

fn is_one_of(known: &[&str], word: &str) -> bool {
    known.iter().any(|known| is_same(known, word))
}

/// In any case, singular or plural.
fn is_same(known: &str, word: &str) -> bool {
    let singular = |word: &str| word.strip_suffix(['s', 'S']).unwrap_or(word).len();
    known[..singular(known)].eq_ignore_ascii_case(&word[..singular(word)])
}

fn is_word_of(param: &Param, word: &str) -> bool {
    // Every share of a power has that word, whatever it is a share of.
    let says_nothing = param.kind == Kind::Share && is_same("power", word);
    !says_nothing && param.aliases.iter().any(|alias| alias.split(' ').any(|known| is_same(known, word)))
}

fn help(param: &Param, written: &str) -> String {
    let name = param.aliases.first().unwrap_or(&param.name);
    let facility = if param.key == Key::ItCap { "; if a facility draws it, divide it by the PUE" } else { "" };
    format!("if this is {}, write `{name}: {written}`{facility}", param.name)
}

/// The best such line for each parameter.
#[derive(Clone, Debug, Default)]
pub struct Candidates(Vec<Candidate>);

impl Candidates {
    /// Takes the first of the best for each parameter.
    pub fn add(&mut self, candidate: Candidate) {
        match self.0.iter_mut().find(|earlier| earlier.key == candidate.key) {
            None => self.0.push(candidate),
            Some(earlier) if candidate.others < earlier.others => *earlier = candidate,
            Some(_) => {}
        }
    }

    /// Takes those that were found elsewhere.
    pub fn join(&mut self, other: Self) {
        other.0.into_iter().for_each(|candidate| self.add(candidate));
    }

    /// Notes those whose parameter no line states.
    pub fn note(self, settings: &Settings, problems: &mut Problems) {
        let is_open = |key| settings.get(&key).is_none_or(|setting| setting.layer > Layer::Text);
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
            ("Reserve margin", "10 %", "", "overhead.reserve_fraction", "10 %"),
            ("Nodes at most", "500 nodes", "", "max_nodes", "500 nodes"),
            ("Power of storage", "150 kW - all of it", "", "overhead.storage_w", "150 kW"),
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
            ("GPU power cap", "700 W"),
            ("Rack budget", "40 kW"),
            ("Power budget for cooling", "500 kW"),
            ("Power factor", "98 %"),
            ("Power quality", "98 %"),
            ("Renewable power", "90 %"),
            ("Power utilisation of nodes", "80 %"),
            ("Management NIC", "25 Gbit/s"),
            ("Storage tiers", "2 tiers"),
            ("Login nodes", "1 kW"),
            ("CPU cores", "128 W"),
            // What the reader refuses, and what is no one value.
            ("Node draw", "0 kW"),
            ("Leaf switch", "1 port"),
            ("Reserve margin", "-5 %"),
            ("Server TDP", "8-10 kW"),
            ("Server TDP", "8 kW to 10 kW"),
            ("Server TDP", "8 kW – 10 kW"),
            ("Server TDP", "±1 kW"),
        ] {
            assert_eq!(meant(name, value, ""), None, "{name}: {value}");
        }
    }
}
