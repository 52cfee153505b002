//! From the blocks of a document to its outline.

use super::{Bullet, Citation, FileBlock, ListedFile, Outline, Requirement, Scenario};
use crate::diagnostic::{Diagnostic, Span};
use crate::plan::architecture::{Section, architecture};
use crate::plan::citation::dois;
use crate::plan::inline::{Inline, Piece};
use crate::plan::markdown::{Block, Code, Document, Heading, Item};
use crate::plan::path::looks_like_path;
use crate::plan::room::Room;
use crate::seen::Seen;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// What a heading says about the items below it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Topic {
    Scenarios,
    Assumptions,
    #[default]
    Other,
}

impl Topic {
    /// The words are in lower case.
    fn of(heading: &str) -> Self {
        if heading.contains("scenario") || heading.contains("test case") {
            Self::Scenarios
        } else if heading.contains("assumption") {
            Self::Assumptions
        } else {
            Self::Other
        }
    }
}

/// The listed file that bullets belong to.
#[derive(Clone, Copy)]
struct OpenFile {
    /// Where it stands in the outline.
    at: usize,
    /// Depth of its item.
    depth: usize,
    /// Depth of its first bullet, which may stand below the item or behind it.
    bullets: Option<usize>,
}

impl OpenFile {
    fn takes(&self, item: &Item) -> bool {
        item.depth > self.depth || (item.depth == self.depth && !item.ordered)
    }
}

/// Reads the structure of a document from its blocks, one after the other.
#[derive(Default)]
pub struct Reader<'a> {
    /// The plan.
    source: &'a str,
    outline: Outline,
    sections: Vec<Section>,
    topic: Topic,
    /// Level of the heading that set the topic.
    topic_level: u8,
    /// Whether the scenarios of this section are numbered.
    numbered: Option<bool>,
    open_file: Option<OpenFile>,
    /// Where each listed path stands in the outline.
    paths: BTreeMap<Cow<'a, str>, usize>,
    room: Room,
    /// What has been seen; only the first mention counts.
    ids: Seen<'a>,
    dois: Seen<'static>,
}

impl<'a> Reader<'a> {
    /// Has not yet read anything of a text.
    pub fn of(source: &'a str) -> Self {
        Self { source, room: Room::of(source), ..Self::default() }
    }

    /// Reads the next block.
    pub fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Item(item) => self.item(item),
            Block::Paragraph(text) => self.citations(text),
            Block::Row(row) => {
                self.row(row.cells);
                row.cells.iter().for_each(|cell| self.citations(cell));
            }
            Block::Code(code) => self.code(code),
        }
    }

    /// What is wrong if there are more entries than are taken.
    pub fn too_many(&self) -> Option<Diagnostic> {
        self.room.too_many()
    }

    /// What was read of a document whose blocks have all been seen.
    pub fn finish(mut self, document: &Document) -> Outline {
        self.outline.architecture = architecture(&self.sections, document, self.source);
        self.outline
    }

    fn heading(&mut self, heading: &Heading) {
        let words = heading.text.plain().to_ascii_lowercase();
        let topic = Topic::of(&words);
        // The title of the plan is no section of it.
        let is_title = self.sections.is_empty() && heading.level == 1;
        let is_architecture = !is_title && words.contains("architecture");
        self.sections.push(Section { level: heading.level, span: heading.span, is_architecture });
        // A heading below one with a topic is about the same, unless it names another.
        if topic != Topic::Other || heading.level <= self.topic_level {
            (self.topic, self.topic_level, self.numbered) = (topic, heading.level, None);
        }
        self.open_file = None;
        self.requirement(heading.text, heading.text.leading_code());
        if self.outline.title.is_none() {
            self.outline.title = Some(heading.text.clone());
        }
    }

    fn item(&mut self, item: &Item) {
        self.citations(item.text);
        let code = item.text.leading_code();
        if let Some(path) = code.filter(|code| looks_like_path(code.text)) {
            return self.file(path.text, path.span, item);
        }
        self.open_file = self.open_file.filter(|file| file.takes(item));
        if let Some(file) = &mut self.open_file {
            let depth = item.depth.saturating_sub(*file.bullets.get_or_insert(item.depth));
            let at = file.at;
            self.bullet(at, Bullet { depth, text: item.text.clone() });
        }
        match self.topic {
            Topic::Scenarios => self.scenario(item),
            Topic::Assumptions => self.assumption(item),
            Topic::Other => {}
        }
        self.requirement(item.text, code);
    }

    fn file(&mut self, path: &str, span: Span, item: &Item) {
        let at = match self.paths.entry(self.as_written(path, span)) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => {
                if !self.room.takes(span) {
                    self.open_file = None;
                    return;
                }
                self.outline.files.push(ListedFile { path: path.to_owned(), span, bullets: Vec::new() });
                *new.insert(self.outline.files.len() - 1)
            }
        };
        let text = item.text.behind_leading_code();
        if !text.plain().trim().is_empty() {
            self.bullet(at, Bullet { depth: 0, text });
        }
        self.open_file = Some(OpenFile { at, depth: item.depth, bullets: None });
    }

    fn bullet(&mut self, file: usize, bullet: Bullet) {
        if self.room.takes(bullet.text.span()) {
            self.outline.files[file].bullets.push(bullet);
        }
    }

    fn assumption(&mut self, item: &Item) {
        if self.room.takes(item.text.span()) {
            self.outline.assumptions.push(item.text.clone());
        }
    }

    fn scenario(&mut self, item: &Item) {
        if !self.room.takes(item.text.span()) {
            return;
        }
        let text = item.text.plain().trim();
        let numbered = *self.numbered.get_or_insert(item.ordered);
        if item.depth == 1 && item.ordered == numbered {
            let title = text.trim_end_matches(':').to_owned();
            self.outline.scenarios.push(Scenario { title, checks: Vec::new(), span: item.text.span() });
        } else if let Some(scenario) = self.outline.scenarios.last_mut() {
            scenario.checks.push(text.to_owned());
        }
    }

    fn row(&mut self, cells: &[Inline]) {
        let Some((first, rest)) = cells.split_first() else { return };
        let id = first.plain().trim();
        if is_id(id) {
            let text = rest.iter().map(Inline::plain).collect::<Vec<_>>().join(" ");
            self.add_requirement(id, text.trim(), first.span());
        }
    }

    /// `code` is the code span that the text begins with.
    fn requirement(&mut self, text: &Inline, code: Option<Piece>) {
        let plain = text.plain();
        let trimmed = plain.trim_start();
        let in_code = code.filter(|code| is_id(code.text));
        let in_words = || {
            let (id, rest) = trimmed.split_at(trimmed.bytes().take_while(|byte| is_in_an_id(*byte)).count());
            let ends = [":", " - ", " – ", " — "].iter().any(|mark| rest.starts_with(mark));
            (ends && is_id(id) && id.len() - id.rfind('-').unwrap_or(0) > 2).then_some(id)
        };
        let Some(id) = in_code.map(|code| code.text).or_else(in_words) else { return };
        let rest = trimmed[id.len()..].trim_start_matches([':', ' ', '.', '–', '—', '-']).trim();
        let start = plain.len() - trimmed.len();
        let span = text.locate(start..start + id.len());
        self.add_requirement(id, rest, span);
    }

    fn add_requirement(&mut self, id: &str, text: &str, span: Span) {
        if self.ids.insert_if(self.as_written(id, span), || self.room.takes(span)) {
            self.outline.requirements.push(Requirement { id: id.to_owned(), text: text.to_owned(), span });
        }
    }

    fn code(&mut self, code: &Code) {
        if let Some(path) = block_path(&code.info) {
            self.outline.file_blocks.push(FileBlock { path, text: code.text.clone(), span: code.fence });
        }
    }

    /// A word that stands here, borrowed from the plan unless it is written otherwise there.
    fn as_written(&self, word: &str, span: Span) -> Cow<'a, str> {
        let written = self.source.get(span.start..span.end).map(|source| source.trim_matches('`'));
        written.filter(|written| *written == word).map_or_else(|| word.to_owned().into(), Cow::Borrowed)
    }

    fn citations(&mut self, text: &Inline) {
        // Few words hold one.
        if !text.has_slash() {
            return;
        }
        for piece in text.pieces() {
            for doi in dois(piece.text) {
                if self.dois.insert_if(doi.to_ascii_lowercase(), || self.room.takes(piece.span)) {
                    self.outline.citations.push(Citation { doi: doi.to_owned(), span: piece.span });
                }
            }
        }
    }
}

/// The path behind `file=` in an info string; quotes may hold it together.
fn block_path(info: &str) -> Option<String> {
    let starts_a_word = |at: &usize| *at == 0 || info[..*at].ends_with(char::is_whitespace);
    let at = info.match_indices("file=").map(|(at, _)| at).find(starts_a_word)?;
    let value = &info[at + "file=".len()..];
    let quoted = ['"', '\''].into_iter().find_map(|quote| value.strip_prefix(quote)?.split_once(quote));
    let path = quoted.map_or_else(|| value.split_whitespace().next().unwrap_or_default(), |(path, _)| path);
    Some(path.to_owned())
}

/// Whether a word is an id such as `INV-001` or `GATE-SEC-002`.
fn is_id(text: &str) -> bool {
    let is_number = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    let mut parts = text.as_bytes().split(|byte| *byte == b'-');
    text.len() <= 40
        && text.starts_with(|first: char| first.is_ascii_uppercase())
        && parts.next_back().is_some_and(is_number)
        && parts.all(|part| !part.is_empty() && part.iter().all(|byte| is_in_an_id(*byte)))
}

/// Whether a byte may be part of an id.
fn is_in_an_id(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-'
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::markdown;

    fn outline(text: &str) -> Outline {
        let mut reader = Reader::of(text);
        let document = markdown::walk(text, &mut |block| reader.block(block));
        reader.finish(&document)
    }

    #[test]
    fn bullets_after_a_numbered_file_belong_to_it() {
        let outline = outline(
            "1. `README.md`\n\n- quickstart\n\n2. `docs/a.md`\n\n- ledger:\n  - optics\n\n3. no file\n\n- stray\n",
        );
        let bullets: Vec<_> = outline.files.iter().map(|file| (file.path.as_str(), file.bullets.len())).collect();
        assert_eq!(bullets, [("README.md", 1), ("docs/a.md", 2)]);
    }

    #[test]
    fn bullets_keep_their_nesting_wherever_the_first_one_stands() {
        for plan in ["1. `a.md`\n\n- x\n  - y\n    - z\n- w\n", "1. `a.md`\n   - x\n     - y\n       - z\n   - w\n"] {
            let outline = outline(plan);
            let depths: Vec<_> = outline.files[0].bullets.iter().map(|bullet| bullet.depth).collect();
            assert_eq!(depths, [0, 1, 2, 0], "{plan}");
        }
    }

    #[test]
    fn ids_are_read_from_items_and_rows() {
        let outline = outline(
            "- `INV-001`: total <= cap.\n- GATE-SEC-002: scanning\n- GPT-4: no\n- `leaf-1`: no\n\n| id | text |\n|---|---|\n| REQ-7 | row |\n",
        );
        let ids: Vec<_> = outline.requirements.iter().map(|found| (found.id.as_str(), found.text.as_str())).collect();
        assert_eq!(ids, [("INV-001", "total <= cap."), ("GATE-SEC-002", "scanning"), ("REQ-7", "row")]);
    }

    #[test]
    fn dois_are_found_in_words_code_and_links() {
        let outline = outline(
            "- A, DOI `10.1109/CDC45484.2021.9682872`\n\nSee [x](https://doi.org/10.1016/j.physd.2024.134052). Not 10.5 nor 10.1/x. Again 10.1109/cdc45484.2021.9682872.\n",
        );
        let found: Vec<_> = outline.citations.iter().map(|citation| citation.doi.as_str()).collect();
        assert_eq!(found, ["10.1109/CDC45484.2021.9682872", "10.1016/j.physd.2024.134052"]);
    }

    #[test]
    fn scenarios_keep_their_checks() {
        let outline =
            outline("## Test Cases and Scenarios\n\n1. Happy path:\n\n- runs\n- works\n\n2. Edge\n   - nested\n");
        let found: Vec<_> =
            outline.scenarios.iter().map(|scenario| (scenario.title.as_str(), scenario.checks.len())).collect();
        assert_eq!(found, [("Happy path", 2), ("Edge", 1)]);
    }

    #[test]
    fn architecture_is_kept_with_html_made_harmless() {
        let outline = outline(
            "# My architecture\n\nx\n\n## Architecture\r\n\r\nRails <b>and</b> <!-- spines\r\n\r\n### Detail\r\n\r\nmore\r\n\r\n## Next\r\n\r\nno\r\n",
        );
        assert_eq!(outline.architecture.len(), 1);
        let kept = &outline.architecture[0];
        assert!(
            kept.contains("&lt;b>and&lt;/b>")
                && kept.contains("more")
                && !kept.contains("no\n")
                && !kept.contains('\r'),
            "{kept}"
        );
    }
}
