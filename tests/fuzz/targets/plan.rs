//! Reading a plan ends, gives the same twice, and every place lies in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wattpack_core::diagnostic::{Diagnostic, LineIndex, Place};
use wattpack_core::plan::{Overrides, read};

fuzz_target!(|text: &str| {
    let overrides = Overrides::new();
    let first = read(text, &overrides);
    let places = |found: &[Diagnostic]| format!("{found:?}");
    assert_eq!(places(&first.diagnostics), places(&read(text, &overrides).diagnostics));
    let lines = LineIndex::new(text);
    let of_values = first.value.settings.values().filter_map(|setting| setting.span);
    let of_problems = first.diagnostics.iter().filter_map(|found| match found.place {
        Place::Text(span) => Some(span),
        _ => None,
    });
    for span in of_values.chain(of_problems) {
        assert!(span.start <= span.end && text.get(span.start..span.end).is_some(), "{span:?}");
        assert!(lines.in_scalars(span.start).line >= 1);
    }
});
