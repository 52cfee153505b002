//! DOIs in a text.

/// What every DOI begins with.
pub(super) const DOI_START: &str = "10.";

/// DOIs in a text: `10.`, four to nine digits, `/`, and what follows up to a space or a quote.
pub(super) fn dois(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices(DOI_START).filter_map(move |(at, _)| {
        let starts_a_word = !text[..at].ends_with(|before: char| before.is_ascii_alphanumeric() || before == '.');
        let digits = text[at + 3..].bytes().take_while(u8::is_ascii_digit).count();
        let slash = at + 3 + digits;
        if !starts_a_word || !(4..=9).contains(&digits) || !text[slash..].starts_with('/') {
            return None;
        }
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-._;()/:".contains(c);
        let end = text[slash..].find(|c| !allowed(c)).map_or(text.len(), |length| slash + length);
        let doi = text[at..end].trim_end_matches(['.', ';', ':', '-']);
        let doi = without_open_end(doi);
        (doi.len() > slash + 1 - at && doi.len() <= 200).then_some(doi)
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
