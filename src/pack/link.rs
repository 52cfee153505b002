//! Links between files of a pack.

/// The relative link from one file to another, both by their paths in the pack.
pub(super) fn relative(from: &str, to: &str) -> String {
    let folders = |path: &str| -> Vec<String> { path.split('/').map(str::to_owned).rev().skip(1).collect::<Vec<_>>().into_iter().rev().collect() };
    let (from_folders, to_folders) = (folders(from), folders(to));
    let shared = from_folders.iter().zip(&to_folders).take_while(|(a, b)| a == b).count();
    let up = "../".repeat(from_folders.len() - shared);
    let name = to.rsplit('/').next().unwrap_or(to);
    let down: String = to_folders[shared..].iter().map(|folder| format!("{folder}/")).collect();
    format!("{up}{down}{name}")
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
