//! Nodes against the cap: the staircase near the plan's cap, with the plan's point on it.

use super::frame::{Frame, MARGIN, Quantity};
use super::scene::{Anchor, Point, Scene};
use super::staircase::Staircase;
use crate::model::config::Config;
use crate::model::result::{Binding, ClusterResult};
use crate::pack::format::{count, counted, exact_power, power};

const TOP: f64 = 172.0;
const BOTTOM: f64 = 432.0;
const HEIGHT: f64 = BOTTOM + 62.0;

/// Draws the node count over the cap: a complete SVG file.
pub fn nodes_by_cap(config: &Config, result: &ClusterResult) -> String {
    let stairs = Staircase::around(config);
    let frame = frame(&stairs, result);
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
    frame.draw(&mut scene);
    draw_stairs(&mut scene, &frame, &stairs);
    draw_plan(&mut scene, &frame, &stairs, result);
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

fn frame(stairs: &Staircase, result: &ClusterResult) -> Frame {
    let shown = [result.nodes].into_iter().filter(|&nodes| nodes <= 2 * stairs.limit);
    let counts: Vec<u64> = stairs.treads.iter().map(|tread| tread.nodes).chain(shown).collect();
    let low = counts.iter().min().copied().unwrap_or(0) as f64;
    let high = counts.iter().max().copied().unwrap_or(0) as f64;
    let nodes = Quantity::plain("nodes", true, low, high + ((high - low) * 0.06).max(1.0));
    Frame::new(TOP, BOTTOM, Quantity::power("IT cap", stairs.caps.0, stairs.caps.1), nodes)
}

fn draw_stairs(scene: &mut Scene, frame: &Frame, stairs: &Staircase) {
    let points: Vec<Point> = stairs.corners().iter().map(|&(watts, nodes)| frame.at(watts, nodes as f64)).collect();
    scene.path("stairs", &points);
    for (from, to, nodes) in stairs.wide() {
        scene.path("wide", &[frame.at(from, nodes as f64), frame.at(to, nodes as f64)]);
    }
}

fn draw_plan(scene: &mut Scene, frame: &Frame, stairs: &Staircase, result: &ClusterResult) {
    let (x, y) = frame.at(result.it_cap_w, result.nodes as f64);
    if y < TOP {
        return;
    }
    scene.line("plan-line", (x, y), (x, BOTTOM));
    scene.line("plan-line", (frame.left(), y), (x, y));
    let next = result.next_node.p_total_w.filter(|_| result.binding == Some(Binding::Power));
    if let Some(watts) = next.filter(|&watts| watts <= stairs.caps.1) {
        scene.dot("next-dot", frame.at(watts, result.next_node.nodes as f64));
    }
    scene.dot("plan-dot", (x, y));
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
