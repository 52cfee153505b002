//! A piece of the page as a value: pure code says what is shown, the view makes it so.

/// An element with its attributes and children, or a run of text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node {
    /// Name of the element; empty for a run of text.
    pub tag: &'static str,
    /// Attributes by name.
    pub attributes: Vec<(&'static str, String)>,
    /// Elements and text inside.
    pub children: Vec<Node>,
    /// The text of a run.
    pub text: String,
}

impl Node {
    /// An element without anything.
    pub fn new(tag: &'static str) -> Self {
        Self { tag, ..Self::default() }
    }

    /// A run of text.
    pub fn text(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }

    /// An element that holds a text.
    pub fn of(tag: &'static str, class: &str, text: &str) -> Self {
        Self::new(tag).with("class", class).child(Self::text(text))
    }

    /// The element with one more attribute.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.attributes.push((name, value.to_owned()));
        self
    }

    /// The element with one more child.
    #[must_use]
    pub fn child(mut self, child: Self) -> Self {
        self.children.push(child);
        self
    }

    /// The element with more children.
    #[must_use]
    pub fn children(mut self, children: Vec<Self>) -> Self {
        self.children.extend(children);
        self
    }

    /// All text inside, for tests and for measuring.
    pub fn words(&self) -> String {
        self.children.iter().fold(self.text.clone(), |words, child| words + &child.words())
    }
}

/// A button that does something when it is pressed. What it is about is said for screen readers.
pub fn button(action: &str, about: &str, words: &str) -> Node {
    Node::new("button").with("type", "button").with("data-do", action).with("data-of", about).child(Node::text(words))
}

/// Words that only a screen reader says.
pub fn unseen(words: &str) -> Node {
    Node::of("span", "unseen", words)
}
