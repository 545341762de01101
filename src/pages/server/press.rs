//! The question for the latency of a server whose link is pressed: until it is let go, and the page opens, some 100 ms pass.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

use crate::dom::View;
use crate::history::History;
use crate::net::at_once::spawn_at_once;
use crate::net::page;
use crate::route::Route;

/// Shows nothing, and asks from now on. A finger that scrolls presses nothing.
#[component]
pub fn AskAtPress() -> View {
    let history = History::of_app();
    page::listen(&document(), "mousedown", move |event: MouseEvent| {
        if let Some(Route::Server { id, .. }) = pressed(&event) {
            spawn_at_once(Box::pin(async move {
                // The page looks for the answer itself.
                let _ = history.once(id, || true).await;
            }));
        }
    });
    View::nothing()
}

/// Where the link leads that is pressed with the button and without the keys that open it elsewhere.
fn pressed(event: &MouseEvent) -> Option<Route> {
    let is_plain = event.button() == 0
        && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
    let link = event.target()?.dyn_into::<Element>().ok()?.closest("a[href^='#']").ok()??;
    is_plain.then(|| Route::parse(&link.get_attribute("href").unwrap_or_default()))
}
