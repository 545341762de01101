//! How the page looks to the browser: its theme, language and title.

use leptos::prelude::{document, window};
use leptos::wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement};

use super::page::listen;

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

fn root() -> Option<HtmlElement> {
    document().document_element()?.dyn_into().ok()
}
