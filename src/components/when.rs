//! Something that is there only while a condition holds.

use leptos::children::ViewFn;
use leptos::prelude::*;

/// Shows its children while a condition holds, and something else otherwise.
///
/// What Leptos' own `Show` does, with every type erased: `Show` is compiled anew for each tree it holds, which made a
/// third of the bundle.
#[component]
pub fn When(
    /// Whether the children are shown. They are built anew only when this changes.
    #[prop(into)]
    condition: Signal<bool>,
    /// What is shown instead; nothing when not said.
    #[prop(optional, into)]
    otherwise: ViewFn,
    /// What is shown.
    children: ChildrenFn,
) -> impl IntoView {
    let condition = Memo::new(move |_| condition.get());
    move || if condition.get() { children() } else { otherwise.run() }
}
