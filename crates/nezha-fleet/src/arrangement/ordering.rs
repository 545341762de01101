//! In which order they are.

use super::{Ask, Servers};
use crate::liveness::State;
use crate::sort::{Sort, SortValue, sorted};

/// Remembers what was sorted last, so that nothing is sorted twice for the same values.
#[derive(Debug, Default)]
pub(super) struct Ordering {
    sort: Option<Sort>,
    language: &'static str,
    /// Places in the fleet, what they were sorted by, and how they came out.
    found: Vec<usize>,
    values: Vec<SortValue>,
    order: Vec<usize>,
}

/// Places in order.
pub(super) struct Ordered {
    pub(super) places: Vec<usize>,
    /// Before there was nothing to sort by: the first answer tells names only. Rows need not wait then.
    pub(super) is_first: bool,
}

impl Ordering {
    /// The places that were found, in the order that is asked for.
    pub(super) fn order(&mut self, servers: &dyn Servers, found: Vec<usize>, ask: &Ask) -> Ordered {
        let Some(sort) = ask.query.sort else {
            self.sort = None;
            return Ordered { places: found, is_first: false };
        };
        let mut values = Vec::with_capacity(found.len());
        let mut is_dark = true;
        for place in &found {
            servers.look(*place, &mut |server, liveness| {
                values.push(SortValue::of(sort.key, server, liveness));
                is_dark &= liveness.state() == State::Unknown;
            });
        }
        let unknown = |values: &[SortValue]| values.iter().all(|value| matches!(value, SortValue::Unknown));
        let language = ask.collation.language();
        let resorted = self.sort != Some(sort) || self.language != language;
        let is_first = !resorted && unknown(&self.values) && !unknown(&values);
        // While nobody's state is known, the dead would rise among the living by what they did last.
        let stays = !resorted && is_dark && self.found == found && !unknown(&self.values);
        if !stays && (resorted || self.found != found || self.values != values) {
            let order = sorted(&values, sort.direction, ask.collation);
            self.order = order.iter().filter_map(|at| found.get(*at).copied()).collect();
            (self.sort, self.language) = (Some(sort), language);
            (self.found, self.values) = (found, values);
        }
        Ordered { places: self.order.clone(), is_first: is_first && !stays }
    }
}
