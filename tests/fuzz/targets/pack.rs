//! From a plan all the way: what is built keeps every promise.
#![no_main]

// The part of the program that opens archives.
#[allow(dead_code)]
#[path = "../../../src/bin/wattpack/existing/mod.rs"]
mod existing;
#[allow(dead_code)]
#[path = "../../../src/bin/wattpack/exit.rs"]
mod exit;
mod report {
    #[path = "../../../../../src/bin/wattpack/report/safe.rs"]
    pub mod safe;
}

use libfuzzer_sys::fuzz_target;
use wattpack_core::diagnostic::has_errors;
use wattpack_core::pack::{build, is_workflow, scan_pins, verify};
use wattpack_core::plan::Overrides;

fuzz_target!(|text: &str| {
    let built = build(text, &Overrides::new(), false);
    assert_eq!(built.pack.is_some(), !has_errors(&built.diagnostics, false));
    let Some((pack, result)) = built.pack.zip(built.result) else { return };
    assert!(result.p_total_w.is_some_and(|total| total <= result.it_cap_w));
    for (path, file) in pack.files.iter().filter(|(path, _)| is_workflow(path)) {
        assert!(scan_pins(&file.text).is_empty(), "{path}");
    }
    let Ok(archive) = pack.archive() else { return };
    let files = existing::archive::unpack(&archive).expect("our own archive opens");
    assert_eq!(files.len(), pack.files.len());
    assert!(pack.files.iter().all(|(path, file)| files.get(path).is_some_and(|it| it == file.text.as_bytes())));
    let verified = verify(&files, Some(&archive));
    assert!(!has_errors(&verified.diagnostics, false), "{:?}", verified.diagnostics);
    let again = build(text, &Overrides::new(), false);
    assert_eq!(again.pack.and_then(|pack| pack.archive().ok()).as_ref(), Some(&archive));
});
