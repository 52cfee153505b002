//! A picture with a title and a description: shapes and texts in classes, for light and dark.

use crate::character::turns_text;
use crate::decimal::fixed;
use std::fmt::Write as _;

/// Width of every picture.
pub const WIDTH: f64 = 760.0;
/// Width that no character of a label exceeds.
pub const CHARACTER: f64 = 7.8;

/// Colours are by class, so that one style serves light and dark.
const STYLE: &str = "\
.wattpack{font-family:system-ui,-apple-system,\"Segoe UI\",Roboto,\"Helvetica Neue\",Arial,sans-serif;font-size:12px;font-variant-numeric:tabular-nums}
.wattpack .page{fill:#ffffff;stroke:#d0d7de}
.wattpack .ink{fill:#1f2328}
.wattpack .soft{fill:#59636e}
.wattpack .head{fill:#1f2328;font-size:17px;font-weight:600}
.wattpack .strong{fill:#1f2328;font-weight:600}
.wattpack .rule{stroke:#d0d7de;stroke-width:1}
.wattpack .axis{stroke:#59636e;stroke-width:1}
.wattpack .cap{stroke:#1f2328;stroke-width:2}
.wattpack .plan-line{stroke:#1f2328;stroke-width:1;stroke-dasharray:3 3}
.wattpack .stairs{fill:none;stroke:#0969da;stroke-width:2}
.wattpack .wide{fill:none;stroke:#bc4c00;stroke-width:4}
.wattpack .plan-dot{fill:#0969da;stroke:#ffffff;stroke-width:2}
.wattpack .next-dot{fill:#ffffff;stroke:#0969da;stroke-width:2}
.wattpack .nodes{fill:#0969da}
.wattpack .leaves{fill:#1a7f37}
.wattpack .spines{fill:#8250df}
.wattpack .cores{fill:#bf3989}
.wattpack .optics{fill:#d4a72c}
.wattpack .management{fill:#1b9aaa}
.wattpack .storage{fill:#bc4c00}
.wattpack .reserve{fill:#818b98}
.wattpack .headroom{fill:#f6f8fa;stroke:#59636e;stroke-dasharray:3 2}
@media (prefers-color-scheme: dark){
.wattpack .page{fill:#0d1117;stroke:#3d444d}
.wattpack .ink,.wattpack .head,.wattpack .strong{fill:#e6edf3}
.wattpack .soft{fill:#9198a1}
.wattpack .rule{stroke:#3d444d}
.wattpack .axis{stroke:#9198a1}
.wattpack .cap,.wattpack .plan-line{stroke:#e6edf3}
.wattpack .stairs{stroke:#4493f8}
.wattpack .wide{stroke:#f0883e}
.wattpack .plan-dot{fill:#4493f8;stroke:#0d1117}
.wattpack .next-dot{fill:#0d1117;stroke:#4493f8}
.wattpack .nodes{fill:#4493f8}
.wattpack .leaves{fill:#3fb950}
.wattpack .spines{fill:#ab7df8}
.wattpack .cores{fill:#db61a2}
.wattpack .optics{fill:#e3b341}
.wattpack .management{fill:#39c5cf}
.wattpack .storage{fill:#f0883e}
.wattpack .reserve{fill:#9198a1}
.wattpack .headroom{fill:#151b23;stroke:#9198a1}
}
";

/// A point of the picture.
pub type Point = (f64, f64);

/// Which end of a text stands at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// A picture that is being drawn.
pub struct Scene {
    id: &'static str,
    height: f64,
    head: String,
    body: String,
}

impl Scene {
    /// An empty page. The title and the description are what a screen reader says.
    pub fn new(id: &'static str, height: f64, title: &str, description: &str) -> Self {
        let head = format!(
            "<title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n<style>\n{STYLE}</style>\n",
            escape(title),
            escape(description)
        );
        let mut scene = Self { id, height, head, body: String::new() };
        let _ = writeln!(
            scene.body,
            "<rect class=\"page\" x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" rx=\"6\"/>",
            tenths(WIDTH - 1.0),
            tenths(height - 1.0)
        );
        scene
    }

    /// Rules for classes that only this picture has.
    pub fn style(&mut self, rules: &str) {
        let _ = writeln!(self.head, "<style>\n{rules}</style>");
    }

    /// A box by its upper left corner and its size.
    pub fn rect(&mut self, class: &str, (x, y): Point, (width, height): Point) {
        let _ = writeln!(
            self.body,
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            tenths(x),
            tenths(y),
            tenths(width),
            tenths(height)
        );
    }

    /// A straight line.
    pub fn line(&mut self, class: &str, (x1, y1): Point, (x2, y2): Point) {
        let _ = writeln!(
            self.body,
            "<line class=\"{class}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>",
            tenths(x1),
            tenths(y1),
            tenths(x2),
            tenths(y2)
        );
    }

    /// A dot.
    pub fn dot(&mut self, class: &str, (x, y): Point) {
        let (x, y) = (tenths(x), tenths(y));
        let _ = writeln!(self.body, "<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"4.5\"/>");
    }

    /// Straight lines from point to point.
    pub fn path(&mut self, class: &str, points: &[Point]) {
        let mut steps = String::new();
        for (at, (x, y)) in points.iter().enumerate() {
            let verb = if at == 0 { "M" } else { "L" };
            let _ = write!(steps, "{verb}{} {}", tenths(*x), tenths(*y));
        }
        let _ = writeln!(self.body, "<path class=\"{class}\" d=\"{steps}\"/>");
    }

    /// A line of text.
    pub fn text(&mut self, class: &str, (x, y): Point, anchor: Anchor, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let _ = writeln!(
            self.body,
            "<text class=\"{class}\" x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
            tenths(x),
            tenths(y),
            escape(text)
        );
    }

    /// A label under an axis: at its tick, or moved in where it would leave the page.
    pub fn tick_label(&mut self, (x, y): Point, label: &str) {
        const EDGE: f64 = 12.0;
        let half = label.chars().count() as f64 * CHARACTER / 2.0;
        let inside = x.min(WIDTH - EDGE - half).max(EDGE + half);
        self.text("soft", (inside, y), Anchor::Middle, label);
    }

    /// The whole file.
    pub fn finish(self) -> String {
        let Self { id, height, head, body } = self;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"wattpack\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" \
             width=\"{}\" height=\"{}\" viewBox=\"0 0 {} {}\">\n{head}{body}</svg>\n",
            fixed(WIDTH, 0),
            fixed(height, 0),
            tenths(WIDTH),
            tenths(height)
        )
    }
}

fn tenths(number: f64) -> String {
    fixed(number, 1)
}

/// Text as XML: markup escaped, and no character that XML refuses or that turns text around.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars().filter(|&c| is_shown(c)) {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(character),
        }
    }
    escaped
}

fn is_shown(character: char) -> bool {
    !character.is_control() && !turns_text(character) && !matches!(character, '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_can_not_leave_its_place() {
        let mut scene = Scene::new("x", 100.0, "</title><script>", "a & \"b\"\u{1}\u{202e}\u{ffff}");
        scene.text("ink", (1.0, 2.0), Anchor::End, "</text>\u{0}'");
        let svg = scene.finish();
        assert!(
            svg.contains("&lt;/title&gt;&lt;script&gt;")
                && svg.contains("a &amp; &quot;b&quot;</desc>")
                && svg.contains(">&lt;/text&gt;&#39;</text>"),
            "{svg}"
        );
    }

    #[test]
    fn coordinates_have_one_decimal() {
        let mut scene = Scene::new("x", 100.0, "t", "d");
        scene.path("stairs", &[(1.0, 2.26), (1.0 / 3.0, 4.0)]);
        assert!(scene.finish().contains("d=\"M1.0 2.3L0.3 4.0\""));
    }
}
