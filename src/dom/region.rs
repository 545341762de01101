//! Parts of a view that change.

use std::borrow::Cow;

use leptos::prelude::document;
use web_sys::Node;

use super::View;
use super::effect::effect;

/// A text that follows signals. Its node is written only where the text is another.
pub(super) fn text(say: Box<dyn Fn() -> Cow<'static, str>>) -> View {
    let node = document().create_text_node("");
    let shown = node.clone();
    let mut before = Cow::Borrowed("");
    effect(Box::new(move || {
        let now = say();
        if now != before {
            shown.set_data(&now);
            before = now;
        }
    }));
    View::of_node(node)
}

/// Nodes that are built anew whenever a signal that they were built from changes.
pub(super) fn region(build: Box<dyn Fn() -> View>) -> View {
    let [start, end] = [(), ()].map(|()| Node::from(document().create_text_node("")));
    let fragment: Node = document().create_document_fragment().into();
    for marker in [&start, &end] {
        // A fragment takes any text.
        let _ = fragment.append_child(marker);
    }
    effect(Box::new(move || {
        let view = build();
        let Some(parent) = end.parent_node() else { return };
        while let Some(old) = start.next_sibling().filter(|node| *node != end) {
            // It is there: it was just found.
            let _ = parent.remove_child(&old);
        }
        view.insert(&parent, Some(&end));
    }));
    View::of_node(fragment)
}
