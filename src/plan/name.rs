//! Names of parameters as people write them in lists and tables.

use crate::model::param::{Key, PARAMS};
use std::sync::LazyLock;

/// The names that plans are read with.
pub static NAMES: LazyLock<Names> = LazyLock::new(Names::default);

/// Every name that is read, and the parameter behind it.
#[derive(Debug)]
pub struct Names {
    /// In the order of the parameters.
    by_name: Vec<(&'static str, Named)>,
    /// The letters of each of those.
    letters: Vec<u64>,
    /// Those of each first letter, as every item and row of a plan is looked up.
    by_initial: [Vec<(&'static str, Named)>; 26],
}

/// A parameter found by a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// The parameter.
    pub key: Key,
    /// Whether the name was the key itself, which says its own unit.
    pub by_key: bool,
}

impl Default for Names {
    /// Keys, the last parts of keys where they are unique, and the aliases.
    fn default() -> Self {
        let last = |name: &'static str| name.rsplit('.').next().unwrap_or(name);
        let mut by_name = Vec::new();
        for param in PARAMS {
            let named = |by_key| Named { key: param.key, by_key };
            let is_unique = PARAMS.iter().filter(|other| last(other.name) == last(param.name)).count() == 1;
            // One plain word such as `precision` or `name` is prose more often than a key.
            if param.key != Key::Name {
                by_name.push((param.name, named(true)));
            }
            if is_unique && param.name.contains('.') && last(param.name).contains('_') {
                by_name.push((last(param.name), named(true)));
            }
            by_name.extend(param.aliases.iter().map(|alias| (*alias, named(false))));
        }
        let mut by_initial = [const { Vec::new() }; 26];
        for (letter, known) in (b'a'..).zip(&mut by_initial) {
            known.extend(by_name.iter().filter(|(name, _)| name.as_bytes()[0] == letter));
        }
        let letters = by_name.iter().map(|(name, _)| letters(name)).collect();
        Self { by_name, letters, by_initial }
    }
}

impl Names {
    /// Every name, for the docs.
    pub fn all(&self) -> &[(&'static str, Named)] {
        &self.by_name
    }

    /// Finds a parameter by a name in any case; spaces, `-` and `_` are the same in aliases.
    pub fn find(&self, name: &str) -> Option<Named> {
        // Longer than all that are known; most of a long line is prose.
        const LONG: usize = 60;
        let name = name.trim();
        if name.len() > LONG {
            return None;
        }
        let words = name.trim_matches(is_joint).as_bytes();
        let (initial, last) = (words.first()?.to_ascii_lowercase(), words.last()?.to_ascii_lowercase());
        let known = self.by_initial.get(usize::from(initial.wrapping_sub(b'a')))?.iter();
        let mut known = known.filter(|(known, _)| known.as_bytes().last() == Some(&last));
        let as_written = known.clone().find(|(known, _)| known.eq_ignore_ascii_case(name));
        as_written.or_else(|| known.find(|(known, _)| is_spoken(known, name))).map(|(_, named)| *named)
    }

    /// The known name that this one is probably meant to be.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        let name = name.trim().to_ascii_lowercase();
        let tolerance: u32 = if name.chars().count() < 8 { 1 } else { 2 };
        let own = letters(&name);
        let is_near = |known: u64| [known & !own, own & !known].iter().all(|only| only.count_ones() <= tolerance);
        let known = self.by_name.iter().zip(&self.letters);
        known
            .filter(|((known, _), _)| known.len().abs_diff(name.len()) <= tolerance as usize)
            .filter(|(_, letters)| is_near(**letters))
            .map(|((known, _), _)| (strsim::osa_distance(known, &name), *known))
            .filter(|(distance, _)| *distance <= tolerance as usize)
            .min()
            .map(|(_, known)| known)
    }
}

/// What may stand between two words of a name.
fn is_joint(c: char) -> bool {
    c == '-' || c == '_' || c.is_whitespace()
}

/// Whether a name says the words of a known one, whatever stands between them. A key is one word.
fn is_spoken(known: &str, name: &str) -> bool {
    let mut rest = name.trim_start_matches(is_joint);
    for letter in known.bytes() {
        let behind = match rest.as_bytes().first() {
            _ if letter == b' ' => rest.trim_start_matches(is_joint),
            Some(next) if next.eq_ignore_ascii_case(&letter) => &rest[1..],
            _ => return false,
        };
        if behind.len() == rest.len() {
            return false;
        }
        rest = behind;
    }
    rest.trim_start_matches(is_joint).is_empty() && !known.contains('_')
}

/// Which letters a name has, as bits. One edit adds at most one letter and takes at most one, so most
/// names are told apart without measuring a distance.
fn letters(name: &str) -> u64 {
    name.chars().fold(0, |letters, c| letters | 1 << (u32::from(c) % 64))
}

/// The key nearest to an unknown one, as a hint.
pub fn nearest_key(unknown: &str) -> Option<&'static str> {
    let unknown: String = unknown.chars().take(60).collect();
    let last = |name: &str| name.rsplit('.').next().unwrap_or_default().to_owned();
    let distance = |known: &'static str| {
        let whole = strsim::osa_distance(known, &unknown);
        let tail = strsim::osa_distance(&last(known), &last(&unknown)) + usize::from(known != unknown);
        (whole.min(tail), whole)
    };
    let nearest = PARAMS.iter().map(|param| (distance(param.name), param.name)).min()?;
    (nearest.0.0 <= unknown.chars().count().max(3) / 2).then_some(nearest.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_as_people_write_them() {
        let names = Names::default();
        for (name, key) in [
            ("IT cap", Key::ItCap),
            ("it-cap", Key::ItCap),
            ("Leaf  Radix", Key::LeafPorts),
            ("leaf.ports", Key::LeafPorts),
            ("host_link_gbps", Key::HostLink),
            ("node_power", Key::NodePower),
        ] {
            assert_eq!(names.find(name).map(|named| named.key), Some(key), "{name}");
        }
        for name in ["power", "ports", "name", "precision", "node", "cap"] {
            assert_eq!(names.find(name), None, "{name}");
        }
        assert!(names.find("it_cap_w").unwrap().by_key);
        assert!(!names.find("it cap").unwrap().by_key);
    }

    #[test]
    fn aliases_are_found_whatever_joins_their_words_and_keys_as_they_are() {
        let names = Names::default();
        for &(name, _) in names.all() {
            for joint in ["-", "_", "  ", " -\u{a0}"] {
                let joined = format!("_{}{joint}", name.to_uppercase().replace(' ', joint));
                let spoken = names.all().iter().find(|(known, _)| *known == name.replace('_', " "));
                assert_eq!(names.find(&joined), spoken.map(|(_, named)| *named), "{joined}");
            }
            assert_eq!(names.find(&format!("{name}x")), None);
            assert_eq!(names.find(&name[1..]), None, "{name}");
        }
    }

    #[test]
    fn misspelt_names_find_their_neighbour() {
        let names = Names::default();
        assert_eq!(names.nearest("IT capp"), Some("it cap"));
        assert_eq!(names.nearest("nod power"), Some("node power"));
        assert_eq!(names.nearest("budget"), None);
        assert_eq!(nearest_key("leaf.portz"), Some("leaf.ports"));
        assert_eq!(nearest_key("host_link_gbps"), Some("fabric.host_link_gbps"));
        assert_eq!(nearest_key("it_cap"), Some("it_cap_w"));
        assert_eq!(nearest_key("leef.ports"), Some("leaf.ports"));
        assert_eq!(nearest_key("zzzzzzzzzzzzzzzz"), None);
    }
}
