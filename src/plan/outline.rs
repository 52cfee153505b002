//! What a plan asks for besides numbers: requirements, files, scenarios, assumptions, citations,
//! and text that is carried over.

use super::markdown::{Block, Code, Document, Heading, Inline, Item, PieceKind};
use super::path::looks_like_path;
use crate::diagnostic::Span;
use std::collections::{BTreeMap, BTreeSet};

/// The structure of a plan.
#[derive(Debug, Default)]
pub struct Outline {
    /// The first heading.
    pub title: Option<Inline>,
    /// Requirement ids, first mention of each, in the order of the plan.
    pub requirements: Vec<Requirement>,
    /// Files that the plan lists, each path once.
    pub files: Vec<ListedFile>,
    /// Test scenarios.
    pub scenarios: Vec<Scenario>,
    /// Assumptions and defaults that the plan states.
    pub assumptions: Vec<Inline>,
    /// Citations by DOI, each once.
    pub citations: Vec<Citation>,
    /// Fenced blocks that become files.
    pub file_blocks: Vec<FileBlock>,
    /// Sections about the architecture, as Markdown.
    pub architecture: Vec<String>,
}

/// A requirement id with what it says.
#[derive(Debug)]
pub struct Requirement {
    /// For example `INV-001`.
    pub id: String,
    /// The words behind the id.
    pub text: String,
    /// Where the id stands.
    pub span: Span,
}

/// A path that the plan lists.
#[derive(Debug)]
pub struct ListedFile {
    /// As written.
    pub path: String,
    /// Where it stands first.
    pub span: Span,
    /// What the plan asks of the file.
    pub bullets: Vec<Inline>,
}

/// A test scenario.
#[derive(Debug)]
pub struct Scenario {
    /// Its name.
    pub title: String,
    /// What is to be seen.
    pub checks: Vec<String>,
    /// Where it stands.
    pub span: Span,
}

/// A work cited by its DOI.
#[derive(Debug)]
pub struct Citation {
    /// Lower-case prefix and suffix as written, without resolver.
    pub doi: String,
    /// The words around it.
    pub context: String,
    /// Where the context stands.
    pub span: Span,
}

/// A fenced block with `file=PATH`.
#[derive(Debug)]
pub struct FileBlock {
    /// As written.
    pub path: String,
    /// The file's content.
    pub text: String,
    /// The line of the opening fence.
    pub span: Span,
}

/// What a heading says about the items below it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Topic {
    Scenarios,
    Assumptions,
    #[default]
    Other,
}

impl Topic {
    fn of(heading: &str) -> Self {
        let heading = heading.to_lowercase();
        if heading.contains("scenario") || heading.contains("test case") {
            Self::Scenarios
        } else if heading.contains("assumption") {
            Self::Assumptions
        } else {
            Self::Other
        }
    }
}

/// Reads the structure of a document.
pub fn read(document: &Document, text: &str) -> Outline {
    let mut reader = Reader::default();
    for block in &document.blocks {
        reader.block(block);
    }
    reader.outline.architecture = architecture(document, text);
    reader.outline
}

#[derive(Default)]
struct Reader {
    outline: Outline,
    topic: Topic,
    /// Index of the file that bullets belong to, and the depth of its item.
    open_file: Option<(usize, usize)>,
    /// Where each listed path stands in the outline.
    paths: BTreeMap<String, usize>,
    /// What has been seen; only the first mention counts.
    ids: BTreeSet<String>,
    dois: BTreeSet<String>,
}

impl Reader {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Item(item) => self.item(item),
            Block::Paragraph(text) => self.citations(text),
            Block::Row(row) => {
                self.row(&row.cells);
                row.cells.iter().for_each(|cell| self.citations(cell));
            }
            Block::Code(code) => self.code(code),
        }
    }

    fn heading(&mut self, heading: &Heading) {
        self.topic = Topic::of(&heading.text.plain());
        self.open_file = None;
        if self.outline.title.is_none() {
            self.outline.title = Some(heading.text.clone());
        }
    }

    fn item(&mut self, item: &Item) {
        self.citations(&item.text);
        if let Some(path) = item.text.leading_code().filter(|code| looks_like_path(&code.text)) {
            return self.file(&path.text.clone(), path.span, item.depth);
        }
        let belongs =
            self.open_file.filter(|(_, depth)| item.depth > *depth || (item.depth == *depth && !item.ordered));
        self.open_file = belongs;
        if let Some((file, _)) = belongs {
            self.outline.files[file].bullets.push(item.text.clone());
        }
        match self.topic {
            Topic::Scenarios => self.scenario(item),
            Topic::Assumptions => self.outline.assumptions.push(item.text.clone()),
            Topic::Other => {}
        }
        self.requirement(&item.text);
    }

    fn file(&mut self, path: &str, span: Span, depth: usize) {
        let at = *self.paths.entry(path.to_owned()).or_insert_with(|| {
            self.outline.files.push(ListedFile { path: path.to_owned(), span, bullets: Vec::new() });
            self.outline.files.len() - 1
        });
        self.open_file = Some((at, depth));
    }

    fn scenario(&mut self, item: &Item) {
        let text = item.text.plain().trim().to_owned();
        let numbered_before = !self.outline.scenarios.is_empty();
        if item.depth == 1 && (item.ordered || !numbered_before) {
            let title = text.trim_end_matches(':').to_owned();
            self.outline.scenarios.push(Scenario { title, checks: Vec::new(), span: item.text.span() });
        } else if let Some(scenario) = self.outline.scenarios.last_mut() {
            scenario.checks.push(text);
        }
    }

    fn row(&mut self, cells: &[Inline]) {
        let Some((first, rest)) = cells.split_first() else { return };
        let id = first.plain().trim().to_owned();
        if is_id(&id) {
            let text = rest.iter().map(Inline::plain).collect::<Vec<_>>().join(" ");
            self.add_requirement(id, text.trim(), first.span());
        }
    }

    fn requirement(&mut self, text: &Inline) {
        let plain = text.plain();
        let trimmed = plain.trim_start();
        let in_code = text.leading_code().filter(|code| is_id(&code.text));
        let in_words = || {
            let (id, _) = trimmed.split_once(':')?;
            (is_id(id) && id.len() - id.rfind('-').unwrap_or(0) > 2).then(|| id.to_owned())
        };
        let Some(id) = in_code.map(|code| code.text.clone()).or_else(in_words) else { return };
        let rest = trimmed[id.len()..].trim_start_matches([':', ' ', '.', '–', '—', '-']).trim();
        let start = plain.len() - trimmed.len();
        let span = text.locate(start..start + id.len());
        self.add_requirement(id, rest, span);
    }

    fn add_requirement(&mut self, id: String, text: &str, span: Span) {
        if self.ids.insert(id.clone()) {
            self.outline.requirements.push(Requirement { id, text: text.to_owned(), span });
        }
    }

    fn code(&mut self, code: &Code) {
        let path = code.info.split_whitespace().find_map(|word| word.strip_prefix("file="));
        if let Some(path) = path {
            let path = path.trim_matches(['"', '\'']).to_owned();
            self.outline.file_blocks.push(FileBlock { path, text: code.text.clone(), span: code.fence });
        }
    }

    fn citations(&mut self, text: &Inline) {
        for piece in &text.pieces {
            for doi in dois(&piece.text) {
                if self.dois.insert(doi.to_lowercase()) {
                    let context = text.plain().trim().to_owned();
                    self.outline.citations.push(Citation { doi: doi.to_owned(), context, span: text.span() });
                }
            }
        }
    }
}

/// Whether a word is an id such as `INV-001` or `GATE-SEC-002`.
fn is_id(text: &str) -> bool {
    let upper =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    text.len() <= 40
        && text.starts_with(|first: char| first.is_ascii_uppercase())
        && text.rsplit_once('-').is_some_and(|(name, number)| {
            name.split('-').all(upper) && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        })
}

/// DOIs in a text: `10.`, four to nine digits, `/`, and what follows up to a space or a quote.
fn dois(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("10.").filter_map(move |(at, _)| {
        let starts_a_word = !text[..at].ends_with(|before: char| before.is_ascii_alphanumeric() || before == '.');
        let digits = text[at + 3..].bytes().take_while(u8::is_ascii_digit).count();
        let slash = at + 3 + digits;
        if !starts_a_word || !(4..=9).contains(&digits) || !text[slash..].starts_with('/') {
            return None;
        }
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-._;()/:".contains(c);
        let end = text[slash..].find(|c| !allowed(c)).map_or(text.len(), |length| slash + length);
        let doi = text[at..end].trim_end_matches(['.', ';', ':', '-']);
        let doi = if doi.contains('(') { doi } else { doi.trim_end_matches(')') };
        (doi.len() > slash + 1 - at && doi.len() <= 200).then_some(doi)
    })
}

/// The first date `YYYY-MM-DD` in a text that the calendar has.
pub fn iso_date(text: &str) -> Option<&str> {
    (0..text.len().saturating_sub(9)).filter_map(|at| text.get(at..at + 10)).find(|word| is_date(word))
}

fn is_date(word: &str) -> bool {
    let mut parts = word.split('-');
    let mut part = |length: usize| {
        let text =
            parts.next().filter(|text| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit()))?;
        text.parse::<u32>().ok()
    };
    let (Some(year), Some(month), Some(day)) = (part(4), part(2), part(2)) else { return false };
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// Sections whose heading speaks of architecture, with raw HTML escaped and LF line ends.
fn architecture(document: &Document, text: &str) -> Vec<String> {
    let headings: Vec<&Heading> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading(heading) => Some(heading),
            _ => None,
        })
        .collect();
    let mut sections = Vec::new();
    let mut taken_to = 0;
    for (at, heading) in headings.iter().enumerate() {
        // The title of the plan is no section of it.
        let is_title = at == 0 && heading.level == 1;
        if is_title || heading.span.start < taken_to || !heading.text.plain().to_lowercase().contains("architecture") {
            continue;
        }
        let end = headings[at + 1..]
            .iter()
            .find(|next| next.level <= heading.level)
            .map_or(text.len(), |next| next.span.start);
        taken_to = end;
        let kept = carried_over(document, text, Span::new(heading.span.end, end));
        sections.extend(Some(kept).filter(|kept| !kept.is_empty()));
    }
    sections
}

fn carried_over(document: &Document, text: &str, span: Span) -> String {
    let mut kept = String::new();
    let mut at = span.start;
    for html in document.html.iter().filter(|html| html.start >= span.start && html.end <= span.end) {
        kept.push_str(&text[at..html.start]);
        kept.push_str(&text[html.start..html.end].replace('&', "&amp;").replace('<', "&lt;"));
        at = html.end;
    }
    kept.push_str(&text[at..span.end]);
    kept.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned()
}

impl ListedFile {
    /// Whether one of its bullets says something about this.
    pub fn mentions(&self, word: &str) -> bool {
        self.bullets.iter().any(|bullet| bullet.plain().to_lowercase().contains(word))
    }
}

/// Markdown of an inline text: words escaped, code spans kept.
pub fn as_markdown(text: &Inline, escape: impl Fn(&str) -> String) -> String {
    let piece = |(text, kind): (&str, PieceKind)| match kind {
        PieceKind::Text => escape(text),
        PieceKind::Code => code_span(text),
        PieceKind::Target => String::new(),
    };
    text.pieces.iter().map(|run| piece((&run.text, run.kind))).collect::<String>().trim().to_owned()
}

/// A code span around any text: fenced by more backticks than it holds in a row.
pub fn code_span(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::markdown;

    fn outline(text: &str) -> Outline {
        read(&markdown::parse(text), text)
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
    fn only_dates_of_the_calendar_are_dates() {
        assert_eq!(iso_date("record: `2026-02-14`."), Some("2026-02-14"));
        assert_eq!(iso_date("2026-02-30 then 2024-02-29"), Some("2024-02-29"));
        assert_eq!(iso_date("2026-13-01 é"), None);
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

    #[test]
    fn code_spans_survive_backticks() {
        assert_eq!(code_span("a``b"), "```a``b```");
        assert_eq!(code_span("`"), "`` ` ``");
    }
}
