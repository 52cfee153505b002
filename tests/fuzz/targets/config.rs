//! Reading a config ends, and what is read has an answer below its cap.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wattpack_core::answer::of_config;
use wattpack_core::model::explain::explain;
use wattpack_core::plan::Overrides;

fuzz_target!(|text: &str| {
    let answer = of_config(text, &Overrides::new(), None);
    if let Some((config, result)) = answer.config.zip(answer.result) {
        assert!(result.feasible && result.p_total_w.is_some_and(|total| total <= config.it_cap_w));
        assert!(result.binding.is_some());
        let explanation = explain(&answer.settings, &config, &result);
        assert_eq!(explanation.limits.iter().filter(|limit| limit.binds).count(), 1);
    }
});
