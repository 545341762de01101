//! What happens when the app itself breaks: the page stays, greyed, and says since when it has been old.

use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement};

use crate::i18n::{Locale, fill};

/// Makes a panic show a banner with plain DOM calls, since nothing of the app can be relied on then.
///
/// The console gets the place in the code and nothing else: a panic's message may hold values.
pub fn show_a_banner() {
    std::panic::set_hook(Box::new(|info| {
        if let Some(place) = info.location() {
            web_sys::console::error_1(&format!("stopped at {}:{}", place.file(), place.line()).into());
        }
        // Without a body there is nothing to say it in.
        let _ = banner();
    }));
}

fn banner() -> Option<()> {
    let document = document();
    let root: HtmlElement = document.document_element()?.dyn_into().ok()?;
    if root.dataset().get("stopped").is_some() {
        return Some(());
    }
    root.dataset().set("stopped", "").ok()?;
    let words = Locale::from_tag(&root.lang()).unwrap_or_default().catalogue();
    let now = js_sys::Date::new_0();
    let time = format!("{:02}:{:02}", now.get_hours(), now.get_minutes());
    let banner = element("div", "stopped")?;
    banner.set_attribute("role", "alert").ok()?;
    banner.set_text_content(Some(&fill(words.stopped(), &[("time", &time)])));
    let reload = element("button", "button")?;
    reload.set_text_content(Some(words.reload()));
    let on_click = Closure::<dyn Fn()>::new(|| {
        // Where even this fails, the browser's own button is left.
        let _ = leptos::prelude::window().location().reload();
    });
    reload.add_event_listener_with_callback("click", on_click.as_ref().unchecked_ref()).ok()?;
    on_click.forget();
    banner.append_child(&reload).ok()?;
    document.body()?.prepend_with_node_1(&banner).ok()
}

fn element(tag: &str, class: &str) -> Option<Element> {
    let element = document().create_element(tag).ok()?;
    element.set_class_name(class);
    Some(element)
}
