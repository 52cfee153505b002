//! The plans that are read, built and packed.

use std::path::PathBuf;
use wattpack_core::EXAMPLE;
use wattpack_core::pack::{Pack, build};
use wattpack_core::plan::Overrides;

/// The largest fixture: front matter, a TOML block, lists, files of its own.
pub const FIXTURE: &str = include_str!("../../tests/fixtures/block.md");

/// A plan in lists alone, as people write them who never heard of config blocks.
pub const LISTS: &str = include_str!("lists.md");

/// The repository.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The golden pack of the example.
pub fn golden() -> PathBuf {
    root().join("tests/golden/example")
}

/// A megabyte: the example again and again, each time with requirements, files and names of its own.
pub fn megabyte() -> String {
    let mut text = EXAMPLE.to_owned();
    for copy in 1.. {
        if text.len() >= 1_000_000 {
            break;
        }
        let own =
            [("INV-", format!("INV{copy}-")), ("GATE-", format!("GATE{copy}-")), ("`docs/", format!("`docs/{copy}-"))];
        text += &own.iter().fold(EXAMPLE.to_owned(), |text, (old, new)| text.replace(old, new));
    }
    text
}

/// The pack of a plan.
pub fn pack(plan: &str) -> Pack {
    build(plan, &Overrides::new(), false).pack.expect("the plan is sound")
}
