//! Text with its comments, strings, numbers and key words set apart. A glance, no parser.

use super::super::node::Node;

/// How a language looks.
struct Look {
    comment: &'static str,
    quotes: &'static str,
    words: &'static [&'static str],
    /// Whether a word before a colon is a key.
    keys: bool,
}

const PYTHON: Look = Look {
    comment: "#",
    quotes: "\"'",
    words: &[
        "and", "as", "assert", "class", "def", "del", "elif", "else", "except", "False", "finally", "for", "from",
        "if", "import", "in", "is", "lambda", "None", "not", "or", "pass", "raise", "return", "self", "True", "try",
        "while", "with", "yield",
    ],
    keys: false,
};
const YAML: Look = Look { comment: "#", quotes: "\"'", words: &["true", "false", "null"], keys: true };
const JSON: Look = Look { comment: "\0", quotes: "\"", words: &["true", "false", "null"], keys: true };
const TOML: Look = Look { comment: "#", quotes: "\"'", words: &["true", "false"], keys: false };

/// The text in runs.
pub fn code(extension: &str, text: &str) -> Vec<Node> {
    let look = match extension {
        "py" => &PYTHON,
        "yml" | "yaml" => &YAML,
        "json" => &JSON,
        "toml" => &TOML,
        "md" => return markdown(text),
        _ => return vec![Node::text(text)],
    };
    let mut runs = Runs::default();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (class, length) = run(look, rest, first);
        runs.add(class, &rest[..length]);
        rest = &rest[length..];
    }
    runs.finish()
}

fn run(look: &Look, rest: &str, first: char) -> (&'static str, usize) {
    let until = |end: fn(char) -> bool| rest.find(end).unwrap_or(rest.len());
    if rest.starts_with(look.comment) {
        return ("comment", until(|c| c == '\n'));
    }
    if look.quotes.contains(first) {
        let length = string(rest, first);
        let is_key = look.keys && rest[length..].trim_start().starts_with(':');
        return (if is_key { "key" } else { "string" }, length);
    }
    if first.is_ascii_digit() {
        return ("number", until(|c| !(c.is_ascii_alphanumeric() || "._".contains(c))));
    }
    if first.is_alphabetic() || first == '_' {
        let length = until(|c| !(c.is_alphanumeric() || "_-".contains(c)));
        let is_key = look.keys && rest[length..].starts_with(':');
        let class = if look.words.contains(&&rest[..length]) {
            "word"
        } else if is_key {
            "key"
        } else {
            ""
        };
        return (class, length);
    }
    ("", first.len_utf8())
}

/// Length of a string with its quotes; three quotes may span lines.
fn string(rest: &str, quote: char) -> usize {
    let three = quote.to_string().repeat(3);
    if rest.starts_with(&three) {
        return rest[3..].find(&three).map_or(rest.len(), |end| end + 6);
    }
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        if c == '\n' {
            return at;
        }
        if c == quote && !escaped {
            return at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    rest.len()
}

/// Headings, fences and code spans.
fn markdown(text: &str) -> Vec<Node> {
    let mut runs = Runs::default();
    let mut fenced = false;
    for line in text.split_inclusive('\n') {
        let is_fence = line.trim_start().starts_with("```");
        if fenced || is_fence {
            runs.add("string", line);
        } else if line.starts_with('#') {
            runs.add("word", line);
        } else {
            for (at, part) in line.split('`').enumerate() {
                let tick = if at == 0 { "" } else { "`" };
                runs.add(if at % 2 == 1 { "string" } else { "" }, tick);
                runs.add(if at % 2 == 1 { "string" } else { "" }, part);
            }
        }
        fenced ^= is_fence;
    }
    runs.finish()
}

/// Runs of one look each; neighbours of the same look are one.
#[derive(Default)]
struct Runs(Vec<(&'static str, String)>);

impl Runs {
    fn add(&mut self, class: &'static str, text: &str) {
        match self.0.last_mut() {
            Some((last, run)) if *last == class => run.push_str(text),
            _ => self.0.push((class, text.to_owned())),
        }
    }

    fn finish(self) -> Vec<Node> {
        let node = |(class, text): (&'static str, String)| {
            if class.is_empty() { Node::text(&text) } else { Node::of("span", class, &text) }
        };
        self.0.into_iter().filter(|(_, text)| !text.is_empty()).map(node).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost() {
        let built = crate::pack::build(crate::EXAMPLE, &crate::plan::Overrides::new(), false);
        for (path, file) in built.pack.unwrap().files {
            let words: String = code(path.rsplit('.').next().unwrap(), &file.text).iter().map(Node::words).collect();
            assert_eq!(words, file.text, "{path}");
        }
        for text in ["\"open", "'''open", "a: \"b\\\"c\" # d\n漢", "`a", "```\nx"] {
            for extension in ["py", "yml", "json", "toml", "md"] {
                assert_eq!(code(extension, text).iter().map(Node::words).collect::<String>(), text);
            }
        }
    }

    #[test]
    fn keys_and_comments_are_set_apart() {
        let classes: Vec<_> = code("yml", "on: \"x\" # y\n")
            .iter()
            .map(|node| node.attributes.first().map_or("", |a| a.1.as_str()).to_owned())
            .collect();
        assert_eq!(classes, ["key", "", "string", "", "comment", ""]);
    }
}
