//! Markdown as elements. HTML in it is shown as text, links lead out only by http and https, and
//! pictures are those of the pack.

use super::super::node::{Node, button};
use crate::pack::PackFile;
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The Markdown of a file of the pack.
pub fn markdown(path: &str, text: &str, files: Option<&BTreeMap<String, PackFile>>) -> Vec<Node> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut builder = Builder { path, files, open: vec![Node::new("article")], deeper: 0, in_head: false };
    for event in Parser::new_ext(text, options) {
        builder.take(event);
    }
    while builder.open.len() > 1 {
        builder.close();
    }
    builder.open.pop().map(|root| root.children).unwrap_or_default()
}

/// A picture of the pack.
pub fn picture(svg: &str, about: &str) -> Node {
    Node::new("img").with("src", &data_url(svg)).with("alt", about)
}

/// Deepest element inside others: whoever walks over them does so in steps of a call each.
const DEEPEST: usize = 64;

struct Builder<'a> {
    path: &'a str,
    files: Option<&'a BTreeMap<String, PackFile>>,
    open: Vec<Node>,
    /// Elements that are open inside the deepest one that is shown; their text is shown without them.
    deeper: usize,
    in_head: bool,
}

impl Builder<'_> {
    fn take(&mut self, event: Event) {
        match event {
            Event::Start(_) if self.open.len() >= DEEPEST => self.deeper += 1,
            Event::Start(tag) => self.start(tag),
            Event::End(_) if self.deeper > 0 => self.deeper -= 1,
            Event::End(_) => self.close(),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.add(Node::text(&text)),
            Event::Code(code) => self.add(Node::of("code", "", &code)),
            Event::SoftBreak => self.add(Node::text(" ")),
            Event::HardBreak => self.add(Node::new("br")),
            Event::Rule => self.add(Node::new("hr")),
            Event::TaskListMarker(done) => self.add(Node::text(if done { "☑ " } else { "☐ " })),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag) {
        let node = match tag {
            // The page has the first two levels.
            Tag::Heading { level, .. } => Node::new(["h3", "h4", "h5", "h6", "h6", "h6"][level as usize - 1]),
            Tag::BlockQuote(_) => Node::new("blockquote"),
            Tag::CodeBlock(_) | Tag::HtmlBlock => Node::new("pre"),
            Tag::List(Some(first)) => Node::new("ol").with("start", &first.to_string()),
            Tag::List(None) => Node::new("ul"),
            Tag::Item => Node::new("li"),
            Tag::Table(_) => Node::new("table"),
            Tag::TableHead | Tag::TableRow => {
                self.in_head = tag == Tag::TableHead;
                Node::new("tr")
            }
            Tag::TableCell if self.in_head => Node::new("th"),
            Tag::TableCell => Node::new("td"),
            Tag::Emphasis => Node::new("em"),
            Tag::Strong => Node::new("strong"),
            Tag::Strikethrough => Node::new("s"),
            Tag::Link { dest_url, .. } => self.link(&dest_url),
            Tag::Image { dest_url, .. } => self.image(&dest_url),
            _ => Node::new("p"),
        };
        self.open.push(node);
    }

    fn close(&mut self) {
        let Some(mut node) = self.open.pop() else { return };
        if node.tag == "img" {
            // The words inside are what is said instead of the picture.
            node = Node { children: Vec::new(), ..node.clone() }.with("alt", &node.words());
        }
        if node.tag.starts_with('h') && node.tag != "hr" {
            let slug = slug(&node.words());
            node = node.with("data-heading", &slug);
        }
        if node.tag == "th" && node.words().trim().is_empty() {
            node.tag = "td";
        }
        if node.tag == "table" {
            node = Node::new("div")
                .with("class", "wide-table")
                .with("tabindex", "0")
                .with("role", "group")
                .with("aria-label", "Table")
                .child(node);
        }
        self.add(node);
    }

    fn add(&mut self, node: Node) {
        if let Some(parent) = self.open.last_mut() {
            parent.children.push(node);
        }
    }

    fn link(&self, target: &CowStr) -> Node {
        if target.starts_with("https://") || target.starts_with("http://") {
            return Node::new("a").with("href", target).with("rel", "noopener noreferrer").with("target", "_blank");
        }
        if let Some(heading) = target.strip_prefix('#') {
            return button("heading", heading, "").with("class", "link");
        }
        match self.find(target) {
            Some((path, _)) => button("select", &path, "").with("class", "link"),
            None => Node::new("span"),
        }
    }

    fn image(&self, target: &CowStr) -> Node {
        match self.find(target).filter(|(path, _)| path.ends_with(".svg")) {
            Some((_, file)) => Node::new("img").with("src", &data_url(&file.text)),
            None => Node::new("span"),
        }
    }

    /// A file of the pack by a target relative to this one.
    fn find(&self, target: &str) -> Option<(String, &PackFile)> {
        let mut names: Vec<&str> = self.path.split('/').collect();
        names.pop();
        for name in target.split(['#', '?']).next()?.split('/') {
            match name {
                "." | "" => {}
                ".." => drop(names.pop()?),
                name => names.push(name),
            }
        }
        let path = names.join("/");
        let file = self.files?.get(&path)?;
        Some((path, file))
    }
}

/// A heading as links name it.
fn slug(words: &str) -> String {
    let letter = |c: char| match c {
        ' ' => Some('-'),
        _ if c.is_alphanumeric() || c == '-' || c == '_' => Some(c),
        _ => None,
    };
    words.to_lowercase().chars().filter_map(letter).collect()
}

/// The picture as an address. It is an image for the browser: no script in it runs.
fn data_url(svg: &str) -> String {
    let mut url = "data:image/svg+xml,".to_owned();
    for byte in svg.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~ /:=,;()!*'".contains(&byte) {
            url.push(char::from(byte));
        } else {
            let _ = write!(url, "%{byte:02X}");
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all<'a>(nodes: &'a [Node], found: &mut Vec<&'a Node>) {
        for node in nodes {
            found.push(node);
            all(&node.children, found);
        }
    }

    #[test]
    fn hostile_markdown_stays_text() {
        let text = "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> [a](javascript:alert(1)) ![b](https://e.org/x.png) [c](data:text/html,x)\n\n[d](//e.org)";
        let nodes = markdown("docs/memo.md", text, None);
        let mut found = Vec::new();
        all(&nodes, &mut found);
        assert!(found.iter().all(|node| !["script", "img", "a", "iframe"].contains(&node.tag)), "{nodes:?}");
        let words: String = nodes.iter().map(Node::words).collect();
        assert!(words.contains("<script>alert(1)</script>") && words.contains("onerror"));
    }

    #[test]
    fn nesting_without_end_is_shown_flat() {
        let stars = "*".repeat(50_000);
        let nodes = markdown("plan.md", &format!("{stars}a{stars} {}b", "[".repeat(10_000)), None);
        let depth = |mut node: &Node| {
            let mut depth = 0;
            while let Some(child) = node.children.first() {
                (node, depth) = (child, depth + 1);
            }
            depth
        };
        assert!(nodes.iter().all(|node| depth(node) <= DEEPEST + 1));
        assert!(nodes.iter().map(Node::words).collect::<String>().contains('a'));
    }

    #[test]
    fn the_memo_shows_its_pictures_and_links() {
        let built = crate::pack::build(crate::EXAMPLE, &crate::plan::Overrides::new(), false);
        let files = built.pack.unwrap().files;
        let (path, file) = files.iter().find(|(path, _)| path.ends_with("memo.md")).unwrap();
        let nodes = markdown(path, &file.text, Some(&files));
        let mut found = Vec::new();
        all(&nodes, &mut found);
        assert_eq!(found.iter().filter(|node| node.tag == "img").count(), 3);
        let get = |node: &&&Node, name| {
            node.attributes.iter().find(|(other, _)| *other == name).map(|(_, value)| value.clone())
        };
        let targets = found.iter().filter(|node| node.attributes.contains(&("data-do", "heading".to_owned())));
        for target in targets.map(|node| get(&node, "data-of")) {
            assert!(found.iter().any(|node| get(&node, "data-heading") == target), "{target:?}");
        }
        assert!(found.iter().any(|node| node.tag == "table") && found.iter().any(|node| node.tag == "h3"));
        assert!(
            found
                .iter()
                .filter(|node| node.tag == "img")
                .all(|node| get(&node, "alt").is_some_and(|alt| !alt.is_empty()))
        );
    }
}
