//! A server's liveness as a shape.

use leptos::prelude::*;
use nezha_fleet::liveness::State;

use crate::dom::{Signal, View, view};
use crate::i18n::Words;

/// A small mark for a liveness: filled dot, clock, cross, dashed ring, hollow ring with a bar.
///
/// The shapes differ, not only the colours, and the word is there for who cannot see them.
#[component]
pub fn LivenessMark(
    /// What it shows.
    #[prop(into)]
    state: Signal<State>,
) -> View {
    let words = Words::of_app();
    let shape = Signal::derive(move || match state.get() {
        State::Live => "M5 1a4 4 0 1 0 0 8a4 4 0 1 0 0-8z",
        State::Late => "M5 1.4a3.6 3.6 0 1 0 0 7.2a3.6 3.6 0 1 0 0-7.2M5 2.9V5l1.5 1.1",
        State::Offline => "M1.6 1.6l6.8 6.8M8.4 1.6l-6.8 6.8",
        State::NoReport => "M5 1.2a3.8 3.8 0 1 0 0 7.6a3.8 3.8 0 1 0 0-7.6",
        State::Unknown => "M1.2 5h7.6",
    });
    view! {
        <svg class="liveness-mark" data-state=move || state.get().name() viewBox="0 0 10 10" role="img"
            aria-label=move || state_word(state.get(), words)>
            <path d=shape></path>
        </svg>
    }
}

/// The word for a state.
pub fn state_word(state: State, words: Words) -> &'static str {
    let words = words.get();
    match state {
        State::Live => words.live,
        State::Late => words.late,
        State::Offline => words.offline,
        State::NoReport => words.no_report,
        State::Unknown => words.unknown,
    }
}
