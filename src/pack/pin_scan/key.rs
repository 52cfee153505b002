//! Where a line has a `uses` key, and what could be one in disguise.

use super::letters::{is_space, is_word};
use std::ops::Range;

/// The `uses` keys of a line: from the word to behind the colon.
pub(super) fn uses(line: &str) -> impl Iterator<Item = Range<usize>> {
    line.match_indices(['u', 'U']).filter_map(move |(start, _)| {
        let behind = past_word(&line[start..]).filter(|_| starts_a_key(&line[..start]))?;
        let behind = behind.strip_prefix(['"', '\'']).unwrap_or(behind);
        let value = behind.trim_start_matches(is_space).strip_prefix(':')?;
        Some(start..line.len() - value.len())
    })
}

/// What follows the word `uses` in any case; a long `ſ` is an `s` to the guard.
fn past_word(text: &str) -> Option<&str> {
    text.strip_prefix(['u', 'U'])?
        .strip_prefix(['s', 'S', 'ſ'])?
        .strip_prefix(['e', 'E'])?
        .strip_prefix(['s', 'S', 'ſ'])
}

/// Whether a word behind this text is not the end of a longer one, such as `my-uses` or `x/uses`.
fn starts_a_key(before: &str) -> bool {
    !before.ends_with(|letter| is_word(letter) || matches!(letter, '.' | '/' | '-'))
}

/// What could hide a `uses` key on a line.
pub(super) fn disguises(line: &str) -> [Option<&'static str>; 3] {
    [
        has_escaped_key(line).then_some("a key with escapes; write the key plainly"),
        has_alias_key(line).then_some("an alias as a key; write the key plainly"),
        has_explicit_key(line).then_some("an explicit key (?); write `key: value`"),
    ]
}

/// `"\x75ses":`, whichever of the quotes is the opening one.
fn has_escaped_key(line: &str) -> bool {
    let quoted = line.split('"').skip(1);
    let is_key = |behind: &str| behind.trim_start_matches(is_space).starts_with(':');
    quoted.zip(line.split('"').skip(2)).any(|(inside, behind)| inside.contains('\\') && is_key(behind))
}

/// `*name :`, where a key may start.
fn has_alias_key(line: &str) -> bool {
    let may_start = |before: &str| before.is_empty() || before.ends_with(|last| is_space(last) || "[{,".contains(last));
    let mut stars = line.match_indices('*').filter(|(at, _)| may_start(&line[..*at]));
    stars.any(|(at, star)| {
        let alias = &line[at + star.len()..];
        let behind = alias.trim_start_matches(|letter| !is_space(letter) && !",[]{}".contains(letter));
        let is_named = behind.len() < alias.len();
        is_named && behind.starts_with(is_space) && behind.trim_start_matches(is_space).starts_with(':')
    })
}

/// `? key`, at the start of the line or of an item.
fn has_explicit_key(line: &str) -> bool {
    let is_mark = |text: &str| text.strip_prefix('?').is_some_and(|rest| rest.is_empty() || rest.starts_with(is_space));
    let starts_item = |before: &str| before.trim_end_matches(is_space).ends_with(['[', '{', ',']);
    let mut marks = line.match_indices('?').map(|(at, _)| line.split_at(at));
    is_mark(line.trim_start_matches(|letter| is_space(letter) || letter == '-'))
        || marks.any(|(before, mark)| is_mark(mark) && starts_item(before))
}
