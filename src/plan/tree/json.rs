//! JSON with positions: RFC 8259 without extensions.

use super::{Entry, MAX_DEPTH, Node, SyntaxError, Tree};
use crate::diagnostic::Span;
use std::borrow::Cow;

pub(super) fn parse(text: &str) -> Result<Node<'_>, SyntaxError> {
    let mut reader = Reader { text, at: 0 };
    let node = reader.value(0)?;
    match reader.next() {
        None => Ok(node),
        Some(_) => Err(reader.unexpected("the end behind the value")),
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// What stands behind white space; that is where the reader is then.
    fn next(&mut self) -> Option<char> {
        let rest = self.rest().trim_start_matches([' ', '\t', '\n', '\r']);
        self.at = self.text.len() - rest.len();
        rest.chars().next()
    }

    fn take(&mut self, mark: char) -> bool {
        let is_next = self.next() == Some(mark);
        self.at += usize::from(is_next);
        is_next
    }

    fn value(&mut self, depth: usize) -> Result<Node<'a>, SyntaxError> {
        let first = self.next();
        let start = self.at;
        if depth > MAX_DEPTH {
            return Err(self.refused(start, "nested too deeply"));
        }
        let tree = match first {
            Some('{') => self.map(depth)?,
            Some('[') => self.list(depth)?,
            Some('"') => Tree::Text(self.string()?),
            Some('-' | '0'..='9') => Tree::Number(self.number()?.into()),
            _ => self.word()?,
        };
        Ok(Node { span: Span::new(start, self.at), tree })
    }

    fn map(&mut self, depth: usize) -> Result<Tree<'a>, SyntaxError> {
        let mut entries = Vec::new();
        self.members('}', &mut |reader| {
            if reader.next() != Some('"') {
                return Err(reader.unexpected("a key in double quotes"));
            }
            let start = reader.at;
            let key = reader.string()?;
            let span = Span::new(start, reader.at);
            if !reader.take(':') {
                return Err(reader.unexpected("a colon behind the key"));
            }
            entries.push(Entry { key, span, value: reader.value(depth + 1)? });
            Ok(())
        })?;
        Ok(Tree::Map(entries))
    }

    fn list(&mut self, depth: usize) -> Result<Tree<'a>, SyntaxError> {
        let mut items = Vec::new();
        self.members(']', &mut |reader| {
            items.push(reader.value(depth + 1)?);
            Ok(())
        })?;
        Ok(Tree::List(items))
    }

    fn members(
        &mut self,
        end: char,
        member: &mut dyn FnMut(&mut Self) -> Result<(), SyntaxError>,
    ) -> Result<(), SyntaxError> {
        self.at += 1;
        if self.take(end) {
            return Ok(());
        }
        loop {
            member(self)?;
            if self.take(end) {
                return Ok(());
            }
            let comma = self.at;
            if !self.take(',') {
                return Err(self.unexpected(&format!("a comma or `{end}`")));
            }
            if self.next() == Some(end) {
                self.at = comma + 1;
                return Err(self.refused(comma, "trailing commas are not allowed"));
            }
        }
    }

    fn string(&mut self) -> Result<Cow<'a, str>, SyntaxError> {
        let start = self.at;
        self.at += 1;
        let mut text = Cow::Borrowed("");
        loop {
            let rest = self.rest();
            let plain = rest.find(|c: char| c == '"' || c == '\\' || c < ' ').unwrap_or(rest.len());
            text += &rest[..plain];
            self.at += plain;
            match rest[plain..].chars().next() {
                Some('"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some('\\') => text.to_mut().push(self.escaped()?),
                Some(_) => {
                    self.at += 1;
                    return Err(self.refused(self.at - 1, "a control character in a text"));
                }
                None => return Err(self.refused(start, "a text without its closing quote")),
            }
        }
    }

    fn escaped(&mut self) -> Result<char, SyntaxError> {
        let start = self.at;
        let letter = self.rest().chars().nth(1);
        self.at += 1 + letter.map_or(0, char::len_utf8);
        let character = match letter {
            Some('b') => Some('\u{8}'),
            Some('f') => Some('\u{c}'),
            Some('n') => Some('\n'),
            Some('r') => Some('\r'),
            Some('t') => Some('\t'),
            Some('u') => self.utf16(),
            same => same.filter(|same| "\"\\/".contains(*same)),
        };
        character.ok_or_else(|| self.refused(start, "an escape that JSON does not have"))
    }

    /// The character behind `\u`, which may take two of them.
    fn utf16(&mut self) -> Option<char> {
        let first = self.unit()?;
        let is_half = (0xD800..0xDC00).contains(&first) && self.rest().starts_with("\\u");
        self.at += if is_half { 2 } else { 0 };
        let second = if is_half { Some(self.unit()?) } else { None };
        char::decode_utf16([first].into_iter().chain(second)).next()?.ok()
    }

    fn unit(&mut self) -> Option<u16> {
        let digits = self.rest().get(..4).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
        self.at += 4;
        u16::from_str_radix(digits, 16).ok()
    }

    fn number(&mut self) -> Result<&'a str, SyntaxError> {
        let (start, rest) = (self.at, self.rest());
        let end = rest.find(|c: char| !(c.is_alphanumeric() || "+-.".contains(c))).unwrap_or(rest.len());
        self.at += end;
        if is_number(&rest[..end]) {
            Ok(&rest[..end])
        } else {
            Err(self.refused(start, "not a number as JSON writes them"))
        }
    }

    fn word(&mut self) -> Result<Tree<'a>, SyntaxError> {
        let words = [("null", Tree::Null), ("true", Tree::Bool(true)), ("false", Tree::Bool(false))];
        let found = words.into_iter().find(|(word, _)| self.rest().starts_with(word));
        let (word, tree) = found.ok_or_else(|| self.unexpected("a value"))?;
        self.at += word.len();
        Ok(tree)
    }

    fn unexpected(&mut self, expected: &str) -> SyntaxError {
        let (found, start) = (self.next(), self.at);
        self.at += found.map_or(0, char::len_utf8);
        match found {
            Some('/' | '#') => self.refused(start, "comments are not allowed"),
            Some(_) => self.refused(start, &format!("expected {expected}")),
            None => self.refused(start, &format!("the text ends; expected {expected}")),
        }
    }

    /// What stands between there and here is wrong.
    fn refused(&self, start: usize, reason: &str) -> SyntaxError {
        SyntaxError { span: Span::new(start, self.at), reason: reason.to_owned() }
    }
}

fn is_number(text: &str) -> bool {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    [whole, fraction, exponent].into_iter().all(is_digits) && (whole == "0" || !whole.starts_with('0'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    /// As `serde_json` holds it: of equal keys the last.
    fn plain(node: &Node) -> Value {
        match &node.tree {
            Tree::Null => Value::Null,
            Tree::Bool(value) => Value::from(*value),
            Tree::Number(text) => Value::from(text.parse::<f64>().unwrap()),
            Tree::Text(text) => Value::from(&**text),
            Tree::List(items) => items.iter().map(plain).collect(),
            Tree::Map(entries) => entries.iter().map(|entry| (entry.key.to_string(), plain(&entry.value))).collect(),
        }
    }

    fn in_doubles(value: Value) -> Value {
        match value {
            Value::Number(number) => Value::from(number.as_f64().unwrap()),
            Value::Array(items) => items.into_iter().map(in_doubles).collect(),
            Value::Object(map) => map.into_iter().map(|(key, value)| (key, in_doubles(value))).collect(),
            other => other,
        }
    }

    fn read_as_serde_does(text: &str) {
        let expected = serde_json::from_str(text).map(in_doubles);
        // It holds numbers to the range of doubles; ours are text.
        if expected.as_ref().is_err_and(|error| error.to_string().contains("number out of range")) {
            return;
        }
        assert_eq!(parse(text).ok().as_ref().map(plain), expected.ok(), "{text}");
    }

    fn reason(text: &str) -> (String, &str) {
        let error = parse(text).unwrap_err();
        (error.reason, &text[error.span.start..error.span.end])
    }

    #[test]
    fn keys_and_values_have_their_places_and_numbers_their_text() {
        let text = "{ \"a\\n\" : [-0.50e+1, \"é\"], \"a\\n\": 10000000000000000001 }";
        let Tree::Map(entries) = parse(text).unwrap().tree else { panic!("no map") };
        let at = |span: Span| &text[span.start..span.end];
        let shown: Vec<_> = entries.iter().map(|entry| (&*entry.key, at(entry.span), at(entry.value.span))).collect();
        let key = ("a\n", "\"a\\n\"");
        assert_eq!(shown, [(key.0, key.1, "[-0.50e+1, \"é\"]"), (key.0, key.1, "10000000000000000001")]);
        let Tree::List(items) = &entries[0].value.tree else { panic!("no list") };
        assert_eq!(items[0].tree, Tree::Number("-0.50e+1".into()));
        assert_eq!((at(items[1].span), &items[1].tree), ("\"é\"", &Tree::Text("é".into())));
    }

    #[test]
    fn what_is_wrong_is_named_where_it_is() {
        for (text, expected, place) in [
            ("", "the text ends; expected a value", ""),
            ("[1, 2", "the text ends; expected a comma or `]`", ""),
            ("{\"a\": 1,\n}", "trailing commas are not allowed", ","),
            ("{\"a\": // x\n 1}", "comments are not allowed", "/"),
            ("{\"a\": 1 \"b\": 2}", "expected a comma or `}`", "\""),
            ("{\"a\" 1}", "expected a colon behind the key", "1"),
            ("{'a': 1}", "expected a key in double quotes", "'"),
            ("{\"a\":\u{a0}1}", "expected a value", "\u{a0}"),
            ("[NaN]", "expected a value", "N"),
            ("[0x10]", "not a number as JSON writes them", "0x10"),
            ("[\"\\x41\"]", "an escape that JSON does not have", "\\x"),
            ("[\"\\ud800\"]", "an escape that JSON does not have", "\\ud800"),
            ("[\"a\tb\"]", "a control character in a text", "\t"),
            ("[\"a", "a text without its closing quote", "\"a"),
            ("{} {}", "expected the end behind the value", "{"),
        ] {
            assert_eq!(reason(text), (expected.to_owned(), place), "{text}");
        }
    }

    #[test]
    fn escapes_are_read() {
        let text = r#"["\"\\\/\b\f\n\r\t", "\u00e9\uD83D\uDE00\u0000"]"#;
        read_as_serde_does(text);
        assert!(parse(text).is_ok());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2048, ..ProptestConfig::default() })]

        #[test]
        fn any_numbers_and_texts_are_read_as_serde_does(
            number in "-?[0-9]{0,3}[.]?[0-9]{0,2}([eE][+-]?[0-9]{0,2})?",
            text in r#"([a\n"é]|\\["\\/bfnrtx]|\\u[dD][89c][0-9a-fg]{2}){0,4}"#,
        ) {
            read_as_serde_does(&number);
            read_as_serde_does(&format!("\"{text}\""));
        }

        #[test]
        fn any_row_of_tokens_is_read_as_serde_does(
            tokens in prop::collection::vec(
                prop::sample::select(vec!["{", "}", "[", "]", ",", ":", "\"a\":", "\"b\"", "1", "-0.5", "null", "true,", " ", "\n"]),
                0..12,
            ),
        ) {
            read_as_serde_does(&tokens.concat());
        }

        #[test]
        fn a_document_with_one_damage_is_read_as_serde_does(at: prop::sample::Index, damage in "[ -~]{0,2}") {
            let whole = "{\"a\": [1, -2.5e3, {\"b\": null, \"a\": true}], \"a\": \"x\\u00e9\", \"c\": {}}";
            let at = at.index(whole.len());
            read_as_serde_does(whole);
            read_as_serde_does(&[&whole[..at], &damage, &whole[at + 1..]].concat());
        }
    }
}
