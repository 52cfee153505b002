//! The actions that our own workflows may use: those of the packs, and the further ones below.
//!
//! A new pin is looked at by a person: Dependabot's pull request fails until its SHA stands here
//! too. `CONTRIBUTING.md` says how it is checked.

use crate::packs::pack;
use std::collections::BTreeSet;

/// Pins that packs have no use for.
const FURTHER: &[&str] = &[
    "Swatinem/rust-cache@6323deb102c322ba6fcbdcafc7e3dddab59af2b6 # v2.9.2",
    "actions/deploy-pages@368f82528645a54fb793d4d04e342629a3f51346 # v5.0.1",
    "actions/setup-node@949feb2413d6458794dcd2491c4babbbce0c15c1 # v7.1.0",
    "actions/upload-pages-artifact@fc324d3547104276b827a68afc52ff2a11cc49c9 # v5.0.0",
    "rust-lang/crates-io-auth-action@c6f97d42243bad5fab37ca0427f495c86d5b1a18 # v1.0.5",
];

/// Annotated tags have a SHA of their own, which is no commit and which people pin by mistake.
pub const TAG_OBJECTS: &[(&str, &str)] = &[
    ("Swatinem/rust-cache v2.9.2", "63fed3e2fecf6f7b51dc6f043341b79ef82a9ae7"),
    ("Swatinem/rust-cache v2", "49a0bdc70d2e1b713ca9e2869b211fcce03d3c1c"),
    ("ossf/scorecard-action v2.4.4", "55891bbd73f2425e97637d96e306fc9d491d0b21"),
    ("github/codeql-action v4.38.3", "cee97f86b972a3ded3c58d04148362b193ddc518"),
    ("github/codeql-action v4.36.2", "1a818fd5f97ed0ee9a823421bd5b171add01227f"),
    ("actions/attest-build-provenance v4", "b3e506e8c389afc651c5bacf2b8f2a1ea0557215"),
];

/// What follows `uses:` in a text, one per line that has it.
pub fn uses(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| line.trim_start().trim_start_matches("- ").strip_prefix("uses:")).map(str::trim)
}

/// The pins of the library's table, as packs carry them.
pub fn of_packs() -> BTreeSet<String> {
    let pack = pack(wattpack_core::EXAMPLE);
    let workflows = pack.files.iter().filter(|(path, _)| path.starts_with(".github/workflows/"));
    workflows.flat_map(|(_, file)| uses(&file.text)).map(str::to_owned).collect()
}

/// Every pin that is known here.
pub fn known() -> BTreeSet<String> {
    of_packs().into_iter().chain(FURTHER.iter().map(|pin| (*pin).to_owned())).collect()
}
