//! Operating points: what the cluster achieves at each power setting of the node.

use super::frame::{Frame, MARGIN, Quantity};
use super::scene::{Anchor, CHARACTER, Scene, WIDTH};
use crate::model::result::{ClusterResult, PointResult};
use crate::pack::format::{counted, exact_power, significant};

const TOP: f64 = 158.0;
const BOTTOM: f64 = 432.0;

/// Draws throughput over node power: a complete SVG file. None without operating points.
pub fn operating_points(result: &ClusterResult) -> Option<String> {
    let points = result.operating_points.as_deref()?;
    let best = points.iter().find(|point| point.best)?;
    let full = points.iter().reduce(|full, point| if point.power_w > full.power_w { point } else { full })?;
    let legend = [format!("Best: {}", said(best)), format!("Full power: {}", said(full))];
    let mut scene = Scene::new(
        "operating-points",
        BOTTOM + 62.0,
        &format!("Throughput against node power: {}", result.name),
        &format!("{}. {}. {}.", legend[0], legend[1], counted(points.len() as u64, "point")),
    );
    scene.text("head", (MARGIN, 34.0), Anchor::Start, "Throughput against node power");
    scene.text("soft", (MARGIN, 54.0), Anchor::Start, &result.name);
    for (y, class, text) in [(80.0, "plan-dot", &legend[0]), (102.0, "next-dot", &legend[1])] {
        scene.dot(class, (MARGIN + 9.0, y - 4.0));
        scene.text("ink", (MARGIN + 28.0, y), Anchor::Start, text);
    }
    let frame = frame(points);
    frame.draw(&mut scene);
    draw(&mut scene, &frame, points, best);
    Some(scene.finish())
}

fn said(point: &PointResult) -> String {
    format!(
        "{} per node, {}, throughput {}",
        exact_power(point.power_w),
        counted(point.nodes, "node"),
        significant(point.cluster_throughput, 5)
    )
}

fn frame(points: &[PointResult]) -> Frame {
    let ends = |values: &dyn Fn(&PointResult) -> f64| {
        points.iter().map(values).fold((f64::INFINITY, 0.0_f64), |(low, high), it| (low.min(it), high.max(it)))
    };
    let (low, high) = ends(&|point| point.power_w);
    let room = (high - low) * 0.1;
    let across = Quantity::power("power of one node", low - room, high + room);
    let (low, high) = ends(&|point| point.cluster_throughput);
    let room = (high - low) * 0.08;
    Frame::new(
        TOP,
        BOTTOM,
        across,
        Quantity::plain("throughput of the cluster", false, (low - room).max(0.0), high + room),
    )
}

/// A dot for each point and no line between them: nothing is known there. The best one and its
/// neighbours on the page carry their node counts where there is room.
fn draw(scene: &mut Scene, frame: &Frame, points: &[PointResult], best: &PointResult) {
    let mut sorted: Vec<&PointResult> = points.iter().collect();
    sorted.sort_by(|one, other| one.power_w.total_cmp(&other.power_w));
    let mut free_from = frame.left();
    for point in sorted {
        let (x, y) = frame.at(point.power_w, point.cluster_throughput);
        scene.dot(if std::ptr::eq(point, best) { "plan-dot" } else { "next-dot" }, (x, y));
        let label = counted(point.nodes, "node");
        let half = label.chars().count() as f64 * CHARACTER / 2.0;
        if x - half >= free_from && x + half <= WIDTH - MARGIN / 2.0 {
            scene.text("soft", (x, y - 11.0), Anchor::Middle, &label);
            free_from = x + half + CHARACTER;
        }
    }
}
