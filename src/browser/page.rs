//! The page around the app: its theme, language, title, visibility and events.

use futures::channel::oneshot;
use leptos::prelude::{document, window};
use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use nezha_install::Platform;
use web_sys::{
    AddEventListenerOptions, Event, EventTarget, HtmlElement, IdleDeadline, PerformanceNavigation,
    ScrollRestoration, VisibilityState,
};

use super::focus;

/// The page's body. `None` only in a page that has none.
pub fn body() -> Option<HtmlElement> {
    document().body()
}

/// Begins a page: scrolled to where it is entered, with the focus on its content.
pub fn enter(top: f64) {
    window().scroll_to_with_x_and_y(0.0, top);
    focus::move_to_content();
}

/// Whether this tab has shown the app before, and shows it again: loaded anew, come back to, or put away meanwhile.
pub fn is_shown_again() -> bool {
    let how = window().performance().map(|performance| performance.navigation().type_());
    how.is_some_and(|how| how != PerformanceNavigation::TYPE_NAVIGATE)
}

/// Has the browser leave the page where it is when one goes back and forth. It would scroll before anybody could see where a list
/// was left, and to where a page that is not there yet was.
pub fn keep_its_place() {
    if let Ok(history) = window().history() {
        // No browser of the floor lacks it.
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    }
}

/// Scrolls a page that is still at its top down by so much, in CSS pixels.
pub fn scroll_from_top(top: f64) {
    if top > 0.0 && scroll_top() == 0.0 {
        window().scroll_to_with_x_and_y(0.0, top);
    }
}

/// How far down the page is scrolled, in CSS pixels.
pub fn scroll_top() -> f64 {
    window().scroll_y().unwrap_or(0.0)
}

/// How much larger the visitor's text is than that of a browser as it comes: `tokens.css` has every length in rem.
pub fn text_scale() -> f64 {
    let style =
        document().document_element().and_then(|root| window().get_computed_style(&root).ok().flatten());
    let size = style.and_then(|style| style.get_property_value("font-size").ok());
    let size = size.map_or(f64::NAN, |size| js_sys::parse_float(&size));
    if size > 0.0 { size / 16.0 } else { 1.0 }
}

/// Sets the window's title.
pub fn show_title(title: &str) {
    document().set_title(title);
}

/// Calls back whenever the system changes between light and dark.
pub fn on_system_theme(mut react: impl FnMut() + 'static) {
    if let Ok(Some(query)) = window().match_media("(prefers-color-scheme: dark)") {
        listen(&query, "change", move |_: Event| react());
    }
}

/// The theme that was set; `None` where the system decides.
pub fn theme() -> Option<String> {
    root()?.get_attribute("data-theme")
}

/// Sets the theme; `None` lets the system decide.
pub fn show_theme(name: Option<&str>) {
    let Some(root) = root() else { return };
    // Setting an attribute of a fixed name cannot fail.
    let _ = match name {
        Some(name) => root.set_attribute("data-theme", name),
        None => root.remove_attribute("data-theme"),
    };
}

/// Tells the browser which language the page is in.
pub fn show_language(tag: &str) {
    if let Some(root) = root() {
        root.set_lang(tag);
    }
}

/// The visitor's languages, most wanted first.
pub fn languages() -> Vec<String> {
    window().navigator().languages().iter().filter_map(|tag| tag.as_string()).collect()
}

/// Whether nobody can see the page: another tab is in front, or the window is minimised.
pub fn is_hidden() -> bool {
    document().visibility_state() == VisibilityState::Hidden
}

/// Whether the keyboard composes every word, of any language, as on Android.
pub fn composes_all() -> bool {
    let agent = window().navigator().user_agent().unwrap_or_default();
    agent.as_bytes().windows(7).any(|part| part == b"Android")
}

/// The system that the visitor's own machine runs, as far as its browser tells.
pub fn visitors_platform() -> Option<Platform> {
    let navigator = window().navigator();
    let member = |object: &JsValue, name: &str| js_sys::Reflect::get(object, &name.into()).ok();
    // Only newer browsers have it, and only in secure contexts.
    let hint = member(&navigator, "userAgentData").and_then(|data| member(&data, "platform"));
    let hint = hint.and_then(|hint| hint.as_string()).unwrap_or_default();
    Platform::of_visitor(&navigator.user_agent().unwrap_or_default(), &hint)
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

fn root() -> Option<HtmlElement> {
    document().document_element()?.dyn_into().ok()
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
