//! Paths that mean the same file on every system and never leave the pack.

use super::has_byte;

const MAX_LENGTH: usize = 200;
const MAX_NAME: usize = 100;

/// Why a path can't be used, or none if it can: relative, `/` between names of
/// `A-Z a-z 0-9 . _ - +`, no `.` or `..`, no device names, no trailing dot.
pub fn flaw(path: &str) -> Option<&'static str> {
    if path.is_empty() {
        return Some("it is empty");
    }
    if path.starts_with("//") || path.starts_with("\\\\") {
        return Some("it is a place in a network");
    }
    if path.contains('\\') {
        return Some("it holds a backslash");
    }
    if path.starts_with('/') {
        return Some("it is absolute");
    }
    if path.as_bytes().get(1) == Some(&b':') {
        return Some("it begins with a drive letter");
    }
    if path.len() > MAX_LENGTH {
        return Some("it is longer than 200 characters");
    }
    path.split('/').find_map(name_flaw)
}

fn name_flaw(name: &str) -> Option<&'static str> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"._-+".contains(&byte);
    if name.is_empty() {
        Some("a name in it is empty")
    } else if name == ".." || name == "." {
        Some("it holds `.` or `..`")
    } else if name.ends_with('.') {
        Some("a name in it ends with a dot")
    } else if name.ends_with(' ') {
        Some("a name in it ends with a space")
    } else if is_device(name) {
        Some("a name in it is a device on Windows")
    } else if !name.bytes().all(allowed) {
        Some("it holds other characters than A-Z, a-z, 0-9, `.`, `_`, `-` and `+`")
    } else if name.starts_with('-') {
        Some("a name in it begins with a dash")
    } else if name.len() > MAX_NAME {
        Some("a name in it is longer than 100 characters")
    } else if belongs_to_tools(&name.to_ascii_lowercase()) {
        Some("it reaches into `.git`, `__pycache__` or `.wattpack-`, which belong to tools")
    } else {
        None
    }
}

fn belongs_to_tools(name: &str) -> bool {
    matches!(name, ".git" | "__pycache__") || name.starts_with(".wattpack-")
}

/// Whether Windows takes a name for a device, whatever its extension.
pub(crate) fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let numbered = |prefix| {
        let number = stem.strip_prefix(prefix).unwrap_or_default();
        let mut digits = number.chars();
        digits.next().is_some_and(|digit| digit.is_ascii_digit() || "¹²³".contains(digit)) && digits.next().is_none()
    };
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul" | "conin$" | "conout$") || numbered("com") || numbered("lpt")
}

/// Whether a file name holds a word: `example_5mw_config.json` holds `config`, `tsconfig.json` does not.
pub fn has_word(name: &str, word: &str) -> bool {
    let mut parts = name.as_bytes().split(|byte| matches!(byte, b'_' | b'-' | b'.'));
    parts.any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
}

/// Whether a code span at the start of a list item is meant as a path.
pub fn looks_like_path(text: &str) -> bool {
    let is_one_word =
        || !has_byte(text, is_no_part_of_a_path) && (text.is_ascii() || !text.contains(char::is_whitespace));
    let is_elsewhere = || (text.as_bytes().contains(&b':') && text.contains("://")) || text.starts_with("10.");
    (names_a_file(text) || reaches_out(text)) && is_one_word() && !is_elsewhere()
}

fn is_no_part_of_a_path(byte: u8) -> bool {
    let is_blank = matches!(byte, b' ' | b'\t'..=b'\r');
    let is_mark = matches!(byte, b'*' | b'?' | b'<' | b'>' | b'|' | b'"' | b'\'' | b'`' | b'@' | b'$');
    is_blank || is_mark || matches!(byte, b'(' | b')' | b'{' | b'}' | b'=' | b',' | b';')
}

fn reaches_out(text: &str) -> bool {
    let drive =
        text.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) && matches!(text.get(1..3), Some(":\\" | ":/"));
    let has_dots = text.as_bytes().windows(2).any(|pair| pair == b"..");
    drive || text.starts_with("\\\\") || (has_dots && text.split(['/', '\\']).any(|name| name == ".."))
}

fn names_a_file(text: &str) -> bool {
    const KNOWN_NAMES: &[&str] = &["CODEOWNERS", "LICENSE", "Makefile", "Dockerfile", "NOTICE"];
    const KNOWN_EXTENSIONS: &[&str] = &[
        "cfg",
        "csv",
        "gitignore",
        "html",
        "ini",
        "json",
        "lock",
        "md",
        "py",
        "rst",
        "sh",
        "svg",
        "toml",
        "txt",
        "yaml",
        "yml",
    ];
    let folder = text.bytes().rposition(|byte| matches!(byte, b'/' | b'\\')).map_or(0, |slash| slash + 1);
    let name = &text[folder..];
    let Some(dot) = name.bytes().rposition(|byte| byte == b'.') else { return KNOWN_NAMES.contains(&name) };
    let extension = &name[dot + 1..];
    let plausible = (1..=8).contains(&extension.len()) && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
    KNOWN_EXTENSIONS.contains(&extension) || (folder > 0 && plausible)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_work_everywhere_are_taken() {
        for path in
            ["README.md", ".github/workflows/ci.yml", "docs/5mw_cluster_memo.md", "a/b-c/d+e.f", ".github/CODEOWNERS"]
        {
            assert_eq!(flaw(path), None, "{path}");
        }
    }

    #[test]
    fn paths_that_leave_or_clash_are_refused() {
        for path in [
            "",
            "/etc/passwd",
            "../../etc/passwd",
            "a/../b",
            "./a",
            "a//b",
            "a/",
            "C:\\x",
            "C:x",
            "a\\b",
            "\\\\host\\x",
            "nul",
            "docs/COM1.txt",
            "a.",
            "a /b",
            "é.md",
            "a\nb",
            "a:b",
            ".git/config",
            "tools/__pycache__/x.txt",
            "-model.py",
            "a/-b",
            "x/.GIT/hooks",
        ] {
            assert!(flaw(path).is_some(), "{path:?}");
        }
        assert!(flaw(&"a".repeat(101)).is_some());
        assert!(flaw(&"a/".repeat(101)).is_some());
    }

    #[test]
    fn code_spans_are_told_from_paths() {
        for path in
            ["README.md", "tools/cluster_model.py", "../../etc/passwd", "C:\\x", ".github/CODEOWNERS", "data/x.parquet"]
        {
            assert!(looks_like_path(path), "{path}");
        }
        for text in [
            "leaf.ports",
            "host_link_gbps",
            "python tools/x.py",
            "id-token: write",
            "10.1109/CDC45484.2021.9682872",
            "actions/checkout@v4.1",
            "https://e.org/a.md",
            "*.yml",
            "github-actions",
            "docs/",
        ] {
            assert!(!looks_like_path(text), "{text}");
        }
    }
}
