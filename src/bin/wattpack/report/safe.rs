//! Text of strangers on a terminal: a plan, a file name or a zip entry must not move the cursor,
//! change colours or turn the reading direction.

use wattpack_core::character::changes_the_line;

/// The text on one line, with everything that a terminal would obey written as its escape.
pub fn visible(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut shown, c| {
        if changes_the_line(c) {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
        shown
    })
}

/// The same, but one character for one, so that columns stay where they are.
pub fn picture(c: char) -> char {
    match c {
        '\t' => c,
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\x7f' => '\u{2421}',
        _ if changes_the_line(c) => char::REPLACEMENT_CHARACTER,
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_gets_through() {
        assert_eq!(visible("a\u{1b}[31mb\n\u{9b}c\u{202e}d é漢"), "a\\u{1b}[31mb\\n\\u{9b}c\\u{202e}d é漢");
        let pictures: String = "\u{1b}\n\u{7f}\u{9b}\u{202e}é\t".chars().map(picture).collect();
        assert_eq!(pictures, "␛␊␡\u{fffd}\u{fffd}é\t");
    }
}
