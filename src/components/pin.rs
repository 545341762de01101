//! The choice to record a server also while nobody looks at it.

use leptos::prelude::*;

use crate::dom::{Var, View, shared, view};
use crate::fleet::Fleet;
use crate::recorder::Recorder;
use crate::words::{Words, fill, format, names};

/// A button that pins the server, or no longer.
#[component]
pub fn Pin(
    /// The server's id.
    id: u64,
) -> View {
    let words = Words::of_app();
    let (recorder, fleet) = (Recorder::of_app(), shared::<Fleet>());
    let is_pinned = move || recorder.pins().contains(&id);
    // Servers that are gone make room when another one is pinned.
    let pinned = move || {
        let pins = recorder.pins();
        let there = pins.iter().filter(|id| fleet.row(**id).is_some());
        there.map(|id| format::isolated(&names::name_of(*id, fleet, words))).collect::<Vec<_>>()
    };
    let is_full = move || {
        !is_pinned() && recorder.pins().len() >= Recorder::MOST_PINS && pinned().len() >= Recorder::MOST_PINS
    };
    let hint = move || {
        if is_full() {
            let words = words.get();
            return fill(words.pin_full(), &[("names", &pinned().join(words.list_separator()))]);
        }
        words.get().pin_hint().to_owned()
    };
    let asked_in_vain = Var::new(false);
    let press = move |_| {
        asked_in_vain.set(untrack(is_full));
        if !asked_in_vain.get_untracked() {
            recorder.pin(id, untrack(|| !is_pinned()));
        }
    };
    let why_not = move || if asked_in_vain.get() && is_full() { hint() } else { String::new() };
    // Of several on a page each says whose it is.
    let label = move || fill(words.get().pin_of(), &[("name", &names::name_of(id, fleet, words))]);
    view! {
        <button type="button" class="chip pin" title=hint aria-label=label aria-pressed=move || is_pinned().to_string()
            aria-disabled=move || is_full().to_string() on:click=press>{words.say(|w| w.pin())}</button>
        <span class="hint" role="status">{why_not}</span>
    }
}
