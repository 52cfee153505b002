//! How deep a Markdown text nests, told before the parser runs.

use crate::diagnostic::Span;

/// Deepest nesting of lists and quotes that is read.
pub const MAX_NESTING: usize = 64;

/// Finds the first line that nests lists and quotes deeper than [`MAX_NESTING`].
///
/// Runs before the parser, whose work grows with lines times depth.
pub fn too_deep(text: &str) -> Option<Span> {
    if may_be_too_deep(text) { first_too_deep(text) } else { None }
}

/// Whether some line begins with a third of [`MAX_NESTING`] in blanks and markers. Hardly any text has
/// one, and without one none is too deep: a byte is four columns at most, which hold two lists, or one
/// quote, and a line adds its quotes to the lists that are open.
fn may_be_too_deep(text: &str) -> bool {
    const FEWEST: usize = MAX_NESTING / 3;
    let bytes = text.as_bytes();
    let is_container =
        |byte: &&u8| matches!(byte, b' ' | b'\t' | b'>' | b'-' | b'+' | b'*' | b'0'..=b'9' | b'.' | b')');
    // So many in a row hold one of these bytes, wherever they begin.
    let mut probes = (FEWEST - 1..bytes.len()).step_by(FEWEST).filter(|at| is_container(&&bytes[*at]));
    probes.any(|at| {
        let before = bytes[..at].iter().rev().take(FEWEST).take_while(is_container).count();
        let behind = bytes[at..].iter().take(FEWEST).take_while(is_container).count();
        let begins_line = bytes[..at - before].last().is_none_or(|byte| *byte == b'\n');
        before + behind >= FEWEST && begins_line
    })
}

/// Reads line by line. Keeps the columns at which open lists have their content, as `CommonMark` does,
/// and counts the markers of each line.
fn first_too_deep(text: &str) -> Option<Span> {
    let mut columns: Vec<usize> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end();
        if !content.is_empty() && !is_rule(content) && nest(content, &mut columns) > MAX_NESTING {
            return Some(Span::new(at, at + content.len()));
        }
        at += line.len();
    }
    None
}

fn is_rule(line: &str) -> bool {
    let mut marks = line.bytes().filter(|byte| !b" \t".contains(byte));
    marks.next().is_some_and(|mark| b"-*_=".contains(&mark) && marks.all(|other| other == mark))
}

/// Depth after the container markers of a line; `columns` are the open lists' content columns.
fn nest(line: &str, columns: &mut Vec<usize>) -> usize {
    let bytes = line.as_bytes();
    let (mut at, mut column, mut quotes) = (0, 0, 0);
    let mut reopened = false;
    while at < bytes.len() {
        match bytes[at] {
            b' ' => column += 1,
            b'\t' => column = column / 4 * 4 + 4,
            b'>' => {
                quotes += 1;
                column += 1;
            }
            _ => {
                if !reopened {
                    columns.retain(|&open| open <= column);
                    reopened = true;
                }
                let Some(length) = marker_length(&bytes[at..]) else { break };
                column += length;
                at += length - 1;
                columns.push(column + 1);
            }
        }
        at += 1;
    }
    columns.len() + quotes
}

/// The length of the marker of a list item that a line begins with.
pub(super) fn marker_length(bytes: &[u8]) -> Option<usize> {
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let length = match bytes.get(digits) {
        Some(b'-' | b'+' | b'*') if digits == 0 => 1,
        Some(b'.' | b')') if (1..=9).contains(&digits) => digits + 1,
        _ => return None,
    };
    matches!(bytes.get(length), None | Some(b' ' | b'\t' | b'\r' | b'\n')).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nesting_is_counted_as_lists_nest() {
        assert_eq!(too_deep(&"- a\n".repeat(10_000)), None);
        assert_eq!(too_deep(&format!("{}\n", "- ".repeat(200))), None);
        assert!(too_deep(&format!("{}x\n", "- ".repeat(65))).is_some());
        assert!(too_deep(&format!("{}x\n", "> ".repeat(65))).is_some());
        let stairs: String = (0..100).map(|depth| format!("{}- x\n", "  ".repeat(depth))).collect();
        assert!(too_deep(&stairs).is_some());
        let shallow: String = (0..1000).map(|line| format!("{}- x\n", "  ".repeat(line % 30))).collect();
        assert_eq!(too_deep(&shallow), None);
    }

    #[test]
    fn quotes_behind_open_lists_count_with_them() {
        let lists: String = (0..25).map(|depth| format!("{}- - x\n", "\t".repeat(depth))).collect();
        assert_eq!(too_deep(&lists), None);
        let quotes = ">".repeat(15);
        assert_eq!(too_deep(&format!("{lists}{quotes}\n")), Some(Span::new(lists.len(), lists.len() + 15)));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 512, ..ProptestConfig::default() })]

        #[test]
        fn no_text_that_is_too_deep_is_passed_over(
            lines in prop::collection::vec((0_usize..3, "(- |- |- |1[.] |> ?){1,3}", "[x>]?"), 0..80),
        ) {
            let mut tabs = 0;
            let deeper = lines.iter().map(|(more, markers, end)| {
                tabs += more;
                format!("{}{markers}{end}\n", "\t".repeat(tabs))
            });
            let text: String = deeper.collect();
            prop_assert_eq!(too_deep(&text), first_too_deep(&text));
        }
    }
}
