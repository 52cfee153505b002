//! What is too large is refused, or no longer helped with. `www/docs/limits.md` lists the limits.

use wattpack_core::answer::of_plan;
use wattpack_core::diagnostic::{TOO_LARGE, UNKNOWN_KEY};
use wattpack_core::plan::{MAX_SIGNS, Overrides};

#[test]
fn a_plan_of_too_many_signs_is_refused() {
    let plan = "|\n".repeat(MAX_SIGNS / 2) + "-";
    let answer = of_plan(&plan, &Overrides::new(), None);
    let [found] = &answer.diagnostics[..] else { panic!("{} problems", answer.diagnostics.len()) };
    assert_eq!(*found.code, TOO_LARGE);
    assert!(found.message.contains("2097153") && found.help.contains("2097152"), "{found:?}");
}

#[test]
fn the_nearest_key_is_looked_up_for_the_first_unknown_keys_of_a_plan_only() {
    let plan: String = (0..60).map(|at| format!("```yaml cluster\nmax_nodez{at}: 1\n```\n")).collect();
    let answer = of_plan(&plan, &Overrides::new(), None);
    let unknown: Vec<_> = answer.diagnostics.iter().filter(|found| *found.code == UNKNOWN_KEY).collect();
    let helped = unknown.iter().filter(|found| found.help.contains("`max_nodes`")).count();
    assert_eq!((unknown.len(), helped), (60, 50));
}
