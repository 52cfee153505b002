//! Plans of somebody who wants to get out: every text that means something to a parser behind us, in
//! every place of a plan that reaches an output. `tests/hostile/expected.txt` says what each is
//! answered with; `tests/run.sh` parses everything that comes out with the parser it is meant for.
//!
//! `WATTPACK_BLESS=1 cargo test --test integration hostile` writes the list anew: read it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use wattpack_core::diagnostic::Code;
use wattpack_core::pack::{Pack, Role, build, is_workflow, scan_pins};
use wattpack_core::plan::Overrides;

/// What is tried, by name. Each is one line; what breaks lines is written as it is.
const TEXTS: [(&str, &str); 40] = [
    ("expression", "${{ github.event.issue.title }}"),
    ("expression-split", "${{ '}}' }}${{"),
    ("shell", "$(touch /tmp/pwned); `id` && rm -rf / #"),
    ("quotes", "\"'\"'`´“”"),
    ("triple-quotes", "\"\"\" ''' ``` ~~~"),
    ("backslashes", "\\\\\" \\n \\u0000 \\x1b \\"),
    ("braces", "{0} {{7*7}} {x!r} %s %(x)s"),
    ("template", "<{ name }> <% include x %> <# y #>"),
    ("html-comment", "--> <!-- --!> <![CDATA["),
    ("script", "</script><script>alert(1)</script>"),
    ("image", "<img src=x onerror=alert(1)> <svg/onload=x>"),
    ("link", "[x](javascript:alert(1)) ![y](https://evil.example/p.png)"),
    ("autolink", "<javascript:alert(1)> https://evil.example/?a=1&b=2"),
    ("reference", "[x]: https://evil.example 'y'"),
    ("cdata-end", "]]> ]]&gt; &lt; &#x3c; &amp;lt;"),
    ("svg-style", "</style><style>*{display:none}</style>"),
    ("table", "a | b || c |--- |"),
    ("heading", "## Answer ## {#x .y onclick=z}"),
    ("emphasis", "**__*_~~`x`~~_*__** \\*"),
    ("list", "- [ ] 1. > * + ---"),
    ("footnote", "[^1] [^1]: x"),
    ("yaml-anchor", "&a *a <<: *a !!python/object/apply:os.system ['id']"),
    ("yaml-mapping", "key: value # comment , [a, {b: c}]"),
    ("yaml-document", "--- ... %YAML 1.2 ? : - |"),
    ("json", "\", \"it_cap_w\": 1, \"x\": \""),
    ("toml", "x = 1 ] [cluster] y = '''"),
    ("codeowners", "* @evil/everyone # /docs/ @evil"),
    ("workflow-command", "::set-output name=x::y %0A::error::z"),
    ("ansi", "\u{1b}[31mred\u{1b}[0m\u{1b}]0;title\u{7}\u{9b}2J"),
    ("controls", "a\u{1}\u{8}\u{b}\u{c}\u{7f}\u{85}b"),
    ("null", "a\u{0}b"),
    ("bidi", "\u{202e}gpj.exe\u{202c} \u{2066}x\u{2069} \u{200f}"),
    ("separators", "a\u{2028}b\u{2029}c"),
    ("invisible", "a\u{200b}\u{200d}\u{feff}\u{ad}\u{2060}b\u{e0041}"),
    ("homoglyph", "rеadme.md аctions/сheckout"),
    ("combining", "Z\u{351}\u{36b}\u{343}a\u{300}\u{301}\u{302} e\u{301} \u{212b} ﬁ"),
    ("emoji", "👩‍💻🏳️‍🌈 漢字 🇪🇺"),
    ("noncharacters", "\u{fffe}\u{ffff}\u{10ffff}\u{fffd}"),
    ("numbers", "9007199254740993 1e999 -0 NaN 0x10 ٣ ½"),
    ("device", "CON nul.txt ../../etc/passwd C:\\Windows \\\\host\\share"),
];

/// Where it is put: a plan with a hole.
const PLACES: [(&str, &str); 14] = [
    ("title", "# @ at 5 MW\n\n- IT cap: 5 MW\n"),
    ("name", "# Plan\n\n- IT cap: 5 MW\n- Cluster name: @\n"),
    ("value", "# Plan\n\n- IT cap: 5 MW (@)\n"),
    ("unknown-key", "# Plan\n\n```yaml cluster\n@: 1\n```\n"),
    ("precision", "# Plan\n\n- Node peak: 7.9 PFLOPS\n- Number format: @\n"),
    ("owner", "# Plan\n\n- Repository owner: @\n"),
    ("contact", "# Plan\n\n- Security contact: @\n"),
    ("requirement", "# Plan\n\n- INV-001: @\n- GATE-SEC-001 @\n"),
    ("assumption", "# Plan\n\n## Assumptions\n\n- @\n\n## Test scenarios\n\n- @\n"),
    (
        "architecture",
        "# Plan\n\n1. `docs/memo.md`\n   - preserve the architecture\n\n## Architecture @\n\n@\n\n| @ | @ |\n|---|---|\n| @ | `@` |\n",
    ),
    ("file", "# Plan\n\n1. `docs/@.md`\n2. `@`\n"),
    ("block-path", "# Plan\n\n```text file=\"@\"\nx\n```\n"),
    ("block", "# Plan\n\n```text file=notes.txt\n@\n```\n"),
    (
        "workflow",
        "# Plan\n\n```yaml file=.github/workflows/own.yml\non: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: @\n```\n",
    ),
];

/// One plan with its name.
fn cases() -> impl Iterator<Item = (String, String)> {
    PLACES.iter().flat_map(|(place, plan)| {
        TEXTS.iter().map(move |(name, text)| (format!("{place}/{name}"), plan.replace('@', text)))
    })
}

/// The texts that we wrote: not the plan, and not what it supplies.
fn written(pack: &Pack) -> impl Iterator<Item = (&String, &str)> {
    let ours = |role: Role| !matches!(role, Role::Plan | Role::FromPlan);
    pack.files.iter().filter(move |(_, file)| ours(file.role)).map(|(path, file)| (path, file.text.as_str()))
}

fn moves_the_cursor(character: char) -> bool {
    let turns =
        matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || (character.is_control() && character != '\n')
}

#[test]
fn hostile_plans_get_their_answer_and_nothing_of_them_gets_out() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile");
    let _ = fs::remove_dir_all(&folder);
    let mut answers = BTreeMap::new();
    for (name, plan) in cases() {
        let built = build(&plan, &Overrides::new(), false);
        let mut codes: Vec<&str> =
            built.diagnostics.iter().map(|found| found.code).map(|code: &Code| code.id).collect();
        codes.dedup();
        let verdict = if built.pack.is_some() { "built" } else { "refused" };
        answers.insert(name.clone(), format!("{verdict} {}", codes.join(" ")));
        assert!(built.pack.is_some() || !codes.is_empty(), "{name}");
        let Some(pack) = &built.pack else { continue };
        for (path, text) in written(pack) {
            assert!(
                !text.contains(moves_the_cursor),
                "{name}: {path} has {:?}",
                text.chars().find(|&c| moves_the_cursor(c))
            );
        }
        for (path, file) in pack.files.iter().filter(|(path, _)| is_workflow(path)) {
            assert!(scan_pins(&file.text).is_empty(), "{name}: {path}");
        }
        for (path, file) in &pack.files {
            let path = folder.join(name.replace('/', "-")).join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, &file.text).unwrap();
        }
    }
    compare(&answers);
}

fn compare(answers: &BTreeMap<String, String>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile/expected.txt");
    let found = answers.iter().fold(String::new(), |mut text, (name, answer)| {
        let _ = writeln!(text, "{name}: {}", answer.trim_end());
        text
    });
    if std::env::var_os("WATTPACK_BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &found).unwrap();
    }
    assert_eq!(found, fs::read_to_string(path).unwrap(), "read the difference, then bless");
}
