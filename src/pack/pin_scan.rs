//! Finds actions that are not pinned (GATE-SEC-001) or whose version comment is missing
//! (GATE-SEC-003): the same conservative reading of lines as the pack's own guard script.

/// A `uses:` that is not pinned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unpinned {
    /// Line of the workflow, from 1.
    pub line: usize,
    /// What stands behind `uses:`.
    pub value: String,
    /// What is wrong.
    pub reason: &'static str,
}

/// Whether GitHub runs a file as a workflow or an action.
pub fn is_workflow(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    let is_yaml = path.ends_with(".yml") || path.ends_with(".yaml");
    let name = path.rsplit('/').next().unwrap_or_default();
    is_yaml && (path.starts_with(".github/workflows/") || name == "action.yml" || name == "action.yaml")
}

/// Scans a workflow. Too much is reported rather than too little.
pub fn scan(text: &str) -> Vec<Unpinned> {
    let lines = text.split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']).enumerate();
    lines
        .flat_map(|(at, line)| uses(line).map(move |value| (at + 1, value)))
        .filter_map(|(line, value)| flaw(value).map(|reason| Unpinned { line, value: value.trim().to_owned(), reason }))
        .collect()
}

/// What stands behind each `uses` key of a line; comments hold none.
fn uses(line: &str) -> impl Iterator<Item = &str> {
    let is_comment = line.trim_start().starts_with('#');
    let escaped_key = line.contains("\\u") || line.contains("\\x");
    let found = line.match_indices("uses").filter_map(move |(at, word)| {
        let before = line[..at].trim_end_matches(['"', '\'']);
        let starts_a_key = before.is_empty() || before.ends_with([' ', '\t', '{', ',', '-', '[', '?', '&', '!']);
        let behind = line[at + word.len()..].trim_start_matches(['"', '\'']).trim_start();
        let value = behind.strip_prefix(':').filter(|_| starts_a_key)?;
        Some(value)
    });
    found.chain(escaped_key.then_some("")).filter(move |_| !is_comment)
}

fn flaw(value: &str) -> Option<&'static str> {
    let value = value.trim();
    let (reference, comment) =
        value.split_once(" #").map_or((value, ""), |(reference, comment)| (reference.trim_end(), comment.trim()));
    let reference = unquoted(reference);
    if reference.starts_with("./") || reference.starts_with("$/") {
        return reference.contains(char::is_whitespace).then_some("a local action is one path");
    }
    if let Some(image) = reference.strip_prefix("docker://") {
        let pinned = image.split_once("@sha256:").is_some_and(|(_, digest)| is_hex(digest, 64));
        return (!pinned).then_some("a container image is pinned by its sha256 digest");
    }
    let Some((action, sha)) = reference.split_once('@') else { return Some("the action has no commit") };
    if !is_action(action) {
        return Some("this is no `owner/repo` of an action");
    }
    if !is_hex(sha, 40) {
        return Some("the action is not pinned to a full 40-character commit SHA");
    }
    (!is_version(comment)).then_some("the version comment `# vX.Y.Z` is missing behind the SHA")
}

fn unquoted(text: &str) -> &str {
    ['"', '\''].iter().find_map(|quote| text.strip_prefix(*quote)?.strip_suffix(*quote)).unwrap_or(text)
}

fn is_hex(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

fn is_action(text: &str) -> bool {
    let name = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
    };
    text.contains('/') && text.split('/').all(name)
}

fn is_version(comment: &str) -> bool {
    let mut parts = comment.strip_prefix('v').unwrap_or_default().splitn(3, '.');
    let mut number = || {
        parts
            .next()
            .is_some_and(|part| !part.is_empty() && part.bytes().take_while(u8::is_ascii_digit).count() == part.len())
    };
    let (major, minor) = (number(), number());
    let patch = parts.next().is_some_and(|part| {
        part.starts_with(|first: char| first.is_ascii_digit()) && !part.contains(char::is_whitespace)
    });
    major && minor && patch
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::pins::PINS;

    #[test]
    fn pinned_actions_pass() {
        for pin in PINS.all() {
            assert_eq!(scan(&format!("      - uses: {pin}\n")), [], "{pin}");
            assert_eq!(scan(&format!("        \"uses\": {pin}\r\n")), [], "{pin}");
        }
        assert_eq!(scan("- uses: ./.github/actions/x\n# uses: a/b@main\n- run: echo focuses: x\n"), []);
    }

    #[test]
    fn everything_else_is_found() {
        let sha = "3d3c42e5aac5ba805825da76410c181273ba90b1";
        let bad = [
            "uses: actions/checkout@v4".to_owned(),
            "uses: actions/checkout@main".to_owned(),
            "- uses: actions/checkout@master # v4.0.0".to_owned(),
            format!("uses: actions/checkout@{}", &sha[..39]),
            format!("uses: actions/checkout@{sha}"),
            format!("uses: actions/checkout@{sha} # v7"),
            format!("uses: actions/checkout@{} # v7.0.1", sha.to_uppercase()),
            "uses:".to_owned(),
            "uses: >-".to_owned(),
            "uses: *anchor".to_owned(),
            "uses: ${{ matrix.action }}".to_owned(),
            "- {name: x, uses: a/b@v1}".to_owned(),
            "'uses' : a/b@v1".to_owned(),
            "- \"\\u0075ses\": a/b@v1".to_owned(),
            "uses: docker://alpine:3".to_owned(),
        ];
        for line in bad {
            assert_eq!(scan(&line).len(), 1, "{line}");
        }
        let found = scan("a\n\n  - uses: x/y@v1\n");
        assert_eq!((found[0].line, found[0].value.as_str()), (3, "x/y@v1"));
    }
}
