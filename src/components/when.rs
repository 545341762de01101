//! Something that is there only while a condition holds.

use leptos::prelude::*;

use crate::dom::{Child, Children, Signal, View};

/// Shows its children while a condition holds, and something else otherwise.
#[component]
pub fn When(
    /// Whether the children are shown. They are built anew only when this changes.
    #[prop(into)]
    condition: Signal<bool>,
    /// What is shown instead; nothing when not said.
    #[prop(optional, into)]
    otherwise: Children,
    /// What is shown.
    children: Children,
) -> View {
    let condition = Signal::memo(move || condition.get());
    (move || if condition.get() { children.show() } else { otherwise.show() }).into_view()
}
