//! Text of the plan as Markdown that shows it and does nothing else.

use crate::character::turns_text;
use crate::plan::{Inline, as_markdown, code_span};

/// Opens and closes a run of words in `inline`; `one_line` leaves no such character in a text.
const OPEN: char = '\u{1}';
const CLOSE: char = '\u{2}';

/// Text as inert Markdown inside a line, behind other words: no markup, HTML, link, emoji or formula comes
/// of it.
pub(super) fn within_line(text: &str) -> String {
    escape_from(Lead::Words, &one_line(text))
}

/// Text as the inert content of a table cell.
pub(super) fn table_cell(text: &str) -> String {
    within_line(text.trim())
}

/// Inline text of the plan with its code spans, on one line. Runs of words are escaped whole, so
/// that only what Markdown would read as markup where it stands gets a backslash.
pub(super) fn inline(text: &Inline) -> String {
    let marked = as_markdown(&text.reworded(one_line), |words| format!("{OPEN}{words}{CLOSE}"))
        .replace(&format!("{CLOSE}{OPEN}"), "");
    let mut markdown = String::with_capacity(marked.len());
    let mut lead = Lead::Blank;
    for part in marked.split(CLOSE) {
        let (code, words) = part.split_once(OPEN).unwrap_or((part, ""));
        if !code.is_empty() {
            lead = Lead::Words;
        }
        markdown.push_str(code);
        markdown.push_str(&escape_from(lead, words));
        lead = words.chars().fold(lead, Lead::then);
    }
    markdown.trim().to_owned()
}

/// A code span in a table cell. A pipe in it would end the cell, so it is escaped; where a
/// backslash would make that ambiguous, HTML does it.
pub(super) fn code_cell(text: &str) -> String {
    let line = one_line(text);
    if line.contains('|') && line.contains('\\') {
        let inert = line
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('|', "&#124;")
            .replace('\\', "&#92;")
            .replace('`', "&#96;");
        return format!("<code>{inert}</code>");
    }
    code_span(&line).replace('|', "\\|")
}

/// A Markdown text as a quote, without what a terminal would obey or what turns text around.
pub(super) fn quote(markdown: &str) -> String {
    // One text from the beginning: a line of its own for each would take many times the text.
    let mut quoted = String::with_capacity(markdown.len());
    for line in markdown.lines() {
        quoted += if quoted.is_empty() { "> " } else { "\n> " };
        quoted.extend(line.chars().filter(|&c| c == '\t' || !(c.is_control() || is_unseen(c))));
        quoted.truncate(quoted.trim_end().len());
    }
    quoted
}

/// Line ends become spaces; other controls, and those that change the direction of text, go.
fn one_line(text: &str) -> String {
    let spaced = text
        .chars()
        .map(|c| if matches!(c, '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}') { ' ' } else { c });
    spaced.filter(|&c| !c.is_control() && !is_unseen(c)).collect()
}

/// Whether a character is not seen in Markdown and does something there: turns text, or is the mark of a file's beginning.
fn is_unseen(character: char) -> bool {
    turns_text(character) || character == '\u{feff}'
}

/// What stands on a line before a character.
#[derive(Clone, Copy, PartialEq)]
enum Lead {
    /// Nothing but blanks.
    Blank,
    /// Digits, as in the marker of a list.
    Number,
    /// Anything else.
    Words,
}

impl Lead {
    fn then(self, character: char) -> Self {
        match self {
            Self::Blank if character.is_whitespace() => Self::Blank,
            Self::Blank | Self::Number if character.is_ascii_digit() => Self::Number,
            _ => Self::Words,
        }
    }
}

/// Escapes the rest of a line in one pass.
fn escape_from(start: Lead, line: &str) -> String {
    let mut escaped = String::with_capacity(line.len());
    let mut lead = start;
    for (at, character) in line.char_indices() {
        match character {
            '<' => escaped.push_str("&lt;"),
            '&' => escaped.push_str("&amp;"),
            _ => {
                let (before, after) = (&line[..at], &line[at + character.len_utf8()..]);
                if is_special(character, lead, before, after) {
                    escaped.push('\\');
                }
                escaped.push(character);
            }
        }
        lead = lead.then(character);
    }
    escaped
}

fn is_special(character: char, lead: Lead, before: &str, after: &str) -> bool {
    match character {
        '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => true,
        ':' => opens_name(before, after),
        '.' | ')' => ends_list_number(lead, after) || ends_with_www(before),
        '#' | '>' | '+' | '-' | '=' => lead == Lead::Blank,
        _ => false,
    }
}

/// Whether a colon begins what may be an emoji's name or the rest of an address.
fn opens_name(before: &str, after: &str) -> bool {
    let is_ratio = before.ends_with(|c: char| c.is_ascii_digit()) && after.starts_with(|c: char| c.is_ascii_digit());
    let next = after.chars().next();
    !is_ratio && next.is_some_and(|next| next.is_ascii_alphanumeric() || "/_+-".contains(next))
}

fn ends_list_number(lead: Lead, after: &str) -> bool {
    lead == Lead::Number && (after.is_empty() || after.starts_with(' '))
}

fn ends_with_www(before: &str) -> bool {
    before.len().checked_sub(3).and_then(|at| before.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case("www"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Overrides, read};

    /// What a reader of Markdown makes of the text as a list item.
    fn shown_in_a_list(markdown: &str) -> String {
        let plan = format!("# Plan\n\n## Assumptions\n\n- {markdown}\n");
        let outline = read(&plan, &Overrides::new()).value.outline;
        assert_eq!(outline.assumptions.len(), 1, "{markdown}");
        outline.assumptions[0].plain().to_owned()
    }

    fn shown_in_a_table(cell: &str) -> String {
        let plan = format!("# Plan\n\n| id | text |\n|---|---|\n| REQ-1 | {cell} |\n");
        read(&plan, &Overrides::new()).value.outline.requirements[0].text.clone()
    }

    /// Text that begins a line.
    fn escape(text: &str) -> String {
        escape_from(Lead::Blank, &one_line(text))
    }

    const HOSTILE: &[&str] = &[
        "a | b || c",
        "**bold** _it_ ~~no~~ `code` ``x``",
        "[x](javascript:alert(1)) ![y](http://e.org/a.png)",
        "<script>alert(1)</script> &lt; &amp; &",
        "# no heading",
        "- no item",
        "+ no item",
        "1. no item",
        "12) no item",
        "> no quote",
        "=== no rule",
        "back\\slash \\| \\* end\\",
        "http://e.org www.e.org ftp://x :smile: a:b",
        "$x$ and ${{ secrets.X }}",
        "[^1]: no note",
        "leaf_host_ports <= 64",
    ];

    #[test]
    fn text_is_shown_as_it_is() {
        for text in HOSTILE {
            assert_eq!(shown_in_a_list(&escape(text)).trim(), *text);
            assert_eq!(shown_in_a_list(&format!("x {}", within_line(text))).trim(), format!("x {text}"));
            assert_eq!(shown_in_a_table(&table_cell(text)).trim(), *text);
        }
    }

    #[test]
    fn nothing_links_by_itself() {
        assert_eq!(escape("see http://e.org, WWW.e.org: yes"), "see http\\://e.org, WWW\\.e.org: yes");
        assert_eq!(escape(":tada: note:"), "\\:tada: note:");
    }

    #[test]
    fn plain_words_stay_plain() {
        for text in [
            "IT-cap model only (facility PUE/redundancy not modeled in MVP).",
            "Node: 10.2 kW, 5 % - or so",
            "漢字 é 😀",
        ] {
            assert_eq!(escape(text), text);
        }
    }

    #[test]
    fn a_long_text_is_escaped_in_one_pass() {
        let (blanks, dashes) = (" ".repeat(300_000), "-.".repeat(150_000));
        assert_eq!(escape(&format!("{blanks}{dashes}")), format!("{blanks}\\{dashes}"));
    }

    /// Inline text of the plan, rendered again.
    fn carried_over(item: &str) -> String {
        let plan = format!("# Plan\n\n## Assumptions\n\n- {item}\n");
        let outline = read(&plan, &Overrides::new()).value.outline;
        inline(&outline.assumptions[0])
    }

    #[test]
    fn text_beside_code_is_escaped_only_where_it_is_markup() {
        for text in [
            "No cluster (`nodes=0`) under a cap: `a`: b, `c`. `d` - e + f > g = h # i",
            "`x`) `y`. `z`: (1) a 1:1 ratio, note:",
            "`1`. no item",
        ] {
            assert_eq!(carried_over(text), text);
        }
        for (text, escaped) in [
            ("1\\. no item", "1\\. no item"),
            ("1\\) no item", "1\\) no item"),
            ("\\- no item", "\\- no item"),
            ("\\# no `heading`", "\\# no `heading`"),
            ("a http:\\//e.org b", "a http\\://e.org b"),
            ("a www\\.e.org b", "a www\\.e.org b"),
        ] {
            let carried = carried_over(text);
            assert_eq!(carried, escaped);
            assert_eq!(carried_over(&carried), carried);
        }
    }

    #[test]
    fn a_cell_never_begins_a_line() {
        for text in ["1. Happy path", "- a", "+ b", "# c", "> d", "(e) f: g"] {
            assert_eq!(table_cell(text), text);
            assert_eq!(shown_in_a_table(&table_cell(text)), text);
        }
    }

    #[test]
    fn controls_and_turned_text_are_taken_out() {
        assert_eq!(escape("a\u{202e}b\u{7}c\nd\r\ne\u{2028}f\u{feff}"), "abc d  e f");
    }

    #[test]
    fn code_in_a_cell_keeps_its_pipes() {
        assert_eq!(shown_in_a_table(&code_cell("a | b")), "a | b");
        assert_eq!(shown_in_a_table(&code_cell("``| x")), "``| x");
        assert_eq!(code_cell("a\\|<b"), "<code>a&#92;&#124;&lt;b</code>");
    }

    #[test]
    fn inline_text_keeps_its_code() {
        let plan = "# Plan\n\n## Assumptions\n\n- The `a*b` is *not* <b>\n  [x](http://e.org)\n";
        let outline = read(plan, &Overrides::new()).value.outline;
        let text = inline(&outline.assumptions[0]);
        assert_eq!(text, "The `a*b` is not  x");
    }

    #[test]
    fn every_line_of_a_quote_is_marked() {
        assert_eq!(quote("a\n\n```\nb\n```"), "> a\n>\n> ```\n> b\n> ```");
    }
}
