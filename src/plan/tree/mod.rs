//! Structured text (JSON, TOML, YAML) as one kind of tree that keeps positions and the exact text
//! of every number.

mod json;
mod toml;
mod yaml;

use crate::diagnostic::Span;
use std::borrow::Cow;

/// Deepest nesting that is read; a config needs three levels.
const MAX_DEPTH: usize = 32;

/// A value and where it stands in its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Node<'a> {
    /// Byte range in the text that was parsed.
    pub span: Span,
    /// What it is.
    pub tree: Tree<'a>,
}

/// What a value is. Its texts are those of the text that was parsed, but for escapes and the like.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree<'a> {
    /// `null`, or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as decimal text that the float parser of std takes.
    Number(Cow<'a, str>),
    /// Text.
    Text(Cow<'a, str>),
    /// A list.
    List(Vec<Node<'a>>),
    /// Keys and values in the order of the text, repetitions included.
    Map(Vec<Entry<'a>>),
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<'a> {
    /// The key.
    pub key: Cow<'a, str>,
    /// Where the key stands.
    pub span: Span,
    /// The value.
    pub value: Node<'a>,
}

/// Where a parser stopped and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Byte range in the text.
    pub span: Span,
    /// The parser's reason.
    pub reason: String,
}

/// A language that config blocks are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// RFC 8259, no extensions.
    Json,
    /// TOML 1.
    Toml,
    /// YAML 1.2 core schema without anchors, aliases and tags.
    Yaml,
}

impl Language {
    /// Finds a language by its name in an info string.
    pub fn find(name: &str) -> Option<Self> {
        let names = [("json", Self::Json), ("toml", Self::Toml), ("yaml", Self::Yaml), ("yml", Self::Yaml)];
        names.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, language)| language)
    }

    /// Parses a text.
    ///
    /// # Errors
    ///
    /// Says where the text stops being this language.
    pub fn parse(self, text: &str) -> Result<Node<'_>, SyntaxError> {
        match self {
            Self::Json => json::parse(text),
            Self::Toml => toml::parse(text),
            Self::Yaml => yaml::parse(text),
        }
    }
}

impl Tree<'_> {
    /// What it is in words, for errors.
    pub fn describe(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Bool(value) => format!("the boolean {value}"),
            Self::Number(text) => text.to_string(),
            Self::Text(text) => format!("the text \"{}\"", super::shown(text)),
            Self::List(_) => "a list".to_owned(),
            Self::Map(_) => "an object".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value<'a, 't>(node: &'a Node<'t>, path: &[&str]) -> &'a Node<'t> {
        path.iter().fold(node, |node, key| match &node.tree {
            Tree::Map(entries) => &entries.iter().find(|entry| entry.key == *key).unwrap().value,
            other => panic!("{other:?} is no map"),
        })
    }

    #[test]
    fn three_languages_give_one_tree_with_positions() {
        let texts = [
            (Language::Json, "{\"é\": 0, \"leaf\": {\"ports\": 64.0}, \"name\": \"x\", \"list\": [1, true]}"),
            (Language::Toml, "\"é\" = 0\nname = 'x'\nlist = [1, true]\n[leaf]\nports = 64.0\n"),
            (Language::Yaml, "é: 0\nleaf:\n  ports: 64.0\nname: x\nlist: [1, true]\n"),
        ];
        for (language, text) in texts {
            let tree = language.parse(text).unwrap();
            let ports = value(&tree, &["leaf", "ports"]);
            assert_eq!(ports.tree, Tree::Number("64.0".into()), "{language:?}");
            assert_eq!(&text[ports.span.start..ports.span.end], "64.0", "{language:?}");
            assert_eq!(value(&tree, &["name"]).tree, Tree::Text("x".into()));
            let Tree::List(items) = &value(&tree, &["list"]).tree else { panic!("no list") };
            assert_eq!(items[1].tree, Tree::Bool(true));
        }
    }

    #[test]
    fn numbers_of_every_spelling_are_plain_decimals() {
        let toml = Language::Toml.parse("a = 1_000\nb = 0xff\nc = inf\nd = 1_0.5e1_0").unwrap();
        assert_eq!(value(&toml, &["a"]).tree, Tree::Number("1000".into()));
        assert_eq!(value(&toml, &["b"]).tree, Tree::Number("255".into()));
        assert_eq!(value(&toml, &["c"]).tree, Tree::Number("inf".into()));
        assert_eq!(value(&toml, &["d"]).tree, Tree::Number("10.5e10".into()));
        let yaml = Language::Yaml.parse("a: 0x10\nb: .inf\nc: -.NaN\nd: '5'\ne: 5 MW\nf: 1e3\ng: ~").unwrap();
        assert_eq!(value(&yaml, &["a"]).tree, Tree::Number("16".into()));
        assert_eq!(value(&yaml, &["b"]).tree, Tree::Number("inf".into()));
        assert_eq!(value(&yaml, &["c"]).tree, Tree::Text("-.NaN".into()));
        assert_eq!(value(&yaml, &["d"]).tree, Tree::Text("5".into()));
        assert_eq!(value(&yaml, &["e"]).tree, Tree::Text("5 MW".into()));
        assert_eq!(value(&yaml, &["f"]).tree, Tree::Number("1e3".into()));
        assert_eq!(value(&yaml, &["g"]).tree, Tree::Null);
    }

    #[test]
    fn errors_say_where() {
        for (language, text, at) in [
            (Language::Json, "{\"a\": 1,}", 8),
            (Language::Json, "{\"a\": // x\n 1}", 6),
            (Language::Toml, "a = \n", 4),
            (Language::Yaml, "a: [1, 2\nb: 3", 9),
            (Language::Yaml, "a: &x 1", 6),
            (Language::Yaml, "a: 1\n---\nb: 2", 9),
        ] {
            let error = language.parse(text).unwrap_err();
            assert!(error.span.start.abs_diff(at) <= 4, "{language:?} {text:?}: {error:?}");
        }
    }

    #[test]
    fn deep_nesting_is_an_error_and_no_overflow() {
        for language in [Language::Json, Language::Yaml, Language::Toml] {
            let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
            let text = if language == Language::Toml { format!("a = {deep}") } else { deep };
            assert!(language.parse(&text).is_err(), "{language:?}");
        }
    }
}
