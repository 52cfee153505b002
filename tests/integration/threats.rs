//! The threat model names the tests that show what it says: they are there.

use crate::repo::{text, tracked};

/// Code spans in the last column of the tables below a heading `shown by`.
fn named() -> Vec<String> {
    let page = text("www/docs/threat_model.md");
    let mut named = Vec::new();
    let mut shows = false;
    for line in page.lines() {
        shows = line.starts_with('|') && (shows || line.ends_with("| shown by |"));
        let cell = line.trim_end_matches([' ', '|']).rsplit('|').next().unwrap_or_default();
        if shows {
            named.extend(cell.split('`').skip(1).step_by(2).map(str::to_owned));
        }
    }
    named
}

#[test]
fn every_test_that_the_threat_model_names_exists() {
    let is_source = |path: &&String| path.ends_with(".rs") || path.ends_with(".spec.mjs");
    let sources: Vec<String> = tracked().iter().filter(is_source).map(|path| text(path)).collect();
    let named = named();
    assert!(named.len() > 30, "{named:?}");
    for name in named {
        let begins = [format!("#[test]\nfn {name}() {{"), format!("\ntest('{name}"), format!("test(`{name} ${{")];
        // Inside a module of tests a function is indented.
        let stands = |source: &String| {
            let flat = source.replace("\n    ", "\n");
            begins.iter().any(|begin| flat.contains(begin))
        };
        assert!(sources.iter().any(stands), "no test is called `{name}`");
    }
}

#[test]
fn every_way_in_has_a_test() {
    let page = text("www/docs/threat_model.md");
    let rows = page.lines().filter(|line| line.starts_with("| ") && line.matches(" | ").count() == 2);
    for row in rows.filter(|row| !row.contains("| shown by |")) {
        let is_about_people = page.split("## A plan").next().unwrap_or_default().contains(row);
        assert!(is_about_people || row.ends_with("` |"), "{row}");
    }
}
