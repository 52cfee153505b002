//! Plans that nobody would write: fixtures cut, joined, doubled and sprinkled, all the way through.
//! The long run of the same kind is `tests/fuzz/`.

use crate::harness::fixture;
use proptest::prelude::*;
use wattpack_core::diagnostic::{Place, has_errors};
use wattpack_core::pack::{build, is_workflow, scan_pins, verify};
use wattpack_core::plan::Overrides;

const PLANS: [&str; 6] =
    ["small.md", "table.md", "block.md", "operating_points.md", "nothing_fits.md", "err_several.md"];

/// What means something to a reader of Markdown, of numbers, of YAML, of workflows or of a terminal.
const SPRINKLES: [&str; 28] = [
    "|",
    "\n|---|",
    "`",
    "```yaml cluster\n",
    "```\n",
    "- ",
    "> ",
    "---\n",
    "+++\n",
    "# ",
    "\r",
    "\u{0}",
    "\u{202e}",
    "\u{1b}[31m",
    "${{ github.token }}",
    "{\"node\":",
    "&a *a",
    "!!python/object",
    "<!--",
    "</script>",
    "[x](y)",
    "\\",
    "1e309",
    "-0",
    "9007199254740993",
    "\u{feff}",
    "👩‍💻",
    "5 MW",
];

/// One change of a text, at a place that is a share of its length.
fn changed(text: &str, (kind, at, length, pick): (u8, f64, f64, usize)) -> String {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of the length")]
    let place =
        |share: f64| (0..=(share * text.len() as f64) as usize).rev().find(|&at| text.is_char_boundary(at)).unwrap();
    let (from, to) = (place(at), place((at + length * 0.1).min(1.0)));
    let (before, middle, after) = (&text[..from], &text[from..to], &text[to..]);
    match kind % 4 {
        0 => [before, after].concat(),
        1 => [before, middle, middle, after].concat(),
        2 => [before, SPRINKLES[pick % SPRINKLES.len()], middle, after].concat(),
        _ => [after, middle, before].concat(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_built_keeps_its_promises(
        plan in 0..PLANS.len(),
        changes in prop::collection::vec((any::<u8>(), 0.0..1.0, 0.0..1.0, any::<usize>()), 0..6),
    ) {
        let text = std::fs::read_to_string(fixture(PLANS[plan])).unwrap();
        let text = changes.into_iter().fold(text, |text, change| changed(&text, change));
        let built = build(&text, &Overrides::new(), false);
        for found in &built.diagnostics {
            if let Place::Text(span) = found.place {
                prop_assert!(text.get(span.start..span.end).is_some(), "{:?}", found);
            }
            prop_assert!(!found.message.is_empty());
        }
        prop_assert_eq!(built.pack.is_some(), !has_errors(&built.diagnostics, false));
        let Some((pack, result)) = built.pack.zip(built.result) else { return Ok(()) };
        prop_assert!(result.p_total_w.unwrap() <= result.it_cap_w);
        for (path, file) in pack.files.iter().filter(|(path, _)| is_workflow(path)) {
            prop_assert!(scan_pins(&file.text).is_empty(), "{}", path);
        }
        let archive = pack.archive().unwrap();
        let files = pack.files.iter().map(|(path, file)| (path.clone(), file.text.clone().into_bytes())).collect();
        let verified = verify(&files, Some(&archive));
        prop_assert!(!has_errors(&verified.diagnostics, false), "{:?}", verified.diagnostics);
        let again = build(&text, &Overrides::new(), false).pack.unwrap();
        prop_assert_eq!(again.archive().unwrap(), archive);
    }
}
