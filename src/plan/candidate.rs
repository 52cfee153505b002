//! Lines that may mean to state what the plan leaves open.

use super::assignment::{BareNumber, read_text};
use super::quantity::{parts, scale_of};
use crate::diagnostic::{self, Diagnostic, Problems, Span};
use crate::model::param::{Key, PARAMS, Param};
use crate::model::settings::{Layer, Settings};

/// Most lines whose words are compared with those of the parameters.
const MAX_WEIGHED: usize = 1_000;
/// Words that make a quantity another one than any parameter: what it is of, and which of its values it is.
const OTHER_THINGS: &str = "rack cabinet row pdu cooling login spare failure idle standby min minimum average mean";
/// These as well, unless what they are in is named behind them.
const PARTS_OF_NODES: &str = "gpu cpu";
const NODES: &str = "node server";
/// What planners call the share that is kept free.
const RESERVES: &str = "reserve margin contingency headroom";
/// Behind these stands what is told of a quantity, and not what it is.
const ASIDES: &str = "without excluding excl except including incl with";
/// What powers, ports and links are of. Who names one means no parameter that has it in none of its names.
const SUBJECTS: &str = "node server leaf spine core storage management total";

/// A line that is not read, as its name is none.
pub struct Line<'a> {
    /// The words that should be a name.
    pub name: &'a str,
    /// What the column of the value is called.
    pub title: &'a str,
    /// What stands behind the name, or in another column.
    pub value: &'a str,
    /// Where the unit may stand if not there, the likelier place first. It may be a remark.
    pub units: [&'a str; 3],
    /// All of it.
    pub span: Span,
}

impl<'a> Line<'a> {
    /// What it may state; none if it has no unit that some parameter has, or more than one number in such a unit.
    fn amount(&self) -> Option<Amount<'a>> {
        let (number, unit) = parts(self.value)?;
        // A text in a message is short.
        if number.len() > 30 || self.value[..number.start].contains('±') {
            return None;
        }
        let (own, behind) = (&self.value[unit.clone()], &self.value[unit.end..]);
        let places = if own.is_empty() { self.units } else { [own, "", ""] };
        let unit = places.into_iter().find(|unit| is_unit(unit))?;
        if has_value_in(unit, behind, own.is_empty()) {
            return None;
        }
        let remark = &behind[..first_digit(behind).unwrap_or(behind.len())];
        Some(Amount { number: &self.value[number], unit, remark })
    }
}

/// A number with its unit.
struct Amount<'a> {
    number: &'a str,
    unit: &'a str,
    /// What stands behind them, up to the next number.
    remark: &'a str,
}

/// What a line may state.
#[derive(Clone, Debug)]
struct Candidate {
    key: Key,
    /// Words that are words of the parameter.
    shared: usize,
    /// All others of its name.
    others: usize,
    note: Diagnostic,
}

impl Candidate {
    /// The parameter that takes the amount and shares the most words with the name, and with what is said around the
    /// amount; none if several share as many, if what the parameter needs to be told by is missing, or if the name has
    /// more other words than are shared, and more than two.
    fn find(words: &[&str], around: &[&str], amount: &Amount, span: Span) -> Option<Self> {
        let Amount { number, unit, .. } = amount;
        let may_be = |param: &&Param| {
            let is_of_it = |word: &&str| is_word_of(param, word);
            let is_of_another = |word: &&str| is_one_of(SUBJECTS, word) && !is_of_it(word);
            scale_of(unit, param.kind).is_some()
                && [words, around].iter().all(|words| {
                    !words.iter().any(is_of_another)
                        && share(words).is_none_or(|of| of.iter().any(|word| is_in_names_of(param, word)))
                })
        };
        let (mut best, mut shared, mut others) = (None, 0, 0);
        for param in PARAMS.iter().filter(may_be) {
            let [in_name, around] =
                [words, around].map(|words| words.iter().filter(|word| is_word_of(param, word)).count());
            let here = if in_name > 0 { in_name + around } else { 0 };
            if here > shared {
                (best, shared, others) = (Some(param), here, words.len() - in_name);
            } else if here == shared {
                best = None;
            }
        }
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

/// Whether some parameter has both.
fn is_like(unit: &str, other: &str) -> bool {
    PARAMS.iter().any(|param| [unit, other].iter().all(|unit| scale_of(unit, param.kind).is_some()))
}

/// Whether a text has a number in a unit like this one, or `bare`, in none.
fn has_value_in(unit: &str, mut text: &str, bare: bool) -> bool {
    while let Some(at) = first_digit(text) {
        let Some((_, place)) = parts(&text[at..]) else { break };
        let found = &text[at..][place.clone()];
        let is_one = if found.is_empty() { bare } else { is_like(unit, found) };
        if is_one {
            return true;
        }
        text = &text[at + place.end..];
    }
    false
}

fn first_digit(text: &str) -> Option<usize> {
    text.bytes().position(|byte| byte.is_ascii_digit())
}

/// The words of a text in lower case that say what it is of.
fn words(text: &str) -> Vec<&str> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.take_while(|word| !is_one_of(ASIDES, word)).collect()
}

/// What a quantity is a share of: the two words behind `per`.
fn share<'a>(words: &'a [&'a str]) -> Option<&'a [&'a str]> {
    let of = &words[words.iter().position(|word| *word == "per")? + 1..];
    Some(&of[..of.len().min(2)])
}

/// Whether words speak of something that is no part of any parameter.
fn is_of_other_things(words: &[&str]) -> bool {
    words.iter().enumerate().any(|(at, word)| {
        let is_in_a_node = || words.get(at + 1).is_some_and(|next| is_one_of(NODES, next));
        is_one_of(OTHER_THINGS, word) || (is_one_of(PARTS_OF_NODES, word) && !is_in_a_node())
    })
}

/// What planners call a quantity besides the words of its names.
fn also(key: Key) -> &'static str {
    match key {
        Key::ItCap => "total facility site hall available envelope",
        Key::Reserve => RESERVES,
        _ => "",
    }
}

/// Whether a name has a word without which a parameter is not meant: others of its unit are no parameters.
fn is_told(key: Key, words: &[&str]) -> bool {
    let by = match key {
        Key::MaxNodes => "max maximum most limit",
        Key::NodePeak => "node",
        Key::Reserve => RESERVES,
        _ => return true,
    };
    words.iter().any(|word| is_one_of(by, word))
}

fn is_one_of(known: &str, word: &str) -> bool {
    known.split(' ').any(|known| stem(known) == stem(word))
}

/// What the singular and the plural of a word share: of leaf and leaves, of switch and switches, of node and nodes.
fn stem(word: &str) -> &str {
    ["ves", "f", "es", "e", "s"].into_iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word)
}

fn is_word_of(param: &Param, word: &str) -> bool {
    is_in_names_of(param, word) || is_one_of(also(param.key), word)
}

fn is_in_names_of(param: &Param, word: &str) -> bool {
    param.aliases.iter().any(|alias| is_one_of(alias, word))
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
        let name = line.name.to_ascii_lowercase();
        let around = [line.title, " ", amount.remark].concat().to_ascii_lowercase();
        let (words, around) = (words(&name), words(&around));
        if is_of_other_things(&words) || is_of_other_things(&around) {
            return;
        }
        self.weighed += 1;
        if let Some(found) = Candidate::find(&words, &around, &amount, line.span)
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
        meant_in("", name, value, unit)
    }

    fn meant_in(title: &str, name: &str, value: &str, unit: &str) -> Option<(&'static str, String)> {
        let mut candidates = Candidates::default();
        candidates.weigh(&Line { name, title, value, units: [unit, "", ""], span: Span::new(0, 0) }, || false);
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
            ("Storage power including management", "150 kW", "", "overhead.storage_w", "150 kW"),
            ("IT power excluding storage", "6 MW", "", "it_cap_w", "6 MW"),
            ("IT power, incl. storage", "6 MW", "", "it_cap_w", "6 MW"),
            ("Total facility power", "5 MW", "", "it_cap_w", "5 MW"),
            ("Power envelope", "5 MW", "", "it_cap_w", "5 MW"),
            ("Site power available", "5 MW", "", "it_cap_w", "5 MW"),
            ("Safety margin", "5 %", "", "overhead.reserve_fraction", "5 %"),
            ("Node with 8 GPUs", "10.2 kW", "", "node.power_w", "10.2 kW"),
            ("Server TDP", "10.2 kW per GPU server", "", "node.power_w", "10.2 kW"),
            ("Server TDP", "10.2 kW (8 GPUs)", "", "node.power_w", "10.2 kW"),
            ("Server TDP", "10.2 kW without GPUs", "", "node.power_w", "10.2 kW"),
            ("Maximum power draw", "10.2 kW per node", "", "node.power_w", "10.2 kW"),
            ("Power of all leaves", "1.7 kW", "", "leaf.power_w", "1.7 kW"),
            ("Leaf switches (each)", "64 ports", "", "leaf.ports", "64 ports"),
            // A second number that is no other value of the same.
            ("Server TDP", "8.4 kW (rev-2 datasheet)", "", "node.power_w", "8.4 kW"),
            ("Server TDP", "8.4 kW according to 2024 datasheet", "", "node.power_w", "8.4 kW"),
            ("Server TDP", "8.4 kW -", "", "node.power_w", "8.4 kW"),
            ("Server TDP", "8.4 kW at 25 °C [2]", "", "node.power_w", "8.4 kW"),
            ("Server TDP", "8.4 (rev-2 datasheet)", "kW", "node.power_w", "8.4 kW"),
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
            ("Max nodes per pod", "32 nodes"),
            ("Maximum nodes per row", "32 nodes"),
            ("Maximum nodes per leaf", "32 nodes"),
            ("Spare nodes limit", "10 nodes"),
            ("Node failure limit", "10 nodes"),
            ("Node standby power", "300 W"),
            ("Min node power", "3 kW"),
            ("Node average power", "6 kW"),
            ("Total IT power", "40 kW per rack"),
            ("Total IT power", "400 kW per hall"),
            ("Server TDP", "700 W per GPU"),
            ("Server TDP", "700 W (GPU)"),
            ("Excluding storage", "6 MW"),
            ("Total node power", "4 MW"),
            ("Total storage and network", "150 kW"),
            // What the reader refuses, and what is no one value.
            ("Node draw", "0 kW"),
            ("Leaf switch", "1 port"),
            ("Reserve margin", "-5 %"),
            ("Server TDP", "±1 kW"),
        ] {
            assert_eq!(meant(name, value, ""), None, "{name}: {value}");
        }
        for value in [
            "8 kW to 10 kW",
            "8 kW - ~10 kW",
            "8 kW...max 10 kW",
            "8 kW and 10 kW",
            "8 kW, 10 kW at its peak",
            "8 kW (10,000 W by its plate)",
            "8 kW according to 2024 datasheet, else 10 kW",
            "8 kW - the new ones draw 10 kW",
            "8 kW ± 1 kW",
            "8-10 kW",
            "8–10 kW",
            "8…10 kW",
            "8/10 kW",
        ] {
            for unit in ["", "kW"] {
                assert_eq!(meant("Server TDP", value, unit), None, "{value}");
            }
        }
        for value in ["8-10", "8 to 10", "8 (at most 10)", "8, 10", "8 - 10 kW"] {
            assert_eq!(meant("Server TDP", value, "kW"), None, "{value}");
        }
    }

    #[test]
    fn the_title_of_a_column_may_say_that_its_values_are_of_something_else() {
        let node = Some(("node.power_w", "8 kW".to_owned()));
        assert_eq!(meant_in("Unit power", "Server", "8 kW", ""), node);
        assert_eq!(meant_in("Each", "Server", "8", "kW"), node);
        // It tells between several, and names none alone.
        assert_eq!(meant_in("Radix", "Leaf", "64 ports", ""), Some(("leaf.ports", "64 ports".to_owned())));
        assert_eq!(meant_in("", "Leaf", "64 ports", ""), None);
        assert_eq!(meant_in("IT power budget", "Lighting", "8 kW", ""), None);
        for title in ["Total", "Idle", "Per rack", "Per GPU", "Storage"] {
            assert_eq!(meant_in(title, "Server", "8 kW", ""), None, "{title}");
        }
    }

    #[test]
    fn many_lines_that_can_mean_nothing_hide_none_that_does() {
        let weigh = |name: &str, value: &str, count: usize| {
            let mut candidates = Candidates::default();
            let line = |name, value| Line { name, title: "", value, units: [""; 3], span: Span::new(0, 0) };
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
