//! What states are called.

use nezha_fleet::liveness::State;

use super::Words;

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
