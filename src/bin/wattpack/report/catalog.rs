//! The catalogue of diagnostics for people.

use super::layout::wrapped;
use crate::console::{STRONG, styled};
use std::fmt::Write as _;
use wattpack_core::diagnostic::{Article, CATALOG};

/// Everything about one code.
pub fn of(Article { code, title, explanation }: &Article) -> String {
    let title = styled(STRONG, &format!("{}: {title}", code.id));
    format!("{title}\nseverity: {}\n\n{}", code.severity.word(), wrapped(explanation))
}

/// One line per code.
pub fn all() -> String {
    CATALOG.iter().fold(String::new(), |mut list, Article { code, title, .. }| {
        let _ = writeln!(list, "{}  {:<7}  {title}", styled(STRONG, code.id), code.severity.word());
        list
    })
}

/// What to say to a code that does not exist.
pub fn unknown(code: &str) -> String {
    let wanted = code.to_ascii_uppercase();
    let distance = |known: &&Article| strsim::levenshtein(known.code.id, &wanted);
    let near = CATALOG.iter().min_by_key(distance).filter(|nearest| distance(nearest) <= 2);
    let hint = near.map_or_else(String::new, |near| format!("; the nearest is {} ({})", near.code.id, near.title));
    format!("there is no diagnostic `{}`{hint}; `wattpack explain` lists all", super::safe::visible(code))
}
