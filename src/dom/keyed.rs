//! Lists whose elements stay as they are while others come, go and move.

use std::rc::Rc;

use leptos::prelude::*;
use web_sys::Node;

use super::View;
use super::effect::effect;

/// What tells one entry of a list from another.
pub type Key = (u64, usize);

/// Makes an entry's view.
type Make = Box<dyn FnOnce() -> View>;

/// An entry that is in the page.
struct Entry {
    key: Key,
    node: Node,
    /// What the entry's effects end with.
    owner: Owner,
}

/// Shows one element for each item. An item whose key is known keeps its element; whatever changes in it must be read in
/// closures inside.
pub fn keyed<T: 'static>(
    items: impl Fn() -> Vec<T> + 'static,
    key: impl Fn(&T) -> Key + 'static,
    show: impl Fn(T) -> View + 'static,
) -> View {
    let show = Rc::new(show);
    list(Box::new(move || {
        let entry = |item: T| {
            let show = Rc::clone(&show);
            let key = key(&item);
            (key, Box::new(move || show(item)) as Make)
        };
        items().into_iter().map(entry).collect()
    }))
}

fn list(wanted: Box<dyn Fn() -> Vec<(Key, Make)>>) -> View {
    let end: Node = document().create_text_node("").into();
    let fragment: Node = document().create_document_fragment().into();
    // A fragment takes any text.
    let _ = fragment.append_child(&end);
    let outer = Owner::current().unwrap_or_default();
    let mut entries: Vec<Entry> = Vec::new();
    // Of entries that are gone, for those that come: an owner remembers each that was ever made inside, until it is done itself.
    // One that is done keeps nothing but contexts, and entries have none of their own.
    let mut spare: Vec<Owner> = Vec::new();
    effect(Box::new(move || {
        let wanted = wanted();
        let Some(parent) = end.parent_node() else { return };
        let mut old = std::mem::take(&mut entries);
        for (key, make) in wanted {
            if let Some(place) = old.iter().position(|entry| entry.key == key) {
                entries.push(old.swap_remove(place));
                continue;
            }
            // Not of this effect's owner, which is done when the effect runs again.
            let owner = spare.pop().unwrap_or_else(|| outer.with(Owner::new));
            if let Some(node) = owner.with(|| untrack(make)).into_node() {
                entries.push(Entry { key, node, owner });
            }
        }
        for Entry { node, owner, .. } in old {
            owner.cleanup();
            // It is there: only this list removes it.
            let _ = parent.remove_child(&node);
            spare.push(owner);
        }
        let mut next = end.clone();
        for entry in entries.iter().rev() {
            if entry.node.next_sibling().as_ref() != Some(&next) {
                // Both are children of this parent.
                let _ = parent.insert_before(&entry.node, Some(&next));
            }
            next = entry.node.clone();
        }
    }));
    View::of_node(fragment)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// Of Leptos, and what entries here rely on: another version may differ.
    #[test]
    fn leptos_owners_can_be_used_again_after_their_cleanup() {
        let owner = Owner::new().with(Owner::new);
        let ended = Arc::new(AtomicUsize::new(0));
        let live = || {
            let ended = Arc::clone(&ended);
            owner.with(|| {
                let inside = Owner::new();
                inside.with(|| {
                    on_cleanup(move || {
                        ended.fetch_add(1, Ordering::Relaxed);
                    });
                });
                (StoredValue::new(1), inside)
            })
        };
        let (first, _first_inside) = live();
        owner.cleanup();
        assert_eq!((first.try_get_value(), ended.load(Ordering::Relaxed)), (None, 1));
        let (second, _second_inside) = live();
        assert_eq!((first.try_get_value(), second.try_get_value()), (None, Some(1)));
        owner.cleanup();
        assert_eq!((second.try_get_value(), ended.load(Ordering::Relaxed)), (None, 2));
    }
}
