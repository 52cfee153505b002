//! Plans to begin with.

/// The text of an example by its name.
pub fn find(name: &str) -> Option<&'static str> {
    match name {
        "harbor" => Some(crate::EXAMPLE),
        "inference" => Some(include_str!("examples/inference.md")),
        "study" => Some(include_str!("examples/study.md")),
        "brief" => Some(include_str!("examples/brief.md")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::pack::build;
    use crate::plan::Overrides;

    #[test]
    fn every_example_makes_a_pack_without_a_warning() {
        for name in ["harbor", "inference", "study", "brief"] {
            let built = build(find(name).unwrap(), &Overrides::new(), true);
            let worse = built.diagnostics.iter().filter(|found| found.code.severity > Severity::Note);
            assert_eq!(worse.count(), 0, "{name}: {:?}", built.diagnostics);
            assert!(built.pack.is_some() && built.result.unwrap().nodes > 0, "{name}");
        }
    }
}
