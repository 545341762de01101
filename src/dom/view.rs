//! What every `view!` is.

use std::borrow::Cow;

use leptos::prelude::document;
use web_sys::Node;

/// Something to show: nothing, a text, or nodes that exist but are not in the page yet.
pub struct View(Content);

enum Content {
    Nothing,
    Text(Cow<'static, str>),
    /// One node, or a document fragment that holds several.
    Node(Node),
}

impl View {
    /// Nothing at all.
    pub fn nothing() -> Self {
        Self(Content::Nothing)
    }

    /// A text, whoever wrote it: it never becomes markup.
    pub fn text(text: impl Into<Cow<'static, str>>) -> Self {
        Self(Content::Text(text.into()))
    }

    /// Several views beside each other.
    pub fn of_several(views: impl IntoIterator<Item = Self>) -> Self {
        let fragment: Node = document().create_document_fragment().into();
        for view in views {
            view.append_to(&fragment);
        }
        Self(Content::Node(fragment))
    }

    pub(super) fn of_node(node: impl Into<Node>) -> Self {
        Self(Content::Node(node.into()))
    }

    /// Puts it at the end of a node.
    pub fn append_to(self, parent: &Node) {
        self.insert(parent, None);
    }

    /// Puts it into a node, before one of its children.
    pub(super) fn insert(self, parent: &Node, before: Option<&Node>) {
        if let Some(node) = self.into_node() {
            // Fails only where `before` has left its parent, and then nobody sees this place any more.
            let _ = parent.insert_before(&node, before);
        }
    }

    /// The node, or the fragment of several; `None` for nothing.
    pub(super) fn into_node(self) -> Option<Node> {
        match self.0 {
            Content::Nothing => None,
            Content::Text(text) => Some(document().create_text_node(&text).into()),
            Content::Node(node) => Some(node),
        }
    }
}
