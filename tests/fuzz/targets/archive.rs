//! Unpacking and verifying what somebody calls a pack.
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
use wattpack_core::pack::verify;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(files) = existing::archive::unpack(bytes) {
        assert!(files.keys().all(|path| !path.starts_with('/') && !path.split('/').any(|part| part == "..")));
        verify(&files, Some(bytes));
    }
});
