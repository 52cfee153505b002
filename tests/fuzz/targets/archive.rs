#![no_main]

#[path = "../promises/mod.rs"]
#[allow(dead_code, reason = "every target has its own promise")]
mod promises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| promises::archive::hold(bytes));
