//! What may stand behind `uses:`.

use super::letters::{is_blank, is_digit, is_end, is_name, is_space, past_blanks, past_quoted, split_run};

/// What is wrong with the text behind `uses:`; `None` when it is allowed.
pub(super) fn fault(text: &str, in_flow: bool) -> Option<&'static str> {
    if is_end(text) {
        return Some("the value is missing or on another line");
    }
    if text.contains("${{") {
        return Some("an expression instead of a commit");
    }
    match split_value(past_blanks(text)) {
        None => Some("an anchor, alias, tag, block or unreadable value"),
        Some((_, rest)) if !may_follow(rest, in_flow) => Some("more text after the reference"),
        Some((reference, rest)) => flaw(reference, rest),
    }
}

/// The reference without its quotes, and the rest of the line.
fn split_value(text: &str) -> Option<(&str, &str)> {
    let quote = if text.starts_with(['"', '\'']) { &text[..1] } else { "" };
    let (reference, rest) = split_run(&text[quote.len()..], |letter| !is_space(letter) && !"\"',}]".contains(letter));
    let is_plain = !reference.is_empty() && !reference.starts_with(['&', '*', '!', '|', '>']);
    rest.strip_prefix(quote).filter(|_| is_plain).map(|rest| (reference, rest))
}

/// Whether the reference ends where it seems to: before a comment, the line's end, or the next item.
fn may_follow(rest: &str, in_flow: bool) -> bool {
    let next = past_blanks(rest);
    let is_comment = next.starts_with('#') && next.len() < rest.len();
    next.is_empty() || is_comment || (in_flow && next.starts_with([',', '}', ']']))
}

fn flaw(reference: &str, rest: &str) -> Option<&'static str> {
    if is_local(reference) || is_image_digest(reference) {
        return None;
    }
    if is_pinned(reference) {
        return (!has_version_comment(rest)).then_some("the version comment `# vX.Y.Z` is missing behind the SHA");
    }
    let is_image = reference.starts_with("docker://");
    Some(if is_image {
        "a container image is pinned by its sha256 digest"
    } else {
        "the action is not pinned to a full 40-character commit SHA"
    })
}

/// `./path` or `$/path`, which never leaves the repository.
fn is_local(reference: &str) -> bool {
    let Some(path) = reference.strip_prefix("./").or_else(|| reference.strip_prefix("$/")) else { return false };
    let is_step = |step: &str| is_made_of(step, is_name) && !matches!(step, "." | "..");
    path.is_empty() || path.strip_suffix('/').unwrap_or(path).split('/').all(is_step)
}

/// `docker://image@sha256:digest`.
fn is_image_digest(reference: &str) -> bool {
    let image = reference.strip_prefix("docker://").and_then(|image| image.split_once("@sha256:"));
    let may_name = |letter| is_name(letter) || matches!(letter, '/' | ':');
    image.is_some_and(|(name, digest)| is_made_of(name, may_name) && is_hex(digest, 64))
}

/// `owner/repo/path@commit`.
fn is_pinned(reference: &str) -> bool {
    let Some((action, commit)) = reference.split_once('@') else { return false };
    let Some((owner, path)) = action.split_once('/') else { return false };
    let is_owner = is_made_of(owner, |letter| letter.is_ascii_alphanumeric() || letter == '-');
    is_owner && path.split('/').all(|name| is_made_of(name, is_name)) && is_hex(commit, 40)
}

fn is_made_of(text: &str, kind: impl Fn(char) -> bool) -> bool {
    !text.is_empty() && text.chars().all(kind)
}

fn is_hex(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Whether the line's comment starts with a version. A `#` in quotes or in a word starts none.
fn has_version_comment(rest: &str) -> bool {
    let Some((before, comment)) = split_comment(rest) else { return false };
    let comment = comment.strip_prefix(' ').unwrap_or(comment);
    before.ends_with(is_blank) && is_version(split_run(comment, |letter| !is_blank(letter)).0)
}

/// Splits at the first `#` outside quotes.
fn split_comment(text: &str) -> Option<(&str, &str)> {
    let mut rest = text;
    loop {
        let mark = rest.find(['#', '"', '\''])?;
        if let Some(comment) = rest[mark..].strip_prefix('#') {
            return Some((&text[..text.len() - comment.len() - 1], comment));
        }
        rest = past_quoted(&rest[mark..])?;
    }
}

/// `v1.2.3`, perhaps with `-rc.1` or `+build`.
fn is_version(text: &str) -> bool {
    let suffix = text.strip_prefix('v').and_then(past_number).and_then(past_dot_number).and_then(past_dot_number);
    suffix.is_some_and(|suffix| {
        let tag = suffix.strip_prefix(['-', '+']);
        let in_tag = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '+' | '-');
        suffix.is_empty() || tag.is_some_and(|tag| is_made_of(tag, in_tag))
    })
}

fn past_dot_number(text: &str) -> Option<&str> {
    text.strip_prefix('.').and_then(past_number)
}

fn past_number(text: &str) -> Option<&str> {
    let (digits, rest) = split_run(text, is_digit);
    (!digits.is_empty()).then_some(rest)
}
