//! What characters do to the text that they stand in.

/// Whether a character turns the direction of the text around it, and is not seen.
pub fn turns_text(character: char) -> bool {
    matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character ends the line it stands in, is obeyed instead of shown, or turns the text around it.
pub fn changes_the_line(character: char) -> bool {
    character.is_control() || turns_text(character) || matches!(character, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_all_scripts_stay_and_what_acts_on_them_does_not() {
        assert!(!"a é漢א😀\u{a0}\u{200d}".chars().any(changes_the_line));
        assert!("\0\n\u{7f}\u{9b}\u{85}\u{2028}\u{2029}\u{202e}\u{2066}\u{200f}\u{61c}".chars().all(changes_the_line));
        assert!(!turns_text('\n'));
    }
}
