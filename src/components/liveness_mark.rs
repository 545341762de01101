//! A server's liveness as a shape.

use leptos::prelude::*;
use nezha_fleet::liveness::State;

use crate::dom::{Signal, View, view};

/// A small mark for a liveness: filled dot, clock, cross, dashed ring, bar.
///
/// The shapes differ, not only the colours. The word has to stand beside it, and is not said twice.
#[component]
pub fn LivenessMark(
    /// What it shows.
    #[prop(into)]
    state: Signal<State>,
) -> View {
    view! {
        <svg class="liveness-mark" data-state=move || state.get().name() viewBox="0 0 10 10" aria-hidden="true">
            <path d=move || shape(state.get())></path>
        </svg>
    }
}

/// What it is drawn as.
pub(crate) fn shape(state: State) -> &'static str {
    match state {
        State::Live => "M5 1a4 4 0 1 0 0 8a4 4 0 1 0 0-8z",
        State::Late => "M5 1.4a3.6 3.6 0 1 0 0 7.2a3.6 3.6 0 1 0 0-7.2M5 2.9V5l1.5 1.1",
        State::Offline => "M1.6 1.6l6.8 6.8M8.4 1.6l-6.8 6.8",
        State::NoReport => "M5 1.2a3.8 3.8 0 1 0 0 7.6a3.8 3.8 0 1 0 0-7.6",
        State::Unknown => "M1.2 5h7.6",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_states_have_the_same_shape() {
        for (at, state) in State::ALL.into_iter().enumerate() {
            assert!(State::ALL[..at].iter().all(|before| shape(*before) != shape(state)), "{state:?}");
        }
    }
}
