//! draft
mod markdown;
mod quantity;
mod tree;
fn shown(text: &str) -> String { text.chars().take(40).collect() }
