//! Where the watts go: a bar against the cap, and a row for each category.

use super::axis::Ticks;
use super::budget::{Budget, Row};
use super::scene::{Anchor, CHARACTER, Scene, WIDTH};
use crate::model::result::ClusterResult;
use crate::pack::format::{counted, exact_power, percent, power};

const LEFT: f64 = 28.0;
const RIGHT: f64 = WIDTH - 28.0;
const BAR_TOP: f64 = 112.0;
const BAR_HEIGHT: f64 = 40.0;
const BAR_BOTTOM: f64 = BAR_TOP + BAR_HEIGHT;
const ROWS_TOP: f64 = 232.0;
const ROW: f64 = 22.0;
/// Right edges of the columns with numbers.
const COUNT: f64 = 330.0;
const AMOUNT: f64 = 480.0;
const OF_TOTAL: f64 = 610.0;
const OF_CAP: f64 = RIGHT;

/// Draws the power budget: a complete SVG file.
pub fn power_budget(result: &ClusterResult) -> String {
    let budget = Budget::of(result);
    let summary = summary(result);
    let height = ROWS_TOP + ROW * 12.0 + 14.0;
    let mut scene = Scene::new(
        "power-budget",
        height,
        &format!("Where the watts go: {}", result.name),
        &description(&budget, &summary),
    );
    scene.text("head", (LEFT, 34.0), Anchor::Start, "Where the watts go");
    scene.text("soft", (LEFT, 54.0), Anchor::Start, &result.name);
    scene.text("ink", (LEFT, 76.0), Anchor::Start, &summary);
    bar(&mut scene, &budget);
    table(&mut scene, &budget);
    scene.finish()
}

fn summary(result: &ClusterResult) -> String {
    let (nodes, cap) = (counted(result.nodes, "node"), exact_power(result.it_cap_w));
    match result.p_total_w.zip(result.utilization) {
        None => format!("{nodes} can't be wired with these switches"),
        Some(_) if result.nodes == 0 => format!("Nothing is built: the whole cap of {cap} is free"),
        Some((total, share)) => format!("{nodes}: {} of the cap of {cap} ({})", power(total), percent(share)),
    }
}

fn description(budget: &Budget, summary: &str) -> String {
    let unit = budget.unit.name;
    let rows = budget.parts.iter().chain([&budget.total, &budget.headroom, &budget.cap]);
    let rows = rows.map(|row| format!("{} {} {unit}", row.name, row.amount));
    format!("{summary}. {}.", rows.reduce(|rows, row| rows + ", " + &row).unwrap_or_default())
}

/// The bar is as long as the cap, or as the total where that is more.
fn bar(scene: &mut Scene, budget: &Budget) {
    let longest = budget.cap.watts.max(budget.total.watts);
    let at = |watts: f64| LEFT + watts / longest * (RIGHT - LEFT);
    let mut from = 0.0;
    for part in &budget.parts {
        segment(scene, part.key, at(from), at(from + part.watts));
        from += part.watts;
    }
    segment(scene, "headroom", at(from), at(budget.cap.watts));
    axis(scene, budget, longest / budget.unit.watts);
    cap_mark(scene, at(budget.cap.watts), &format!("IT cap {}", exact_power(budget.cap.watts)));
}

fn segment(scene: &mut Scene, class: &str, left: f64, right: f64) {
    if right > left {
        scene.rect(class, (left, BAR_TOP), (right - left, BAR_HEIGHT));
    }
}

fn cap_mark(scene: &mut Scene, x: f64, label: &str) {
    scene.line("cap", (x, BAR_TOP - 6.0), (x, BAR_BOTTOM + 6.0));
    let fits_left = label.chars().count() as f64 * CHARACTER < x - LEFT;
    let anchor = if fits_left { Anchor::End } else { Anchor::Start };
    scene.text("strong", (x, BAR_TOP - 12.0), anchor, label);
}

fn axis(scene: &mut Scene, budget: &Budget, high: f64) {
    let ticks = Ticks::across(0.0, high, RIGHT - LEFT);
    scene.line("axis", (LEFT, BAR_BOTTOM + 6.0), (RIGHT, BAR_BOTTOM + 6.0));
    for (value, label) in ticks.values.iter().zip(&ticks.labels) {
        let x = LEFT + value / high * (RIGHT - LEFT);
        scene.line("axis", (x, BAR_BOTTOM + 6.0), (x, BAR_BOTTOM + 11.0));
        scene.tick_label((x, BAR_BOTTOM + 25.0), label);
    }
    scene.text(
        "soft",
        (f64::midpoint(LEFT, RIGHT), BAR_BOTTOM + 45.0),
        Anchor::Middle,
        &format!("power, {}", budget.unit.name),
    );
}

fn table(scene: &mut Scene, budget: &Budget) {
    for (x, title) in [(COUNT, "count"), (AMOUNT, budget.unit.name), (OF_TOTAL, "% of total"), (OF_CAP, "% of cap")] {
        scene.text("soft", (x, ROWS_TOP), Anchor::End, title);
    }
    scene.line("rule", (LEFT, ROWS_TOP + 7.0), (RIGHT, ROWS_TOP + 7.0));
    for (at, part) in (1_u32..).zip(&budget.parts) {
        row(scene, part, f64::from(at), "ink");
    }
    scene.line("rule", (LEFT, ROWS_TOP + 8.0 * ROW + 7.0), (RIGHT, ROWS_TOP + 8.0 * ROW + 7.0));
    row(scene, &budget.total, 9.0, "strong");
    row(scene, &budget.headroom, 10.0, "ink");
    row(scene, &budget.cap, 11.0, "strong");
}

fn row(scene: &mut Scene, row: &Row, at: f64, class: &str) {
    let y = ROWS_TOP + at * ROW;
    if !["total", "cap"].contains(&row.key) {
        scene.rect(row.key, (LEFT, y - 10.0), (12.0, 12.0));
    }
    scene.text(class, (LEFT + 22.0, y), Anchor::Start, row.name);
    let count = row.count.map(crate::pack::format::count).unwrap_or_default();
    for (x, text) in [(COUNT, &count), (AMOUNT, &row.amount), (OF_TOTAL, &row.of_total), (OF_CAP, &row.of_cap)] {
        if !text.is_empty() {
            scene.text(class, (x, y), Anchor::End, text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::config::Config;
    use crate::model::solve::{judge, solve};

    #[test]
    fn the_picture_says_what_it_shows() {
        let svg = power_budget(&solve(&Config::default()).unwrap());
        assert!(svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>\n"));
        for part in [
            "role=\"img\"",
            "<title id=\"power-budget-title\">Where the watts go: cluster</title>",
            "prefers-color-scheme: dark",
            "IT cap 5 MW",
        ] {
            assert!(svg.contains(part), "{part}");
        }
    }

    #[test]
    fn nothing_built_is_all_headroom() {
        let svg = power_budget(&solve(&Config { it_cap_w: 1.0, ..Config::default() }).unwrap());
        assert!(svg.contains("<rect class=\"headroom\" x=\"28.0\" y=\"112.0\" width=\"704.0\""), "{svg}");
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
    }

    #[test]
    fn a_judged_count_may_lie_above_the_cap_or_not_be_wired() {
        let over = power_budget(&judge(&Config::default(), 1_000).unwrap());
        assert!(!over.contains("<rect class=\"headroom\" x=\"28.0\" y=\"112.0\"") && over.contains("IT cap 5 MW"));
        assert!(power_budget(&judge(&Config::default(), 1_000_000).unwrap()).contains("can&#39;t be wired"));
    }
}
