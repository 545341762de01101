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

/// Who of those that are shown stays, though another state is asked for than theirs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stays {
    /// Whose state is unknown: when the dashboard falls silent nobody knows that it is another. Who then asks for other states is
    /// shown what is known.
    unknown: bool,
    /// Everybody: under the pointer or the focus nobody goes, whoever dies or comes back.
    pub(super) everybody: bool,
}

impl Asked {
    pub(super) fn of(query: &Query) -> Self {
        Self { words: query.words.clone(), tags: query.tags.clone(), states: query.states }
    }

    /// Who stays where this was asked for before.
    pub(super) fn stays(&self, now: &Self, held: bool) -> Stays {
        Stays { unknown: self.states == now.states, everybody: held && self == now && !now.states.is_empty() }
    }
}

/// The places of all who are asked for, and the sums over them. `shown` are those who are shown so far.
pub(super) fn find(
    haystacks: &mut Haystacks,
    servers: &dyn Servers,
    ask: &Ask,
    shown: &Ids,
    stays: Stays,
) -> (Vec<usize>, Sums) {
    let query = ask.query;
    let needle = Needle::new(&query.words);
    let mut found = Vec::new();
    let mut sums =
        Sums { tags: ask.tags.iter().map(|(tag, _)| (tag.clone(), 0)).collect(), ..Sums::default() };
    for place in 0..servers.len() {
        servers.look(place, &mut |server, liveness| {
            if !haystacks.finds(&needle, place, server, ask.countries) {
                return;
            }
            let state = liveness.state();
            let of_state = query.states.is_empty()
                || query.states.contains(state)
                || ((stays.everybody || stays.unknown && state == State::Unknown)
                    && shown.contains(server.id));
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
    (found, sums)
}
