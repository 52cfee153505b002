//! Which lines of a workflow are read for references, and how much of each.

use super::key::uses;
use super::letters::is_blank;
use super::line::{block_header, leaves_nothing_open};

/// A line and its number, from 1.
pub(super) type Line<'a> = (usize, &'a str);

/// The lines of a text. A byte order mark belongs to none, as in the guard.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let ended = text.split_inclusive('\n');
    let bare = ended.map(|line| line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line)));
    bare.flat_map(|line| line.split('\r')).enumerate().map(|(at, line)| (at + 1, line)).collect()
}

/// What is to be read. Comments and block text are left out only if no quote or bracket stays open
/// at the end of a line: behind an open one, what looks like a comment may be none.
pub(super) fn readable<'a>(lines: &[Line<'a>]) -> Vec<Line<'a>> {
    let structure = structure(lines);
    if structure.iter().all(|(_, line)| leaves_nothing_open(line)) {
        structure.into_iter().map(|(number, line)| (number, without_comment(line))).collect()
    } else {
        lines.to_vec()
    }
}

/// The lines that are neither comments nor text of a block such as `run: |`.
fn structure<'a>(lines: &[Line<'a>]) -> Vec<Line<'a>> {
    let mut block = None;
    let outside = lines.iter().filter(|(_, line)| {
        let is_text = block.is_some_and(|indent| is_block_text(line, indent));
        block = if is_text { block } else { block_header(line) };
        !is_text
    });
    outside.filter(|(_, line)| !line.trim_start_matches(is_blank).starts_with('#')).copied().collect()
}

/// Whether a line belongs to the block whose key is indented by this much.
fn is_block_text(line: &str, block_indent: usize) -> bool {
    let indent = line.len() - line.trim_start_matches(' ').len();
    indent > block_indent || line.chars().all(is_blank)
}

/// The line up to its comment, which only the line of a reference keeps: it is part of a pin.
fn without_comment(line: &str) -> &str {
    let code = &line[..comment_start(line)];
    let keeps = code.contains(['"', '\'']) || uses(code).next().is_some();
    if keeps { line } else { code }
}

/// Where the first `#` at the start of a word stands, or the line's end.
fn comment_start(line: &str) -> usize {
    let starts_a_word = |at: &usize| line[..*at].chars().next_back().is_none_or(is_blank);
    line.match_indices('#').map(|(at, _)| at).find(starts_a_word).unwrap_or(line.len())
}
