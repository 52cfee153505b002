//! Values from the command line, gathered from `--set` and its shorter names.

use crate::args::PlanArgs;
use crate::exit::Failure;
use crate::report::safe::visible;
use wattpack_core::model::value::Value;
use wattpack_core::plan::{self, Given, Overrides};

/// A value and the flag that gave it, as the user would write it.
struct Flag<'a> {
    key: &'a str,
    text: &'a str,
    name: &'static str,
}

/// Gathers the overrides. The same key twice is fine as long as both say the same.
pub fn overrides(args: &PlanArgs) -> Result<Overrides, Failure> {
    let mut overrides = Overrides::new();
    for flag in flags(args) {
        match overrides.get(flag.key) {
            Some(Given::Text(earlier)) if !same(flag.key, earlier, flag.text) => {
                return Err(twice(&flag, earlier));
            }
            Some(_) => {}
            None => {
                overrides.insert(flag.key.to_owned(), Given::Text(flag.text.to_owned()));
            }
        }
    }
    Ok(overrides)
}

fn flags(args: &PlanArgs) -> impl Iterator<Item = Flag<'_>> {
    let short = |key, name, texts| -> Vec<Flag> {
        let texts: &Vec<String> = texts;
        texts.iter().map(|text| Flag { key, text, name }).collect()
    };
    let set = args.set.iter().map(|(key, text)| Flag { key, text, name: "--set" });
    short("it_cap_w", "--cap", &args.cap)
        .into_iter()
        .chain(short("node.power_w", "--node-power", &args.node_power))
        .chain(short("leaf.ports", "--leaf-radix", &args.leaf_radix))
        .chain(set)
}

/// Whether two texts mean the same value: `8MW` and `8e6` do.
fn same(key: &str, one: &str, other: &str) -> bool {
    one == other || canonical(key, one).is_some_and(|value| canonical(key, other) == Some(value))
}

/// The value in its base unit, as the library reads it above any plan.
pub fn canonical(key: &str, text: &str) -> Option<Value> {
    let overrides = Overrides::from([(key.to_owned(), Given::Text(text.to_owned()))]);
    plan::read("any plan", &overrides).value.overrides.pop().map(|(_, value)| value)
}

fn twice(flag: &Flag, earlier: &str) -> Failure {
    let (key, name) = (visible(flag.key), flag.name);
    let (earlier, later) = (visible(earlier), visible(flag.text));
    Failure::Usage(format!("{key} is set twice: to `{earlier}` and, by {name}, to `{later}`; keep one of the two"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(set: &[(&str, &str)], cap: &[&str]) -> PlanArgs {
        PlanArgs {
            set: set.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect(),
            cap: cap.iter().map(|text| (*text).to_owned()).collect(),
            node_power: Vec::new(),
            leaf_radix: Vec::new(),
            strict: false,
        }
    }

    #[test]
    fn one_value_in_two_spellings_is_one_value() {
        let overrides = overrides(&args(&[("it_cap_w", "8e6"), ("it_cap_w", "8 MW")], &["8MW"])).unwrap();
        assert_eq!(overrides.len(), 1);
    }

    #[test]
    fn two_values_for_one_key_are_misuse() {
        for set in [&[("it_cap_w", "9MW")], &[("it_cap_w", "much")]] {
            assert!(matches!(overrides(&args(set, &["8MW"])), Err(Failure::Usage(_))));
        }
    }
}
