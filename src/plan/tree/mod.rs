//! Structured text (JSON, TOML, YAML) as one kind of tree that keeps positions and the exact text
//! of every number.

mod json;
mod toml;
mod yaml;

use crate::diagnostic::Span;

/// Deepest nesting that is read; a config needs three levels.
const MAX_DEPTH: usize = 32;

/// A value and where it stands in its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Byte range in the text that was parsed.
    pub span: Span,
    /// What it is.
    pub tree: Tree,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    /// `null`, or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as decimal text that the float parser of std takes.
    Number(String),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Keys and values in the order of the text, repetitions included.
    Map(Vec<Entry>),
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub span: Span,
    /// The value.
    pub value: Node,
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
        match name.to_ascii_lowercase().as_str() {
            "json" => Some(Self::Json),
            "toml" => Some(Self::Toml),
            "yaml" | "yml" => Some(Self::Yaml),
            _ => None,
        }
    }

    /// Parses a text.
    ///
    /// # Errors
    ///
    /// Says where the text stops being this language.
    pub fn parse(self, text: &str) -> Result<Node, SyntaxError> {
        match self {
            Self::Json => json::parse(text),
            Self::Toml => toml::parse(text),
            Self::Yaml => yaml::parse(text),
        }
    }
}

impl Tree {
    /// What it is in words, for errors.
    pub fn describe(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Bool(value) => format!("the boolean {value}"),
            Self::Number(text) => text.clone(),
            Self::Text(text) => format!("the text \"{}\"", super::shown(text)),
            Self::List(_) => "a list".to_owned(),
            Self::Map(_) => "an object".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value<'a>(node: &'a Node, path: &[&str]) -> &'a Node {
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
            assert_eq!(ports.tree, Tree::Number("64.0".to_owned()), "{language:?}");
            assert_eq!(&text[ports.span.start..ports.span.end], "64.0", "{language:?}");
            assert_eq!(value(&tree, &["name"]).tree, Tree::Text("x".to_owned()));
            let Tree::List(items) = &value(&tree, &["list"]).tree else { panic!("no list") };
            assert_eq!(items[1].tree, Tree::Bool(true));
        }
    }

    #[test]
    fn numbers_of_every_spelling_are_plain_decimals() {
        let toml = Language::Toml.parse("a = 1_000\nb = 0xff\nc = inf\nd = 1_0.5e1_0").unwrap();
        assert_eq!(value(&toml, &["a"]).tree, Tree::Number("1000".to_owned()));
        assert_eq!(value(&toml, &["b"]).tree, Tree::Number("255".to_owned()));
        assert_eq!(value(&toml, &["c"]).tree, Tree::Number("inf".to_owned()));
        assert_eq!(value(&toml, &["d"]).tree, Tree::Number("10.5e10".to_owned()));
        let yaml = Language::Yaml.parse("a: 0x10\nb: .inf\nc: -.NaN\nd: '5'\ne: 5 MW\nf: 1e3\ng: ~").unwrap();
        assert_eq!(value(&yaml, &["a"]).tree, Tree::Number("16".to_owned()));
        assert_eq!(value(&yaml, &["b"]).tree, Tree::Number("inf".to_owned()));
        assert_eq!(value(&yaml, &["c"]).tree, Tree::Text("-.NaN".to_owned()));
        assert_eq!(value(&yaml, &["d"]).tree, Tree::Text("5".to_owned()));
        assert_eq!(value(&yaml, &["e"]).tree, Tree::Text("5 MW".to_owned()));
        assert_eq!(value(&yaml, &["f"]).tree, Tree::Number("1e3".to_owned()));
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
