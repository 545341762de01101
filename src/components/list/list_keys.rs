//! Keys that lead through a long list, and the focus that follows them.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use nezha_fleet::window::Step;
use web_sys::{Element, KeyboardEvent};

use crate::browser::focus;

/// How many frames what is looked for may take to come.
const FRAMES: u32 = 30;

/// Where a key leads to.
pub struct KeyStep {
    /// In which direction.
    pub step: Step,
    /// Whether a whole screen further.
    pub is_page: bool,
}

/// Where a key leads to; `None` for one that leads nowhere in a list.
pub fn key_step(event: &KeyboardEvent) -> Option<KeyStep> {
    if event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key() || event.is_composing() {
        return None;
    }
    let key = event.key();
    let step = match key.as_str() {
        "ArrowRight" => Step::Right,
        "ArrowLeft" => Step::Left,
        "ArrowDown" | "PageDown" => Step::Down,
        "ArrowUp" | "PageUp" => Step::Up,
        "Home" => Step::First,
        "End" => Step::Last,
        _ => return None,
    };
    Some(KeyStep { step, is_page: key.starts_with('P') })
}

/// The place of the item that has the focus.
pub fn place_of_focus(event: &KeyboardEvent) -> Option<usize> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest("[data-place]").ok()??.get_attribute("data-place")?.parse().ok()
}

/// A selector of a server's link in a list.
pub fn link_of_server(id: u64) -> String {
    ["[data-server='", &id.to_string(), "'] a"].concat()
}

/// Moves the focus to a server's link, as soon as it is there.
pub fn focus_server(id: u64) {
    focus_when_there(link_of_server(id));
}

/// Moves the focus to what a selector finds, as soon as it is there.
pub fn focus_when_there(selector: String) {
    when_there(selector, |element| focus::move_in_place(element.unchecked_ref()));
}

/// Does something with what a selector finds, as soon as it is there.
pub fn when_there(selector: String, act: impl FnOnce(&Element) + 'static) {
    look_for(selector, Box::new(act), FRAMES);
}

fn look_for(selector: String, act: Box<dyn FnOnce(&Element)>, frames: u32) {
    match document().query_selector(&selector).ok().flatten() {
        Some(element) => act(&element),
        None if frames > 0 => {
            request_animation_frame(move || look_for(selector, act, frames - 1));
        }
        None => {}
    }
}
