//! The YAML that most configs are: keys with words and numbers, one to a line, and in braces on one
//! line. Reading it takes a tenth of what the whole language takes.
//!
//! What is not as plain is left to the parser of the whole language, errors included. A test holds the
//! two together.

use super::{Entry, MAX_DEPTH, Node, ScalarStyle, Tree, key_text, scalar};
use crate::diagnostic::Span;
use std::borrow::Cow;

/// Reads a text, if it is plain.
pub fn parse(text: &str) -> Option<Node<'_>> {
    let mut cursor = Cursor::new(text);
    let column = cursor.pass_empty_lines();
    let mut reader = Reader { cursor, column };
    reader.map().filter(|_| reader.cursor.is_at_end())
}

struct Reader<'a> {
    cursor: Cursor<'a>,
    /// Where the line begins.
    column: usize,
}

impl<'a> Reader<'a> {
    /// Goes from the end of a line to the next that says something.
    fn end_line(&mut self) -> Option<()> {
        self.cursor.end_line()?;
        self.column = self.cursor.pass_empty_lines();
        Some(())
    }

    fn is_below(&self, column: usize) -> bool {
        self.column > column && !self.cursor.is_at_end()
    }

    fn map(&mut self) -> Option<Node<'a>> {
        let (start, column) = (self.cursor.at, self.column);
        let mut entries = Vec::new();
        loop {
            let (key, span) = self.key()?;
            self.cursor.pass_blanks();
            let value = if self.cursor.next() == Some(b'\n') { self.below(column)? } else { self.beside(column)? };
            entries.push(Entry { key, span, value });
            if self.column != column || self.cursor.is_at_end() {
                break;
            }
        }
        self.block(start, column, Tree::Map(entries))
    }

    /// What ends where a line begins that stands no deeper.
    fn block(&self, start: usize, column: usize, tree: Tree<'a>) -> Option<Node<'a>> {
        (!self.is_below(column)).then(|| Node { span: Span::new(start, self.cursor.at), tree })
    }

    /// A value on the lines below its key. Lists and maps go as deep as columns at most, braces deeper.
    fn below(&mut self, column: usize) -> Option<Node<'a>> {
        self.end_line()?;
        (self.column < MAX_DEPTH - 2).then_some(())?;
        match self.cursor.next().filter(|_| self.is_below(column))? {
            b'-' => self.list(),
            _ => self.map(),
        }
    }

    /// A value on the line of its key, and no more of it below.
    fn beside(&mut self, column: usize) -> Option<Node<'a>> {
        let value = if self.cursor.next() == Some(b'{') { self.braces()? } else { self.scalar()? };
        self.end_line()?;
        (!self.is_below(column)).then_some(value)
    }

    fn list(&mut self) -> Option<Node<'a>> {
        let (start, column) = (self.cursor.at, self.column);
        let mut items = Vec::new();
        loop {
            self.cursor.take(b'-')?;
            self.cursor.take(b' ')?;
            self.cursor.pass_blanks();
            items.push(self.beside(column)?);
            if self.column != column || self.cursor.is_at_end() {
                break;
            }
        }
        self.block(start, column, Tree::List(items))
    }

    fn braces(&mut self) -> Option<Node<'a>> {
        let start = self.cursor.at;
        self.cursor.take(b'{')?;
        let mut entries = Vec::new();
        loop {
            self.cursor.pass_blanks();
            let (key, span) = self.key()?;
            self.cursor.pass_blanks();
            entries.push(Entry { key, span, value: self.scalar()? });
            self.cursor.pass_blanks();
            if self.cursor.take(b',').is_none() {
                self.cursor.take(b'}')?;
                // The other parser counts blanks behind it in.
                self.cursor.next().is_none_or(|byte| byte == b'\n').then_some(())?;
                return Some(Node { span: Span::new(start, self.cursor.at), tree: Tree::Map(entries) });
            }
        }
    }

    /// A key with its colon.
    fn key(&mut self) -> Option<(Cow<'a, str>, Span)> {
        const LONGEST: usize = 100;
        let (key, span) = self.cursor.pass(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        self.cursor.take(b':')?;
        let is_key = (1..=LONGEST).contains(&key.len()) && matches!(self.cursor.next(), Some(b' ' | b'\n'));
        let tree = is_key.then(|| scalar(key.into(), ScalarStyle::Plain))?;
        Some((key_text(tree, span).ok()?, span))
    }

    /// Words that begin and end with a letter or a digit, or end with `%`, and hold no mark of YAML.
    fn scalar(&mut self) -> Option<Node<'a>> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b" ._-+/%@".contains(&byte);
        let (words, Span { start, .. }) = self.cursor.pass(is_plain);
        let words = words.trim_end_matches(' ');
        self.cursor.at = start + words.len();
        let is_start = |first: char| first.is_ascii_alphanumeric();
        let is_end = |last: char| last.is_ascii_alphanumeric() || last == '%';
        (words.starts_with(is_start) && words.ends_with(is_end)).then_some(())?;
        Some(Node { span: Span::new(start, self.cursor.at), tree: scalar(words.into(), ScalarStyle::Plain) })
    }
}

/// A text and how far it has been read.
struct Cursor<'a> {
    text: &'a str,
    /// Where it is.
    at: usize,
}

impl<'a> Cursor<'a> {
    /// The beginning of a text.
    fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Whether everything has been read.
    fn is_at_end(&self) -> bool {
        self.at == self.text.len()
    }

    /// The byte here.
    fn next(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Goes past a byte, which has to be this one.
    fn take(&mut self, byte: u8) -> Option<()> {
        let is_next = self.next() == Some(byte);
        self.at += usize::from(is_next);
        is_next.then_some(())
    }

    /// Goes past bytes of ASCII that pass a test.
    fn pass(&mut self, test: fn(u8) -> bool) -> (&'a str, Span) {
        let start = self.at;
        self.at += self.text.as_bytes()[start..].iter().take_while(|byte| test(**byte)).count();
        (&self.text[start..self.at], Span::new(start, self.at))
    }

    /// Goes past blanks.
    fn pass_blanks(&mut self) {
        self.pass(|byte| byte == b' ');
    }

    /// Goes past a comment, if there is one, up to the end of its line.
    fn pass_comment(&mut self) {
        if self.next() == Some(b'#') {
            self.pass(|byte| matches!(byte, b' '..=b'~'));
        }
    }

    /// Goes past lines that hold no more than a comment, and says in which column the next one begins.
    fn pass_empty_lines(&mut self) -> usize {
        loop {
            let start = self.at;
            self.pass_blanks();
            let column = self.at - start;
            self.pass_comment();
            if self.take(b'\n').is_none() {
                return column;
            }
        }
    }

    /// Goes past the end of a line that holds no more than a comment, or past the end of the text.
    fn end_line(&mut self) -> Option<()> {
        let end = self.at;
        self.pass_blanks();
        if self.at > end {
            self.pass_comment();
        }
        if self.is_at_end() { Some(()) } else { self.take(b'\n') }
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse_any;
    use super::*;
    use proptest::prelude::*;

    fn is_read_alike(text: &str) {
        if let Some(node) = parse(text) {
            assert_eq!(Ok(node), parse_any(text), "{text}");
        }
    }

    #[test]
    fn configs_are_plain() {
        for text in [
            "node:\n  # Invented.\n  operating_points:\n    - { label: at 90 %, power_w: 9180 }\n    - { power_w: 1.5e3 }\n\nit_cap_w: 5e6  \n# x\n",
            "title: Rack-scale study\ncluster:\n  repo:\n    owner: octo-org/team\n    contact: a@b.example\n  name: x",
            "a:\n  - x y\n  - 2\nb: {true: no, c: 5}\n",
        ] {
            assert!(parse(text).is_some(), "{text}");
            is_read_alike(text);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 4096, ..ProptestConfig::default() })]

        #[test]
        fn any_lines_are_read_as_the_whole_language_is(
            lines in prop::collection::vec(
                (0_usize..5, prop::sample::select(vec![
                    "a: 1", "b: x y ", "c:", "d:  ", "null: 0x1F", "e: { f: 1, g: two words }", "{ a: 1}", "- x", "- { a: -1 , b: c}",
                    "- h: 1", "-", "# c", "", "a: 1 # c", "b: 2#c", "c: # c", "{ a: 1 } # c", "d: { a: 1 } ", "i: 'q'", "a:1", "j: a: b", "k: {l: 1,}", "m: {}", "word", "- -1", "q: x -", "{ a: b -, c: d- }", "r: { a: b - c, d: e -f }", "true: yes", "n: 1.",
                    "---", "o: x- y/z%", "p: 5\r", "a: \t1", "é: 1",
                ])),
                0..8,
            ),
            ends_with_line: bool,
        ) {
            let text: Vec<_> = lines.iter().map(|(indent, line)| format!("{}{line}", " ".repeat(*indent))).collect();
            is_read_alike(&(text.join("\n") + if ends_with_line { "\n" } else { "" }));
        }

        #[test]
        fn a_config_with_one_damage_is_read_as_the_whole_language_is(at: prop::sample::Index, damage in "[ -~\n]{0,2}") {
            let whole = "a:\n  b:\n    - { c: d e, f: 1.0 }\n    - { c: 9 }\n  g: x\nh: 5\n";
            let at = at.index(whole.len());
            is_read_alike(&[&whole[..at], &damage, &whole[at + 1..]].concat());
        }

        #[test]
        fn any_text_is_read_as_the_whole_language_is(text in "a: ?[a1:{},#% \n._/+@-]{0,24}") {
            is_read_alike(&text);
        }
    }
}
