//! The node count over a sweep: steps along one parameter, a map over two.

use super::frame::{Frame, MARGIN, Quantity};
use super::heat_map::heat_map;
use super::scene::{Anchor, Scene};
use crate::model::sweep::Sweep;
use crate::pack::format::{count, counted};

/// Most combinations that a picture shows.
pub const MOST_POINTS: u64 = 10_000;
/// Up to so many, each is a dot.
const MOST_DOTS: usize = 60;

const TOP: f64 = 112.0;
const BOTTOM: f64 = 432.0;

/// Draws a sweep over one or two parameters: a complete SVG file. None for other sweeps, and for
/// more than [`MOST_POINTS`] combinations.
pub fn nodes_by_sweep(sweep: &Sweep, name: &str) -> Option<String> {
    match sweep.axes() {
        _ if sweep.len() > MOST_POINTS => None,
        [_] => Some(steps(sweep, name)),
        [across, up] => Some(heat_map(across, up, &counts(sweep), name)),
        _ => None,
    }
}

/// Node counts in the order of the rows, none where the combination is no valid config.
fn counts(sweep: &Sweep) -> Vec<Option<u64>> {
    let mut rows = sweep.rows(0..sweep.len());
    let mut counts = Vec::new();
    while rows.left() > 0 {
        counts.push(rows.point().map(|point| point.nodes));
        rows.advance();
    }
    counts
}

fn steps(sweep: &Sweep, name: &str) -> String {
    let axis = &sweep.axes()[0];
    let mut points: Vec<(f64, Option<u64>)> = (0..axis.len()).map(|at| axis.value(at)).zip(counts(sweep)).collect();
    points.sort_by(|one, other| one.0.total_cmp(&other.0));
    let found: Vec<u64> = points.iter().filter_map(|point| point.1).collect();
    let (low, high) = (found.iter().min().copied().unwrap_or(0), found.iter().max().copied().unwrap_or(0));
    let ends = (points.first().map_or(0.0, |it| it.0), points.last().map_or(0.0, |it| it.0));
    let across = Quantity::of_key(axis.key, ends.0, ends.1);
    let up = Quantity::plain("nodes", true, low as f64, (high as f64) + ((high - low) as f64 * 0.06).max(1.0));
    let title = format!("Nodes against {}", axis.key.name());
    let summary = format!("{} to {} over {}", count(low), counted(high, "node"), counted(axis.len(), "value"));
    let mut scene = Scene::new("nodes-by-sweep", BOTTOM + 62.0, &format!("{title}: {name}"), &format!("{summary}."));
    scene.text("head", (MARGIN, 34.0), Anchor::Start, &title);
    scene.text("soft", (MARGIN, 54.0), Anchor::Start, &format!("{name}: {summary}"));
    let frame = Frame::new(TOP, BOTTOM, across, up);
    frame.draw(&mut scene);
    draw(&mut scene, &frame, &points);
    scene.finish()
}

/// Each count is held until the next value; invalid values break the line.
fn draw(scene: &mut Scene, frame: &Frame, points: &[(f64, Option<u64>)]) {
    for stretch in points.split(|point| point.1.is_none()).filter(|stretch| !stretch.is_empty()) {
        let mut corners = Vec::new();
        for &(value, nodes) in stretch {
            let at = frame.at(value, nodes.unwrap_or(0) as f64);
            if let Some(&(_, y)) = corners.last() {
                corners.push((at.0, y));
            }
            corners.push(at);
        }
        scene.path("stairs", &corners);
    }
    if points.len() <= MOST_DOTS {
        for &(value, nodes) in points {
            if let Some(nodes) = nodes {
                scene.dot("plan-dot", frame.at(value, nodes as f64));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{operating_points, pareto};
    use super::*;
    use crate::model::complete::complete;
    use crate::model::config::Config;
    use crate::model::param::Key;
    use crate::model::settings::Settings;
    use crate::model::solve::solve;
    use crate::model::sweep::Axis;
    use crate::model::value::OperatingPoint;

    fn sweep(axes: Vec<Axis>) -> Sweep {
        Sweep::new(&complete(Settings::new()).unwrap(), &Config::default(), axes).unwrap()
    }

    fn axis(key: Key, values: &[f64]) -> Axis {
        Axis::list(key, values.to_vec()).unwrap()
    }

    /// Holds every coordinate to the page.
    fn checked(svg: &str) -> &str {
        assert!(!svg.contains("NaN") && !svg.contains("inf\"") && !svg.contains("=\"-"), "{svg}");
        let coordinates = svg.split(['"', 'M', 'L', ' ']).filter_map(|part| part.parse::<f64>().ok());
        assert!(coordinates.fold(0.0, f64::max) <= 820.0, "{svg}");
        svg
    }

    #[test]
    fn one_key_gives_steps_and_invalid_values_a_gap() {
        let svg = nodes_by_sweep(&sweep(vec![axis(Key::LeafPorts, &[128.0, 32.0, 1.0, 64.0])]), "n").unwrap();
        assert!(checked(&svg).contains("Nodes against leaf.ports") && svg.matches("plan-dot\" cx").count() == 3);
    }

    #[test]
    fn two_keys_give_a_map_with_a_number_in_each_field() {
        let axes = vec![axis(Key::ItCap, &[1e6, 5e6, 9e6]), axis(Key::LeafPorts, &[32.0, 64.0])];
        let svg = nodes_by_sweep(&sweep(axes), "n").unwrap();
        assert_eq!(checked(&svg).matches("class=\"heat-").count(), 6 + 7, "six fields and the legend");
        assert!(svg.contains(">416</text>"), "{svg}");
    }

    #[test]
    fn three_keys_and_too_many_points_give_none() {
        let three = [Key::ItCap, Key::NodePower, Key::LeafPower].map(|key| axis(key, &[1e6])).to_vec();
        assert_eq!(nodes_by_sweep(&sweep(three), "n"), None);
        let many = sweep(vec![Axis::range(Key::ItCap, 1.0, 2.0, MOST_POINTS + 1).unwrap()]);
        assert_eq!((nodes_by_sweep(&many, "n"), pareto(&many, "n")), (None, None));
    }

    #[test]
    fn extremes_are_drawn() {
        for values in [&[5e6][..], &[1e-9, 1e15], &[1.0, 1.0], &[0.0, -3.0], &[1e300, 1.0]] {
            for key in [Key::ItCap, Key::NodePower, Key::Reserve, Key::OpticsUplink] {
                let one = sweep(vec![axis(key, values)]);
                checked(&nodes_by_sweep(&one, "n").unwrap());
                checked(&pareto(&one, "n").unwrap());
                let two = sweep(vec![axis(key, values), axis(Key::LeafPorts, &[2.0, 65_536.0])]);
                checked(&nodes_by_sweep(&two, "n").unwrap());
                checked(&pareto(&two, "n").unwrap());
            }
        }
    }

    #[test]
    fn operating_points_are_drawn_wherever_they_lie() {
        let point = |power_w, relative_throughput| OperatingPoint { label: None, power_w, relative_throughput };
        for points in [vec![point(1.0, 1.0)], vec![point(1e-3, 1e-9), point(1e9, 1e9)], vec![point(5.0, 2.0); 40]] {
            let mut config = Config::default();
            config.node.operating_points = points;
            checked(&operating_points(&solve(&config).unwrap()).unwrap());
        }
        assert_eq!(operating_points(&solve(&Config::default()).unwrap()), None);
    }
}
