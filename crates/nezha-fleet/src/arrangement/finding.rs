//! Who is asked for.

use super::{Ask, Servers, Sums};
use crate::haystacks::Haystacks;
use crate::ids::Ids;
use crate::liveness::State;
use crate::query::{Query, States};
use crate::search::Needle;

/// Who is asked for, in whatever order.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Asked {
    words: String,
    tags: Vec<String>,
    states: States,
}

/// Who was in one of the states that are asked for when that was known last. When the dashboard falls silent nobody knows that it is
/// another; who then asks for other states is shown what is known.
#[derive(Debug, Default)]
pub(super) struct InStates {
    states: States,
    ids: Ids,
}

impl InStates {
    /// Whether a server is in one of these states, or was when that was known last.
    fn admits(&self, id: u64, state: State) -> bool {
        self.states.is_empty()
            || self.states.contains(state)
            || (state == State::Unknown && self.ids.contains(id))
    }
}

impl Asked {
    pub(super) fn of(query: &Query) -> Self {
        Self { words: query.words.clone(), tags: query.tags.clone(), states: query.states }
    }

    /// Whether everybody stays who is shown, where this was asked for before: under the pointer or the focus nobody goes, whoever dies
    /// or comes back.
    pub(super) fn stays(&self, now: &Self, held: bool) -> bool {
        held && self == now && !now.states.is_empty()
    }
}

/// The places of all who are asked for, and the sums over them. `staying` are those who are shown whatever their state is.
pub(super) fn find(
    haystacks: &mut Haystacks,
    in_states: &mut InStates,
    servers: &dyn Servers,
    ask: &Ask,
    staying: Option<&Ids>,
) -> (Vec<usize>, Sums) {
    let query = ask.query;
    let needle = Needle::new(&query.words, ask.lexicon);
    let mut found = Vec::new();
    if in_states.states != query.states {
        *in_states = InStates { states: query.states, ids: Ids::default() };
    }
    let mut ids = Ids::default();
    let mut sums =
        Sums { tags: ask.tags.iter().map(|(tag, _)| (tag.clone(), 0)).collect(), ..Sums::default() };
    for place in 0..servers.len() {
        servers.look(place, &mut |server, liveness| {
            let state = liveness.state();
            let is_in_states = in_states.admits(server.id, state);
            if is_in_states && !query.states.is_empty() {
                ids.insert(server.id);
            }
            if !haystacks.finds(&needle, place, server, ask.lexicon) {
                return;
            }
            let of_state = is_in_states || staying.is_some_and(|staying| staying.contains(server.id));
            if of_state && let Some((_, count)) = sums.tags.iter_mut().find(|(tag, _)| *tag == server.tag) {
                *count += 1;
            }
            match query.tags.is_empty() || query.tags.contains(&server.tag) {
                true if of_state => {
                    sums.totals.add(server, state);
                    found.push(place);
                }
                true => sums.totals.census.add(state),
                false => {}
            }
        });
    }
    in_states.ids = ids;
    (found, sums)
}
