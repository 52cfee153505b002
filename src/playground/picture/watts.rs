//! Where the watts go: a bar against the cap, and a row for each part.

use super::super::node::Node;
use super::scene::{Scene, length};
use crate::model::result::ClusterResult;
use crate::pack::figure::{Budget, Row};
use crate::pack::format::{exact_power, power};

const TOP: f64 = 26.0;
const BAR: f64 = 36.0;
const ROW: f64 = 24.0;

/// Draws the power budget.
pub fn draw(result: &ClusterResult, width: f64) -> Node {
    let budget = Budget::of(result);
    let unit = budget.unit.name;
    let rows: Vec<&Row> = budget.parts.iter().filter(|row| row.watts > 0.0).chain([&budget.headroom]).collect();
    let description: Vec<_> = rows.iter().map(|row| format!("{} {} {unit}", row.name, row.amount)).collect();
    let mut scene = Scene::new("watts", width, "Where the watts go", &format!("{}.", description.join(", ")));
    bar(&mut scene, &budget);
    let columns = if width >= 520.0 { 2 } else { 1 };
    let lines = rows.len().div_ceil(columns);
    for (at, row) in rows.iter().enumerate() {
        let column = width / columns as f64;
        let left = column * (at / lines) as f64;
        let inner = column - if columns == 2 { 14.0 } else { 0.0 };
        entry(&mut scene, row, unit, (left, TOP + BAR + 34.0 + ROW * (at % lines) as f64), inner);
    }
    // Room for every part, so that nothing below moves while knobs do.
    scene.finish(TOP + BAR + 24.0 + ROW * 9_usize.div_ceil(columns) as f64)
}

fn bar(scene: &mut Scene, budget: &Budget) {
    let longest = budget.cap.watts.max(budget.total.watts);
    let width = scene.width;
    let at = |watts: f64| watts / longest * width;
    let mut from = 0.0;
    for part in &budget.parts {
        scene.rect(part.key, (at(from), TOP), (at(part.watts), BAR));
        from += part.watts;
    }
    scene.rect("headroom", (at(from), TOP), (at(budget.cap.watts) - at(from), BAR));
    scene.line("cap", (at(budget.cap.watts) - 1.0, TOP - 5.0), (at(budget.cap.watts) - 1.0, TOP + BAR + 5.0));
    let (used, cap) =
        (format!("{} used", power(budget.total.watts)), format!("IT cap {}", exact_power(budget.cap.watts)));
    scene.text("strong", (width, TOP - 10.0), "end", &cap);
    if length(&used) + length(&cap) + 12.0 < width {
        scene.text("ink", (0.0, TOP - 10.0), "start", &used);
    }
}

fn entry(scene: &mut Scene, row: &Row, unit: &str, (x, y): (f64, f64), width: f64) {
    scene.rect(row.key, (x, y - 10.0), (12.0, 12.0));
    let count = row.count.map(|count| format!("{} ", crate::pack::format::count(count))).unwrap_or_default();
    scene.text("ink", (x + 20.0, y), "start", &format!("{count}{}", row.name));
    scene.text("ink", (x + width - 58.0, y), "end", &format!("{} {unit}", row.amount));
    scene.text("soft", (x + width, y), "end", &format!("{} %", row.of_cap));
}
