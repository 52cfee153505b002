//! The pictures of the answer, and what a place in them means.

mod axes;
mod legend;
mod radix;
mod scene;
mod steps;
#[cfg(test)]
mod tests;
mod watts;

use super::node::Node;
use super::patch::Patches;
use super::slider::{in_unit, tidy};
use super::state::{Good, State};
use crate::model::param::Key;
use radix::Radixes;
use scene::Point;
use steps::Steps;

/// What the pictures were worked out from, and what came out.
#[derive(Debug)]
pub struct Pictures {
    good: Good,
    width: f64,
    own_power: f64,
    steps: Steps,
    radixes: Radixes,
    drawn: [Vec<Node>; 3],
    pointed: Option<(String, f64, f64)>,
}

impl Pictures {
    fn new(good: &Good, width: f64, own_power: f64) -> Self {
        let mut pictures = Self {
            steps: Steps::new(&good.config, &good.result, width),
            radixes: Radixes::new(good, own_power, width),
            drawn: [vec![watts::draw(&good.result, width)], vec![], vec![]],
            good: good.clone(),
            width,
            own_power,
            pointed: None,
        };
        pictures.draw();
        pictures
    }

    fn draw(&mut self) {
        let (good, width) = (&self.good, self.width);
        self.drawn[1] = vec![self.steps.draw(&good.config, &good.result, width, self.place("steps"))];
        self.drawn[2] = vec![self.radixes.draw(good, width, self.place("radix"))];
    }

    fn place(&self, name: &str) -> Option<Point> {
        self.pointed.as_ref().filter(|pointed| pointed.0 == name).map(|(_, x, y)| (*x, *y))
    }
}

/// Brings the pictures up to date.
pub fn show(state: &mut State, page: &mut Patches) {
    let own = state.plan.own.get(&Key::NodePower).and_then(|setting| in_unit(Key::NodePower, &setting.value));
    let Some(good) = &state.good else { return };
    let (width, own) = (state.width, own.unwrap_or(good.config.node.power_w / 1e3));
    let current = |pictures: &&mut Pictures| {
        pictures.good == *good && (pictures.width - width).abs() < 0.5 && (pictures.own_power - own).abs() < 1e-9
    };
    let pictures = match state.pictures.as_mut().filter(current) {
        Some(pictures) => pictures,
        None => state.pictures.insert(Pictures::new(good, width, own)),
    };
    if pictures.pointed != state.pointed {
        pictures.pointed.clone_from(&state.pointed);
        pictures.draw();
    }
    for (id, nodes) in ["watts", "steps", "curves"].into_iter().zip(&pictures.drawn) {
        page.inside(id, nodes.clone());
    }
}

impl State {
    /// The pointer is somewhere. Says whether something else is to be shown.
    pub fn point_at(&mut self, place: Option<(String, f64, f64)>) -> bool {
        let moved = self.pointed != place;
        self.pointed = place;
        moved
    }

    /// Somebody clicked into a picture: the knobs go there.
    pub fn pick(&mut self, name: &str, x: f64, y: f64) {
        let Some(pictures) = &self.pictures else { return };
        let values = match name {
            "steps" => pictures.steps.cap_at((x, y)).map(|cap| vec![(Key::ItCap, tidy(cap))]),
            "radix" => pictures.radixes.nearest((x, y)).map(|(power, ports, _)| {
                vec![(Key::NodePower, tidy((power * 100.0).round() / 100.0)), (Key::LeafPorts, ports.to_string())]
            }),
            _ => None,
        };
        if let Some(values) = values {
            self.set_values(&values);
        }
    }
}
