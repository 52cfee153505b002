//! Markdown as the few kinds of blocks that a plan is read from; the only file that names
//! `pulldown_cmark`.

use super::front_matter::{FrontMatter, byte_order_mark};
use super::inline::{Inline, PieceKind};
use crate::diagnostic::{Diagnostic, Span, TOO_LARGE};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::ops::Range;
use std::rc::Rc;

/// Most items, headings, rows and cells inside one list item or row, which are held until it is whole.
const MAX_HELD: usize = 10_000;

/// A parsed Markdown text. Spans are byte ranges of the whole text.
#[derive(Debug, Default)]
pub struct Document {
    /// Front matter, if the text begins with it.
    pub front_matter: Option<FrontMatter>,
    /// Raw HTML, which is escaped where text of the plan is carried over.
    pub html: Vec<Span>,
    /// Blocks in reading order.
    parts: Vec<Part>,
    /// The texts of the blocks, the cells of a row one behind the other. There may be more than are in
    /// use: buffers of blocks that have been shown.
    texts: Vec<Inline>,
    texts_in_use: usize,
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
    pub fn blocks(&self) -> impl DoubleEndedIterator<Item = Block<'_>> {
        self.parts.iter().map(|part| match part {
            Part::Heading { level, text, span } => {
                Block::Heading(Heading { level: *level, text: &self.texts[*text], span: *span })
            }
            Part::Item { depth, ordered, text } => {
                Block::Item(Item { depth: *depth, ordered: *ordered, text: &self.texts[*text] })
            }
            Part::Row { header, cells } => Block::Row(Row { header, cells: &self.texts[cells.clone()] }),
            Part::Code(code) => Block::Code(&self.codes[*code]),
            Part::Paragraph(text) => Block::Paragraph(&self.texts[*text]),
        })
    }

    /// What is wrong if a list item or a row is too large.
    pub fn too_large(&self) -> Option<Diagnostic> {
        self.overfull.map(|span| {
            let message = format!("up to here, one item or row has more than {MAX_HELD} lines or cells");
            Diagnostic::at(&TOO_LARGE, span, message, "divide it, or keep it beside the plan")
        })
    }

    /// The place of a text without words.
    fn open_text(&mut self) -> usize {
        let at = self.texts_in_use;
        match self.texts.get_mut(at) {
            Some(text) => text.clear(),
            None => self.texts.push(Inline::default()),
        }
        self.texts_in_use += 1;
        at
    }

    fn forget_blocks(&mut self) {
        self.parts.clear();
        self.codes.clear();
        self.texts_in_use = 0;
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
    read(text, Vec::new(), &mut |_| {})
}

/// Parses a Markdown text and shows each block as soon as it is whole. The next ones take its buffers,
/// so a large plan takes little more memory than the parser. The document that is left has no blocks.
pub fn walk(text: &str, show: &mut dyn FnMut(&Block)) -> Document {
    // The lists of most plans are not deeper, and their rows not wider.
    let buffers = std::iter::repeat_with(Inline::with_room).take(5).collect();
    read(text, buffers, &mut |document| {
        document.blocks().for_each(|block| show(&block));
        document.forget_blocks();
    })
}

fn read(text: &str, texts: Vec<Inline>, between_blocks: &mut dyn FnMut(&mut Document)) -> Document {
    let front_matter = FrontMatter::find(text).filter(|front| front.is_meant(text));
    let body = front_matter.as_ref().map_or_else(|| byte_order_mark(text), FrontMatter::end);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let document = Document { texts, ..Document::default() };
    let mut reader = Reader { source: text, document, ..Reader::default() };
    for (event, range) in Parser::new_ext(&text[body..], options).into_offset_iter() {
        let span = Span::new(range.start + body, range.end + body);
        reader.take(event, span);
        if reader.is_between_blocks() {
            if reader.held > 0 {
                between_blocks(&mut reader.document);
                reader.held = 0;
            }
        } else if reader.held > MAX_HELD {
            reader.document.overfull = Some(span);
            break;
        }
    }
    Document { front_matter, ..reader.document }
}

#[derive(Default)]
struct Reader<'a> {
    source: &'a str,
    document: Document,
    /// The texts that have begun; words go to the last one.
    open: Vec<usize>,
    is_paragraph_open: bool,
    is_row_open: bool,
    is_code_open: bool,
    lists: Vec<bool>,
    header: Rc<Vec<String>>,
    /// The first cell of the row that is read.
    row: usize,
    struck_out: usize,
    /// How many texts are held until the block that they are in is whole.
    held: usize,
}

impl Reader<'_> {
    /// Whether no text goes to any block that has begun.
    fn is_between_blocks(&self) -> bool {
        self.open.is_empty() && !self.is_row_open && !self.is_code_open
    }

    fn take(&mut self, event: Event, span: Span) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, span, PieceKind::Text),
            Event::Code(text) => self.text(&text, span, PieceKind::Code),
            Event::SoftBreak | Event::HardBreak => self.text(" ", span, PieceKind::Text),
            Event::Html(_) | Event::InlineHtml(_) => self.document.html.push(span),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag, span: Span) {
        match tag {
            Tag::Heading { level, .. } => {
                let text = self.open_text();
                self.document.parts.push(Part::Heading { level: level_number(level), text, span });
            }
            Tag::List(first) => self.lists.push(first.is_some()),
            Tag::Item => {
                let ordered = self.lists.last().copied().unwrap_or(false);
                let text = self.open_text();
                self.document.parts.push(Part::Item { depth: self.lists.len(), ordered, text });
            }
            Tag::Paragraph if self.open.is_empty() => {
                self.is_paragraph_open = true;
                let text = self.open_text();
                self.document.parts.push(Part::Paragraph(text));
            }
            Tag::Paragraph => self.text(" ", Span::new(span.start, span.start), PieceKind::Text),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => self.open_code(info.into_string(), span),
            Tag::Strikethrough => self.struck_out += 1,
            Tag::Link { dest_url, .. } => self.text(&dest_url, span, PieceKind::Target),
            Tag::TableHead | Tag::TableRow => {
                self.is_row_open = true;
                self.row = self.document.texts_in_use;
            }
            Tag::TableCell => {
                self.open_text();
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell => {
                self.open.pop();
            }
            TagEnd::Paragraph if self.is_paragraph_open => {
                self.is_paragraph_open = false;
                self.open.pop();
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::CodeBlock => self.is_code_open = false,
            TagEnd::Strikethrough => self.struck_out -= 1,
            TagEnd::TableHead => {
                self.is_row_open = false;
                let titles = self.document.texts[self.row..self.document.texts_in_use].iter();
                self.header = Rc::new(titles.map(|title| title.plain().to_owned()).collect());
                self.held -= self.document.texts_in_use - self.row;
                self.document.texts_in_use = self.row;
            }
            TagEnd::TableRow => {
                self.is_row_open = false;
                let (header, cells) = (Rc::clone(&self.header), self.row..self.document.texts_in_use);
                self.document.parts.push(Part::Row { header, cells });
            }
            _ => {}
        }
    }

    fn open_text(&mut self) -> usize {
        let text = self.document.open_text();
        self.held += 1;
        self.open.push(text);
        text
    }

    fn open_code(&mut self, info: String, span: Span) {
        let line = self.source[span.start..span.end].find('\n').map_or(span.end, |end| span.start + end);
        self.document.parts.push(Part::Code(self.document.codes.len()));
        self.document.codes.push(Code {
            info,
            fence: Span::new(span.start, line),
            text: String::with_capacity(span.end - span.start),
            origin: Vec::new(),
        });
        self.held += 1;
        self.is_code_open = true;
    }

    fn text(&mut self, text: &str, span: Span, kind: PieceKind) {
        if self.is_code_open {
            if let Some(code) = self.document.codes.last_mut() {
                code.push(text, span.start);
            }
        } else if self.struck_out == 0
            && let Some(open) = self.open.last()
        {
            self.document.texts[*open].push(text, span, kind);
        }
    }
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
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
