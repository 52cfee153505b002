//! The node count over two parameters: a field for each combination, the stronger the more nodes.

use super::frame::MARGIN;
use super::scene::{Anchor, CHARACTER, Scene, WIDTH};
use crate::model::param::{Dimension, Key};
use crate::model::sweep::Axis;
use crate::pack::format::{count, counted, exact, short_power};

const TOP: f64 = 112.0;
const BOTTOM: f64 = 432.0;
const RIGHT: f64 = WIDTH - MARGIN;
/// Shades from few to many.
const SHADES: u64 = 7;
/// From this shade on, the numbers in the fields take the colour of the page.
const DARK: u64 = 4;

/// From light to dark on a light page, from dark to light on a dark one: more stands out more.
const STYLE: &str = "\
.wattpack [class^=heat]{shape-rendering:crispEdges}
.wattpack .heat-0{fill:#ddf4ff}
.wattpack .heat-1{fill:#b6e3ff}
.wattpack .heat-2{fill:#80ccff}
.wattpack .heat-3{fill:#54aeff}
.wattpack .heat-4{fill:#0969da}
.wattpack .heat-5{fill:#0550ae}
.wattpack .heat-6{fill:#033d8b}
.wattpack .paper{fill:#ffffff}
@media (prefers-color-scheme: dark){
.wattpack .heat-0{fill:#051d4d}
.wattpack .heat-1{fill:#0c2d6b}
.wattpack .heat-2{fill:#0d419d}
.wattpack .heat-3{fill:#1158c7}
.wattpack .heat-4{fill:#58a6ff}
.wattpack .heat-5{fill:#79c0ff}
.wattpack .heat-6{fill:#cae8ff}
.wattpack .paper{fill:#0d1117}
}
";

/// Counts in rows: all values of `up` for the first value of `across`, and so on.
pub fn heat_map(across: &Axis, up: &Axis, counts: &[Option<u64>], name: &str) -> String {
    let found = || counts.iter().flatten().copied();
    let (low, high) = (found().min().unwrap_or(0), found().max().unwrap_or(0));
    let title = format!("Nodes over {} and {}", across.key.name(), up.key.name());
    let summary = format!("{} to {}", count(low), counted(high, "node"));
    let mut scene = Scene::new("nodes-by-sweep", BOTTOM + 62.0, &format!("{title}: {name}"), &format!("{summary}."));
    scene.style(STYLE);
    scene.text("head", (MARGIN, 34.0), Anchor::Start, &title);
    scene.text("soft", (MARGIN, 54.0), Anchor::Start, &format!("{name}: {summary}"));
    draw_shades(&mut scene, (low, high));
    let grid = Grid::of(across, up, (low, high));
    grid.draw_fields(&mut scene, counts);
    grid.draw_labels(&mut scene, across, up);
    scene.finish()
}

/// The shades from the fewest nodes to the most.
fn draw_shades(scene: &mut Scene, (low, high): (u64, u64)) {
    const FIELD: f64 = 22.0;
    let (few, many) = (count(low), count(high));
    let mut x = RIGHT - width(&many) - 8.0 - FIELD * SHADES as f64;
    scene.text("soft", (x - 8.0, 92.0), Anchor::End, &few);
    for shade in 0..SHADES {
        scene.rect(&format!("heat-{shade}"), (x, 80.0), (FIELD, 14.0));
        x += FIELD;
    }
    scene.text("soft", (x + 8.0, 92.0), Anchor::Start, &many);
}

struct Grid {
    left: f64,
    columns: u64,
    rows: u64,
    range: (u64, u64),
}

impl Grid {
    fn of(across: &Axis, up: &Axis, range: (u64, u64)) -> Self {
        let widest = (0..up.len()).map(|at| width(&label(up.key, up.value(at)))).fold(0.0, f64::max);
        Self { left: MARGIN + widest + 8.0, columns: across.len(), rows: up.len(), range }
    }

    fn size(&self) -> (f64, f64) {
        ((RIGHT - self.left) / self.columns as f64, (BOTTOM - TOP) / self.rows as f64)
    }

    /// The lower left corner of a field.
    fn corner(&self, column: u64, row: u64) -> (f64, f64) {
        let (width, height) = self.size();
        (self.left + column as f64 * width, BOTTOM - row as f64 * height)
    }

    fn draw_fields(&self, scene: &mut Scene, counts: &[Option<u64>]) {
        let (width, height) = self.size();
        let longest = count(self.range.1);
        let fits = self::width(&longest) + 6.0 <= width && height >= 16.0;
        for (at, nodes) in (0_u64..).zip(counts) {
            let Some(nodes) = *nodes else { continue };
            let (x, y) = self.corner(at / self.rows, at % self.rows);
            let shade = self.shade(nodes);
            scene.rect(&format!("heat-{shade}"), (x, y - height), (width, height));
            if fits {
                let class = if shade < DARK { "ink" } else { "paper" };
                scene.text(class, (x + width / 2.0, y - height / 2.0 + 4.0), Anchor::Middle, &count(nodes));
            }
        }
    }

    fn shade(&self, nodes: u64) -> u64 {
        let (low, high) = self.range;
        (nodes - low).saturating_mul(SHADES) / (high - low).saturating_add(1)
    }

    fn draw_labels(&self, scene: &mut Scene, across: &Axis, up: &Axis) {
        let (width, height) = self.size();
        let every = |room: f64, wanted: f64| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "at least 1, and far below 2^53"
            )]
            let step = (wanted / room).ceil().max(1.0) as usize;
            step
        };
        for row in (0..self.rows).step_by(every(height, 16.0)) {
            let (_, y) = self.corner(0, row);
            scene.text("soft", (self.left - 8.0, y - height / 2.0 + 4.0), Anchor::End, &label(up.key, up.value(row)));
        }
        let widest = (0..across.len()).map(|at| self::width(&label(across.key, across.value(at)))).fold(0.0, f64::max);
        for column in (0..self.columns).step_by(every(width, widest + 2.0 * CHARACTER)) {
            let (x, _) = self.corner(column, 0);
            let x = x + width / 2.0;
            scene.line("axis", (x, BOTTOM), (x, BOTTOM + 5.0));
            scene.tick_label((x, BOTTOM + 20.0), &label(across.key, across.value(column)));
        }
        scene.text("soft", (f64::midpoint(self.left, RIGHT), BOTTOM + 42.0), Anchor::Middle, &named(across.key));
        scene.text("soft", (MARGIN, TOP - 16.0), Anchor::Start, &named(up.key));
    }
}

/// The key, with its unit unless the labels say it.
fn named(key: Key) -> String {
    match key.param().unit() {
        "" => key.name().to_owned(),
        _ if is_power(key) => key.name().to_owned(),
        unit => format!("{}, {unit}", key.name()),
    }
}

fn label(key: Key, value: f64) -> String {
    if is_power(key) { short_power(value, 4) } else { exact(value) }
}

fn is_power(key: Key) -> bool {
    key.param().kind.dimension() == Some(Dimension::Power)
}

fn width(text: &str) -> f64 {
    text.chars().count() as f64 * CHARACTER
}
