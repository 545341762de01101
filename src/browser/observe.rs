//! What the browser tells of elements: their size, and whether one sees them.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use web_sys::{
    Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit, ResizeObserver,
};

/// How near the screen counts as on it: below it, as CSS writes margins.
const NEAR: &str = "25%";

/// Calls back when one of these elements has another size, and soon after this call, for as long as the caller's owner lives.
pub fn on_resize(elements: &[&Element], measure: impl FnMut() + 'static) {
    let on_resize = Closure::<dyn FnMut()>::new(measure);
    let Ok(observer) = ResizeObserver::new(on_resize.as_ref().unchecked_ref()) else { return };
    elements.iter().for_each(|element| observer.observe(element));
    let watching = StoredValue::new_local((observer, on_resize));
    on_cleanup(move || watching.with_value(|(observer, _)| observer.disconnect()));
}

/// Calls back when an element comes near the screen or leaves it, and soon after this call, for as long as the caller's owner
/// lives.
pub fn on_sight(element: &Element, mut tell: impl FnMut(bool) + 'static) {
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
