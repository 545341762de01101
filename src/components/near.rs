//! Something that is made when it comes near the screen.

use leptos::html::Div;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use web_sys::{IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

use crate::components::When;
use crate::dom::{Children, Signal, Var, View, react, view};

/// How near: below the screen, as CSS writes margins.
const NEAR: &str = "25%";

/// Makes its children once its place is near the screen; from then on they stay. What nobody sees yet costs nothing.
#[component]
pub fn Near(
    /// What is shown there.
    children: Children,
) -> View {
    let place = NodeRef::<Div>::new();
    let was_near = Var::new(false);
    react(move || {
        let Some(place) = place.get() else { return };
        let on_move = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let is_near = entries
                .iter()
                .any(|entry| entry.unchecked_into::<IntersectionObserverEntry>().is_intersecting());
            if is_near && was_near.try_get_untracked() == Some(false) {
                was_near.set(true);
            }
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin(NEAR);
        let observer = IntersectionObserver::new_with_options(on_move.as_ref().unchecked_ref(), &options);
        let Ok(observer) = observer else { return was_near.set(true) };
        observer.observe(&place);
        let watching = StoredValue::new_local((observer, on_move));
        on_cleanup(move || watching.with_value(|(observer, _)| observer.disconnect()));
    });
    let children = children.clone();
    view! {
        <div class="near" node_ref=place data-near=move || was_near.get().then_some("")>
            <When condition=Signal::derive(move || was_near.get())>{children.show()}</When>
        </div>
    }
}
