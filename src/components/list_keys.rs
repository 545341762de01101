//! Keys that lead through a long list, and the focus that follows them.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use nezha_fleet::window::Step;
use web_sys::{Element, KeyboardEvent};

use crate::browser::focus;

/// How many frames what is focused may take to come.
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

/// Moves the focus to a server's link, as soon as it is there.
pub fn focus_server(id: u64) {
    focus_when_there(["[data-server='", &id.to_string(), "'] a"].concat());
}

/// Moves the focus to what a selector finds, as soon as it is there.
pub fn focus_when_there(selector: String) {
    focus_within(selector, FRAMES);
}

fn focus_within(selector: String, frames: u32) {
    match document().query_selector(&selector).ok().flatten() {
        Some(element) => focus::move_in_place(element.unchecked_ref()),
        None if frames > 0 => {
            request_animation_frame(move || focus_within(selector, frames - 1));
        }
        None => {}
    }
}
