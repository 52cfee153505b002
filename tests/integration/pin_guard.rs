//! The pack's Python guard of pinned actions against the library's own scan, line by line.

use crate::packs::{fixture, pack};
use std::io::Write as _;
use std::process::{Command, Stdio};
use wattpack_core::pack::scan_pins;

/// Reads a workflow text per line, as JSON, and prints the lines the guard reports in it.
const DRIVER: &str = r"
import importlib.util, json, sys
spec = importlib.util.spec_from_file_location('check_action_pins', sys.argv[1])
guard = importlib.util.module_from_spec(spec)
sys.modules['check_action_pins'] = guard
spec.loader.exec_module(guard)
sys.stdin.reconfigure(encoding='utf-8')
for line in sys.stdin:
    text = json.loads(line).encode('utf-8').decode('utf-8-sig')
    print(json.dumps([finding.line for finding in guard.scan_text(text)]))
";

/// In the texts below, a full commit SHA.
const SHA: &str = "3d3c42e5aac5ba805825da76410c181273ba90b1";

/// In the texts below, a SHA-256.
const DIGEST: &str = "4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1";

/// Texts in which the guard reports something.
const REFUSED: &[&str] = &[
    "- \"\\U00000075ses\": actions/checkout@v4",
    "- \"\\u0075ses\": a/b@v1",
    "- \"\\x75ses\" : a/b@SHA # v1.2.3",
    "- ? uses\n  : a/b@v4",
    "? uses\n: a/b@v4",
    "- {? uses : a/b@v4}",
    "- [a,\u{a0}? uses]",
    "?",
    "- *k : a/b@v4",
    "*k : a/b@v4",
    "{*k\u{3000}: a/b@v4}",
    "- Uses: a/b@v1",
    "- u\u{17f}e\u{17f}: a/b@v1",
    "- uses\u{a0}: a/b@v1",
    "- 'uses\" : a/b@v1",
    "x'uses: a/b@v1",
    "- uses: ./.github/actions/build+test",
    "- uses: ./../elsewhere",
    "- uses: ./a/../b",
    "- uses: ./a/..",
    "- uses: ./a//b",
    "- uses: .//",
    "- uses: ./a@b",
    "- uses: ./é",
    "- uses: ../a",
    "- uses: a.b/c@SHA # v1.2.3",
    "- uses: a_b/c@SHA # v1.2.3",
    "- uses: a@SHA # v1.2.3",
    "- uses: a/b/@SHA # v1.2.3",
    "- uses: a//b@SHA # v1.2.3",
    "- uses: a/b@SHA@SHA # v1.2.3",
    "- uses: a/b@SHA # v1.2.3abc",
    "- uses: a/b@SHA # v1.2.3-",
    "- uses: a/b@SHA # v1.2.3-a_b",
    "- uses: a/b@SHA # v1.2",
    "- uses: a/b@SHA # v1..3",
    "- uses: a/b@SHA # 1.2.3",
    "- uses: a/b@SHA #  v1.2.3",
    "- uses: a/b@SHA # v1.2.3\u{a0}x",
    "- uses: a/b@SHA # see # v1.2.3",
    "- uses: a/b@SHA# v1.2.3",
    "- uses: a/b@SHA\u{a0}# v1.2.3",
    "- uses: a/b@SHA # v1.2.3 ${{ x }}",
    "- uses: a/b@SHA x # v1.2.3",
    "- uses: a/b@SHA } # v1.2.3",
    "- uses: a/b@SHA",
    "- {uses: a/b@SHA, name: '# v1.2.3'}",
    "- {uses: a/b@SHA, name: it's # v1.2.3}",
    "- {uses: a/b@SHA, name: \"\\\"\"} # v1.2.3",
    "- {uses: a/b@SHA, uses: c/d@SHA} # v1.2.3",
    "- uses: docker://@sha256:DIGEST",
    "- uses: docker://alpine:3",
    "- uses: docker://alpine@sha256:SHA",
    "- uses: docker://al@pine@sha256:DIGEST",
    "- uses: docker://älpine@sha256:DIGEST",
    "- uses: \"a/b@SHA' # v1.2.3",
    "- uses: 'a/b@SHA # v1.2.3",
    "- uses: ''",
    "- uses: \u{a0}a/b@SHA # v1.2.3",
    "- uses: &a a/b@SHA # v1.2.3",
    "- uses: !!str a/b@SHA # v1.2.3",
    "- uses: |\n    a/b@SHA # v1.2.3",
    "- uses: # v1.2.3",
    "- uses:\n    a/b@SHA # v1.2.3",
    "- uses:",
    "uses:a/b@v1",
    "a: b\u{c}\n",
    "a: b\u{0}\n",
    "a: b\u{1c}\n",
    "a: \u{7f}",
    "# a\u{85}uses: a/b@v1",
    "# a\u{2028}uses: a/b@v1",
    "# a\u{2029}uses: a/b@v1",
    "# a\ruses: a/b@v1",
    "branches: [\n  main]\n# uses: x@v4",
    "branches: [\n  # uses: x@v4\n  main]",
    "a: {b: [c]} # uses: x@v4",
    "a: [b # uses: x@v4\n]",
    "a: [b} # uses: x@v4",
    "a: 'b\n  # uses: x@v4'",
    "a: \"b\\\"c\" # uses: x@v4",
    "a: \"b\"c # uses: x@v4",
    "a: 'b'' # uses: x@v4",
    "a: [b 'c'] # uses: x@v4",
    "a: [b:'c'] # uses: x@v4",
    "a: [\u{a0}'c'] # uses: x@v4",
    "\"a\":\"b\" # uses: x@v4",
    "a b: \"c\" # uses: x@v4",
    "a: -'b' # uses: x@v4",
    "- |\n  # \"uses: x@v4\n\"",
    "a/b: |\n  uses: x@v4",
    "a: |0\n  uses: x@v4",
    "a:|\n  uses: x@v4",
    "a: | x\n  uses: x@v4",
    "a: |\nuses: x@v4",
    "- - a: |\n    uses: x@v4",
    "- - : |\n    x\n  uses: x@v4",
    "a: |\n\t'uses: x@v4'",
    "- 'a': |\n    uses: x@v4",
];

/// Texts in which it reports nothing.
const ALLOWED: &[&str] = &[
    "",
    "\n",
    "\r",
    "- run: printf \"\\x1b[1mok\"",
    "- run: |\n    echo \"uses: nothing\"",
    "- run: |\n    echo \"uses: nothing\n\n    'uses: nothing\n- uses: ./x",
    "- run: >-2 # [\n    uses: nothing",
    "- - : |\n    uses: x@v4",
    "- - a: |\n     uses: x@v4\n  b: c",
    "- run: cd C:\\users",
    "- run: cd C:\\uses\\x",
    "- run: make # uses: a/b@v1",
    "- run: \"make\" # uses",
    "my-uses: a/b@v1",
    "x/uses: a/b@v1",
    "éuses: a/b@v1",
    "focuses: a/b@v1",
    "usess: a/b@v1",
    "# uses: a/b@v1",
    " \t# uses: a/b@v1",
    "- {uses: ./x, name: y}",
    "- { uses: actions/checkout@SHA } # v7.0.1",
    "- {uses: a/b@SHA, name: '#'} # v1.2.3",
    "- {name: x, 'uses': \"a/b@SHA\"} #v1.2.3",
    "- [uses: ./x]",
    "- {uses: a/b@SHA # v1.2.3",
    "- uses: a/b@SHA # v1.2.3",
    "- uses: a/b@SHA # v1.2.3 and more",
    "- uses: a/b@SHA # v1.2.3-rc.1+x",
    "- uses: a/b@SHA\t#v10.20.30\tx",
    "- uses: a/b@SHA # v\u{ff11}.\u{662}.3",
    "- uses: A-1/b_.c/-d@SHA # v1.2.3",
    "- \"USES\" : 'a/b@SHA' # v1.2.3",
    "- uses: ./",
    "- uses: $/a",
    "- uses: ./a/.b/..c/",
    "- uses: ./.github/actions/x # any words",
    "- uses: docker://ghcr.io:5000/a/b@sha256:DIGEST",
    "- uses: \"docker://alpine@sha256:DIGEST\"",
    "\u{feff}on: [push]\n# uses: a/b@v1",
    "on: [push, 'a, b', \"c]\"]\n# uses: a/b@v1",
    "on: {a: b, c: 'd', e: }\n# uses: a/b@v1",
    "a: it's [\n# uses: a/b@v1",
    "'a': 'b'\n# uses: a/b@v1",
    "- 'a'\n# uses: a/b@v1",
    "a: |'b'\n# uses: a/b@v1",
    "a: b?\n- run: test ? : x",
    "- run: ls a*.c : x",
    "a: **b",
];

const PREFIXES: &[&str] = &[
    "",
    "- ",
    "      - ",
    "\t",
    "- - ",
    "{",
    "- {name: x, ",
    "[a, ",
    "x: ",
    "my-",
    "é",
    "\"",
    "&a ",
    "'a, ",
    "# ",
    "? ",
];

const KEYS: &[&str] = &[
    "uses:",
    "uses: ",
    "uses : ",
    "uses\t:\t",
    "\"uses\": ",
    "'uses' :",
    "USES: ",
    "u\u{17f}es:  ",
    "\"\\x75ses\": ",
    "*uses : ",
    "? uses: ",
    "name: ",
    "uses\u{2003}: ",
];

const VALUES: &[&str] = &[
    "",
    "a/b@SHA",
    "\"a/b@SHA\"",
    "'a/b@SHA",
    "a/b/c-d/.e@SHA",
    "a/b@v4",
    "./a",
    "$/a/b/",
    "./..",
    "docker://a:1/b@sha256:DIGEST",
    "docker://a:1",
    "${{ a }}",
    "|",
    ">-",
    "*a",
    "'./a' , uses: ./b",
    "[a, 'b']",
    "{a: \"b\"}",
];

const COMMENTS: &[&str] = &[
    "",
    " ",
    " # v1.2.3",
    "\t#v1.2.3-rc.1 x",
    "# v1.2.3",
    " # v1.2",
    " # uses: x@v4",
    "}",
    "} # v1.2.3",
    "] # 'v1.2.3",
    ", n: '#'} # v1.2.3",
    " \" # v1.2.3",
];

const LINE_ENDS: &[&str] = &["\n", "\r", "\r\n", "\u{85}", "\u{2028}", "\u{2029}", "\u{c}", "\n\n", "\r\r\n"];

/// Pieces of random lines: what means something to YAML, to Python's character classes, or to neither.
const PIECES: &str = "- ¦-¦  ¦ ¦\t¦: ¦:¦, ¦[¦]¦{¦}¦'¦\"¦'a b'¦\"a b\"¦\\¦#¦ # ¦?¦? ¦*a¦*a :¦&a¦!¦|¦>¦>-¦@¦%¦`¦$¦${{¦.¦/¦_¦a\
    ¦key¦run: |¦é¦٣¦\u{a0}¦\u{3000}¦\u{1f}¦\u{b}¦\u{feff}¦uses¦uses:¦uses: ¦USES :¦'uses': ¦- uses: ¦- uses: ¦a/b@SHA\
    ¦a/b@SHA # v1.2.3¦./a¦./¦..¦docker://a@sha256:DIGEST¦ # v1.2.3¦v1.2.3";

/// Spells out the hashes of a text.
fn spelled(text: &str) -> String {
    text.replace("SHA", SHA).replace("DIGEST", DIGEST)
}

/// The lines that the guard reports in each text, all texts in one process.
fn guard(texts: &[String]) -> Vec<Vec<usize>> {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("check_action_pins.py");
    std::fs::write(&script, &pack(&fixture("example")).files["tools/check_action_pins.py"].text).unwrap();
    let mut child = Command::new("python3")
        .args(["-c", DRIVER])
        .arg(&script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 is needed for this test");
    let mut stdin = child.stdin.take().unwrap();
    let input: String = texts.iter().map(|text| serde_json::json!(text).to_string() + "\n").collect();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The lines that the library reports in a text.
fn library(text: &str) -> Vec<usize> {
    scan_pins(text).iter().map(|unpinned| unpinned.line).collect()
}

/// Asserts that both report the same lines, in the same order, and returns them.
fn agreed(texts: &[String]) -> Vec<Vec<usize>> {
    let theirs = guard(texts);
    assert_eq!(theirs.len(), texts.len(), "the guard stopped early");
    for (text, theirs) in texts.iter().zip(&theirs) {
        assert_eq!(&library(text), theirs, "library and guard differ on {text:?}");
    }
    theirs
}

/// Asserts that both agree on many texts, of which some are refused and some are not.
fn assert_agreement_both_ways(texts: &[String]) {
    let clean = agreed(texts).iter().filter(|lines| lines.is_empty()).count();
    let few = texts.len() / 50;
    assert!(clean > few && texts.len() - clean > few, "{clean} of {} texts are clean", texts.len());
}

/// Every sum of one text of each list.
fn combined(lists: &[&[&str]]) -> Vec<String> {
    lists.iter().fold(vec![String::new()], |starts, list| {
        starts.iter().flat_map(|start| list.iter().map(move |end| format!("{start}{end}"))).collect()
    })
}

/// The same random numbers on every run.
fn random(seed: u64) -> impl FnMut(usize) -> usize {
    let mut state = seed;
    move |below| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    }
}

#[test]
fn guard_and_library_refuse_the_same_texts() {
    let texts: Vec<String> = REFUSED.iter().map(|text| spelled(text)).collect();
    for (text, lines) in texts.iter().zip(agreed(&texts)) {
        assert!(!lines.is_empty(), "both allow {text:?}");
    }
}

#[test]
fn guard_and_library_allow_the_same_texts() {
    let texts: Vec<String> = ALLOWED.iter().map(|text| spelled(text)).collect();
    for (text, lines) in texts.iter().zip(agreed(&texts)) {
        assert!(lines.is_empty(), "both report lines {lines:?} of {text:?}");
    }
}

#[test]
fn guard_and_library_agree_on_every_combination_on_a_line() {
    let lines = combined(&[PREFIXES, KEYS, VALUES, COMMENTS]);
    let texts: Vec<String> = lines.iter().map(|line| spelled(line)).collect();
    assert_agreement_both_ways(&texts);
}

/// Below each line stand a comment and block text that count only when the line leaves something open.
#[test]
fn guard_and_library_agree_on_what_a_line_does_to_the_next() {
    let lines = combined(&[PREFIXES, KEYS, VALUES, COMMENTS]);
    let text = |(at, line): (usize, &String)| {
        let end = LINE_ENDS[at % LINE_ENDS.len()];
        spelled(&[line, "# uses: x@v4", "    uses: x@v4", "a: |", " uses: x@v4", ""].join(end))
    };
    let texts: Vec<String> = lines.iter().step_by(5).enumerate().map(text).collect();
    agreed(&texts);
}

#[test]
fn guard_and_library_agree_on_random_texts() {
    const TEXTS: usize = 20_000;
    let all: Vec<&str> = PIECES.split('¦').collect();
    let mut below = random(2026);
    let mut text = || -> String {
        let mut pieces: Vec<&str> = (0..=below(9)).map(|_| all[below(all.len())]).collect();
        if below(2) == 0 {
            pieces.insert(below(pieces.len()), LINE_ENDS[below(LINE_ENDS.len())]);
            pieces.push("\n# uses: x@v4");
        }
        spelled(&pieces.concat())
    };
    let texts: Vec<String> = (0..TEXTS).map(|_| text()).collect();
    assert_agreement_both_ways(&texts);
}

/// The workflows of the packs themselves, which their guards must let pass.
#[test]
fn guard_and_library_allow_the_workflows_of_a_pack() {
    let files = pack(&fixture("example")).files;
    let workflows = files.iter().filter(|(path, _)| wattpack_core::pack::is_workflow(path));
    let texts: Vec<String> = workflows.map(|(_, file)| file.text.clone()).collect();
    assert!(!texts.is_empty());
    assert!(agreed(&texts).iter().all(Vec::is_empty));
}
