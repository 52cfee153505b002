//! Links between files of a pack.

/// The relative link from one file to another, both by their paths in the pack.
pub(super) fn relative(from: &str, to: &str) -> String {
    let from_folders: Vec<&str> = from.split('/').rev().skip(1).collect();
    let to_names: Vec<&str> = to.split('/').collect();
    let shared = from_folders.iter().rev().zip(&to_names[..to_names.len() - 1]).take_while(|(a, b)| a == b).count();
    let up = "../".repeat(from_folders.len() - shared);
    format!("{up}{}", to_names[shared..].join("/"))
}

#[cfg(test)]
mod tests {
    use super::relative;

    #[test]
    fn links_lead_from_any_folder_to_any_other() {
        for (from, to, link) in [
            ("docs/memo.md", "docs/figures/a.svg", "figures/a.svg"),
            ("memo.md", "docs/figures/a.svg", "docs/figures/a.svg"),
            ("a/b/c.md", "docs/a.svg", "../../docs/a.svg"),
            ("tools/x.json", "tools/y.json", "y.json"),
            ("a/b/x.md", "a/c/x.md", "../c/x.md"),
            ("docs/x.md", "plan.md", "../plan.md"),
        ] {
            assert_eq!(relative(from, to), link);
        }
    }
}
