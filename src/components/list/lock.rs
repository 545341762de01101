//! A sign for servers that guests do not see.

use crate::components::list::pattern::PatternBuilder;
use crate::dom::{Element, View, view};

/// A lock, on servers that guests do not see.
pub fn lock(pattern: &mut PatternBuilder) -> View {
    let lock = Element::svg("svg");
    for (name, value) in [("class", "lock"), ("viewBox", "0 0 10 12"), ("role", "img")] {
        lock.set(name, value);
    }
    pattern.attribute_mostly_there(&lock, "hidden", |glance| (glance.server.hidden != Some(true)).into());
    pattern.attribute_word(&lock, "aria-label", |w| w.hidden_from_guests());
    lock.add(view! { <path d="M2.5 5V3.5a2.5 2.5 0 0 1 5 0V5M1 5h8v6H1z"></path> });
    lock.into_view()
}
