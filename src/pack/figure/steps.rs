//! Nodes against the cap: the staircase near the plan's cap, with the plan's point on it.

use super::axis::Ticks;
use super::scene::{Anchor, Point, Scene, WIDTH};
use super::staircase::Staircase;
use crate::model::config::Config;
use crate::model::result::{Binding, ClusterResult};
use crate::pack::format::{PowerUnit, count, counted, exact_power, power};

const TOP: f64 = 172.0;
const BOTTOM: f64 = 432.0;
const RIGHT: f64 = WIDTH - 28.0;
const MARGIN: f64 = 28.0;
const HEIGHT: f64 = BOTTOM + 62.0;

/// Draws the node count over the cap: a complete SVG file.
pub fn nodes_by_cap(config: &Config, result: &ClusterResult) -> String {
    let stairs = Staircase::around(config);
    let plot = Plot::of(&stairs, result);
    let legend = legend(&stairs, result);
    let description = legend.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(". ");
    let mut scene = Scene::new(
        "nodes-by-cap",
        HEIGHT,
        &format!("Nodes against the cap: {}", result.name),
        &format!("{description}."),
    );
    scene.text("head", (MARGIN, 34.0), Anchor::Start, "Nodes against the cap");
    scene.text("soft", (MARGIN, 54.0), Anchor::Start, &result.name);
    draw_legend(&mut scene, &legend);
    plot.draw_axes(&mut scene);
    plot.draw_stairs(&mut scene, &stairs);
    plot.draw_plan(&mut scene, result);
    scene.finish()
}

/// What a line of the legend shows before its text.
#[derive(Clone, Copy)]
enum Sign {
    Plan,
    Next,
    Wide,
    None,
}

fn legend(stairs: &Staircase, result: &ClusterResult) -> Vec<(Sign, String)> {
    let used = result.p_total_w.map(|total| format!(", {} used", power(total))).unwrap_or_default();
    let plan =
        format!("The plan: {} at the cap of {}{used}", counted(result.nodes, "node"), exact_power(result.it_cap_w));
    let mut lines = vec![(Sign::Plan, plan), next_line(stairs, result)];
    if stairs.wide().next().is_some() {
        lines.push((Sign::Wide, "Flat stretch: the next node also needs more switches, so it costs more".to_owned()));
    } else if stairs.stride > 1 {
        lines.push((
            Sign::None,
            format!("Single steps are too small to show; the line joins one count in {}", count(stairs.stride)),
        ));
    }
    lines
}

fn next_line(stairs: &Staircase, result: &ClusterResult) -> (Sign, String) {
    let next = &result.next_node;
    match (result.binding, next.p_total_w, next.short_by_w) {
        (Some(Binding::MaxNodes), ..) => {
            (Sign::None, format!("No cap gives more: max_nodes is {}", count(stairs.limit)))
        }
        (Some(Binding::Fabric), ..) => {
            (Sign::None, format!("No cap gives more: these switches wire at most {}", counted(stairs.limit, "node")))
        }
        (Some(Binding::Power), Some(total), Some(short)) => {
            let name = if result.nodes == 0 { "The first node" } else { "One more node" };
            (Sign::Next, format!("{name}: needs a cap of {}, {} more than there is", power(total), power(short)))
        }
        _ => (Sign::None, "One more node fits".to_owned()),
    }
}

fn draw_legend(scene: &mut Scene, legend: &[(Sign, String)]) {
    for (at, (sign, text)) in (0_u32..).zip(legend) {
        let y = 80.0 + 22.0 * f64::from(at);
        match sign {
            Sign::Plan => scene.dot("plan-dot", (MARGIN + 9.0, y - 4.0)),
            Sign::Next => scene.dot("next-dot", (MARGIN + 9.0, y - 4.0)),
            Sign::Wide => scene.line("wide", (MARGIN, y - 4.0), (MARGIN + 18.0, y - 4.0)),
            Sign::None => {}
        }
        scene.text("ink", (MARGIN + 28.0, y), Anchor::Start, text);
    }
}

/// The two axes.
struct Plot {
    unit: PowerUnit,
    left: f64,
    caps: (f64, f64),
    nodes: (f64, f64),
    across: Ticks,
    up: Ticks,
}

impl Plot {
    fn of(stairs: &Staircase, result: &ClusterResult) -> Self {
        let unit = PowerUnit::of(stairs.caps.1);
        let counts = || {
            stairs
                .treads
                .iter()
                .map(|tread| tread.nodes)
                .chain([result.nodes].into_iter().filter(|&nodes| nodes <= 2 * stairs.limit))
        };
        let (low, high) = (counts().min().unwrap_or(0) as f64, counts().max().unwrap_or(0) as f64);
        let nodes = (low, high + ((high - low) * 0.06).max(1.0));
        let up = Ticks::counts(nodes.0, nodes.1, 6);
        let left = MARGIN + up.widest_label() + 8.0;
        let across = Ticks::across(stairs.caps.0 / unit.watts, stairs.caps.1 / unit.watts, RIGHT - left);
        Self { unit, left, caps: stairs.caps, nodes, across, up }
    }

    fn at(&self, watts: f64, nodes: f64) -> Point {
        let x = (watts - self.caps.0) / (self.caps.1 - self.caps.0);
        let y = (nodes - self.nodes.0) / (self.nodes.1 - self.nodes.0);
        (self.left + x * (RIGHT - self.left), BOTTOM - y * (BOTTOM - TOP))
    }

    fn draw_axes(&self, scene: &mut Scene) {
        for (value, label) in self.up.values.iter().zip(&self.up.labels) {
            let (_, y) = self.at(self.caps.0, *value);
            scene.line("rule", (self.left, y), (RIGHT, y));
            scene.text("soft", (self.left - 8.0, y + 4.0), Anchor::End, label);
        }
        scene.line("axis", (self.left, BOTTOM), (RIGHT, BOTTOM));
        for (value, label) in self.across.values.iter().zip(&self.across.labels) {
            let (x, _) = self.at(value * self.unit.watts, 0.0);
            scene.line("axis", (x, BOTTOM), (x, BOTTOM + 5.0));
            scene.tick_label((x, BOTTOM + 20.0), label);
        }
        let middle = f64::midpoint(self.left, RIGHT);
        scene.text("soft", (middle, BOTTOM + 42.0), Anchor::Middle, &format!("IT cap, {}", self.unit.name));
        scene.text("soft", (MARGIN, TOP - 16.0), Anchor::Start, "nodes");
    }

    fn draw_stairs(&self, scene: &mut Scene, stairs: &Staircase) {
        let points: Vec<Point> = stairs.corners().iter().map(|&(watts, nodes)| self.at(watts, nodes as f64)).collect();
        scene.path("stairs", &points);
        for (from, to, nodes) in stairs.wide() {
            scene.path("wide", &[self.at(from, nodes as f64), self.at(to, nodes as f64)]);
        }
    }

    fn draw_plan(&self, scene: &mut Scene, result: &ClusterResult) {
        let (x, y) = self.at(result.it_cap_w, result.nodes as f64);
        if y < TOP {
            return;
        }
        scene.line("plan-line", (x, y), (x, BOTTOM));
        scene.line("plan-line", (self.left, y), (x, y));
        let next = result.next_node.p_total_w.filter(|_| result.binding == Some(Binding::Power));
        if let Some(watts) = next.filter(|&watts| watts <= self.caps.1) {
            scene.dot("next-dot", self.at(watts, result.next_node.nodes as f64));
        }
        scene.dot("plan-dot", (x, y));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::solve::{judge, solve};

    fn picture(config: &Config) -> String {
        let svg = nodes_by_cap(config, &solve(config).unwrap());
        assert!(!svg.contains("NaN") && !svg.contains("inf\"") && !svg.contains("\"-"), "{svg}");
        svg
    }

    #[test]
    fn the_plan_stands_on_the_stairs() {
        let svg = picture(&Config::default());
        for part in
            ["The plan: ", "One more node: needs a cap of", "class=\"wide\"", "class=\"plan-dot\"", "IT cap, kW"]
        {
            assert!(svg.contains(part), "{part}");
        }
    }

    #[test]
    fn limits_other_than_power_are_named() {
        assert!(picture(&Config { max_nodes: Some(10), ..Config::default() }).contains("max_nodes is 10"));
        assert!(picture(&Config { it_cap_w: 1e9, ..Config::default() }).contains("wire at most 8,192 nodes"));
    }

    #[test]
    fn nothing_built_has_a_first_node() {
        assert!(picture(&Config { it_cap_w: 1.0, ..Config::default() }).contains("The first node: needs a cap of"));
        assert!(picture(&Config { max_nodes: Some(0), ..Config::default() }).contains("max_nodes is 0"));
    }

    #[test]
    fn extremes_are_drawn() {
        for cap in [0.001, 1.0, 1e4, 3e7, 1e15] {
            for power in [1e-9, 1.0, 1e9] {
                let mut config = Config { it_cap_w: cap, ..Config::default() };
                config.node.power_w = power;
                picture(&config);
            }
        }
    }

    #[test]
    fn a_judged_count_that_does_not_fit_is_not_on_the_stairs() {
        let config = Config::default();
        assert!(!nodes_by_cap(&config, &judge(&config, 5_000_000).unwrap()).contains("class=\"plan-dot\" cx=\"5"));
    }
}
