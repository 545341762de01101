//! Wall time: how far it is from UTC, and where that changes.

use crate::range::Range;

/// Where wall clocks stand. In the browser this is the visitor's zone, as its `Date` knows it.
pub trait Zone {
    /// How many minutes wall time is ahead of UTC at a moment; +480 in Shanghai.
    fn offset_minutes_at(&self, unix_ms: i64) -> i32;
}

/// A zone without summer time, so many minutes ahead of UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FixedZone(pub i32);

impl Zone for FixedZone {
    fn offset_minutes_at(&self, _unix_ms: i64) -> i32 {
        self.0
    }
}

/// How many milliseconds wall time is ahead of UTC at a moment.
pub(crate) fn offset_ms(zone: &dyn Zone, unix_ms: i64) -> i64 {
    i64::from(zone.offset_minutes_at(unix_ms)) * 60_000
}

/// A stretch in which clocks do not change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Steady {
    pub(crate) from_ms: i64,
    /// Its last moment.
    pub(crate) to_ms: i64,
    pub(crate) offset_ms: i64,
}

/// No zone changes its clocks twice within this time (Morocco, for a month, comes nearest).
const SHORTEST_SEASON_MS: i64 = 14 * 86_400_000;

/// The range cut where the clocks change. Asks the zone two times when they do not.
pub(crate) fn steady_parts(range: Range, zone: &dyn Zone) -> Vec<Steady> {
    // A range of many years is walked in longer hops: a missed change costs an hour at a day's tick.
    let hop = SHORTEST_SEASON_MS.max(range.length_ms() / 64);
    let mut parts = Vec::with_capacity(2);
    let mut part =
        Steady { from_ms: range.from_ms, to_ms: range.to_ms, offset_ms: offset_ms(zone, range.from_ms) };
    let mut at = range.from_ms;
    while at < range.to_ms {
        let next = at.saturating_add(hop).min(range.to_ms);
        let offset = offset_ms(zone, next);
        if offset != part.offset_ms {
            let change = first_with(zone, at, next, part.offset_ms);
            parts.push(Steady { to_ms: change - 1, ..part });
            part = Steady { from_ms: change, to_ms: range.to_ms, offset_ms: offset };
        }
        at = next;
    }
    parts.push(part);
    parts
}

/// The first moment in (`before`, `after`] that no longer has the offset of `before`.
fn first_with(zone: &dyn Zone, mut before: i64, mut after: i64, old_offset_ms: i64) -> i64 {
    while after - before > 1 {
        let middle = before + (after - before) / 2;
        if offset_ms(zone, middle) == old_offset_ms {
            before = middle;
        } else {
            after = middle;
        }
    }
    after
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use std::cell::Cell;

    /// Changes its offset from the first to the second number of minutes at a moment.
    pub(crate) struct Changing(pub(crate) i64, pub(crate) i32, pub(crate) i32);

    impl Zone for Changing {
        fn offset_minutes_at(&self, unix_ms: i64) -> i32 {
            if unix_ms < self.0 { self.1 } else { self.2 }
        }
    }

    #[test]
    fn a_range_is_cut_at_the_very_moment_of_the_change() {
        let parts = steady_parts(Range { from_ms: 0, to_ms: 86_400_000 }, &Changing(3_600_000, 60, 120));
        assert_eq!(
            parts,
            [
                Steady { from_ms: 0, to_ms: 3_599_999, offset_ms: 3_600_000 },
                Steady { from_ms: 3_600_000, to_ms: 86_400_000, offset_ms: 7_200_000 },
            ]
        );
    }

    #[test]
    fn a_day_without_a_change_asks_twice() {
        struct Counting(Cell<u32>);
        impl Zone for Counting {
            fn offset_minutes_at(&self, _unix_ms: i64) -> i32 {
                self.0.set(self.0.get() + 1);
                480
            }
        }
        let zone = Counting(Cell::new(0));
        assert_eq!(steady_parts(Range { from_ms: 0, to_ms: 86_400_000 }, &zone).len(), 1);
        assert_eq!(zone.0.get(), 2);
    }
}
