//! The heading of a group that stays in sight while its servers pass by.

use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::components::list::group_heading::GroupHeading;
use crate::dom::{Child, Handle, Var, View, view};

/// Where the heading stays, and of which group it is now. The list itself says that.
#[derive(Clone, Copy)]
pub struct Pinned {
    /// What stays at the top of the screen, and has no height: the heading hangs from it, over the list.
    pub place: Handle<HtmlElement>,
    /// The group, counted from the top; `None` while the list's own headings are in sight.
    pub group: Var<Option<usize>>,
    /// The tag of that group when the list looked last: groups change places under it.
    pub tag: StoredValue<String>,
}

impl Pinned {
    /// One for a list that is about to be made.
    pub fn new() -> Self {
        Self { place: Handle::default(), group: Var::default(), tag: StoredValue::default() }
    }
}

/// The heading of the group that is on the screen, for a large one whose own has passed by.
#[component]
pub fn PinnedHeading(
    /// Of which list.
    pinned: Pinned,
    /// The heading's role where it stands.
    role: &'static str,
) -> View {
    let heading = View::following(move || match pinned.group.get() {
        Some(group) => view! { <GroupHeading group role/> },
        None => View::nothing(),
    });
    view! { <div class="pinned-heading" role="presentation" node_ref=pinned.place>{heading}</div> }
}
