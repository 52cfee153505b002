//! Which combinations of a sweep compute the most for what they draw, and for how far their network
//! is oversubscribed: those that no other beats in both.

use super::frame::{Frame, MARGIN, Quantity};
use super::scene::{Anchor, Scene};
use super::sweep::MOST_POINTS;
use crate::model::point::Point;
use crate::model::sweep::Sweep;
use crate::pack::format::counted;
use std::collections::BTreeSet;

const PANEL: f64 = 330.0;
const TOP: f64 = 138.0;

const STYLE: &str = "\
.wattpack .beaten-dot{fill:#59636e;opacity:.3}
@media (prefers-color-scheme: dark){
.wattpack .beaten-dot{fill:#9198a1}
}
";

/// Draws both fronts: a complete SVG file. None for more than [`MOST_POINTS`] combinations.
pub fn pareto(sweep: &Sweep, name: &str) -> Option<String> {
    if sweep.len() > MOST_POINTS {
        return None;
    }
    let points = points(sweep);
    let has_peak = points.iter().any(|point| point.compute_pflops.is_some());
    let compute = |point: &Point| point.compute_pflops.unwrap_or(point.nodes as f64);
    let unit = if has_peak { "compute, PFLOPS" } else { "nodes" };
    let by_power: Vec<_> = points.iter().map(|point| (point.p_total_w, compute(point))).collect();
    let by_network: Vec<_> =
        points.iter().filter_map(|point| Some((point.oversubscription_ratio?, compute(point)))).collect();
    let summary = format!(
        "{} with nodes: {} on the front of power, {} on that of oversubscription",
        counted(points.len() as u64, "combination"),
        front(&by_power).len(),
        front(&by_network).len()
    );
    let mut scene =
        Scene::new("pareto", TOP + 2.0 * PANEL - 24.0, &format!("Compute at its best: {name}"), &format!("{summary}."));
    scene.style(STYLE);
    scene.text("head", (MARGIN, 34.0), Anchor::Start, "Compute at its best");
    scene.text("soft", (MARGIN, 54.0), Anchor::Start, &format!("{name}: {summary}"));
    scene.dot("plan-dot", (MARGIN + 9.0, 76.0));
    scene.text("ink", (MARGIN + 28.0, 80.0), Anchor::Start, "No other combination computes more for less");
    scene.dot("beaten-dot", (MARGIN + 9.0, 96.0));
    scene.text("ink", (MARGIN + 28.0, 100.0), Anchor::Start, "Another one does");
    let (low, high) = ends(by_power.iter().map(|point| point.0));
    panel(&mut scene, TOP, Quantity::power("power of the cluster", low, high), unit, &by_power);
    let (low, high) = ends(by_network.iter().map(|point| point.0));
    panel(
        &mut scene,
        TOP + PANEL,
        Quantity::plain("oversubscription as built, : 1", false, low, high),
        unit,
        &by_network,
    );
    Some(scene.finish())
}

fn points(sweep: &Sweep) -> Vec<Point> {
    let mut rows = sweep.rows(0..sweep.len());
    let mut points = Vec::new();
    while rows.left() > 0 {
        points.extend(rows.point().filter(|point| point.nodes > 0));
        rows.advance();
    }
    points
}

fn panel(scene: &mut Scene, top: f64, across: Quantity, unit: &str, points: &[(f64, f64)]) {
    let (low, high) = ends(points.iter().map(|point| point.1));
    let up = Quantity::plain(unit, unit == "nodes", low, high + ((high - low) * 0.06).max(1.0));
    let frame = Frame::new(top, top + PANEL - 88.0, across, up);
    frame.draw(scene);
    if points.is_empty() {
        let middle = frame.at(0.0, 0.0);
        scene.text("soft", (middle.0.max(frame.left() + 8.0), top + 20.0), Anchor::Start, "Nothing to show");
        return;
    }
    let front = front(points);
    let is_best = |point: &(f64, f64)| front.iter().any(|best| best == point);
    for point in distinct(points.iter().filter(|point| !is_best(point)), &frame) {
        scene.dot("beaten-dot", point);
    }
    for point in distinct(front.iter(), &frame) {
        scene.dot("plan-dot", point);
    }
}

/// Places that differ on the page, each once.
fn distinct<'a>(points: impl Iterator<Item = &'a (f64, f64)>, frame: &Frame) -> Vec<(f64, f64)> {
    let mut seen = BTreeSet::new();
    points
        .map(|&(x, y)| frame.at(x, y))
        .filter(|(x, y)| seen.insert(((x * 2.0).round().to_bits(), (y * 2.0).round().to_bits())))
        .collect()
}

/// The pairs that no other beats: from the least cost up, each one that has more than all before.
pub fn front(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut sorted = points.to_vec();
    sorted.sort_by(|one, other| one.0.total_cmp(&other.0).then(other.1.total_cmp(&one.1)));
    let mut best = f64::NEG_INFINITY;
    sorted.retain(|&(_, gain)| {
        let is_better = gain > best;
        best = best.max(gain);
        is_better
    });
    sorted
}

fn ends(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), it| (low.min(it), high.max(it)));
    if low <= high { (low, high) } else { (0.0, 1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_front_is_what_nothing_beats() {
        let points = [(1.0, 5.0), (2.0, 4.0), (2.0, 7.0), (3.0, 7.0), (4.0, 9.0), (1.0, 3.0)];
        let beaten = |it: &(f64, f64)| {
            points.iter().any(|other| (other.0 < it.0 && other.1 >= it.1) || (other.0 <= it.0 && other.1 > it.1))
        };
        let expected: Vec<_> = points.iter().filter(|point| !beaten(point)).copied().collect();
        assert_eq!(front(&points), expected);
        assert_eq!(front(&[]), []);
    }
}
