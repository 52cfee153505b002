//! Nodes against the cap: the steps near the plan's cap, and where you stand.

use super::super::node::Node;
use super::axes::Axes;
use super::legend::{self, Sign};
use super::scene::{Point, Scene};
use crate::model::config::Config;
use crate::model::result::{Binding, ClusterResult};
use crate::model::solve::largest;
use crate::pack::figure::staircase::Staircase;
use crate::pack::format::{counted, power, short_power};

const HEIGHT: f64 = 230.0;
/// Watts of the unit of the axis.
const MEGA: f64 = 1e6;

/// The steps and their axes.
#[derive(Debug)]
pub struct Steps {
    stairs: Staircase,
    axes: Axes,
    top: f64,
}

impl Steps {
    /// Works out the steps.
    pub fn new(config: &Config, result: &ClusterResult, width: f64) -> Self {
        let stairs = Staircase::around(config);
        let counts = || stairs.treads.iter().map(|tread| tread.nodes).chain([result.nodes]);
        let (low, high) = (counts().min().unwrap_or(0) as f64, counts().max().unwrap_or(0) as f64);
        let top = legend::height(width, &signs(result));
        let axes = Axes::new(
            width,
            top,
            HEIGHT,
            (stairs.caps.0 / MEGA, stairs.caps.1 / MEGA),
            (low, high + ((high - low) * 0.06).max(1.0)),
        );
        Self { stairs, axes, top }
    }

    /// Draws them; `pointed` is where the pointer is.
    pub fn draw(&self, config: &Config, result: &ClusterResult, width: f64, pointed: Option<Point>) -> Node {
        let signs = signs(result);
        let description: Vec<_> = signs.iter().map(|(_, text)| text.as_str()).collect();
        let mut scene = Scene::new("steps", width, "Nodes against the cap", &format!("{}.", description.join(". ")));
        legend::draw(&mut scene, &signs, &self.hint(config, pointed));
        self.axes.draw(&mut scene, "IT cap, MW");
        self.draw_stairs(&mut scene);
        if let Some((cap, nodes)) = pointed.and_then(|place| self.pointed(config, place)) {
            self.axes.cross(&mut scene, "pointer", (cap, nodes as f64));
        }
        self.draw_plan(&mut scene, result);
        scene.finish(self.top + HEIGHT + 48.0)
    }

    /// The cap at a place, MW.
    pub fn cap_at(&self, place: Point) -> Option<f64> {
        self.axes.value(place).map(|(cap, _)| cap)
    }

    fn pointed(&self, config: &Config, place: Point) -> Option<(f64, u64)> {
        let cap = self.cap_at(place)?;
        let config = Config { it_cap_w: cap * MEGA, ..config.clone() };
        Some((cap, largest(&config, config.node.power_w)))
    }

    fn hint(&self, config: &Config, pointed: Option<Point>) -> String {
        match pointed.and_then(|place| self.pointed(config, place)) {
            Some((cap, nodes)) => {
                format!("{}: {}. Click to set the cap.", short_power(cap_text(cap), 6), counted(nodes, "node"))
            }
            None => "Click to set the cap.".to_owned(),
        }
    }

    fn draw_stairs(&self, scene: &mut Scene) {
        let corners = self.stairs.corners();
        scene.path("stairs", corners.iter().map(|(watts, nodes)| self.axes.at(watts / MEGA, *nodes as f64)));
        for (from, to, nodes) in self.stairs.wide() {
            scene.path("wide", [from, to].map(|watts| self.axes.at(watts / MEGA, nodes as f64)));
        }
    }

    fn draw_plan(&self, scene: &mut Scene, result: &ClusterResult) {
        let here = (result.it_cap_w / MEGA, result.nodes as f64);
        self.axes.cross(scene, "plan-line", here);
        let next = result.next_node.p_total_w.filter(|_| result.binding == Some(Binding::Power));
        if let Some(watts) = next.filter(|&watts| watts <= self.stairs.caps.1) {
            scene.dot("next-dot", self.axes.at(watts / MEGA, result.next_node.nodes as f64));
        }
        scene.dot("plan-dot", self.axes.at(here.0, here.1));
    }
}

/// Rounded as the click would.
fn cap_text(cap: f64) -> f64 {
    (cap * 1e4).round() * 100.0
}

fn signs(result: &ClusterResult) -> Vec<(Sign, String)> {
    let mut signs = vec![(Sign::Dot("plan-dot"), format!("you: {}", counted(result.nodes, "node")))];
    let next = result.next_node.p_total_w.filter(|_| result.binding == Some(Binding::Power));
    signs.extend(next.map(|watts| (Sign::Dot("next-dot"), format!("next node at {}", power(watts)))));
    // Always there, so that the picture below does not move while a knob does.
    signs.push((Sign::Line("wide".to_owned()), "next node needs switches too".to_owned()));
    signs
}
