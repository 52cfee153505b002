//! YAML as JSON, to look things up in.

use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_json::{Map, Value};

/// The one document of a text.
pub fn parse(text: &str) -> Value {
    let mut events = Parser::new_from_str(text).map(|event| event.unwrap().0);
    let frame = |event: &Event| matches!(event, Event::StreamStart | Event::DocumentStart(_));
    let first = events.find(|event| !frame(event)).unwrap();
    value(first, &mut events)
}

fn value<'a>(event: Event<'a>, rest: &mut impl Iterator<Item = Event<'a>>) -> Value {
    match event {
        Event::Scalar(text, ScalarStyle::Plain, ..) => {
            serde_json::from_str(&text).unwrap_or_else(|_| Value::from(&*text))
        }
        Event::Scalar(text, ..) => Value::from(&*text),
        Event::SequenceStart(..) => {
            let mut items = Vec::new();
            loop {
                match rest.next().unwrap() {
                    Event::SequenceEnd => return Value::from(items),
                    item => items.push(value(item, rest)),
                }
            }
        }
        Event::MappingStart(..) => {
            let mut entries = Map::new();
            loop {
                match rest.next().unwrap() {
                    Event::MappingEnd => return Value::from(entries),
                    Event::Scalar(key, ..) => {
                        let content = rest.next().unwrap();
                        let known = entries.insert(key.to_string(), value(content, rest));
                        assert!(known.is_none(), "{key} stands twice");
                    }
                    key => panic!("{key:?} as a key"),
                }
            }
        }
        event => panic!("{event:?} is more than these files need"),
    }
}
