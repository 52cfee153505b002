//! The verification record.

use super::Material;
use super::layout::record_date;
use super::pins::{PINS, TABLE_DATE};
use super::template::{self, CitationRow, PinRow, VerificationRecord};
use crate::diagnostic::LineIndex;
use crate::plan::Citation;

/// A work whose reference was checked.
pub(super) struct Work {
    /// Its DOI as its publisher writes it.
    pub doi: &'static str,
    /// The full reference.
    pub text: &'static str,
}

/// Works whose references were checked.
pub(super) static WORKS: &[Work] = &[
    Work {
        doi: "10.1109/CDC45484.2021.9682872",
        text: "S. P. Nandanoori, S. Pal, S. Sinha, S. Kundu, K. Agarwal, S. Choudhury, \"Data-driven Distributed Learning of Multi-agent Systems: A Koopman Operator Approach\", 60th IEEE Conference on Decision and Control (CDC), Austin TX, 2021, pp. 5059-5066.",
    },
    Work {
        doi: "10.1016/j.physd.2024.134052",
        text: "J.-H. Niemann, S. Klus, N. Djurdjevac Conrad, C. Schütte, \"Koopman-Based Surrogate Models for Multi-Objective Optimization of Agent-Based Systems\", Physica D, 2024 (arXiv:2306.17666).",
    },
];

pub(super) fn render(material: &Material) -> String {
    let outline = &material.plan.outline;
    let lines = LineIndex::new(material.plan.text);
    template::verification(&VerificationRecord {
        paths: &material.layout.paths,
        date: record_date(outline).map(|(date, _)| date),
        pin_table_date: TABLE_DATE,
        pin_rows: PINS.all().map(PinRow::from).into(),
        citations: outline.citations.iter().map(|citation| row(citation, &lines)).collect(),
    })
}

fn row(citation: &Citation, lines: &LineIndex) -> CitationRow {
    let work = WORKS.iter().find(|work| work.doi.eq_ignore_ascii_case(&citation.doi));
    CitationRow {
        doi: work.map_or_else(|| citation.doi.clone(), |work| work.doi.to_owned()),
        text: work.map(|work| work.text.to_owned()),
        verified: work.is_some(),
        plan_line: lines.line(citation.span.start),
    }
}
