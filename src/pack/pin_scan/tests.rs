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

#[test]
fn harmless_lines_pass() {
    let sha = "3d3c42e5aac5ba805825da76410c181273ba90b1";
    let harmless = [
        format!("- {{ uses: actions/checkout@{sha} }} # v7.0.1"),
        "- {uses: ./x, name: y}".to_owned(),
        "- run: printf \"\\x1b[1mok\"".to_owned(),
        "- run: cd C:\\users".to_owned(),
        "- run: make # uses: a/b@v1".to_owned(),
        "- run: |\n    echo \"uses: nothing\"\n- run: x".to_owned(),
        "my-uses: a/b@v1".to_owned(),
        "on: [push]\r\n# uses: a/b@v1\r\n".to_owned(),
        "\u{feff}on: [push]\n# uses: a/b@v1\n".to_owned(),
    ];
    for text in harmless {
        assert_eq!(scan(&text), [], "{text}");
    }
}

#[test]
fn behind_an_open_bracket_nothing_is_a_comment() {
    let found = scan("branches: [\n  main,\n]\n# uses: x@v4\n");
    assert_eq!((found.len(), found[0].line, found[0].value.as_str()), (1, 4, "x@v4"));
}

#[test]
fn many_keys_on_one_line_cost_no_more_than_its_length() {
    const KEYS: usize = 40_000;
    let found = scan(&format!("{}{}", "uses: ".repeat(KEYS), " ".repeat(KEYS)));
    assert_eq!(found.len(), KEYS);
    assert!(found.iter().all(|unpinned| unpinned.line == 1 && unpinned.value.chars().count() <= SHOWN));
}
