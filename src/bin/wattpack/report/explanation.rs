//! The catalogue of diagnostics for people.

use super::layout::wrapped;
use crate::console::{STRONG, styled};
use std::fmt::Write as _;
use wattpack_core::diagnostic::{Article, CATALOG};

/// Everything about one code.
pub fn of(Article { code, explanation }: &Article) -> String {
    let title = styled(STRONG, &format!("{}: {}", code.id, code.title));
    format!("{title}\nseverity: {}\n\n{}", code.severity.word(), wrapped(explanation))
}

/// One line per code.
pub fn all() -> String {
    CATALOG.iter().fold(String::new(), |mut list, Article { code, .. }| {
        let _ = writeln!(list, "{}  {:<7}  {}", styled(STRONG, code.id), code.severity.word(), code.title);
        list
    })
}

/// What to say to a code that does not exist.
pub fn unknown(code: &str) -> String {
    let wanted = code.to_ascii_uppercase();
    let nearest = CATALOG.iter().map(|article| article.code).min_by_key(|known| strsim::levenshtein(known.id, &wanted));
    let near = nearest.filter(|known| strsim::levenshtein(known.id, &wanted) <= 2);
    let hint = near.map_or_else(String::new, |known| format!("; the nearest is {} ({})", known.id, known.title));
    format!("there is no diagnostic `{}`{hint}; `wattpack explain` lists all", super::safe::visible(code))
}
