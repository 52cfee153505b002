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
    /// The same by the alphabet, as every item and row of a plan is looked up.
    sorted: Vec<(&'static str, Named)>,
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
        let mut sorted = Vec::with_capacity(by_name.len());
        for &(name, named) in &by_name {
            sorted.insert(sorted.partition_point(|(known, _)| *known < name), (name, named));
        }
        Self { by_name, sorted }
    }
}

impl Names {
    /// Every name, for the docs.
    pub fn all(&self) -> &[(&'static str, Named)] {
        &self.by_name
    }

    /// Finds a parameter by a name in any case; spaces, `-` and `_` are the same in aliases.
    pub fn find(&self, name: &str) -> Option<Named> {
        let name = name.trim();
        if name.len() > 60 {
            return None;
        }
        let name = name.to_ascii_lowercase();
        let get = |name: &str| self.sorted.binary_search_by_key(&name, |(known, _)| known).ok();
        get(&name).or_else(|| get(&spoken(&name))).map(|at| self.sorted[at].1)
    }

    /// The known name that this one is probably meant to be.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        let name = name.trim().to_ascii_lowercase();
        let tolerance = if name.chars().count() < 8 { 1 } else { 2 };
        let own_letters = letters(&name);
        let known = self.by_name.iter().map(|(known, _)| *known);
        known
            .filter(|known| known.len().abs_diff(name.len()) <= tolerance)
            .filter(|known| (letters(known) ^ own_letters).count_ones() as usize <= 2 * tolerance)
            .map(|known| (strsim::osa_distance(known, &name), known))
            .filter(|(distance, _)| *distance <= tolerance)
            .min()
            .map(|(_, known)| known)
    }
}

/// A name with single spaces where it has spaces, `-` and `_`.
fn spoken(name: &str) -> String {
    let mut spoken = String::with_capacity(name.len());
    let words = name.split(|c: char| c.is_whitespace() || c == '-' || c == '_').filter(|word| !word.is_empty());
    for word in words {
        if !spoken.is_empty() {
            spoken.push(' ');
        }
        spoken.push_str(word);
    }
    spoken
}

/// Which letters a name has, as bits. One edit turns at most two of them, so most names are told
/// apart without measuring a distance.
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
