//! Works whose references were checked: the one table of them.

/// A work.
#[derive(Debug)]
pub struct Reference {
    /// Its DOI as its publisher writes it, if it was checked.
    pub doi: Option<&'static str>,
    /// Its number at arXiv.
    arxiv: Option<&'static str>,
    /// Authors, title, where and when it appeared.
    text: &'static str,
}

/// All works, in the order in which a memo lists them.
pub static REFERENCES: [Reference; 3] = [
    Reference {
        doi: Some("10.1109/CDC45484.2021.9682872"),
        arxiv: None,
        text: "S. P. Nandanoori, S. Pal, S. Sinha, S. Kundu, K. Agarwal, S. Choudhury, \"Data-driven Distributed Learning of Multi-agent Systems: A Koopman Operator Approach\", 60th IEEE Conference on Decision and Control (CDC), Austin TX, 2021, pp. 5059-5066",
    },
    Reference {
        doi: Some("10.1016/j.physd.2024.134052"),
        arxiv: Some("2306.17666"),
        text: "J.-H. Niemann, S. Klus, N. Djurdjevac Conrad, C. Schütte, \"Koopman-Based Surrogate Models for Multi-Objective Optimization of Agent-Based Systems\", Physica D, 2024",
    },
    Reference {
        doi: None,
        arxiv: Some("1611.03537"),
        text: "M. Korda, I. Mezić, \"Linear predictors for nonlinear dynamical systems: Koopman operator meets model predictive control\", Automatica, 2018",
    },
];

/// The work with a DOI, whose case does not count.
pub fn by_doi(doi: &str) -> Option<&'static Reference> {
    REFERENCES.iter().find(|work| work.has_doi(doi))
}

impl Reference {
    /// Whether this is its DOI.
    pub fn has_doi(&self, doi: &str) -> bool {
        self.doi.is_some_and(|own| own.eq_ignore_ascii_case(doi))
    }

    /// The full reference as a sentence, without its DOI.
    pub fn sentence(&self) -> String {
        match self.arxiv {
            Some(number) => format!("{} (arXiv:{number}).", self.text),
            None => format!("{}.", self.text),
        }
    }

    /// Where to read it: its DOI, or arXiv, as a Markdown link.
    pub fn link(&self) -> String {
        match (self.doi, self.arxiv) {
            (Some(doi), _) => format!("DOI [{doi}](https://doi.org/{doi})"),
            (None, Some(number)) => format!("[arXiv:{number}](https://arxiv.org/abs/{number})"),
            (None, None) => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_work_says_all_that_was_checked() {
        let [nandanoori, niemann, korda] = &REFERENCES;
        assert!(nandanoori.sentence().ends_with("(CDC), Austin TX, 2021, pp. 5059-5066."));
        assert!(niemann.sentence().ends_with("Physica D, 2024 (arXiv:2306.17666)."));
        assert!(korda.sentence().ends_with("Automatica, 2018 (arXiv:1611.03537)."));
        assert_eq!(korda.link(), "[arXiv:1611.03537](https://arxiv.org/abs/1611.03537)");
        for work in &REFERENCES {
            assert!(!work.link().is_empty());
        }
    }

    #[test]
    fn the_case_of_a_doi_does_not_count() {
        let work = by_doi("10.1109/cdc45484.2021.9682872").unwrap();
        assert_eq!(work.link(), "DOI [10.1109/CDC45484.2021.9682872](https://doi.org/10.1109/CDC45484.2021.9682872)");
        assert!(by_doi("10.1109/other").is_none());
    }
}
