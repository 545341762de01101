//! The page around the app: its shell, theme, language, title, visibility and address.

use std::time::Duration;

use futures::channel::oneshot;
use leptos::prelude::{document, set_timeout, window};
use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use nezha_api::ApiBase;
use nezha_install::Platform;
use web_sys::{Event, EventTarget, FocusOptions, HtmlElement, IdleDeadline, VisibilityState};

/// The API base that the entry page names in `<meta name="nezha-api-base">`; the origin's root otherwise.
///
/// Anything that could lead to another origin counts as absent: the token must never go there.
pub fn api_base() -> ApiBase {
    let content = meta("nezha-api-base");
    ApiBase::same_origin(&content).unwrap_or_else(|_| ApiBase::root())
}

/// Where the dashboard's own pages are, with a slash at the end: `<meta name="nezha-dashboard">` of the entry page, for where this
/// host name forwards only the API; else with the API. People are sent there; nothing is asked there.
pub fn dashboard_pages() -> String {
    let content = meta("nezha-dashboard");
    let content = content.trim().trim_end_matches('/');
    if content.starts_with("https://") || content.starts_with("http://") {
        return [content, "/"].concat();
    }
    api_base().to_string()
}

/// What the entry page says under this name; empty where it says nothing.
fn meta(name: &str) -> String {
    let meta = document().query_selector(&["meta[name='", name, "']"].concat()).ok().flatten();
    meta.and_then(|meta| meta.get_attribute("content")).unwrap_or_default()
}

/// The page's body. `None` only in a page that has none.
pub fn body() -> Option<HtmlElement> {
    document().body()
}

/// Takes away what `index.html` shows while the app is loading.
pub fn remove_shell() {
    if let Some(shell) = document().get_element_by_id("shell") {
        shell.remove();
    }
}

/// The longest that the first frame is held back, in milliseconds: who waits longer for an answer sees the page without one.
const HELD_MS: u64 = 150;

/// Shows nothing yet: an answer that comes at once is in the first frame, and the page is not laid out before it as well.
pub fn hold_first_frame() {
    if let Some(body) = body() {
        body.set_hidden(true);
        set_timeout(show_first_frame, Duration::from_millis(HELD_MS));
    }
}

/// Ends what [`hold_first_frame`] began.
pub fn show_first_frame() {
    if let Some(body) = body() {
        body.set_hidden(false);
    }
}

/// Moves the keyboard's focus to the page's content.
pub fn focus_content() {
    let content = document().get_element_by_id("content");
    if let Some(content) = content.and_then(|content| content.dyn_into::<HtmlElement>().ok()) {
        focus_at(&content, Scroll::Stays);
    }
}

/// Moves the keyboard's focus to the element of this id, and the page to where one sees it.
pub fn focus_id(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        focus(&element);
    }
}

/// Takes the keyboard's focus off what has it.
pub fn blur() {
    let element = document().active_element();
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // What cannot lose it keeps it.
        let _ = element.blur();
    }
}

/// Whether the keyboard's focus is in a field that can be filled in.
pub fn is_in_field() -> bool {
    let element = document().active_element();
    element
        .is_some_and(|element| element.matches("input:enabled, textarea:enabled, select:enabled") == Ok(true))
}

/// Moves the keyboard's focus to an element, and the page to where one sees it.
pub fn focus(element: &HtmlElement) {
    focus_at(element, Scroll::Follows);
}

/// Moves the keyboard's focus to an element, and the page nowhere.
pub fn focus_in_place(element: &HtmlElement) {
    focus_at(element, Scroll::Stays);
}

#[derive(PartialEq)]
enum Scroll {
    Stays,
    Follows,
}

fn focus_at(element: &HtmlElement, scroll: Scroll) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(scroll == Scroll::Stays);
    // Focus that cannot move stays where it is.
    let _ = element.focus_with_options(&options);
}

/// The server whose link has the focus, where the browser shows that: of somebody who goes by the keyboard.
pub fn server_of_focus() -> Option<u64> {
    let link = document().active_element()?;
    let seen = link.matches(":focus-visible").unwrap_or(false);
    link.closest("[data-server]").ok()??.get_attribute("data-server").filter(|_| seen)?.parse().ok()
}

/// Begins a page: scrolled to where it is entered, with the focus on its content.
pub fn enter(top: f64) {
    window().scroll_to_with_x_and_y(0.0, top);
    focus_content();
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

/// The hash of the page's address, with `#`; empty without one.
pub fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// The host name of the page's address, without the port.
pub fn host_name() -> String {
    window().location().hostname().unwrap_or_default()
}

/// The port of the page's address; that of its scheme where none is written.
pub fn port() -> Option<u16> {
    let location = window().location();
    match location.port().unwrap_or_default().as_str() {
        "" if location.protocol().is_ok_and(|scheme| scheme == "https:") => Some(443),
        "" => Some(80),
        written => written.parse().ok(),
    }
}

/// The address of something at the dashboard's root, as another machine would call it.
pub fn dashboard_address() -> String {
    [window().location().origin().unwrap_or_default(), api_base().to_string()].concat()
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

/// Changes the hash without a step for the Back button.
pub fn replace_hash(hash: &str) {
    if let Ok(history) = window().history() {
        // Browsers refuse after a hundred changes in half a minute; the address is then behind for a while.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(hash));
    }
}

/// Goes where a link with this hash leads.
pub fn open_hash(hash: &str) {
    // Any text is a hash.
    let _ = window().location().set_hash(hash);
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
