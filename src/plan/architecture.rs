//! Sections about the architecture, which are carried over as text.

use super::markdown::Document;
use crate::diagnostic::Span;

/// A heading, as the end of the section before it and the beginning of its own.
pub struct Section {
    /// 1 to 6.
    pub level: u8,
    /// The whole line.
    pub span: Span,
    /// Whether it speaks of architecture.
    pub is_architecture: bool,
}

/// Sections whose heading speaks of architecture, with raw HTML escaped and LF line ends.
pub fn architecture(headings: &[Section], document: &Document, text: &str) -> Vec<String> {
    let mut sections = Vec::new();
    let mut taken_to = 0;
    for (at, heading) in headings.iter().enumerate() {
        if heading.span.start < taken_to || !heading.is_architecture {
            continue;
        }
        let end = headings[at + 1..]
            .iter()
            .find(|next| next.level <= heading.level)
            .map_or(text.len(), |next| next.span.start);
        taken_to = end;
        let kept = carried_over(document, text, Span::new(heading.span.end, end));
        sections.extend(Some(kept).filter(|kept| !kept.is_empty()));
    }
    sections
}

fn carried_over(document: &Document, text: &str, span: Span) -> String {
    let mut kept = String::new();
    let mut at = span.start;
    let first = document.html.partition_point(|html| html.start < span.start);
    for html in document.html[first..].iter().take_while(|html| html.end <= span.end) {
        kept.push_str(&text[at..html.start]);
        kept.push_str(&text[html.start..html.end].replace('&', "&amp;").replace('<', "&lt;"));
        at = html.end;
    }
    kept.push_str(&text[at..span.end]);
    if kept.contains('\r') {
        kept = kept.replace("\r\n", "\n").replace('\r', "\n");
    }
    kept.trim().to_owned()
}
