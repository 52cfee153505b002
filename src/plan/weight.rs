//! How much memory the Markdown of a text takes, told before the parser runs.
//!
//! The parser keeps a node for each block, each character that may be markup, and each text between
//! those, and here each such text is a run. So these decide about memory much more than bytes do: the
//! plan of a hostile author would take sixty times its size. What is counted is no less than what is
//! taken. It does not depend on where something stands: in code most of it means nothing.

use super::nesting::marker_length;

/// Most bytes that the Markdown of a plan takes, unless the plan is large.
pub const MAX_WEIGHT: usize = 16 << 20;
/// Most bytes for each byte of a larger plan. Usual text takes five or six.
pub const MAX_WEIGHT_OF_A_BYTE: usize = 8;

/// A node of the parser.
const NODE: usize = 48;
/// A text between two marks: a node and a run.
const TEXT: usize = NODE + 20;
/// A line is a paragraph or a row with a cell.
const LINE: usize = 2 * NODE;
/// What stands in for the rest of a tab at the margin.
const TAB: usize = TEXT + 24;

/// The most that the Markdown of so many bytes may take.
pub fn most(bytes: usize) -> u64 {
    MAX_WEIGHT.max(MAX_WEIGHT_OF_A_BYTE * bytes) as u64
}

/// What the Markdown of a text takes, if that is too much.
pub(super) fn too_heavy(text: &str) -> Option<u64> {
    let most = most(text.len());
    (at_most(text.as_bytes()) > most).then(|| weight(text)).filter(|weight| *weight > most)
}

/// No less than the weight, at a glance: each byte is the heaviest mark, and every second ends a row that
/// lacks as many cells as there are bars. Of most plans that is little enough.
fn at_most(text: &[u8]) -> u64 {
    // Sums of one byte are many at a time.
    let bars = |bytes: &[u8]| u64::from(bytes.iter().map(|byte| u8::from(*byte == b'|')).sum::<u8>());
    let (bars, bytes) = (text.chunks(128).map(bars).sum::<u64>(), text.len() as u64);
    OF_MOST as u64 * (bytes + 1) + NODE as u64 * bars * bytes.div_ceil(2)
}

/// What the Markdown of a text takes at most, in bytes. Rows may lack so many cells that 32 bits would
/// not hold it.
pub fn weight(text: &str) -> u64 {
    let (mut rest, mut weight, mut columns) = (text.as_bytes(), 0, 0);
    loop {
        let (of_margin, words) = margin(rest);
        let (of_words, behind) = of_words(words);
        let line = &rest[..rest.len() - behind.len()];
        // An empty line may be one of a block of code.
        weight += if line.is_empty() { TEXT } else { LINE + of_margin + of_words } as u64;
        if line.is_empty() {
            columns = 0;
        } else if columns > 0 || is_below_a_header(line) {
            // The parser adds the cells that a row lacks. A row may look like the line below a header.
            let cells = cells(line);
            columns = columns.max(cells);
            weight += (NODE * (columns - cells)) as u64;
        }
        let ([b'\r', b'\n', next @ ..] | [_, next @ ..]) = behind else { return weight };
        rest = next;
    }
}

/// The weight of the markers that a line begins with, and what is behind them. A list and its item are
/// two nodes, the first of which stands for the paragraph of the line.
fn margin(line: &[u8]) -> (usize, &[u8]) {
    let (mut rest, mut weight) = (line, 0_usize);
    while let [first, behind @ ..] = rest {
        if let Some(length) = marker_length(rest) {
            weight += if weight == 0 { NODE } else { 2 * NODE };
            rest = &rest[length..];
        } else if b" \t>".contains(first) {
            weight += if *first == b'>' { NODE } else { 0 };
            rest = behind;
        } else {
            break;
        }
    }
    let has_tab = line[..line.len() - rest.len()].contains(&b'\t');
    (weight + if has_tab { TAB } else { 0 }, rest)
}

/// The weight of what is up to the end of a line, and what is behind that.
fn of_words(words: &[u8]) -> (usize, &[u8]) {
    let (mut weight, mut at) = (0, 0);
    loop {
        let start = at;
        // Most bytes are those of a text, so nothing is done for each of them.
        while at < words.len() && is_text(words, at) {
            at += 1;
        }
        weight += if at > start { TEXT } else { 0 };
        let mark = words.get(at).map_or(END, |mark| MARKS[usize::from(*mark)]);
        if mark == END {
            return (weight, &words[at..]);
        }
        weight += mark;
        at += 1;
    }
}

fn is_text(words: &[u8], at: usize) -> bool {
    MARKS[usize::from(words[at])] == 0 || (words[at] == b'_' && is_within_a_word(words, at))
}

/// The weight of the heaviest mark, and of a byte.
const OF_MOST: usize = LINE + NODE + OF_ADDRESS;
/// A link, with two texts and a target.
const OF_ADDRESS: usize = 200;
/// No weight: here the line ends.
const END: usize = usize::MAX;

/// The weight of what a character may become besides the text behind it. Where it becomes nothing, it is
/// a text.
const MARKS: [usize; 256] = {
    let mut marks = [0; 256];
    (marks[b'\r' as usize], marks[b'\n' as usize]) = (END, END);
    // An address.
    marks[b'<' as usize] = OF_ADDRESS;
    // A link, if one begins before.
    marks[b']' as usize] = 112;
    // Something to look back at until its end is found.
    (marks[b'*' as usize], marks[b'_' as usize], marks[b'~' as usize]) = (100, 100, 100);
    marks[b'[' as usize] = 84;
    // A character of its own.
    marks[b'&' as usize] = 92;
    marks[b'\\' as usize] = TEXT;
    // Half of a code span.
    marks[b'`' as usize] = 60;
    // A cell.
    marks[b'|' as usize] = NODE;
    marks
};

/// Whether a character stands between letters or digits, where an underscore means nothing.
fn is_within_a_word(words: &[u8], at: usize) -> bool {
    let is_of_a_word = |at: usize| words.get(at).is_some_and(u8::is_ascii_alphanumeric);
    at > 0 && is_of_a_word(at - 1) && is_of_a_word(at + 1)
}

/// Whether a line may be the one between the header of a table and its rows.
fn is_below_a_header(line: &[u8]) -> bool {
    line.iter().all(|byte| b"|-: \t>".contains(byte)) && line.contains(&b'-')
}

/// Cells of a line in a table.
fn cells(line: &[u8]) -> usize {
    let line = line.trim_ascii();
    let inner = line.strip_prefix(b"|").unwrap_or(line);
    inner.strip_suffix(b"|").unwrap_or(inner).iter().filter(|byte| **byte == b'|').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_decide_and_bytes_do_not() {
        let prose = "Nodes, leaves and spines: what they take. ";
        assert_eq!(weight(&prose.repeat(1_000)), weight(prose));
        assert_eq!(weight("leaf_host_ports"), weight("leaf.host.ports"));
        assert!(weight("_leaf_ host") > weight("leaf.host.ports"));
        assert!(weight("- [x](y) `z`") > 5 * TEXT as u64);
    }

    #[test]
    fn line_ends_weigh_the_same() {
        let text = "- a\n\n| b | c |\n|---|---|\n| d |";
        for end in ["\r\n", "\r"] {
            assert_eq!(weight(&text.replace('\n', end)), weight(text));
        }
    }

    #[test]
    fn cells_that_a_row_lacks_are_there() {
        let (full, bare) = (["|a"; 9].concat(), ["|-"; 9].concat());
        let table = |row: &str| weight(&format!("{full}|\n{bare}|\n{row}\n"));
        assert_eq!(table("x") - weight("x"), table(&full) - weight(&full) + 8 * NODE as u64);
        assert_eq!(weight(&format!("{bare}|\n\nx")), weight(&format!("{bare}|\n")) + weight("\nx") - TEXT as u64);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_glance_sees_no_less_than_there_is(text in "([-|<>*x_ \t\r\n]|<|\n|\\|){0,60}") {
            prop_assert!(at_most(text.as_bytes()) >= weight(&text));
        }
    }

    /// A table with so many columns and rows, with a first row.
    fn table(columns: usize, first: &str, rows: usize) -> String {
        format!("{}|\n{}|\n{first}\n{}", "|a".repeat(columns), "|-".repeat(columns), "x\n".repeat(rows))
    }

    #[test]
    fn a_row_that_looks_like_the_line_below_a_header_ends_no_table() {
        for first in ["--", "|-", ":-", "|-|-"] {
            let added = weight(&table(100, first, 50)) - weight(&table(100, first, 0));
            assert_eq!(added, 50 * (weight("x\n") - TEXT as u64 + 99 * NODE as u64), "{first}");
        }
        assert_eq!(weight(&table(100, "--", 0)), weight(&table(100, "x", 0)));
    }

    #[test]
    fn weights_are_not_bounded_by_the_words_of_a_machine() {
        let cells: u64 = 9_989 * 10_000;
        assert!(weight(&table(9_990, "x", 10_000)) > 48 * cells && 48 * cells > u64::from(u32::MAX));
    }
}
