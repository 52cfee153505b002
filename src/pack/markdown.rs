//! Text of the plan as Markdown that shows it and does nothing else.

use crate::plan::{Inline, as_markdown, code_span};

/// Text as inert Markdown on one line: no markup, HTML, link, emoji or formula comes of it.
pub(super) fn escape(text: &str) -> String {
    let line = one_line(text);
    let mut escaped = String::with_capacity(line.len());
    for (at, character) in line.char_indices() {
        match character {
            '<' => escaped.push_str("&lt;"),
            '&' => escaped.push_str("&amp;"),
            _ => {
                if is_special(&line, at, character) {
                    escaped.push('\\');
                }
                escaped.push(character);
            }
        }
    }
    escaped
}

/// Text as the inert content of a table cell.
pub(super) fn table_cell(text: &str) -> String {
    escape(text.trim())
}

/// Inline text of the plan with its code spans, on one line.
pub(super) fn inline(text: &Inline) -> String {
    one_line(&as_markdown(text, escape))
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

/// A Markdown text as a quote.
pub(super) fn quote(markdown: &str) -> String {
    let quoted = markdown.lines().map(|line| format!("> {line}").trim_end().to_owned());
    quoted.collect::<Vec<_>>().join("\n")
}

/// Line ends become spaces; other controls, and those that change the direction of text, go.
fn one_line(text: &str) -> String {
    let spaced = text
        .chars()
        .map(|c| if matches!(c, '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}') { ' ' } else { c });
    spaced.filter(|&c| !c.is_control() && !turns_text(c)).collect()
}

fn turns_text(character: char) -> bool {
    matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn is_special(line: &str, at: usize, character: char) -> bool {
    let (before, after) = (&line[..at], &line[at + character.len_utf8()..]);
    match character {
        '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => true,
        // A scheme, or an emoji's name.
        ':' => !after.starts_with(' '),
        '.' | ')' => before.is_empty() || ends_list_number(before, after) || ends_with_www(before),
        '#' | '>' | '+' | '-' | '=' => before.trim().is_empty(),
        _ => false,
    }
}

fn ends_list_number(before: &str, after: &str) -> bool {
    before.trim_start().bytes().all(|byte| byte.is_ascii_digit()) && (after.is_empty() || after.starts_with(' '))
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
        outline.assumptions[0].plain()
    }

    fn shown_in_a_table(cell: &str) -> String {
        let plan = format!("# Plan\n\n| id | text |\n|---|---|\n| REQ-1 | {cell} |\n");
        read(&plan, &Overrides::new()).value.outline.requirements[0].text.clone()
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
            assert_eq!(shown_in_a_table(&table_cell(text)).trim(), *text);
        }
    }

    #[test]
    fn nothing_links_by_itself() {
        assert_eq!(escape("see http://e.org, WWW.e.org: yes"), "see http\\://e.org, WWW\\.e.org: yes");
        assert_eq!(escape(":tada: note:"), "\\:tada: note\\:");
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
