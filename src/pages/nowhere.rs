//! An address that leads nowhere.

use leptos::prelude::*;

use crate::dom::{View, view};
use crate::words::Words;

/// Says so, and shows the way back.
#[component]
pub fn Nowhere() -> View {
    let words = Words::of_app();
    view! {
        <div class="sorry">
            <h1>{words.say(|w| w.page_nowhere())}</h1>
            <a class="button" href="#/">{words.say(|w| w.page_nowhere_next())}</a>
        </div>
    }
}
