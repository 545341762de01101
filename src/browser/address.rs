//! The page's address, and what it says of where the dashboard is.

use leptos::prelude::window;
use leptos::wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event};

use super::entry::api_base;

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

/// Where the link leads, within the app, that an event happened on: a hash, with `#`. `None` on anything else.
pub fn linked_hash(event: &Event) -> Option<String> {
    event.target()?.dyn_into::<Element>().ok()?.closest("a[href^='#']").ok()??.get_attribute("href")
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
