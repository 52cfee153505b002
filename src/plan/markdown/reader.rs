//! From the events of a Markdown parser to blocks; the only file that names `pulldown_cmark`.

use super::texts::Texts;
use super::{Code, Document, Part};
use crate::diagnostic::Span;
use crate::plan::front_matter::{FrontMatter, byte_order_mark};
use crate::plan::inline::PieceKind;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::rc::Rc;

/// Most items, headings, rows and cells inside one list item or row, which are held until it is whole.
pub(super) const MAX_HELD: usize = 10_000;

/// Reads a text into blocks whose texts take these buffers, and says whenever no block is open.
pub(super) fn read(text: &str, texts: Texts, between_blocks: &mut dyn FnMut(&mut Document)) -> Document {
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
                self.row = self.document.texts.len;
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
                let titles = self.document.texts.range(self.row..self.document.texts.len).iter();
                self.header = Rc::new(titles.map(|title| title.plain().to_owned()).collect());
                self.held -= self.document.texts.len - self.row;
                self.document.texts.len = self.row;
            }
            TagEnd::TableRow => {
                self.is_row_open = false;
                let (header, cells) = (Rc::clone(&self.header), self.row..self.document.texts.len);
                self.document.parts.push(Part::Row { header, cells });
            }
            _ => {}
        }
    }

    fn open_text(&mut self) -> usize {
        let text = self.document.texts.open();
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
            self.document.texts.at_mut(*open).push(text, span, kind);
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
