//! A picture as a value: shapes and texts in the classes of the pack's own figures.

use super::super::node::Node;
use crate::decimal::fixed;
pub use crate::pack::figure::scene::CHARACTER;

/// A point of the picture.
pub type Point = (f64, f64);

/// A picture that is being drawn.
pub struct Scene {
    /// Width in pixels.
    pub width: f64,
    height: f64,
    name: &'static str,
    shapes: Vec<Node>,
}

impl Scene {
    /// An empty picture. The title and the description are what a screen reader says.
    pub fn new(name: &'static str, width: f64, title: &str, description: &str) -> Self {
        let about = vec![Node::new("title").child(Node::text(title)), Node::new("desc").child(Node::text(description))];
        Self { width, height: 0.0, name, shapes: about }
    }

    /// A box by its upper left corner and its size.
    pub fn rect(&mut self, class: &str, (x, y): Point, (width, height): Point) {
        self.add("rect", class, &[("x", x), ("y", y), ("width", width.max(0.0)), ("height", height)]);
    }

    /// A straight line.
    pub fn line(&mut self, class: &str, (x1, y1): Point, (x2, y2): Point) {
        self.add("line", class, &[("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2)]);
    }

    /// A dot.
    pub fn dot(&mut self, class: &str, (x, y): Point) {
        self.add("circle", class, &[("cx", x), ("cy", y), ("r", 4.5)]);
    }

    /// Straight lines from point to point.
    pub fn path(&mut self, class: &str, points: impl IntoIterator<Item = Point>) {
        let steps: String = points
            .into_iter()
            .enumerate()
            .map(|(at, (x, y))| format!("{}{} {}", if at == 0 { "M" } else { "L" }, fixed(x, 1), fixed(y, 1)))
            .collect();
        self.shapes.push(Node::new("path").with("class", class).with("d", &steps));
    }

    /// A line of text that begins, ends or is centred at a point: `start`, `end`, `middle`.
    pub fn text(&mut self, class: &str, (x, y): Point, anchor: &str, text: &str) {
        let node = placed("text", class, &[("x", x), ("y", y)]).with("text-anchor", anchor);
        self.shapes.push(node.child(Node::text(text)));
    }

    /// A centred text, moved in where it would leave the picture.
    pub fn label(&mut self, class: &str, (x, y): Point, text: &str) {
        let half = length(text) / 2.0;
        let inside = x.min(self.width - half).max(half);
        self.text(class, (inside, y), "middle", text);
    }

    /// The picture as an element.
    pub fn finish(mut self, height: f64) -> Node {
        self.height = height;
        Node::new("svg")
            .with("class", "wattpack")
            .with("role", "img")
            .with("data-picture", self.name)
            .with("width", &fixed(self.width, 0))
            .with("height", &fixed(height, 0))
            .with("viewBox", &format!("0 0 {} {}", fixed(self.width, 0), fixed(height, 0)))
            .children(self.shapes)
    }

    fn add(&mut self, tag: &'static str, class: &str, numbers: &[(&'static str, f64)]) {
        self.shapes.push(placed(tag, class, numbers));
    }
}

fn placed(tag: &'static str, class: &str, numbers: &[(&'static str, f64)]) -> Node {
    let node = Node::new(tag).with("class", class);
    numbers.iter().fold(node, |node, (name, number)| node.with(name, &fixed(*number, 1)))
}

/// Room that a text needs at most.
pub fn length(text: &str) -> f64 {
    text.chars().count() as f64 * CHARACTER
}
