//! A server's liveness as a shape.

use std::rc::Rc;

use leptos::prelude::*;
use nezha_fleet::liveness::State;

use crate::components::pattern::PatternBuilder;
use crate::dom::{Element, Kind, Signal, View, view};
use crate::i18n::Words;

/// Where the word for a mark's state is, for who cannot see its shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateWord {
    /// The mark says it.
    InMark,
    /// It stands beside the mark.
    Beside,
}

/// A small mark for a liveness: filled dot, clock, cross, dashed ring, hollow ring with a bar.
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

/// The same for a server, which shows its state also in these places.
pub fn liveness_mark(pattern: &mut PatternBuilder, with_state: &[&Element], word: StateWord) -> View {
    let mark = Element::svg("svg");
    for (name, value) in [("class", "liveness-mark"), ("viewBox", "0 0 10 10"), ("role", "img")] {
        mark.set(name, value);
    }
    if word == StateWord::Beside {
        mark.set("aria-hidden", "true");
    }
    let line = Element::svg("path");
    let with_state = || [&mark].into_iter().chain(with_state.iter().copied());
    // Most are live: copied, and not written.
    let usual = State::Live;
    line.set("d", shape(usual));
    pattern.attribute_word(&mark, "aria-label", |w| w.live());
    with_state().for_each(|element| element.set("data-state", usual.name()));
    let mut places = vec![line.place(Kind::Attribute, "d"), mark.place(Kind::Attribute, "aria-label")];
    places.extend(with_state().map(|element| element.place(Kind::Attribute, "data-state")));
    pattern.written_by(
        places,
        Rc::new(move |spots| {
            let mut before = usual;
            Box::new(move |glance| {
                let state = glance.state();
                if let [line, name, states @ ..] = &*spots
                    && before != state
                {
                    before = state;
                    line.put(&shape(state).into());
                    name.put(&state_word(state, glance.words).into());
                    states.iter().for_each(|spot| spot.put(&state.name().into()));
                }
            })
        }),
    );
    mark.add(line.into_view());
    mark.into_view()
}

fn shape(state: State) -> &'static str {
    match state {
        State::Live => "M5 1a4 4 0 1 0 0 8a4 4 0 1 0 0-8z",
        State::Late => "M5 1.4a3.6 3.6 0 1 0 0 7.2a3.6 3.6 0 1 0 0-7.2M5 2.9V5l1.5 1.1",
        State::Offline => "M1.6 1.6l6.8 6.8M8.4 1.6l-6.8 6.8",
        State::NoReport => "M5 1.2a3.8 3.8 0 1 0 0 7.6a3.8 3.8 0 1 0 0-7.6",
        State::Unknown => "M1.2 5h7.6",
    }
}

/// The word for a state.
pub fn state_word(state: State, words: Words) -> &'static str {
    let words = words.get();
    match state {
        State::Live => words.live(),
        State::Late => words.late(),
        State::Offline => words.offline(),
        State::NoReport => words.no_report(),
        State::Unknown => words.unknown(),
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
