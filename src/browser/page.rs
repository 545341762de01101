//! The page around the app: its events, whether it is seen, and when it is left.

use futures::channel::oneshot;
use leptos::prelude::{document, window};
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use web_sys::{AddEventListenerOptions, Event, EventTarget, HtmlElement, IdleDeadline, VisibilityState};

/// The page's body. `None` only in a page that has none.
pub fn body() -> Option<HtmlElement> {
    document().body()
}

/// Whether nobody can see the page: another tab is in front, or the window is minimised.
pub fn is_hidden() -> bool {
    document().visibility_state() == VisibilityState::Hidden
}

/// Has the browser ask before the page is left, or no longer.
pub fn warn_before_leaving(warn: bool) {
    if !warn {
        return window().set_onbeforeunload(None);
    }
    let ask = Closure::<dyn FnMut(Event)>::new(|event: Event| {
        event.prevent_default();
        // Older browsers want this one.
        let _ = js_sys::Reflect::set(&event, &"returnValue".into(), &true.into());
    });
    window().set_onbeforeunload(Some(ask.as_ref().unchecked_ref()));
    ask.forget();
}

/// Waits until somebody can see the page; nothing runs meanwhile.
pub async fn seen() {
    while is_hidden() {
        let (tell, told) = oneshot::channel();
        let changed = Closure::once_into_js(move || {
            // Who waited may be gone.
            let _ = tell.send(());
        });
        let once = AddEventListenerOptions::new();
        once.set_once(true);
        // Adding a listener fails only for names that are no strings.
        let _ = document().add_event_listener_with_callback_and_add_event_listener_options(
            "visibilitychange",
            changed.unchecked_ref(),
            &once,
        );
        let _ = told.await;
    }
}

/// Calls back at every event of this name, for as long as the page lives.
pub fn listen<E: JsCast + 'static>(target: &EventTarget, name: &str, mut react: impl FnMut(E) + 'static) {
    let react = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        if let Ok(event) = event.dyn_into() {
            react(event);
        }
    });
    // Adding a listener fails only for names that are no strings.
    let _ = target.add_event_listener_with_callback(name, react.as_ref().unchecked_ref());
    react.forget();
}

/// Waits until the browser has nothing to do, and tells for how long it will not, in milliseconds. `None` where it cannot tell
/// (Safari).
pub async fn idle_ms() -> Option<f64> {
    let (tell, told) = oneshot::channel();
    let idle = Closure::once_into_js(move |deadline: IdleDeadline| {
        // Who asked may be gone.
        let _ = tell.send(deadline.time_remaining());
    });
    window().request_idle_callback(idle.unchecked_ref()).ok()?;
    told.await.ok()
}
