//! DOIs in a text.

/// DOIs in a text: `10.`, four to nine digits, `/`, and what follows up to a space or a quote.
pub(super) fn dois(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('/').filter_map(move |(slash, _)| {
        let digits = text[..slash].bytes().rev().take_while(u8::is_ascii_digit).count();
        let before = text[..slash - digits].strip_suffix("10.")?;
        if before.ends_with(|last: char| last.is_ascii_alphanumeric() || last == '.') || !(4..=9).contains(&digits) {
            return None;
        }
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._;()/:".contains(byte);
        let end = slash + text[slash..].bytes().take_while(is_part).count();
        let doi = without_open_end(text[before.len()..end].trim_end_matches(['.', ';', ':', '-']));
        (doi.len() > "10./".len() + digits && doi.len() <= 200).then_some(doi)
    })
}

/// Cuts closing brackets that were opened before the DOI.
fn without_open_end(mut doi: &str) -> &str {
    while doi.ends_with(')') && doi.matches(')').count() > doi.matches('(').count() {
        doi = doi[..doi.len() - 1].trim_end_matches(['.', ';', ':', '-']);
    }
    doi
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dois_end_where_their_sentence_goes_on() {
        let found = |text| dois(text).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(found("(see 10.1016/S0140-6736(20)30183-5)."), ["10.1016/S0140-6736(20)30183-5"]);
        assert_eq!(found("(10.1000/182); 10.1000/183."), ["10.1000/182", "10.1000/183"]);
        assert_eq!(found("10.5 of 10.1/x, 110.1000/x and 10.1000/"), Vec::<String>::new());
    }
}
