//! The choice to record a server also while nobody looks at it.

use leptos::prelude::*;

use crate::dom::{View, view};
use crate::i18n::Words;
use crate::recorder::Recorder;

/// A button that pins the server, or no longer.
#[component]
pub(super) fn Pin(
    /// The server's id.
    id: u64,
) -> View {
    let words = Words::of_app();
    let recorder = Recorder::of_app();
    let is_full = move || !recorder.is_pinned(id) && !recorder.can_pin();
    let hint = move || if is_full() { words.get().pin_full } else { words.get().pin_hint };
    view! {
        <button type="button" class="chip pin" title=hint aria-pressed=move || recorder.is_pinned(id).to_string()
            prop:disabled=is_full on:click=move |_| recorder.pin(id)>{words.say(|w| w.pin)}</button>
    }
}
