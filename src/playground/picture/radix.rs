//! Nodes against the power of a node, for several leaf switches.

use super::super::node::Node;
use super::super::state::Good;
use super::axes::Axes;
use super::legend::{self, Sign};
use super::scene::{Point, Scene};
use crate::model::solve::largest;
use crate::pack::format::{counted, significant};

const HEIGHT: f64 = 250.0;
const KILO: f64 = 1e3;
/// Points of a curve.
const POINTS: u32 = 48;
const USUAL: [u64; 4] = [32, 64, 128, 256];
const CLASSES: [&str; 5] = ["curve curve-0", "curve curve-1", "curve curve-2", "curve curve-3", "curve curve-4"];

/// Nodes by node power for one leaf switch.
#[derive(Debug)]
struct Curve {
    ports: u64,
    /// kW and nodes.
    points: Vec<(f64, u64)>,
}

/// The curves and their axes.
#[derive(Debug)]
pub struct Radixes {
    curves: Vec<Curve>,
    axes: Axes,
    top: f64,
}

impl Radixes {
    /// Works out the curves around the plan's own node power, kW.
    pub fn new(good: &Good, own: f64, width: f64) -> Self {
        let here = good.config.node.power_w / KILO;
        let (low, high) = ((0.6 * own).min(0.85 * here), (1.5 * own).max(1.15 * here));
        let curves = curves(good, low, high);
        let counts = || curves.iter().flat_map(|curve| &curve.points).map(|point| point.1).chain([good.result.nodes]);
        let (least, most) = (counts().min().unwrap_or(0) as f64, counts().max().unwrap_or(0) as f64);
        let top = legend::height(width, &signs(&curves, good.config.leaf.ports));
        let axes = Axes::new(width, top, HEIGHT, (low, high), (least * 0.95, (most * 1.03).max(least + 1.0)));
        Self { curves, axes, top }
    }

    /// Draws them; `pointed` is where the pointer is.
    pub fn draw(&self, good: &Good, width: f64, pointed: Option<Point>) -> Node {
        let (here, ports) = (good.config.node.power_w / KILO, good.config.leaf.ports);
        let mut scene = Scene::new("radix", width, "Nodes against the power of a node", &self.description(here, good));
        let found = pointed.and_then(|place| self.nearest(place));
        legend::draw(&mut scene, &signs(&self.curves, ports), &hint(found));
        self.axes.draw(&mut scene, "node power, kW");
        for (curve, class) in self.curves.iter().zip(CLASSES) {
            scene.path(
                &class_of(class, curve.ports == ports),
                curve.points.iter().map(|(power, nodes)| self.axes.at(*power, *nodes as f64)),
            );
        }
        if let Some((power, _, nodes)) = found {
            self.axes.cross(&mut scene, "pointer", (power, nodes as f64));
            scene.dot("next-dot", self.axes.at(power, nodes as f64));
        }
        self.axes.cross(&mut scene, "plan-line", (here, good.result.nodes as f64));
        scene.dot("plan-dot", self.axes.at(here, good.result.nodes as f64));
        scene.finish(self.top + HEIGHT + 48.0)
    }

    /// The point of a curve that is nearest to a place: kW, ports and nodes.
    pub fn nearest(&self, place: Point) -> Option<(f64, u64, u64)> {
        self.axes.value(place)?;
        let distance = |(power, nodes): &(f64, u64)| {
            let (x, y) = self.axes.at(*power, *nodes as f64);
            // Along the axis a place is meant more exactly than across the curves.
            (x - place.0).abs() * 4.0 + (y - place.1).abs()
        };
        let all = self.curves.iter().flat_map(|curve| curve.points.iter().map(|point| (curve.ports, point)));
        let (ports, (power, nodes)) = all.min_by(|a, b| distance(a.1).total_cmp(&distance(b.1)))?;
        Some((*power, ports, *nodes))
    }

    fn description(&self, here: f64, good: &Good) -> String {
        let ends = self.curves.iter().filter_map(|curve| {
            let (first, last) = curve.points.first().zip(curve.points.last())?;
            let (low, high) = (significant(first.0, 3), significant(last.0, 3));
            Some(format!("Radix {}: {} nodes at {low} kW, {} at {high} kW", curve.ports, first.1, last.1))
        });
        let ends: Vec<_> = ends.collect();
        format!(
            "{}. The plan: {} at {} kW with radix {}.",
            ends.join(". "),
            counted(good.result.nodes, "node"),
            significant(here, 4),
            good.config.leaf.ports
        )
    }
}

fn curves(good: &Good, low: f64, high: f64) -> Vec<Curve> {
    let current = good.config.leaf.ports;
    let mut radixes: Vec<u64> = USUAL.into_iter().filter(|ports| *ports != current).chain([current]).collect();
    radixes.sort_unstable();
    let step = (high - low) / f64::from(POINTS);
    let powers: Vec<f64> = (0..=POINTS).map(|at| low + step * f64::from(at)).collect();
    let curve = |ports: u64| {
        let config = good.with_radix(ports)?;
        let points = powers.iter().map(|power| (*power, largest(&config, power * KILO))).collect();
        Some(Curve { ports, points })
    };
    radixes.into_iter().filter_map(curve).collect()
}

fn class_of(class: &str, is_current: bool) -> String {
    format!("{class}{}", if is_current { " current" } else { "" })
}

fn signs(curves: &[Curve], current: u64) -> Vec<(Sign, String)> {
    let name = |ports: u64| if ports == current { format!("radix {ports} (now)") } else { format!("radix {ports}") };
    let sign = |curve: &Curve, class: &str| Sign::Line(class_of(class, curve.ports == current));
    curves.iter().zip(CLASSES).map(|(curve, class)| (sign(curve, class), name(curve.ports))).collect()
}

fn hint(found: Option<(f64, u64, u64)>) -> String {
    match found {
        Some((power, ports, nodes)) => {
            format!("{} kW, radix {ports}: {}. Click to set both.", significant(power, 3), counted(nodes, "node"))
        }
        None => "Click a curve to set power and radix.".to_owned(),
    }
}
