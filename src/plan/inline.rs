//! Inline text of a plan: its words with the place of each run, and back to Markdown.

use super::has_byte;
use crate::diagnostic::Span;
use std::ops::Range;

/// What a piece of inline text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// Words.
    Text,
    /// A code span.
    Code,
    /// The target of a link; not part of the words.
    Target,
}

/// A run of inline text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Its characters, unescaped.
    pub text: &'a str,
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: PieceKind,
}

/// Inline text with the position of each run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inline {
    /// The words of all runs, one behind the other: they are asked for whole more often than apart.
    words: String,
    /// The targets of all links, likewise.
    targets: String,
    /// Most texts are one run, and a list of one would be as large as the words.
    first: Option<Run>,
    more: Vec<Run>,
}

/// Where a piece stands in the words or the targets, and in the plan. No plan has 4 GB, and a hostile
/// one has millions of runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    start: u32,
    end: u32,
    from: u32,
    to: u32,
    kind: PieceKind,
}

impl Run {
    fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    fn span(&self) -> Span {
        Span::new(self.from as usize, self.to as usize)
    }
}

fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl Inline {
    /// The words without markup.
    pub fn plain(&self) -> &str {
        &self.words
    }

    /// Whether the words or a target hold a `/`.
    pub fn has_slash(&self) -> bool {
        [&self.words, &self.targets].iter().any(|text| has_byte(text, |byte| byte == b'/'))
    }

    /// Runs in reading order.
    pub fn pieces(&self) -> impl Iterator<Item = Piece<'_>> {
        self.runs().map(|run| self.piece(run))
    }

    /// The same runs in other words.
    #[must_use]
    pub fn reworded(&self, other: impl Fn(&str) -> String) -> Self {
        let mut reworded = Self::default();
        self.pieces().for_each(|piece| reworded.push(&other(piece.text), piece.span, piece.kind));
        reworded
    }

    /// Where the words stand, from first to last.
    pub fn span(&self) -> Span {
        let spans = self.runs().map(Run::span);
        spans.reduce(Span::join).unwrap_or(Span::new(0, 0))
    }

    /// Where a byte range of [`Self::plain`] stands.
    pub fn locate(&self, range: Range<usize>) -> Span {
        Span::new(self.source_offset(range.start, true), self.source_offset(range.end, false))
    }

    /// The code span that the text begins with.
    pub fn leading_code(&self) -> Option<Piece<'_>> {
        let mut words = self.pieces().filter(|piece| piece.kind != PieceKind::Target);
        let is_blank = |piece: &Piece| piece.text.chars().all(char::is_whitespace);
        words.find(|piece| !is_blank(piece)).filter(|piece| piece.kind == PieceKind::Code)
    }

    /// What stands behind the code span that the text begins with, without the mark between them.
    #[must_use]
    pub fn behind_leading_code(&self) -> Self {
        let lead = self.runs().position(|run| run.kind == PieceKind::Code).map_or(0, |at| at + 1);
        let mut rest = Self::default();
        for Piece { mut text, mut span, kind } in self.pieces().skip(lead) {
            if rest.first.is_none() {
                let kept = text.trim_start_matches([':', ',', ' ', '-', '–', '—']);
                span.start = (span.start + text.len() - kept.len()).min(span.end);
                text = kept;
            }
            rest.push(text, span, kind);
        }
        rest
    }

    fn runs(&self) -> impl Iterator<Item = &Run> {
        self.first.iter().chain(&self.more)
    }

    fn piece(&self, run: &Run) -> Piece<'_> {
        let all = if run.kind == PieceKind::Target { &self.targets } else { &self.words };
        Piece { text: &all[run.range()], span: run.span(), kind: run.kind }
    }

    fn source_offset(&self, offset: usize, is_start: bool) -> usize {
        let holds = |run: &&Run| {
            let end = run.range().end;
            run.kind != PieceKind::Target && (offset < end || (offset == end && !is_start))
        };
        let run = self.runs().find(holds);
        run.map_or_else(|| self.span().end, |run| self.piece(run).source_offset(offset - run.range().start))
    }

    /// No words yet, but room for those of a usual line.
    pub(super) fn with_room() -> Self {
        Self { words: String::with_capacity(160), more: Vec::with_capacity(8), ..Self::default() }
    }

    /// Forgets the words and keeps the room.
    pub(super) fn clear(&mut self) {
        self.words.clear();
        self.targets.clear();
        self.first = None;
        self.more.clear();
    }

    pub(super) fn push(&mut self, text: &str, span: Span, kind: PieceKind) {
        let all = if kind == PieceKind::Target { &mut self.targets } else { &mut self.words };
        let start = all.len();
        all.push_str(text);
        let (start, end) = (narrow(start), narrow(all.len()));
        let run = Run { start, end, from: narrow(span.start), to: narrow(span.end), kind };
        match self.first {
            None => self.first = Some(run),
            Some(_) => self.more.push(run),
        }
    }
}

impl Piece<'_> {
    /// Text of a code span begins behind its backticks; escapes make runs of their own.
    fn source_offset(&self, offset: usize) -> usize {
        let surplus = (self.span.end - self.span.start).saturating_sub(self.text.len());
        let lead = if self.kind == PieceKind::Code { surplus / 2 } else { 0 };
        (self.span.start + lead + offset).min(self.span.end)
    }
}

/// Markdown of an inline text: words escaped, code spans kept.
pub fn as_markdown(text: &Inline, escape: impl Fn(&str) -> String) -> String {
    let piece = |piece: Piece| match piece.kind {
        PieceKind::Text => escape(piece.text),
        PieceKind::Code => code_span(piece.text),
        PieceKind::Target => String::new(),
    };
    text.pieces().map(piece).collect::<String>().trim().to_owned()
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

    #[test]
    fn code_spans_survive_backticks() {
        assert_eq!(code_span("a``b"), "```a``b```");
        assert_eq!(code_span("`"), "`` ` ``");
    }
}
