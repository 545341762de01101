//! When rows may move: a list that is sorted by live figures must hold still enough to be read and clicked.

use rustc_hash::FxHashMap;

use crate::sort::Sort;

/// Rows that follow a live figure move no more often than this.
const EVERY_MS: f64 = 10_000.0;

/// A pointer that has been still for so long is parked: nobody is about to click.
const PARKED_AFTER_MS: f64 = 30_000.0;

/// What keeps the rows where they are. Times are of a clock that only goes forward.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Hold {
    /// When the pointer last moved among the rows; `None` while it is elsewhere.
    pub pointer_ms: Option<f64>,
    /// Whether the focus is among them.
    pub focused: bool,
}

impl Hold {
    /// Whether rows may not move now. A wall screen's pointer lies where it was left, and holds nothing.
    pub fn holds(self, now_ms: f64) -> bool {
        self.focused || self.pointer_ms.is_some_and(|moved_ms| now_ms - moved_ms < PARKED_AFTER_MS)
    }
}

/// Remembers the order that is shown.
#[derive(Debug, Clone, Default)]
pub struct Settling {
    shown: Vec<u64>,
    sort: Option<Sort>,
    moved_ms: f64,
}

impl Settling {
    /// The order to show now, given the one that the figures ask for (ids, each once).
    ///
    /// A new sort takes effect at once, and so does any change of the dashboard's order, of names and of countries. What
    /// follows a live figure moves every 10 s at most, and not while the list is `held` by the pointer or the focus.
    /// New servers appear at once, behind the one that precedes them in the wanted order; gone ones go at once.
    /// `now_ms` is a clock that only goes forward.
    pub fn settle(&mut self, now_ms: f64, held: bool, sort: Option<Sort>, wanted: &[u64]) -> &[u64] {
        let resorted = self.sort != sort;
        let live = sort.is_some_and(|sort| sort.key.is_live());
        let rested = !held && now_ms - self.moved_ms >= EVERY_MS;
        if resorted || !live || rested {
            if self.shown != wanted {
                self.moved_ms = now_ms;
                self.shown = wanted.to_vec();
            }
            if resorted {
                self.moved_ms = now_ms;
                self.sort = sort;
            }
        } else {
            self.shown = kept(&self.shown, wanted);
        }
        &self.shown
    }
}

/// The servers of `wanted`: those that are shown in the order that is shown, and the new ones each behind its neighbour.
fn kept(shown: &[u64], wanted: &[u64]) -> Vec<u64> {
    let places: FxHashMap<u64, usize> = wanted.iter().enumerate().map(|(place, id)| (*id, place)).collect();
    let stays: Vec<usize> = shown.iter().filter_map(|id| places.get(id).copied()).collect();
    let mut new = vec![true; wanted.len()];
    for place in &stays {
        if let Some(new) = new.get_mut(*place) {
            *new = false;
        }
    }
    // From a place on, the servers up to the next one that is already shown.
    let newcomers = |from: usize| {
        let rest = wanted.iter().zip(&new).skip(from);
        rest.take_while(|(_, new)| **new).map(|(id, _)| *id)
    };
    let mut order: Vec<u64> = newcomers(0).collect();
    for place in stays {
        order.extend(wanted.get(place));
        order.extend(newcomers(place + 1));
    }
    order
}
