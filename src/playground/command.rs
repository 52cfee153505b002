//! The command line that makes the pack on the page.

use super::entry::argument;
use super::state::State;
use crate::EXAMPLE;
use crate::model::param::Key;

/// `wattpack build plan.md --cap 8MW ...`, quoted for a POSIX shell.
pub fn build(state: &State) -> String {
    let mut words = vec!["wattpack".to_owned(), "build".to_owned()];
    if state.plan.text != EXAMPLE {
        let name = state.file_name.as_deref().unwrap_or("plan.md");
        words.push(quoted(&if name.starts_with('-') { format!("./{name}") } else { name.to_owned() }));
    }
    for (name, given) in &state.overrides {
        let key = Key::find(name);
        let value = argument(key, given);
        let (flag, value) = match key.and_then(flag) {
            Some(flag) => (flag, value),
            None => ("--set", format!("{name}={value}")),
        };
        let value = quoted(&value);
        // A value that begins with a dash would be taken for a flag.
        words.push(if value.starts_with('-') { format!("{flag}={value}") } else { format!("{flag} {value}") });
    }
    words.join(" ")
}

fn flag(key: Key) -> Option<&'static str> {
    match key {
        Key::ItCap => Some("--cap"),
        Key::NodePower => Some("--node-power"),
        Key::LeafPorts => Some("--leaf-radix"),
        _ => None,
    }
}

/// A word as the shell takes it.
pub fn quoted(word: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-./=:,@%+".contains(&byte);
    if !word.is_empty() && word.bytes().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Given, Overrides};

    #[test]
    fn the_line_says_what_is_on_the_page() {
        let given = |text: &str| Given::Text(text.to_owned());
        let overrides = Overrides::from([
            ("it_cap_w".to_owned(), given("8 MW")),
            ("leaf.ports".to_owned(), given("128")),
            ("node.power_w".to_owned(), given("12 kW")),
            ("node.precision".to_owned(), given("it's 5")),
        ]);
        let mut state = State::new("# A 5 MW pod", overrides);
        assert_eq!(
            build(&state),
            "wattpack build plan.md --cap 8MW --leaf-radix 128 --node-power 12kW --set 'node.precision=it'\\''s 5'"
        );
        state.file_name = Some("my plan.md".to_owned());
        assert!(build(&state).starts_with("wattpack build 'my plan.md' --cap"));
        assert_eq!(build(&State::new(EXAMPLE, Overrides::new())), "wattpack build");
    }
}
