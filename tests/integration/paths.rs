//! Paths in plans: each that could mean another place, or none, is refused with its code and reason.

use wattpack_core::diagnostic::{Diagnostic, Severity};
use wattpack_core::pack::build;
use wattpack_core::plan::Overrides;

/// The errors of a plan, each with its code.
fn errors(plan: &str) -> Vec<(&'static str, String)> {
    let built = build(plan, &Overrides::new(), false);
    let is_error = |found: &&Diagnostic| found.severity(false) == Severity::Error;
    let errors: Vec<_> =
        built.diagnostics.iter().filter(is_error).map(|found| (found.code.id, found.message.clone())).collect();
    assert_eq!(built.pack.is_none(), !errors.is_empty(), "{plan}");
    errors
}

/// A block with a path; Markdown takes one of two backslashes away.
fn block(path: &str) -> String {
    let path = path.replace('\\', "\\\\");
    format!("```text file=\"{path}\"\nx\n```\n\n")
}

const UNSAFE: [(&str, &str); 47] = [
    ("../x.md", "`.` or `..`"),
    ("a/../../x.md", "`.` or `..`"),
    ("a/..", "`.` or `..`"),
    ("./x.md", "`.` or `..`"),
    ("a/./x.md", "`.` or `..`"),
    ("/etc/passwd", "absolute"),
    ("/x.md", "absolute"),
    ("//host/share/x.md", "a place in a network"),
    ("\\\\host\\share\\x.md", "a place in a network"),
    ("C:/x.md", "drive letter"),
    ("C:x.md", "drive letter"),
    ("c:\\x.md", "a backslash"),
    ("a\\b.md", "a backslash"),
    ("..\\x.md", "a backslash"),
    ("a//b.md", "is empty"),
    ("a/", "is empty"),
    ("CON", "a device"),
    ("nul.md", "a device"),
    ("a/Aux.tar.gz", "a device"),
    ("prn/x.md", "a device"),
    ("com1", "a device"),
    ("LPT9.md", "a device"),
    ("com0.md", "a device"),
    ("COM¹.md", "a device"),
    ("lpt³", "a device"),
    ("CONIN$", "a device"),
    ("conout$.md", "a device"),
    ("nul .md", "a device"),
    ("x.md.", "ends with a dot"),
    ("a./x.md", "ends with a dot"),
    ("a.../x.md", "ends with a dot"),
    ("x.md ", "ends with a space"),
    ("a /x.md", "ends with a space"),
    ("my notes.md", "other characters"),
    ("é.md", "other characters"),
    ("e\u{301}.md", "other characters"),
    ("\u{212a}.md", "other characters"),
    ("ｘ.md", "other characters"),
    ("x\u{202e}dm.md", "other characters"),
    ("xy:stream.md", "other characters"),
    ("$HOME/x.md", "other characters"),
    ("git~1/config", "other characters"),
    ("-rf.md", "begins with a dash"),
    (".git/hooks/post-checkout", "belong to tools"),
    ("a/.GIT/config", "belong to tools"),
    ("tools/__pycache__/x.pyc", "belong to tools"),
    (".wattpack-update-x/lock", "belong to tools"),
];

#[test]
fn unsafe_paths_are_refused_for_their_reason() {
    for (path, reason) in UNSAFE {
        let errors = errors(&block(path));
        assert!(matches!(&errors[..], [("WP401", message)] if message.contains(reason)), "{path:?}: {errors:?}");
    }
    for (path, reason) in [("a/".repeat(101) + "x.md", "200 characters"), ("x".repeat(101), "100 characters")] {
        let errors = errors(&block(&path));
        assert!(matches!(&errors[..], [("WP401", message)] if message.contains(reason)), "{path:?}: {errors:?}");
    }
}

/// In the list of files, what is no path at all is no file; what is one is held to the same.
#[test]
fn unsafe_paths_in_the_list_of_files_are_refused_too() {
    let mut refused = 0;
    for (path, reason) in UNSAFE {
        let errors = errors(&format!("1. `{path}`\n"));
        assert!(
            errors.iter().all(|(code, message)| *code == "WP401" && message.contains(reason)),
            "{path:?}: {errors:?}"
        );
        refused += errors.len();
    }
    assert!(refused >= 25, "{refused}");
}

#[test]
fn paths_that_are_one_on_some_systems_are_refused() {
    for (first, second) in [
        ("notes.txt", "notes.txt"),
        ("notes.txt", "NOTES.txt"),
        ("a/b/c.txt", "A/b/C.TXT"),
        ("a", "a/b"),
        ("a/b", "a"),
        ("A/b", "a"),
        ("docs", "x.txt"),
        ("tools", "x.txt"),
        (".github/workflows", "x.txt"),
        ("README.md/x.txt", "x.txt"),
    ] {
        let errors = errors(&(block(first) + &block(second)));
        assert_eq!(errors.iter().map(|error| error.0).collect::<Vec<_>>(), ["WP405"], "{first} {second}: {errors:?}");
    }
}

#[test]
fn no_block_takes_the_place_of_a_generated_file() {
    let pack = build("x", &Overrides::new(), false).pack.unwrap();
    assert!(pack.files.len() > 20);
    for path in pack.files.keys() {
        for spelled in [path.clone(), path.to_ascii_uppercase()] {
            let found: Vec<_> = errors(&block(&spelled)).into_iter().map(|error| error.0).collect();
            // A workflow in capitals is still read as one, and this one is none.
            assert!(found.contains(&"WP403"), "{spelled}: {found:?}");
        }
    }
}

#[test]
fn a_pack_has_no_more_files_than_anybody_wants() {
    let blocks = |count: usize| (0..count).map(|at| block(&format!("notes/{at}.txt"))).collect::<String>();
    assert_eq!(errors(&blocks(1000)), []);
    let found = errors(&blocks(1001));
    assert!(matches!(&found[..], [("WP102", message)] if message.contains("1001 `file=` blocks")), "{found:?}");
    let list: String = (0..5000).map(|at| format!("1. `notes/{at}.txt`\n")).collect();
    let pack = build(&list, &Overrides::new(), false).pack.unwrap();
    assert!(pack.files.len() < 30);
}
