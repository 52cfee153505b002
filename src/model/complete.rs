//! What a plan leaves out: placeholders, what follows from other keys, and the rules across keys.

use super::param::{Fallback, Key, PARAMS};
use super::settings::{Layer, Setting, Settings};
use super::value::Value;
use std::fmt::Write as _;

/// Something wrong with the config as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Which rule.
    pub rule: Rule,
    /// The keys that take part, those that are set first.
    pub keys: Vec<Key>,
    /// What was found.
    pub message: String,
    /// The way out.
    pub help: String,
}

/// Rules across keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// INV-002.
    RadixSplit,
    /// `peak_pflops` with `precision`.
    Pair,
}

/// Adds what is not given: placeholders, and what follows from other keys.
///
/// # Errors
///
/// Lists the conflicts between keys.
pub fn complete(mut settings: Settings) -> Result<Settings, Vec<Conflict>> {
    for param in PARAMS {
        if settings.get(&param.key).is_some() {
            continue;
        }
        let value = match param.fallback {
            Fallback::Number(number) => Value::Number(number),
            Fallback::Count(count) => Value::Count(count),
            Fallback::Word(word) => Value::Word(word.to_owned()),
            Fallback::Follows(_) | Fallback::Absent => continue,
        };
        settings.insert(param.key, Setting::without_place(value, Layer::Default));
    }
    settings.add(Key::Name, Setting::without_place(Value::Word("cluster".to_owned()), Layer::Default));
    follow(&mut settings, Key::CorePorts, Key::SpinePorts);
    follow(&mut settings, Key::CorePower, Key::SpinePower);
    let conflicts: Vec<_> = [split_leaf(&mut settings), check_pair(&settings)].into_iter().flatten().collect();
    if conflicts.is_empty() { Ok(settings) } else { Err(conflicts) }
}

fn follow(settings: &mut Settings, key: Key, leader: Key) {
    if let Some(value) = settings.get(&leader).map(|setting| setting.value.clone()) {
        settings.add(key, Setting::without_place(value, Layer::Derived));
    }
}

/// The split of a leaf's ports: both absent gives `ceil(ports / 2)` and the rest, one given leaves
/// the other the rest. None when it breaks `INV-002`, `1 <= each` and `sum <= ports`.
pub fn split(ports: u64, down: Option<u64>, up: Option<u64>) -> Option<(u64, u64)> {
    let (host, uplink) = match (down, up) {
        (None, None) => (ports.div_ceil(2), ports / 2),
        (Some(host), None) => (host, ports.saturating_sub(host)),
        (None, Some(uplink)) => (ports.saturating_sub(uplink), uplink),
        (Some(host), Some(uplink)) => (host, uplink),
    };
    (host > 0 && uplink > 0 && host.saturating_add(uplink) <= ports).then_some((host, uplink))
}

fn split_leaf(settings: &mut Settings) -> Option<Conflict> {
    let ports = settings.count(Key::LeafPorts)?;
    let (down, up) = (settings.count(Key::LeafHostPorts), settings.count(Key::LeafUplinkPorts));
    let Some((host, uplink)) = split(ports, down, up) else {
        return Some(split_conflict(ports, down, up));
    };
    for (key, value) in [(Key::LeafHostPorts, host), (Key::LeafUplinkPorts, uplink)] {
        settings.add(key, Setting::without_place(Value::Count(value), Layer::Derived));
    }
    None
}

fn split_conflict(ports: u64, down: Option<u64>, up: Option<u64>) -> Conflict {
    let given = [(Key::LeafHostPorts, down), (Key::LeafUplinkPorts, up)]
        .into_iter()
        .filter_map(|(key, value)| Some((key, value?)));
    let (keys, mut message) = given.fold((Vec::new(), String::new()), |(mut keys, mut text), (key, value)| {
        let joint = if keys.is_empty() { "" } else { " and " };
        let _ = write!(text, "{joint}{} = {value}", key.name());
        keys.push(key);
        (keys, text)
    });
    let wanted = down.unwrap_or(0).saturating_add(up.unwrap_or(0));
    let verb = if keys.len() == 1 { "leaves no port for the other side" } else { "are more ports than it has" };
    let _ = write!(message, " of a leaf with {ports} ports: {wanted} {verb} (INV-002)");
    let help = format!(
        "the two together may be at most leaf.ports = {ports}, each at least 1; lower one, take a leaf with more ports, or leave the split out for {} down and {} up",
        ports.div_ceil(2),
        ports / 2
    );
    Conflict {
        rule: Rule::RadixSplit,
        keys: keys.into_iter().chain([Key::LeafPorts, Key::LeafHostPorts, Key::LeafUplinkPorts]).collect(),
        message,
        help,
    }
}

fn check_pair(settings: &Settings) -> Option<Conflict> {
    let (given, missing, example) =
        match (settings.get(&Key::NodePeak).is_some(), settings.get(&Key::NodePrecision).is_some()) {
            (true, false) => (Key::NodePeak, Key::NodePrecision, "for example `BF16 dense`"),
            (false, true) => (Key::NodePrecision, Key::NodePeak, "the PFLOPS of one node"),
            _ => return None,
        };
    Some(Conflict {
        rule: Rule::Pair,
        keys: vec![given, missing],
        message: format!("{} is given without {}", given.name(), missing.name()),
        help: format!("add {} ({example}), or remove {}", missing.name(), given.name()),
    })
}

#[cfg(test)]
mod tests {
    use super::super::config::Config;
    use super::super::settings::Layer;
    use super::*;

    fn split(given: &[(Key, u64)]) -> Result<(u64, u64), Vec<Conflict>> {
        let settings =
            given.iter().map(|&(key, value)| (key, Setting::without_place(Value::Count(value), Layer::Text))).collect();
        let config = Config::from_settings(&complete(settings)?).unwrap();
        Ok((config.fabric.leaf_host_ports, config.fabric.leaf_uplink_ports))
    }

    #[test]
    fn the_split_follows_the_radix_unless_it_is_set() {
        assert_eq!(split(&[]), Ok((32, 32)));
        assert_eq!(split(&[(Key::LeafPorts, 65)]), Ok((33, 32)));
        assert_eq!(split(&[(Key::LeafPorts, 48), (Key::LeafHostPorts, 36)]), Ok((36, 12)));
        assert_eq!(split(&[(Key::LeafPorts, 48), (Key::LeafUplinkPorts, 16)]), Ok((32, 16)));
        assert_eq!(split(&[(Key::LeafHostPorts, 20), (Key::LeafUplinkPorts, 10)]), Ok((20, 10)));
    }

    #[test]
    fn a_split_that_does_not_fit_is_never_repaired() {
        for given in [
            &[(Key::LeafHostPorts, 40), (Key::LeafUplinkPorts, 40)][..],
            &[(Key::LeafHostPorts, 64)],
            &[(Key::LeafUplinkPorts, 64)],
            &[(Key::LeafPorts, 32), (Key::LeafHostPorts, 32), (Key::LeafUplinkPorts, 32)],
        ] {
            let conflicts = split(given).unwrap_err();
            assert_eq!(conflicts[0].rule, Rule::RadixSplit);
            assert!(conflicts[0].message.contains("INV-002"), "{}", conflicts[0].message);
        }
    }

    #[test]
    fn the_core_switch_follows_the_spine() {
        let settings = Settings::from_iter([(Key::SpinePorts, Setting::without_place(Value::Count(128), Layer::Text))]);
        let config = Config::from_settings(&complete(settings).unwrap()).unwrap();
        assert_eq!((config.leaf.ports, config.spine.ports, config.core.ports), (64, 128, 128));
    }
}
