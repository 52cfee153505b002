//! Lines that may mean to state what the plan leaves open.

use super::assignment::{BareNumber, read_text};
use super::quantity::{parts, scale_of};
use crate::diagnostic::{self, Diagnostic, Problems, Span};
use crate::model::param::{Key, PARAMS, Param};
use crate::model::settings::{Layer, Settings};

/// Most lines whose words are compared with those of the parameters.
const MAX_WEIGHED: usize = 1_000;
/// Words that make a quantity another one than any parameter.
const OTHER_THINGS: &[&str] = &["rack", "cabinet", "pdu", "cooling", "idle", "login"];
/// These as well, unless what they are in is named behind them.
const PARTS_OF_NODES: &[&str] = &["gpu", "cpu"];
const NODES: &[&str] = &["node", "server"];
/// Behind these stands what is no part of the quantity.
const LEFT_OUT: &[&str] = &["without", "excluding"];
/// What powers, ports and links are of. Who names one means no parameter that has it in none of its names.
const SUBJECTS: &[&str] = &["node", "server", "leaf", "spine", "core", "storage", "management"];
/// What stands between two numbers that are no one value.
const BETWEEN: &[&str] = &["-", "–", "—", "−", "…", "..", "to", "up to", "or"];

/// A line that is not read, as its name is none.
pub struct Line<'a> {
    /// The words that should be a name.
    pub name: &'a str,
    /// What stands behind them, or in the next column.
    pub value: &'a str,
    /// Where the unit may stand if not there, the likelier place first. It may be a remark.
    pub units: [&'a str; 2],
    /// All of it.
    pub span: Span,
}

impl<'a> Line<'a> {
    /// Its number and a unit that some parameter has; none if there is no such, or more than one number.
    fn amount(&self) -> Option<(&'a str, &'a str)> {
        let (number, unit) = parts(self.value)?;
        // A text in a message is short.
        if number.len() > 30 || self.value[..number.start].contains('±') || is_range(&self.value[unit.end..]) {
            return None;
        }
        let own = &self.value[unit];
        let units = if own.is_empty() { self.units } else { [own, ""] };
        Some((&self.value[number], units.into_iter().find(|unit| is_unit(unit))?))
    }

    fn words(&self) -> Vec<&'a str> {
        self.name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect()
    }
}

/// What a line may state.
#[derive(Clone, Debug)]
struct Candidate {
    key: Key,
    /// Words of its name that are words of the parameter.
    shared: usize,
    /// All others.
    others: usize,
    note: Diagnostic,
}

impl Candidate {
    /// The parameter that takes the amount and whose names share the most words with these; none if several share
    /// as many, if what the parameter needs to be told by is missing, or if there are more other words than shared
    /// ones, and more than two.
    fn find(words: &[&str], (number, unit): (&str, &str), span: Span) -> Option<Self> {
        let is_of_another = |param| words.iter().any(|word| is_one_of(SUBJECTS, word) && !is_word_of(param, word));
        let (mut best, mut shared) = (None, 0);
        for param in PARAMS.iter().filter(|param| scale_of(unit, param.kind).is_some() && !is_of_another(*param)) {
            let here = words.iter().filter(|word| is_word_of(param, word)).count();
            if here > shared {
                (best, shared) = (Some(param), here);
            } else if here == shared {
                best = None;
            }
        }
        let others = words.len() - shared;
        let param = best.filter(|param| others <= shared.max(2) && is_told(param.key, words))?;
        let written = format!("{number} {unit}");
        read_text(param.key, &written, BareNumber::Refused).ok()?;
        let message = format!("this is not read, and no list, table or block states {}", param.name);
        let note = Diagnostic::at(&diagnostic::MEANT, span, message, help(param, &written));
        Some(Self { key: param.key, shared, others, note })
    }

    fn is_better_than(&self, other: &Self) -> bool {
        self.shared > other.shared || (self.shared == other.shared && self.others < other.others)
    }
}

fn is_unit(text: &str) -> bool {
    !text.is_empty() && PARAMS.iter().any(|param| scale_of(text, param.kind).is_some())
}

/// Whether what stands behind a quantity leads to a second number.
fn is_range(behind: &str) -> bool {
    let Some(second) = behind.find(|c: char| c.is_ascii_digit()) else { return false };
    let between = behind[..second].trim().trim_end_matches(['~', '≈']).trim_end();
    BETWEEN.contains(&between.strip_suffix("max").unwrap_or(between).trim_end())
}

/// Whether a name speaks of something that is no part of any parameter.
fn is_of_other_things(words: &[&str]) -> bool {
    words.iter().enumerate().any(|(at, word)| {
        let is_left_out = at > 0 && is_one_of(LEFT_OUT, words[at - 1]);
        let is_in_a_node = words.get(at + 1).is_some_and(|next| is_one_of(NODES, next));
        !is_left_out && (is_one_of(OTHER_THINGS, word) || (is_one_of(PARTS_OF_NODES, word) && !is_in_a_node))
    })
}

/// Whether a name has a word without which a parameter is not meant: others of its unit are no parameters.
fn is_told(key: Key, words: &[&str]) -> bool {
    let by: &[&str] = match key {
        Key::MaxNodes => &["max", "maximum", "most", "limit"],
        Key::NodePeak => &["node"],
        Key::Reserve => &["reserve"],
        _ => return true,
    };
    words.iter().any(|word| is_one_of(by, word))
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
    param.aliases.iter().any(|alias| alias.split(' ').any(|known| is_same(known, word)))
}

fn help(param: &Param, written: &str) -> String {
    let name = param.aliases.first().unwrap_or(&param.name);
    let facility = if param.key == Key::ItCap { "; if a facility draws it, divide it by the PUE" } else { "" };
    format!("if this is {}, write `{name}: {written}`{facility}", param.name)
}

/// The best such line for each parameter.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    best: Vec<Candidate>,
    weighed: usize,
}

impl Candidates {
    /// Takes a line that says more than those before it, unless it has been warned about.
    pub fn weigh(&mut self, line: &Line, is_warned_about: impl FnOnce() -> bool) {
        if self.weighed == MAX_WEIGHED {
            return;
        }
        let Some(amount) = line.amount() else { return };
        let words = line.words();
        if is_of_other_things(&words) {
            return;
        }
        self.weighed += 1;
        if let Some(found) = Candidate::find(&words, amount, line.span)
            && !is_warned_about()
        {
            self.take(found);
        }
    }

    fn take(&mut self, found: Candidate) {
        match self.best.iter_mut().find(|best| best.key == found.key) {
            None => self.best.push(found),
            Some(best) if found.is_better_than(best) => *best = found,
            Some(_) => {}
        }
    }

    /// Takes those that were found elsewhere.
    pub fn join(&mut self, other: Self) {
        other.best.into_iter().for_each(|found| self.take(found));
    }

    /// Notes those whose parameter no line states.
    pub fn note(self, settings: &Settings, problems: &mut Problems) {
        let is_open = |key| settings.get(&key).is_none_or(|setting| setting.layer > Layer::Text);
        problems.extend(self.best.into_iter().filter(|found| is_open(found.key)).map(|found| found.note));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(name: &str, value: &str, unit: &str) -> Option<(&'static str, String)> {
        let mut candidates = Candidates::default();
        candidates.weigh(&Line { name, value, units: [unit, ""], span: Span::new(0, 0) }, || false);
        let found = candidates.best.pop()?;
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
            ("Peak of one node", "8 PFLOPS", "", "node.peak_pflops", "8 PFLOPS"),
            // Whose power it is is said, so it is no cap.
            ("Node power budget", "10 kW", "", "node.power_w", "10 kW"),
            ("Storage power budget", "150 kW", "", "overhead.storage_w", "150 kW"),
            // A node with GPUs is a node; what is left out is no part.
            ("GPU server power", "10.2 kW", "", "node.power_w", "10.2 kW"),
            ("Power per CPU node", "1 kW", "", "node.power_w", "1 kW"),
            ("IT power without cooling", "6 MW", "", "it_cap_w", "6 MW"),
            ("IT power, excluding racks", "6 MW", "", "it_cap_w", "6 MW"),
            // A second number that makes no range.
            ("Server TDP", "8.4 kW (rev-2 datasheet)", "", "node.power_w", "8.4 kW"),
            ("Server TDP", "8.4 kW according to 2024 datasheet", "", "node.power_w", "8.4 kW"),
            ("Server TDP", "8.4 kW -", "", "node.power_w", "8.4 kW"),
            ("Leaf switch", "64 ports / 1.7 kW", "", "leaf.ports", "64 ports"),
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
            ("Cabinet power limit", "40 kW"),
            ("PDU power limit", "40 kW"),
            ("Idle node power", "2 kW"),
            ("Power of a CPU in a node", "400 W"),
            ("Cluster peak", "30 EFLOPS"),
            ("Total peak compute", "30 EFLOPS"),
            ("Spare nodes", "10 nodes"),
            ("Nodes per pod", "32 nodes"),
            ("Number of nodes", "512 nodes"),
            ("Power factor", "98 %"),
            ("Power quality", "98 %"),
            ("Renewable power", "90 %"),
            ("Renewable fraction", "90 %"),
            ("Power utilisation of nodes", "80 %"),
            ("Management NIC", "25 Gbit/s"),
            ("Storage tiers", "2 tiers"),
            ("Login nodes", "1 kW"),
            ("CPU cores", "128 W"),
            // What the reader refuses, and what is no one value.
            ("Node draw", "0 kW"),
            ("Leaf switch", "1 port"),
            ("Reserve margin", "-5 %"),
            ("Server TDP", "±1 kW"),
        ] {
            assert_eq!(meant(name, value, ""), None, "{name}: {value}");
        }
        for between in BETWEEN {
            for value in
                [format!("8 kW {between} 10 kW"), format!("8 kW {between} ~10 kW"), format!("8 kW {between} max 10 kW")]
            {
                assert_eq!(meant("Server TDP", &value, ""), None, "{value}");
            }
        }
        for value in ["8-10 kW", "8–10 kW", "8…10 kW"] {
            assert_eq!(meant("Server TDP", value, "kW"), None, "{value}");
        }
    }

    #[test]
    fn many_lines_that_can_mean_nothing_hide_none_that_does() {
        let weigh = |name: &str, value: &str, count: usize| {
            let mut candidates = Candidates::default();
            let line = |name, value| Line { name, value, units: [""; 2], span: Span::new(0, 0) };
            (0..count).for_each(|_| candidates.weigh(&line(name, value), || false));
            candidates.weigh(&line("Server TDP", "8 kW"), || false);
            candidates.best.len()
        };
        assert_eq!(weigh("Rack temperature", "21", 2 * MAX_WEIGHED), 1);
        assert_eq!(weigh("Disk", "4 TB", 2 * MAX_WEIGHED), 1);
        assert_eq!(weigh("Rack power", "40 kW", 2 * MAX_WEIGHED), 1);
        assert_eq!(weigh("Switch power", "2 kW", MAX_WEIGHED - 1), 1);
        assert_eq!(weigh("Switch power", "2 kW", MAX_WEIGHED), 0);
    }
}
