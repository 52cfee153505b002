//! The verification record.

use super::Material;
use super::layout::record_date;
use super::pins::{PINS, TABLE_DATE};
use super::references::{Reference, by_doi};
use super::template::{self, CitationRow, PinRow, VerificationRecord};
use crate::diagnostic::LineIndex;
use crate::plan::Citation;

pub(super) fn render(material: &Material) -> String {
    let outline = &material.plan.outline;
    template::verification(&VerificationRecord {
        paths: &material.layout.paths,
        date: record_date(outline).map(|(date, _)| date),
        pin_table_date: TABLE_DATE,
        pin_rows: PINS.all().map(PinRow::from).into(),
        citations: outline.citations.iter().map(|citation| row(citation, &material.lines)).collect(),
    })
}

fn row(citation: &Citation, lines: &LineIndex) -> CitationRow {
    let work = by_doi(&citation.doi);
    CitationRow {
        doi: work.and_then(|work| work.doi).unwrap_or(&citation.doi).to_owned(),
        text: work.map(Reference::sentence),
        verified: work.is_some(),
        plan_line: lines.line(citation.span.start),
    }
}
