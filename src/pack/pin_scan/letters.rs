//! Classes of characters as the guard's regular expressions know them, and steps over them.

/// `\s` of Python, which counts four separators that are no white space in Unicode.
pub(super) fn is_space(letter: char) -> bool {
    letter.is_whitespace() || ('\x1c'..='\x1f').contains(&letter)
}

/// A blank that YAML puts between words.
pub(super) fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\t')
}

/// `\w` of Python. Only vowel signs, other marks and circled letters are words here and not there;
/// what they stand in is never a `uses` key.
pub(super) fn is_word(letter: char) -> bool {
    letter == '_' || letter.is_alphanumeric()
}

/// `[\w.-]` in ASCII: what owners allow themselves in names of repositories, folders and files.
pub(super) fn is_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.' | '-')
}

/// A control character, or a line break that YAML or an editor may see and the guard does not.
pub(super) fn is_odd(letter: char) -> bool {
    matches!(letter, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\x7f' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// `\d` of Python: a decimal digit of any script.
pub(super) fn is_digit(letter: char) -> bool {
    let code = u32::from(letter);
    let zero = ZEROS[..ZEROS.partition_point(|&zero| zero <= code)].last();
    zero.is_some_and(|zero| code - zero < 10)
}

/// The digit zero of every script of Unicode 14, which the oldest Python in use knows.
const ZEROS: [u32; 66] = [
    0x0030, 0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0de6,
    0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40,
    0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0, 0x10d30, 0x11066, 0x110f0,
    0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50,
    0x11da0, 0x16a60, 0x16ac0, 0x16b50, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e950,
    0x1fbf0,
];

/// Splits a text behind its first letters of a kind.
pub(super) fn split_run(text: &str, of_kind: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(|letter| !of_kind(letter)).unwrap_or(text.len()))
}

/// The text without the blanks at its start.
pub(super) fn past_blanks(text: &str) -> &str {
    text.trim_start_matches(is_blank)
}

/// What follows a quoted text. Escapes are not read, so a text with one counts as open.
pub(super) fn past_quoted(text: &str) -> Option<&str> {
    let single = text.strip_prefix('\'').and_then(|inside| inside.split_once('\''));
    let double = || text.strip_prefix('"').and_then(|inside| inside.split_once('"'));
    let unescaped = || double().filter(|(inside, _)| !inside.contains('\\'));
    single.or_else(unescaped).map(|(_, rest)| rest)
}

/// Whether at most blanks and a comment are left.
pub(super) fn is_end(text: &str) -> bool {
    let rest = past_blanks(text);
    rest.is_empty() || rest.starts_with('#')
}
