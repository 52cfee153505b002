//! Kinds of plans, usual ones and what is known to be hard on readers of Markdown or on our own
//! structures, for `limits.rs` and for the test of what memory they take.

use std::fmt::Write as _;
use wattpack_core::plan::{most_weight, weight};

/// What weighs nothing, however long it is.
const PROSE: &str = "Nodes, leaves and spines, and what they take together. ";

/// Its name, how it begins, and what follows again and again with `#` as a number.
pub struct Kind(pub &'static str, &'static str, &'static str);

pub const KINDS: [Kind; 76] = [
    Kind("example", "", wattpack_core::EXAMPLE),
    Kind("words", "", PROSE),
    Kind("one word", "", "x"),
    Kind("blank lines", "x", "\n"),
    Kind("carriage returns", "x", "\r"),
    Kind("paragraphs", "", "x\n\n"),
    Kind("soft breaks", "", "x\n"),
    Kind("headings", "", "## x\n"),
    Kind("architecture", "", "## Architecture\n\nx\n\n"),
    Kind("long architecture", "## Architecture\n\n", "x\n\n"),
    Kind("items", "", "- x\n"),
    Kind("numbered items", "", "1. x\n"),
    Kind("empty items", "", "-\n"),
    Kind("deep items", "", "- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - x\n"),
    Kind("task items", "", "- [ ] x\n"),
    Kind("quotes", "", "> x\n\n"),
    Kind("deep quotes", "", "> > > > > > > > > > > > > > > > > > > > > > > > > > > > > > x\n\n"),
    Kind("known values", "", "- IT cap: 5 MW\n"),
    Kind("contradictions", "", "- IT cap: 1# MW\n"),
    Kind("unknown names", "", "- IT cup #: 5\n"),
    Kind("bad values", "", "- IT cap: 5 horses\n"),
    Kind("requirements", "", "- REQ-#: text\n"),
    Kind("listed files", "", "1. `docs/a#.md`\n"),
    Kind("scenarios", "## Test scenarios\n\n", "1. x #\n   - y\n"),
    Kind("assumptions", "## Assumptions\n\n", "- x #\n"),
    Kind("citations", "", "10.1109/x.#\n\n"),
    Kind("table rows", "|a|b|c|\n|-|-|-|\n", "|x|y|z|\n"),
    Kind("tables", "", "|a|\n|-|\n|x|\n\n"),
    Kind("table cells", "|a|\n|-|\n", "|x"),
    Kind("fences", "", "```\nx\n```\n"),
    Kind("open fence", "```\n", "x\n"),
    Kind("file blocks", "", "```text file=a#\nx\n```\n"),
    Kind("config blocks", "", "```yaml cluster\nportz#: 1\n```\n"),
    Kind("unused blocks", "", "```cluster\n```\n"),
    Kind("lists of code", "", "-\t\tx\n+\t\tx\n"),
    Kind("rows without cells", "|a|b|\n|-|-|\n", "x\n"),
    Kind("wide table", "", "x\n"),
    Kind("many wide tables", "", "x\n"),
    Kind("tables with dashes", "", "--\n"),
    Kind("listed files and addresses", "|a|b|\n|-|-|\n", "<a@b.c>\n\n11. `a/#.md`\n"),
    Kind("points of files", "1. `docs/a.md`\n", "   - x\n"),
    Kind("checks", "## Test scenarios\n\n1. x\n", "   - x\n"),
    Kind("data", "```csv file=data.csv\n", "#,0.#5,some words,3.#,17\n"),
    Kind("workflows", "```yaml file=.github/workflows/own.yml\njobs:\n", "  - uses: x\n"),
    Kind("workflow keys", "```yaml file=.github/workflows/own.yml\n", "uses: "),
    Kind("all lists", "## Test scenarios of assumptions\n\n", "1. `a#`\n   - y\n1. REQ-#: 10.1234/#\n   - x\n"),
    Kind("one title", "# ", "$ "),
    Kind("one architecture", "## Architecture\n\n", "$ "),
    Kind("one requirement", "- REQ-1: ", "$ "),
    Kind("one scenario", "## Test scenarios\n\n1. ", "$ "),
    Kind("one check", "## Test scenarios\n\n1. x\n   - ", "$ "),
    Kind("one assumption", "## Assumptions\n\n- ", "$ "),
    Kind("one point", "1. `docs/a.md`\n   - ", "$ "),
    Kind("headings in an item", "- x\n", "  # x\n"),
    Kind("table in an item", "- x\n\n  |a|\n  |-|\n", "  |x\n"),
    Kind("wide rows", "", "|x"),
    Kind("noise", "```text file=noise.txt\n", ""),
    Kind("long lines", "", ""),
    Kind("emphasis", "", "*a **a "),
    Kind("stars", "", "*a_ "),
    Kind("open brackets", "", "["),
    Kind("brackets", "", "[a]"),
    Kind("links", "", "[a](b)"),
    Kind("images", "", "![a](b"),
    Kind("definitions", "", "[a#]: x\n"),
    Kind("code spans", "", "`a` "),
    Kind("backticks", "", ""),
    Kind("comments", "", "<!-- "),
    Kind("tags", "", "<a b>"),
    Kind("unfinished tags", "", "<a b"),
    Kind("addresses", "", "<aa:>"),
    Kind("references", "[a]: x\n\n", "[a]"),
    Kind("closing brackets", "", "]a"),
    Kind("instructions", "", "<? <!A <![CDATA["),
    Kind("entities", "", "&amp;"),
    Kind("escapes", "", "\\*"),
];

impl Kind {
    /// A plan of at least so many bytes: as much of its kind as may be, and prose.
    pub fn plan(&self, size: usize) -> String {
        let mut text = self.begin(size);
        let mut ends = vec![text.len()];
        for number in 0.. {
            if text.len() >= size {
                break;
            }
            self.push(&mut text, number);
            if text.len() > ends[ends.len() - 1] + size / 1_000 {
                ends.push(text.len());
            }
        }
        let fits = ends.partition_point(|&end| weight(&text[..end]) + weight(PROSE) <= most_weight(size));
        text.truncate(ends[fits.max(1) - 1]);
        while text.len() < size {
            text.push_str(PROSE);
        }
        text.shrink_to_fit();
        text
    }

    fn begin(&self, size: usize) -> String {
        // A table as wide as may be, and rows to fill in.
        let columns = usize::try_from(most_weight(size) / 500).expect("a size in memory");
        let head = if self.0.starts_with("wide") { head_of_a_table(columns) } else { String::new() };
        head + self.1
    }

    fn push(&self, text: &mut String, number: usize) {
        let numbered = || self.2.split_once('#').filter(|(_, behind)| self.2.len() < 40 && !behind.starts_with('#'));
        let _ = match (self.0, numbered()) {
            // Runs of which none closes another.
            ("backticks", _) => write!(text, "{:`<number$} ", ""),
            // Rows that lack nearly all cells.
            ("many wide tables" | "tables with dashes", _) => {
                writeln!(text, "{}{}{}", head_of_a_table(362), self.2, "x\n".repeat(40))
            }
            // What no packer makes much shorter.
            ("noise", _) => write!(text, "{:x}", number.wrapping_mul(0x9E37_79B9_7F4A_7C15)),
            // As many unknown keys as a block may have, all in one line.
            ("long lines", _) => {
                let keys: Vec<String> = (0..15_000).map(|key| format!("\"k{key}\":1")).collect();
                write!(text, "```json cluster\n{{{}}}\n```\n", keys.join(","))
            }
            (_, Some((before, behind))) => write!(text, "{before}{number}{behind}"),
            (_, None) => write!(text, "{}", self.2),
        };
    }
}

fn head_of_a_table(columns: usize) -> String {
    ["|a", "|-"].map(|cell| cell.repeat(columns) + "|\n").concat()
}
