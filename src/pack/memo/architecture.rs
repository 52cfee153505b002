//! The plan's own text about the architecture, as a quote whose links lead on from the memo.

use crate::pack::layout::Paths;
use crate::pack::link::relative;
use crate::pack::markdown::quote;

/// Deepest brackets in a link target; so no text is read over and over.
const DEEPEST: usize = 32;

/// The sections, or none.
pub fn view(sections: &[String], paths: &Paths) -> Option<String> {
    let text = sections.iter().cloned().reduce(|above, below| above + "\n\n" + &below)?;
    Some(quote(&with_links_from(&paths.memo, &paths.plan, &text)))
}

/// A text of the plan with its relative links as they lead from another file. Code stays as it is.
fn with_links_from(file: &str, plan: &str, markdown: &str) -> String {
    let mut fence: Option<&str> = None;
    let mut kept = String::with_capacity(markdown.len());
    for line in markdown.lines() {
        let marker = fence_marker(line);
        if fence.is_none() && marker.is_none() {
            rewrite(line, &|target| rebased(target, plan, file), &mut kept);
        } else {
            kept += line;
        }
        kept.push('\n');
        fence = match (fence, marker) {
            (None, marker) => marker,
            (Some(open), Some(marker)) if marker.starts_with(open) && line.trim() == marker => None,
            (open, _) => open,
        };
    }
    kept.pop();
    kept
}

/// The backticks or tildes of a line that opens or closes a fenced block.
fn fence_marker(line: &str) -> Option<&str> {
    let text = line.trim_start_matches([' ', '\t', '>']);
    let character = text.chars().next().filter(|first| matches!(first, '`' | '~'))?;
    let rest = text.trim_start_matches(character);
    let marker = &text[..text.len() - rest.len()];
    (marker.len() >= 3 && !(character == '`' && rest.contains('`'))).then_some(marker)
}

/// Adds a line with other targets of its links, `](target` and `[label]: target`, and with its HTML as text.
fn rewrite(line: &str, other: &dyn Fn(&str) -> Option<String>, kept: &mut String) {
    let last_runs = last_runs(line);
    let mut at = 0;
    let mut label_may_end = line.trim_start().starts_with('[') && !line.trim_start().starts_with("[^");
    while let Some(character) = line[at..].chars().next() {
        let rest = &line[at..];
        let length = match character {
            '\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            '`' => code_length(rest, at, &last_runs),
            ']' if rest.starts_with("](") => 2,
            ']' if label_may_end && rest.starts_with("]:") => rest.len() - rest[2..].trim_start().len(),
            _ => character.len_utf8(),
        };
        if character == '<' && begins_tag(rest) && !kept.ends_with("](") {
            kept.push_str("&lt;");
        } else {
            kept.push_str(&rest[..length]);
        }
        at += length;
        if character == ']' {
            label_may_end = false;
            let angle = if length > 1 && line[at..].starts_with('<') { "<" } else { "" };
            let start = at + angle.len();
            let target = if length > 1 { target_of(&line[start..], angle) } else { "" };
            if let Some(new) = other(target) {
                kept.push_str(angle);
                kept.push_str(&new);
                at = start + target.len();
            }
        }
    }
}

/// Whether HTML begins here, which is not for the memo to pass on. `<https://…>` is a link.
fn begins_tag(rest: &str) -> bool {
    let is_link = ["<http://", "<https://", "<mailto:"].iter().any(|start| rest.starts_with(start));
    !is_link && rest[1..].starts_with(|next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'))
}

/// Where the last run of backticks of each length begins; 0 for a length that does not occur.
fn last_runs(line: &str) -> Vec<usize> {
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(next) = line[at..].find('`') {
        at += next;
        let length = run_length(&line[at..]);
        runs.resize(runs.len().max(length + 1), 0);
        runs[length] = at;
        at += length;
    }
    runs
}

fn run_length(text: &str) -> usize {
    text.len() - text.trim_start_matches('`').len()
}

/// Length of the code span that a text begins with, or of its backticks if nothing closes them.
fn code_length(rest: &str, at: usize, last_runs: &[usize]) -> usize {
    let length = run_length(rest);
    if last_runs.get(length).is_none_or(|last| *last <= at) {
        return length;
    }
    let mut end = length;
    while let Some(next) = rest[end..].find('`') {
        let run = run_length(&rest[end + next..]);
        end += next + run;
        if run == length {
            break;
        }
    }
    end
}

/// A target up to its end; empty if it is not one that can be told.
fn target_of<'a>(text: &'a str, angle: &str) -> &'a str {
    let mut open = 0_usize;
    for (at, character) in text.char_indices() {
        match character {
            '\\' | '<' => return "",
            '>' if !angle.is_empty() => return &text[..at],
            _ if !angle.is_empty() => {}
            '(' if open == DEEPEST => return "",
            '(' => open += 1,
            ')' if open > 0 => open -= 1,
            ')' | ' ' | '\t' => return &text[..at],
            _ => {}
        }
    }
    if angle.is_empty() { text } else { "" }
}

/// A target relative to the plan, as it leads from another file; none if it is not relative or
/// leads out of the pack.
fn rebased(target: &str, plan: &str, file: &str) -> Option<String> {
    let (path, rest) = target.split_at(target.find(['#', '?']).unwrap_or(target.len()));
    if target.is_empty() || path.starts_with('/') || path.contains(':') {
        return None;
    }
    if path.is_empty() {
        return Some(format!("{}{rest}", relative(file, plan)));
    }
    let folder = plan.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut names: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    for name in path.split('/') {
        match name {
            "" | "." => {}
            ".." => {
                names.pop()?;
            }
            name => names.push(name),
        }
    }
    let slash = if path.ends_with('/') { "/" } else { "" };
    (!names.is_empty()).then(|| format!("{}{slash}{rest}", relative(file, &names.join("/"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from_docs(markdown: &str) -> String {
        with_links_from("docs/memo.md", "plan.md", markdown)
    }

    #[test]
    fn relative_links_lead_from_the_memo() {
        for (plan, memo) in [
            ("![f](img/x.png)", "![f](../img/x.png)"),
            ("[a](docs/b.md \"title\"), [c](./d/e.md#f)", "[a](b.md \"title\"), [c](../d/e.md#f)"),
            ("[![f](x.png)](y.md)", "[![f](../x.png)](../y.md)"),
            ("[own](#next), [folder](docs/sub/)", "[own](../plan.md#next), [folder](sub/)"),
            ("[a](<b c.md>) [d](e(f).md)", "[a](<../b c.md>) [d](../e(f).md)"),
            ("[a]: img/x.png", "[a]: ../img/x.png"),
            ("a `b` [c](d.md)", "a `b` [c](../d.md)"),
        ] {
            assert_eq!(from_docs(plan), memo);
        }
        assert_eq!(with_links_from("memo.md", "plan.md", "![f](img/x.png)"), "![f](img/x.png)");
    }

    #[test]
    fn everything_else_stays() {
        for text in [
            "[a](https://e.org/x) [b](mailto:a@e.org) [c](/root) [d](//e.org) [e]()",
            "[a](../out.md)",
            "`[a](b.md)` and ``c ` [a](b.md)``",
            "```\n[a](b.md)\n```",
            "~~~ md\n[a](b.md)\n```\n[a](b.md)\n~~~",
            "\\[a\\](b.md) [a] (b.md) x: [y]",
            "[^1]: note.md",
            "[open](end\\) `",
        ] {
            assert_eq!(from_docs(text), text);
        }
    }

    #[test]
    fn long_lines_are_read_once() {
        for part in ["](", "](<", "` `` ", "[a](b", "]: "] {
            let text = part.repeat(100_000);
            assert!(from_docs(&text).len() >= text.len());
        }
    }
}
