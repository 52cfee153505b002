//! The Koopman constraint lens: what the cap would be in such a controller, and no more.

use super::format::exact;
use crate::diagnostic::LineIndex;
use crate::pack::Material;
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
    pub reference: &'static str,
    pub link: &'static str,
    pub origin: String,
}

struct Work {
    doi: Option<&'static str>,
    reference: &'static str,
    link: &'static str,
}

const WORKS: [Work; 3] = [
    Work {
        doi: Some("10.1109/CDC45484.2021.9682872"),
        reference: "S. P. Nandanoori, S. Pal, S. Sinha, S. Kundu, K. Agarwal, S. Choudhury, \"Data-driven Distributed Learning of Multi-agent Systems: A Koopman Operator Approach\", 60th IEEE Conference on Decision and Control (CDC), 2021, pp. 5059-5066",
        link: "DOI [10.1109/CDC45484.2021.9682872](https://doi.org/10.1109/CDC45484.2021.9682872)",
    },
    Work {
        doi: Some("10.1016/j.physd.2024.134052"),
        reference: "J.-H. Niemann, S. Klus, N. Djurdjevac Conrad, C. Schütte, \"Koopman-Based Surrogate Models for Multi-Objective Optimization of Agent-Based Systems\", Physica D, 2024",
        link: "DOI [10.1016/j.physd.2024.134052](https://doi.org/10.1016/j.physd.2024.134052)",
    },
    Work {
        doi: None,
        reference: "M. Korda, I. Mezić, \"Linear predictors for nonlinear dynamical systems: Koopman operator meets model predictive control\", Automatica, 2018",
        link: "[arXiv:1611.03537](https://arxiv.org/abs/1611.03537)",
    },
];

/// None unless the plan speaks of Koopman.
pub fn view(material: &Material) -> Option<KoopmanView> {
    is_wanted(material.plan).then(|| {
        let lines = LineIndex::new(material.plan.text);
        let row = |work: &Work| WorkRow {
            reference: work.reference,
            link: work.link,
            origin: origin(work, material.plan, &lines),
        };
        KoopmanView { scope: SCOPE, cap: exact(material.config.it_cap_w), works: WORKS.iter().map(row).collect() }
    })
}

fn is_wanted(plan: &Plan) -> bool {
    let speaks = |text: &str| text.to_lowercase().contains("koopman");
    speaks(plan.text) || plan.outline.requirements.iter().any(|requirement| speaks(&requirement.text))
}

fn origin(work: &Work, plan: &Plan, lines: &LineIndex) -> String {
    let cited =
        work.doi.and_then(|doi| plan.outline.citations.iter().find(|citation| citation.doi.eq_ignore_ascii_case(doi)));
    cited.map_or_else(
        || "added by the generator".to_owned(),
        |citation| format!("cited by the plan, line {}", lines.line(citation.span.start)),
    )
}
