//! Diagnostics for people: the line of the plan with the place underlined, and what to write.

use super::safe::{picture, visible};
use super::{Report, Where};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::cmp::Reverse;
use std::fmt::Write as _;
use std::ops::Range;
use wattpack_core::diagnostic::{Diagnostic, Place, Severity, Span};

/// Nobody reads more; the other formats have them all.
const MOST_SHOWN: usize = 100;
/// Characters shown before and from the place in a long line.
const BEFORE: usize = 60;
const FROM: usize = 100;

/// Everything of at least this weight, drawn, and how many more there are.
pub fn render(report: &Report, least: Severity) -> String {
    let relevant = || relevant(report, least);
    let places = report.places();
    let mut text = String::new();
    for diagnostic in relevant().take(MOST_SHOWN) {
        text += &draw(report, diagnostic, &report.locate(diagnostic, &places));
        text += "\n\n";
    }
    let more = relevant().count().saturating_sub(MOST_SHOWN);
    if more > 0 {
        let _ = writeln!(text, "and {more} more\n");
    }
    text
}

/// Where to read on about the worst of them.
pub fn hint(report: &Report, least: Severity) -> String {
    let worst = relevant(report, least).max_by_key(|found| (report.severity(found), Reverse(found.code.id)));
    worst.map_or_else(String::new, |worst| format!("`wattpack explain {}` says more\n", worst.code.id))
}

fn relevant<'a>(report: &'a Report, least: Severity) -> impl Iterator<Item = &'a Diagnostic> {
    report.diagnostics.iter().filter(move |found| report.severity(found) >= least)
}

/// How many errors, warnings and notes there are.
pub fn summary(report: &Report) -> String {
    let counts =
        [Severity::Error, Severity::Warning, Severity::Note].map(|severity| (severity.word(), report.count(severity)));
    let named: Vec<_> =
        counts.iter().filter(|(_, count)| *count > 0).map(|(word, count)| counted(*count, word)).collect();
    let label = visible(report.label);
    if named.is_empty() {
        format!("{label}: nothing to complain about\n")
    } else {
        format!("{label}: {}\n", named.join(", "))
    }
}

fn counted(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}

fn draw(report: &Report, diagnostic: &Diagnostic, place: &Where) -> String {
    let level = match report.severity(diagnostic) {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(visible(&diagnostic.message)).id(diagnostic.code.id);
    let mut group = Group::with_title(title);
    if let (Place::Text(span), Some((start, _))) = (&diagnostic.place, place.range) {
        let excerpt = Excerpt::of(report.text, *span);
        let snippet = Snippet::source(excerpt.text).line_start(start.line);
        let snippet = snippet.annotation(AnnotationKind::Primary.span(excerpt.marked));
        // The renderer counts the column in what it is given, which is wrong for a part of a line.
        group = if excerpt.begins_the_line {
            group.element(snippet.path(visible(&place.file)))
        } else {
            group.element(origin(place)).element(snippet)
        };
    } else {
        group = group.element(origin(place));
    }
    if !diagnostic.help.is_empty() {
        group = group.element(Level::HELP.message(visible(&diagnostic.help)));
    }
    Renderer::styled().render(&[group])
}

fn origin(place: &Where) -> Origin<'static> {
    let origin = Origin::path(visible(&place.file));
    place.range.map_or(origin.clone(), |(start, _)| origin.line(start.line).char_column(start.column))
}

/// The line of a place, or the part of it around the place.
struct Excerpt {
    text: String,
    /// Bytes of `text` to underline.
    marked: Range<usize>,
    /// Whether nothing is cut off in front.
    begins_the_line: bool,
}

impl Excerpt {
    /// Looks only a window to both sides, so that a line of 16 MiB costs no more than a short one.
    fn of(text: &str, span: Span) -> Self {
        let start = text.floor_char_boundary(span.start);
        let (before, after) = text.split_at(start);
        let in_line = |c: &char| !matches!(c, '\n' | '\r');
        let mut lead: Vec<char> = before.chars().rev().take_while(in_line).take(BEFORE + 1).map(picture).collect();
        let begins_the_line = lead.len() <= BEFORE;
        if !begins_the_line {
            lead[BEFORE] = '…';
        }
        let mut shown: String = lead.iter().rev().collect();
        let marked_from = shown.len();
        let mut marked_to = marked_from;
        for (count, (at, c)) in after.char_indices().take_while(|(_, c)| in_line(c)).enumerate() {
            shown.push(if count < FROM { picture(c) } else { '…' });
            if start + at < span.end {
                marked_to = shown.len();
            }
            if count == FROM {
                break;
            }
        }
        Self { text: shown, marked: marked_from..marked_to, begins_the_line }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, span: Range<usize>) -> (String, String) {
        let excerpt = Excerpt::of(text, span.into());
        (excerpt.text[excerpt.marked].to_owned(), excerpt.text)
    }

    #[test]
    fn the_line_of_the_place_is_shown_and_the_place_marked() {
        let text = "one\r\n- IT cap: 5\r\nthree";
        let start = text.find('5').unwrap();
        assert_eq!(marked(text, start..start + 1), ("5".to_owned(), "- IT cap: 5".to_owned()));
    }

    #[test]
    fn a_place_of_several_lines_is_marked_to_the_end_of_its_first() {
        assert_eq!(marked("a bc\nde", 2..7), ("bc".to_owned(), "a bc".to_owned()));
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("{}X{}", "漢".repeat(1_000_000), "y".repeat(1_000_000));
        let (mark, line) = marked(&text, 3_000_000..3_000_001);
        assert_eq!(mark, "X");
        assert_eq!(line.chars().count(), 1 + BEFORE + FROM + 1);
        assert!(line.starts_with('…') && line.ends_with('…'));
    }

    #[test]
    fn what_a_terminal_would_obey_is_shown_beside_the_place_and_in_messages() {
        let text = "\u{9b}2J a \u{1b}[31m X \u{202e}b";
        let start = text.find('X').unwrap();
        let place = Place::Text(Span::new(start, start + 1));
        let (message, help) = (text.to_owned(), text.to_owned());
        let code = &wattpack_core::diagnostic::EMPTY;
        let found = [Diagnostic { code, message, help, place }];
        let report = Report { label: text, text, diagnostics: &found, strict: false };
        let shown = anstream::adapter::strip_str(&render(&report, Severity::Note)).to_string();
        assert!(shown.contains("a \\u{1b}[31m X"), "{shown}");
        assert!(!shown.contains(['\u{9b}', '\u{1b}', '\u{202e}']), "{shown}");
    }

    #[test]
    fn a_place_at_the_very_end_is_no_trouble() {
        assert_eq!(marked("ab", 2..2), (String::new(), "ab".to_owned()));
        assert_eq!(marked("", 7..9), (String::new(), String::new()));
    }
}
