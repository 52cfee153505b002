//! A file of the pack, to be looked at.

mod highlight;
mod rendered;

use super::node::Node;
use crate::pack::PackFile;
use std::collections::BTreeMap;

/// Longest text that is coloured or rendered; more would only be slow.
const LONGEST: usize = 200_000;

/// The file: Markdown and pictures as they are meant, everything else as coloured text.
pub fn show(path: &str, text: &str, files: Option<&BTreeMap<String, PackFile>>, as_source: bool) -> Vec<Node> {
    let is_short = text.len() <= LONGEST;
    let extension = path.rsplit('.').next().unwrap_or_default();
    match extension {
        "md" if !as_source && is_short => {
            vec![Node::new("article").with("class", "rendered").children(rendered::markdown(path, text, files))]
        }
        "svg" if !as_source => {
            vec![Node::new("article").with("class", "rendered").child(rendered::picture(text, path))]
        }
        _ if is_short => vec![Node::new("pre").child(Node::new("code").children(highlight::code(extension, text)))],
        _ => vec![Node::new("pre").child(Node::of("code", "", text))],
    }
}
