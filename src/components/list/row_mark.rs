//! The mark of a server's liveness in a list.

use std::rc::Rc;

use nezha_fleet::liveness::State;

use crate::components::list::pattern::PatternBuilder;
use crate::components::liveness_mark::shape;
use crate::dom::{Element, Kind, View};
use crate::words::states::state_word;

/// Where the word for a mark's state is, for who cannot see its shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateWord {
    /// The mark says it.
    InMark,
    /// It stands beside the mark.
    Beside,
}

/// As [`LivenessMark`](crate::components::LivenessMark), for a server that shows its state also in these places.
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
