#![no_main]

#[path = "../promises/mod.rs"]
#[allow(dead_code, reason = "every target has its own promise")]
mod promises;

libfuzzer_sys::fuzz_target!(|text: &str| promises::pack::hold(text));
