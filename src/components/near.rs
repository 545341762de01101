//! Something that is made when it comes near the screen.

use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use web_sys::{
    Element, HtmlElement, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit,
};

use crate::components::When;
use crate::dom::{Children, Handle, Signal, Var, View, react, view};

/// How near: below the screen, as CSS writes margins.
const NEAR: &str = "25%";

/// Calls back when an element comes near the screen or leaves it, and soon after the call, for as long as the caller's owner
/// lives.
pub fn follow_sight(element: &Element, mut tell: impl FnMut(bool) + 'static) {
    let on_move = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
        // The last one is how it is now.
        if let Some(entry) = entries.iter().last() {
            tell(entry.unchecked_into::<IntersectionObserverEntry>().is_intersecting());
        }
    });
    let options = IntersectionObserverInit::new();
    options.set_root_margin(NEAR);
    let observer = IntersectionObserver::new_with_options(on_move.as_ref().unchecked_ref(), &options);
    // It fails only for margins that are none.
    let Ok(observer) = observer else { return };
    observer.observe(element);
    let watching = StoredValue::new_local((observer, on_move));
    on_cleanup(move || watching.with_value(|(observer, _)| observer.disconnect()));
}

/// Makes its children once its place is near the screen, or goes to paper; from then on they stay. What nobody sees yet costs
/// nothing.
#[component]
pub fn Near(
    /// What is shown there.
    children: Children,
) -> View {
    let place = Handle::<HtmlElement>::default();
    let was_near = Var::new(false);
    let come_near = move || {
        if was_near.try_get_untracked() == Some(false) {
            was_near.set(true);
        }
    };
    react(move || {
        if let Some(place) = place.get() {
            follow_sight(&place, move |is_near| {
                if is_near {
                    come_near();
                }
            });
        }
    });
    let printed = window_event_listener(ev::beforeprint, move |_| come_near());
    on_cleanup(move || printed.remove());
    view! {
        <div class="near" node_ref=place data-near=move || was_near.get().then_some("")>
            <When condition=Signal::derive(move || was_near.get())>{children.show()}</When>
        </div>
    }
}
