//! Markdown as the few kinds of blocks that a plan is read from.

mod reader;
mod texts;

use super::front_matter::FrontMatter;
use super::inline::Inline;
use crate::diagnostic::{Diagnostic, Span, TOO_LARGE};
use reader::{MAX_HELD, read};
use std::ops::Range;
use std::rc::Rc;
use texts::Texts;

/// A parsed Markdown text. Spans are byte ranges of the whole text.
#[derive(Debug, Default)]
pub struct Document {
    /// Front matter, if the text begins with it.
    pub front_matter: Option<FrontMatter>,
    /// Raw HTML, which is escaped where text of the plan is carried over.
    pub html: Vec<Span>,
    /// Blocks in reading order.
    parts: Vec<Part>,
    /// The texts of the blocks, the cells of a row one behind the other.
    texts: Texts,
    codes: Vec<Code>,
    /// Where a list item or a row became so large that nothing behind it was read.
    overfull: Option<Span>,
}

/// A block, with the places of its texts.
#[derive(Debug)]
enum Part {
    Heading { level: u8, text: usize, span: Span },
    Item { depth: usize, ordered: bool, text: usize },
    Row { header: Rc<Vec<String>>, cells: Range<usize> },
    Code(usize),
    Paragraph(usize),
}

impl Document {
    /// Blocks in reading order.
    pub fn blocks(&self) -> impl Iterator<Item = Block<'_>> {
        self.parts.iter().map(|part| match part {
            Part::Heading { level, text, span } => {
                Block::Heading(Heading { level: *level, text: self.texts.at(*text), span: *span })
            }
            Part::Item { depth, ordered, text } => {
                Block::Item(Item { depth: *depth, ordered: *ordered, text: self.texts.at(*text) })
            }
            Part::Row { header, cells } => Block::Row(Row { header, cells: self.texts.range(cells.clone()) }),
            Part::Code(code) => Block::Code(&self.codes[*code]),
            Part::Paragraph(text) => Block::Paragraph(self.texts.at(*text)),
        })
    }

    /// What is wrong if a list item or a row is too large.
    pub fn too_large(&self) -> Option<Diagnostic> {
        self.overfull.map(|span| {
            let message = format!("up to here, one item or row has more than {MAX_HELD} lines or cells");
            Diagnostic::at(&TOO_LARGE, span, message, "divide it, or keep it beside the plan")
        })
    }

    fn forget_blocks(&mut self) {
        self.parts.clear();
        self.codes.clear();
        self.texts.len = 0;
    }
}

/// One block.
#[derive(Debug)]
pub enum Block<'a> {
    /// A heading.
    Heading(Heading<'a>),
    /// A list item without the items nested in it.
    Item(Item<'a>),
    /// A body row of a table.
    Row(Row<'a>),
    /// A fenced code block.
    Code(&'a Code),
    /// A paragraph outside lists.
    Paragraph(&'a Inline),
}

/// A heading.
#[derive(Debug)]
pub struct Heading<'a> {
    /// 1 to 6.
    pub level: u8,
    /// Its words.
    pub text: &'a Inline,
    /// The whole line.
    pub span: Span,
}

/// A list item.
#[derive(Debug)]
pub struct Item<'a> {
    /// Nesting, from 1.
    pub depth: usize,
    /// Whether its list is numbered.
    pub ordered: bool,
    /// Its own words.
    pub text: &'a Inline,
}

/// A row of a table with the names of its columns.
#[derive(Debug)]
pub struct Row<'a> {
    /// Words of the header cells; all rows of a table share them.
    pub header: &'a Rc<Vec<String>>,
    /// Body cells.
    pub cells: &'a [Inline],
}

/// A fenced code block.
#[derive(Debug)]
pub struct Code {
    /// Text behind the opening fence.
    pub info: String,
    /// The line of the opening fence.
    pub fence: Span,
    /// The text between the fences.
    pub text: String,
    /// Stretches of the text that are the plan's as well: where each begins here and there.
    origin: Vec<(usize, usize)>,
}

impl Code {
    /// Where a range of the block's text stands in the plan.
    pub fn locate(&self, span: Span) -> Span {
        Span::new(self.source_offset(span.start), self.source_offset(span.end))
    }

    fn push(&mut self, text: &str, start: usize) {
        // Lines that follow each other in the plan as well are one stretch of it.
        let follows = self.origin.last().is_some_and(|&(content, source)| self.text.len() - content == start - source);
        if !follows {
            self.origin.push((self.text.len(), start));
        }
        self.text.push_str(text);
    }

    fn source_offset(&self, offset: usize) -> usize {
        let before = self.origin.partition_point(|&(content, _)| content <= offset);
        before.checked_sub(1).map_or(self.fence.end, |at| self.origin[at].1 + offset - self.origin[at].0)
    }
}

/// Parses a Markdown text. Every text is valid Markdown.
pub fn parse(text: &str) -> Document {
    read(text, Texts::default(), &mut |_| {})
}

/// Parses a Markdown text and shows each block as soon as it is whole. The next ones take its buffers,
/// so a large plan takes little more memory than the parser. The document that is left has no blocks, unless
/// one was too large: then it holds what was read of that one.
pub fn walk(text: &str, show: &mut dyn FnMut(&Block)) -> Document {
    // The lists of most plans are not deeper, and their rows not wider.
    read(text, Texts::with_room(5), &mut |document| {
        document.blocks().for_each(|block| show(&block));
        document.forget_blocks();
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(document: &Document) -> Vec<(usize, bool, String)> {
        let item = |block: Block| match block {
            Block::Item(item) => Some((item.depth, item.ordered, item.text.plain().trim().to_owned())),
            _ => None,
        };
        document.blocks().filter_map(item).collect()
    }

    #[test]
    fn items_keep_depth_order_and_their_own_words() {
        let document = parse("1. `a.md` first\n\n- **bold**: x\n  - inner\n\n2. second\n");
        let expected = [(1, true, "a.md first"), (1, false, "bold: x"), (2, false, "inner"), (1, true, "second")];
        assert_eq!(items(&document), expected.map(|(depth, ordered, text)| (depth, ordered, text.to_owned())));
    }

    #[test]
    fn positions_survive_markup_crlf_and_front_matter() {
        let text = "\u{feff}---\r\na: 1\r\n---\r\n\r\n- **Node** `漢` power: 10.2 kW\r\n";
        let document = parse(text);
        let front = document.front_matter.as_ref().unwrap();
        assert_eq!(&text[front.content.start..front.content.end], "a: 1\r\n");
        let Some(Block::Item(item)) = document.blocks().find(|block| matches!(block, Block::Item(_))) else {
            panic!("no item")
        };
        let plain = item.text.plain();
        for word in ["Node", "漢", "10.2 kW"] {
            let at = plain.find(word).unwrap();
            let span = item.text.locate(at..at + word.len());
            assert_eq!(&text[span.start..span.end], word);
        }
    }

    #[test]
    fn the_titles_of_tables_do_not_fill_an_item() {
        let tables = |count: usize| format!("- item\n\n{}", "  | a | b |\n  |---|---|\n\n".repeat(count));
        assert!(parse(&tables(MAX_HELD)).too_large().is_none());
        let rows = |count: usize| format!("- item\n\n  | a |\n  |---|\n{}", "  | b |\n".repeat(count));
        assert!(parse(&rows(MAX_HELD)).too_large().is_some());
        assert!(parse(&rows(MAX_HELD - 1)).too_large().is_none());
    }

    #[test]
    fn code_in_a_list_knows_where_its_lines_stand() {
        let text = "- x\r\n\r\n  ```json cluster\r\n  {\r\n    \"a\": 1\r\n  }\r\n  ```\r\n";
        let document = parse(text);
        let Some(Block::Code(code)) = document.blocks().find(|block| matches!(block, Block::Code(_))) else {
            panic!("no code")
        };
        assert_eq!(code.info, "json cluster");
        let at = code.text.find("\"a\"").unwrap();
        let span = code.locate(Span::new(at, at + 3));
        assert_eq!(&text[span.start..span.end], "\"a\"");
    }
}
