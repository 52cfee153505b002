//! The Koopman constraint lens: what the cap would be in such a controller, and no more.

use super::format::exact;
use crate::pack::Material;
use crate::pack::references::{REFERENCES, Reference};
use crate::plan::Plan;

/// All that a memo may claim; `wattpack verify` looks for this very sentence.
pub const SCOPE: &str = "This tool is static: it fits no Koopman model and reports no Koopman result. In a controller built on such a model the cap would be one linear row, `c'z <= P_cap`, per step; the topology gives that row's sparsity (Nandanoori et al.); a surrogate may stand in for an expensive model in a multi-objective search (Niemann et al.). Nothing more is claimed.";

/// The section.
pub(in crate::pack) struct KoopmanView {
    pub scope: &'static str,
    pub cap: String,
    pub works: Vec<WorkRow>,
}

/// A reference.
pub(in crate::pack) struct WorkRow {
    pub reference: String,
    pub link: String,
    pub origin: String,
}

/// None unless the plan speaks of Koopman.
pub fn view(material: &Material) -> Option<KoopmanView> {
    is_wanted(material.plan).then(|| {
        let row = |work: &Reference| WorkRow {
            reference: work.sentence(),
            link: work.link(),
            origin: origin(work, material),
        };
        KoopmanView { scope: SCOPE, cap: exact(material.config.it_cap_w), works: REFERENCES.iter().map(row).collect() }
    })
}

fn is_wanted(plan: &Plan) -> bool {
    let speaks = |text: &str| text.to_ascii_lowercase().contains("koopman");
    speaks(plan.text) || plan.outline.requirements.iter().any(|requirement| speaks(&requirement.text))
}

fn origin(work: &Reference, material: &Material) -> String {
    let cited = material.plan.outline.citations.iter().find(|citation| work.has_doi(&citation.doi));
    cited.map_or_else(
        || "added by the generator".to_owned(),
        |citation| format!("cited by the plan, line {}", material.lines.line(citation.span.start)),
    )
}
