//! What one line tells about the next: whether it opens a block of text, or leaves a quote or
//! bracket open.

use super::letters::{is_blank, is_end, is_space, is_word, past_blanks, past_quoted, split_run};

/// The indent of the key whose text (`key: |`) starts on the next line, dashes counted as blanks.
pub(super) fn block_header(line: &str) -> Option<usize> {
    let rest = past_dashes(past_blanks(line));
    let value = value_of(rest, |text| past_plain_key(text, ".$-"))?;
    let is_header = value.starts_with(is_blank) && is_end(past_block_mark(past_blanks(value))?);
    is_header.then_some(line.len() - rest.len())
}

/// Whether neither quoted text nor a `[` or `{` can go on after the end of the line.
pub(super) fn leaves_nothing_open(line: &str) -> bool {
    let code = line.trim_matches(is_blank);
    !code.contains(['"', '\'', '[', ']', '{', '}']) || is_closed(code)
}

/// Whether a line of structure is complete: `- key: value # comment`, each part optional.
fn is_closed(code: &str) -> bool {
    let rest = past_dashes(code);
    let key = |text| past_plain_key(text, ".$/-").or_else(|| past_quoted(text));
    let value = value_of(rest, key).filter(|value| value.is_empty() || value.starts_with(is_blank));
    value.is_some_and(|value| is_closed_value(past_blanks(value))) || ends_closed(rest)
}

fn is_closed_value(value: &str) -> bool {
    value.starts_with(starts_plain) || ends_closed(past_block_mark(value).unwrap_or(value))
}

/// Whether at most one quoted text, list or map is left, closed, and a comment.
fn ends_closed(text: &str) -> bool {
    if !text.starts_with(['"', '\'', '[', '{']) {
        return is_end(text);
    }
    let rest = past_quoted(text).or_else(|| past_flat(text));
    rest.is_some_and(|rest| (rest.is_empty() || rest.starts_with(is_blank)) && is_end(rest))
}

/// The text without the `- ` of lists at its start; a dash before a colon is a key.
fn past_dashes(text: &str) -> &str {
    let mut rest = text;
    while let Some(behind) = rest.strip_prefix('-').filter(|behind| behind.starts_with(is_blank)) {
        let next = past_blanks(behind);
        if next.starts_with(':') {
            break;
        }
        rest = next;
    }
    rest
}

/// What follows the key and its colon.
fn value_of<'a>(text: &'a str, past_key: impl Fn(&'a str) -> Option<&'a str>) -> Option<&'a str> {
    past_blanks(past_key(text)?).strip_prefix(':')
}

/// What follows a key without quotes, of word characters and a few marks.
fn past_plain_key<'a>(text: &'a str, marks: &str) -> Option<&'a str> {
    let (key, rest) = split_run(text, |letter| is_word(letter) || marks.contains(letter));
    (!key.is_empty()).then_some(rest)
}

/// What follows the `|` or `>` of a block, its indent and its chomping.
fn past_block_mark(text: &str) -> Option<&str> {
    text.strip_prefix(['|', '>'])
        .map(|rest| rest.trim_start_matches(['-', '+', '1', '2', '3', '4', '5', '6', '7', '8', '9']))
}

/// Whether a value that starts so is plain text, in which a quote or bracket is just a letter.
fn starts_plain(first: char) -> bool {
    !is_space(first) && !"'\"[]{}&*!|>%@#,?:`-".contains(first)
}

/// What follows a list or map that is closed on its line and holds no other.
fn past_flat(text: &str) -> Option<&str> {
    let mut rest = text.strip_prefix(['[', '{'])?;
    let close = if text.starts_with('[') { ']' } else { '}' };
    loop {
        rest = past_item(rest)?;
        if let Some(behind) = rest.strip_prefix(close) {
            return Some(behind);
        }
        rest = rest.strip_prefix(',')?;
    }
}

/// What follows an item of a list or map: plain text, or quoted text behind a `key: `.
fn past_item(text: &str) -> Option<&str> {
    let (plain, rest) = split_run(text, |letter| !"'\"[]{},#".contains(letter));
    if !rest.starts_with(['"', '\'']) {
        return Some(rest);
    }
    past_quoted(rest).filter(|_| may_precede_a_quote(plain)).map(past_blanks)
}

/// Whether a quote behind this text opens quoted text; behind a word it is just a letter.
fn may_precede_a_quote(text: &str) -> bool {
    let only_blanks = |text: &str| text.chars().all(is_blank);
    only_blanks(text) || text.split_once(':').is_some_and(|(_, rest)| !rest.is_empty() && only_blanks(rest))
}
