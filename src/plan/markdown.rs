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
    /// Blocks in reading order.
    pub blocks: Vec<Block>,
    /// Front matter, if the text begins with it.
    pub front_matter: Option<FrontMatter>,
    /// Raw HTML, which is escaped where text of the plan is carried over.
    pub html: Vec<Span>,
    /// Where a list item or a row became so large that nothing behind it was read.
    overfull: Option<Span>,
}

impl Document {
    /// What is wrong if a list item or a row is too large.
    pub fn too_large(&self) -> Option<Diagnostic> {
        self.overfull.map(|span| {
            let message = format!("up to here, one item or row has more than {MAX_HELD} lines or cells");
            Diagnostic::at(&TOO_LARGE, span, message, "divide it, or keep it beside the plan")
        })
    }
}

/// One block.
#[derive(Debug)]
pub enum Block {
    /// A heading.
    Heading(Heading),
    /// A list item without the items nested in it.
    Item(Item),
    /// A body row of a table.
    Row(Row),
    /// A fenced code block.
    Code(Code),
    /// A paragraph outside lists.
    Paragraph(Inline),
}

/// A heading.
#[derive(Debug)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its words.
    pub text: Inline,
    /// The whole line.
    pub span: Span,
}

/// A list item.
#[derive(Debug)]
pub struct Item {
    /// Nesting, from 1.
    pub depth: usize,
    /// Whether its list is numbered.
    pub ordered: bool,
    /// Its own words.
    pub text: Inline,
}

/// A row of a table with the names of its columns.
#[derive(Debug)]
pub struct Row {
    /// Words of the header cells.
    pub header: Rc<Vec<String>>,
    /// Body cells.
    pub cells: Vec<Inline>,
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
    read(text, &mut |_| {})
}

/// Parses a Markdown text and shows each block as soon as it is whole. The next ones take its buffers,
/// so a large plan takes little more memory than the parser. The document that is left has no blocks.
pub fn walk(text: &str, show: &mut dyn FnMut(&Block)) -> Document {
    read(text, &mut |reader| {
        reader.document.blocks.iter().for_each(&mut *show);
        reader.reuse_blocks();
    })
}

fn read(text: &str, between_blocks: &mut dyn FnMut(&mut Reader)) -> Document {
    let front_matter = FrontMatter::find(text).filter(|front| front.is_meant(text));
    let body = front_matter.as_ref().map_or_else(|| byte_order_mark(text), FrontMatter::end);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut reader = Reader { source: text, ..Reader::default() };
    for (event, range) in Parser::new_ext(&text[body..], options).into_offset_iter() {
        let range = range.start + body..range.end + body;
        reader.take(event, range.clone());
        if reader.is_between_blocks() {
            between_blocks(&mut reader);
            reader.held = 0;
        } else if reader.held + reader.cells.len() > MAX_HELD {
            reader.document.overfull = Some(Span::from(range));
            break;
        }
    }
    Document { front_matter, ..reader.document }
}

/// Where inline text goes at the moment.
enum Target {
    Block(usize),
    Cell,
}

#[derive(Default)]
struct Reader<'a> {
    source: &'a str,
    document: Document,
    targets: Vec<Target>,
    lists: Vec<bool>,
    shared_header: Rc<Vec<String>>,
    cells: Vec<Inline>,
    code: Option<usize>,
    struck_out: usize,
    /// How many texts are held until the block that they are in is whole.
    held: usize,
    /// Buffers of blocks that have been seen.
    spare: Vec<Inline>,
}

impl Reader<'_> {
    /// Whether no text goes to any block that has begun.
    fn is_between_blocks(&self) -> bool {
        self.targets.is_empty() && self.code.is_none()
    }

    fn reuse_blocks(&mut self) {
        for block in self.document.blocks.drain(..) {
            match block {
                Block::Heading(Heading { text, .. }) | Block::Item(Item { text, .. }) | Block::Paragraph(text) => {
                    self.spare.push(text);
                }
                Block::Row(mut row) => {
                    self.spare.append(&mut row.cells);
                    self.cells = row.cells;
                }
                Block::Code(_) => {}
            }
        }
    }

    /// No words yet.
    fn inline(&mut self) -> Inline {
        self.spare.pop().map_or_else(Inline::default, Inline::cleared)
    }

    fn take(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, range, PieceKind::Text),
            Event::Code(text) => self.text(&text, range, PieceKind::Code),
            Event::SoftBreak | Event::HardBreak => self.text(" ", range, PieceKind::Text),
            Event::Html(_) | Event::InlineHtml(_) => self.document.html.push(Span::from(range)),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => {
                let text = self.inline();
                self.open(Block::Heading(Heading { level: level_number(level), text, span: Span::from(range) }));
            }
            Tag::List(first) => self.lists.push(first.is_some()),
            Tag::Item => {
                let ordered = self.lists.last().copied().unwrap_or(false);
                let text = self.inline();
                self.open(Block::Item(Item { depth: self.lists.len(), ordered, text }));
            }
            Tag::Paragraph if self.targets.is_empty() => {
                let text = self.inline();
                self.open(Block::Paragraph(text));
            }
            Tag::Paragraph => self.text(" ", range.start..range.start, PieceKind::Text),
            Tag::CodeBlock(kind) => self.open_code(kind, range),
            Tag::Strikethrough => self.struck_out += 1,
            Tag::Link { dest_url, .. } => self.text(&dest_url, range, PieceKind::Target),
            Tag::TableHead | Tag::TableRow => self.spare.append(&mut self.cells),
            Tag::TableCell => {
                let cell = self.inline();
                self.cells.push(cell);
                self.targets.push(Target::Cell);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell => {
                self.targets.pop();
            }
            TagEnd::Paragraph => {
                let is_own = matches!(self.targets.last(), Some(Target::Block(at)) if matches!(self.document.blocks[*at], Block::Paragraph(_)));
                if is_own {
                    self.targets.pop();
                }
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::CodeBlock => self.code = None,
            TagEnd::Strikethrough => self.struck_out -= 1,
            TagEnd::TableHead => {
                self.shared_header = Rc::new(self.cells.drain(..).map(|cell| cell.plain().to_owned()).collect());
            }
            TagEnd::TableRow => {
                self.held += self.cells.len();
                let row = Row { header: Rc::clone(&self.shared_header), cells: std::mem::take(&mut self.cells) };
                self.document.blocks.push(Block::Row(row));
            }
            _ => {}
        }
    }

    fn open(&mut self, block: Block) {
        self.held += 1;
        self.targets.push(Target::Block(self.document.blocks.len()));
        self.document.blocks.push(block);
    }

    fn open_code(&mut self, kind: CodeBlockKind, range: Range<usize>) {
        let CodeBlockKind::Fenced(info) = kind else { return };
        let line = self.source[range.clone()].find('\n').map_or(range.end, |end| range.start + end);
        self.code = Some(self.document.blocks.len());
        self.held += 1;
        self.document.blocks.push(Block::Code(Code {
            info: info.into_string(),
            fence: Span::new(range.start, line),
            text: String::with_capacity(range.len()),
            origin: Vec::new(),
        }));
    }

    fn text(&mut self, text: &str, range: Range<usize>, kind: PieceKind) {
        if let Some(Block::Code(code)) = self.code.and_then(|at| self.document.blocks.get_mut(at)) {
            code.push(text, range.start);
            return;
        }
        let inline = match self.targets.last() {
            Some(Target::Cell) => self.cells.last_mut(),
            Some(Target::Block(at)) => self.document.blocks[*at].inline_mut(),
            None => None,
        };
        if let Some(inline) = inline.filter(|_| self.struck_out == 0) {
            inline.push(text, Span::from(range), kind);
        }
    }
}

impl Block {
    fn inline_mut(&mut self) -> Option<&mut Inline> {
        match self {
            Self::Heading(heading) => Some(&mut heading.text),
            Self::Item(item) => Some(&mut item.text),
            Self::Paragraph(text) => Some(text),
            Self::Row(_) | Self::Code(_) => None,
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
        let item = |block: &Block| match block {
            Block::Item(item) => Some((item.depth, item.ordered, item.text.plain().trim().to_owned())),
            _ => None,
        };
        document.blocks.iter().filter_map(item).collect()
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
        let Some(Block::Item(item)) = document.blocks.iter().find(|block| matches!(block, Block::Item(_))) else {
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
        let Some(Block::Code(code)) = document.blocks.iter().find(|block| matches!(block, Block::Code(_))) else {
            panic!("no code")
        };
        assert_eq!(code.info, "json cluster");
        let at = code.text.find("\"a\"").unwrap();
        let span = code.locate(Span::new(at, at + 3));
        assert_eq!(&text[span.start..span.end], "\"a\"");
    }
}
