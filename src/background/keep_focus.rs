//! Where the keyboard goes on when what had the focus is gone: a filter that nobody is in any more, a server that died.
//!
//! Browsers then begin at the top of the page, and do not all say so.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};

use crate::browser::{focus, page};
use crate::dom::{View, react, shared};
use crate::feed::Feed;

/// What may take the focus.
const FOCUSABLE: &str = "a[href], button:enabled, input:enabled, select:enabled, summary";

/// What makes something go that has the focus: a press, a key, a choice, a list that is scrolled. And every answer.
const CHANGES: [&str; 4] = ["click", "keyup", "change", "scroll"];

/// What has the focus, and what is around it, from the inside.
type Kept = Rc<RefCell<Vec<Element>>>;

/// Shows nothing, and keeps the focus near where it was from now on.
#[component]
pub fn KeepFocus() -> View {
    let feed = shared::<Feed>();
    let kept = Kept::default();
    page::listen(&document(), "focusin", {
        let kept = Rc::clone(&kept);
        move |event: Event| {
            let focused = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let chain = std::iter::successors(focused, |element| element.parent_element());
            kept.replace(chain.collect());
        }
    });
    let look_soon = move || {
        let kept = Rc::clone(&kept);
        // Once the page is what the change makes of it.
        request_animation_frame(move || look(&kept));
    };
    for change in CHANGES {
        let look_soon = look_soon.clone();
        page::listen(&document(), change, move |_: Event| look_soon());
    }
    react(move || {
        feed.answered_ms().track();
        look_soon();
    });
    View::nothing()
}

/// Finds a new place for the focus, if it has none and what had it is gone or takes nothing any more.
fn look(kept: &Kept) {
    let is_somewhere = !focus::is_nowhere();
    let chain = kept.take();
    let Some(focused) = chain.first() else { return };
    if is_somewhere {
        kept.replace(chain);
        return;
    }
    // Left for nothing, by a click between two things.
    if focused.is_connected() && !focused.matches(":disabled").unwrap_or(false) {
        return;
    }
    let near = chain.iter().skip(1).filter(|element| element.is_connected());
    let place = near.flat_map(|element| element.query_selector(FOCUSABLE)).flatten().next();
    if let Some(place) = place.and_then(|place| place.dyn_into::<HtmlElement>().ok()) {
        focus::move_in_place(&place);
    }
}
