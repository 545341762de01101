//! The keyboard: where its focus is, and which of its keys are the page's own.

use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, KeyboardEvent};

/// Moves the keyboard's focus to the page's content.
pub fn move_to_content() {
    let content = document().get_element_by_id("content");
    if let Some(content) = content.and_then(|content| content.dyn_into::<HtmlElement>().ok()) {
        focus_at(&content, Scroll::Stays);
    }
}

/// Moves the keyboard's focus to the element of this id, and the page to where one sees it.
pub fn move_to_id(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        move_to(&element);
    }
}

/// Whether nothing of the page has the keyboard's focus.
pub fn is_nowhere() -> bool {
    document().active_element().is_none_or(|element| element.matches("body") == Ok(true))
}

/// Whether the keyboard's focus is in a field that can be filled in.
pub fn is_in_field() -> bool {
    let element = document().active_element();
    element
        .is_some_and(|element| element.matches("input:enabled, textarea:enabled, select:enabled") == Ok(true))
}

/// Whether a key may be a shortcut of the page: it is pressed by itself, and not where texts are written or something is
/// asked.
pub fn is_shortcut(event: &KeyboardEvent) -> bool {
    let alone = !event.ctrl_key() && !event.meta_key() && !event.alt_key() && !event.is_composing();
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_taken = target.is_some_and(|target| {
        target.matches("input, textarea, select, [contenteditable]").unwrap_or(false)
            || target.closest("dialog").ok().flatten().is_some()
    });
    alone && !is_taken
}

/// Moves the keyboard's focus to an element, and the page to where one sees it.
pub fn move_to(element: &HtmlElement) {
    focus_at(element, Scroll::Follows);
}

/// Moves the keyboard's focus to an element, and the page nowhere.
pub fn move_in_place(element: &HtmlElement) {
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
pub fn server() -> Option<u64> {
    let link = document().active_element()?;
    let seen = link.matches(":focus-visible").unwrap_or(false);
    link.closest("[data-server]").ok()??.get_attribute("data-server").filter(|_| seen)?.parse().ok()
}
