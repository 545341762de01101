//! What happens when the app itself breaks: the page stays, greyed, and says since when it has been old.

use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::words::Locale;

/// Puts a banner into the page for every language, hidden: after a panic nothing of the app can be relied on, so `boot.js`
/// shows the one that is wanted, with the time.
pub fn prepare() {
    for locale in Locale::ALL {
        // Without a body there is nothing to say it in.
        let _ = banner(locale);
    }
    say_where();
}

/// Says in the console where a panic was, and nothing else: what it says itself may hold values. What is shipped says not
/// even that.
fn say_where() {
    #[cfg(debug_assertions)]
    std::panic::set_hook(Box::new(|info| {
        if let Some(place) = info.location() {
            web_sys::console::error_1(&format!("stopped at {}:{}", place.file(), place.line()).into());
        }
    }));
}

fn banner(locale: Locale) -> Option<()> {
    let words = locale.catalogue();
    let banner: HtmlElement = element("div", "stopped").and_then(|element| element.dyn_into().ok())?;
    banner.set_hidden(true);
    banner.set_lang(locale.tag());
    banner.set_attribute("role", "alert").ok()?;
    let said = element("span", "")?;
    said.set_text_content(Some(words.stopped()));
    banner.append_child(&said).ok()?;
    let reload = element("button", "button")?;
    reload.set_text_content(Some(words.reload()));
    banner.append_child(&reload).ok()?;
    document().body()?.prepend_with_node_1(&banner).ok()
}

fn element(tag: &str, class: &str) -> Option<Element> {
    let element = document().create_element(tag).ok()?;
    element.set_class_name(class);
    Some(element)
}
