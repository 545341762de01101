//! The stretch of time a chart shows.

use crate::scale::TimeScale;

/// From one moment to a later one, both included, in Unix milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// Left edge.
    pub from_ms: i64,
    /// Right edge; after `from_ms`.
    pub to_ms: i64,
}

/// A drag over fewer pixels than this is a click.
const LEAST_DRAG: f32 = 4.0;

impl Range {
    /// Nobody can zoom in to latency further than this, in milliseconds: times are whole minutes.
    pub const SHORTEST_MS: i64 = 60_000;

    /// The last `length_ms` before `to_ms`.
    #[must_use]
    pub fn last(length_ms: i64, to_ms: i64) -> Self {
        Self { from_ms: to_ms.saturating_sub(length_ms.max(1)), to_ms }
    }

    /// How long it is, in milliseconds, at least 1.
    #[must_use]
    pub fn length_ms(self) -> i64 {
        self.to_ms.saturating_sub(self.from_ms).max(1)
    }

    /// Whether the moment is in it.
    #[must_use]
    pub fn contains(self, time_ms: i64) -> bool {
        (self.from_ms..=self.to_ms).contains(&time_ms)
    }

    /// What a drag between two positions on a chart marks, in either direction, as far as the chart shows it; `None` for a
    /// click. At least `shortest_ms` long, around the middle of what was marked: [`Range::SHORTEST_MS`] for latency, a few
    /// steps for live charts.
    #[must_use]
    pub fn marked(scale: &TimeScale, x1: f32, x2: f32, shortest_ms: i64) -> Option<Self> {
        // Not `<`: a position that is no number marks nothing either.
        let far_enough = (x1 - x2).abs() >= LEAST_DRAG;
        far_enough.then(|| Self::between(scale, x1, x2, shortest_ms).clamp(scale.range()))
    }

    fn between(scale: &TimeScale, x1: f32, x2: f32, shortest_ms: i64) -> Self {
        let (from_ms, to_ms) = (scale.time(x1.min(x2)), scale.time(x1.max(x2)));
        let wanted = Self { from_ms, to_ms };
        if wanted.length_ms() >= shortest_ms {
            return wanted;
        }
        let middle = from_ms.saturating_add(wanted.length_ms() / 2);
        Self::last(shortest_ms, middle.saturating_add(shortest_ms / 2))
    }

    /// Longer (`factor` above 1) or shorter around a moment that keeps its place, for the wheel and the keys
    /// + and -; at least `shortest_ms` long, as for [`Range::marked`].
    #[must_use]
    pub fn scaled(self, around_ms: i64, factor: f64, shortest_ms: i64) -> Self {
        let length = (self.length_ms() as f64 * factor).max(shortest_ms as f64);
        let share = around_ms.saturating_sub(self.from_ms) as f64 / self.length_ms() as f64;
        let from_ms = around_ms.saturating_sub((length * share) as i64);
        Self { from_ms, to_ms: from_ms.saturating_add(length as i64) }
    }

    /// The same length, later by so many milliseconds, or earlier when negative.
    #[must_use]
    pub fn moved(self, by_ms: i64) -> Self {
        Self { from_ms: self.from_ms.saturating_add(by_ms), to_ms: self.to_ms.saturating_add(by_ms) }
    }

    /// Inside `outer`: moved there when it fits, else all of `outer`.
    #[must_use]
    pub fn clamp(self, outer: Self) -> Self {
        if self.length_ms() >= outer.length_ms() {
            outer
        } else if self.from_ms < outer.from_ms {
            self.moved(outer.from_ms.saturating_sub(self.from_ms))
        } else if self.to_ms > outer.to_ms {
            self.moved(outer.to_ms.saturating_sub(self.to_ms))
        } else {
            self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;

    const DAY: Range = Range { from_ms: 0, to_ms: 24 * HOUR };

    fn dragged(x1: f32, x2: f32) -> Option<Range> {
        Range::marked(&TimeScale::new(DAY, 100.0, 340.0), x1, x2, Range::SHORTEST_MS)
    }

    #[test]
    fn a_drag_marks_what_is_between_its_ends_in_either_direction() {
        let wanted = Some(Range { from_ms: 2 * HOUR, to_ms: 5 * HOUR });
        assert_eq!([dragged(120.0, 150.0), dragged(150.0, 120.0)], [wanted; 2]);
    }

    #[test]
    fn a_click_marks_nothing() {
        for (x1, x2) in [(150.0, 150.0), (150.0, 153.0), (f32::NAN, 150.0)] {
            assert_eq!(dragged(x1, x2), None);
        }
    }

    #[test]
    fn a_drag_beyond_the_edges_ends_there() {
        assert_eq!(dragged(300.0, 999.0), Some(Range { from_ms: 20 * HOUR, to_ms: 24 * HOUR }));
        assert_eq!(dragged(-99.0, 999.0), Some(DAY));
    }

    #[test]
    fn the_shortest_stretch_is_marked_however_small_the_drag() {
        let scale = TimeScale::new(Range { from_ms: 0, to_ms: 600_000 }, 0.0, 600.0);
        let marked = Range::marked(&scale, 100.0, 104.0, 10_000);
        assert_eq!(marked, Some(Range { from_ms: 97_000, to_ms: 107_000 }));
    }

    #[test]
    fn scaling_keeps_the_moment_in_its_place() {
        let range = Range { from_ms: 0, to_ms: 8 * HOUR };
        let nearer = range.scaled(2 * HOUR, 0.5, Range::SHORTEST_MS);
        assert_eq!(nearer, Range { from_ms: HOUR, to_ms: 5 * HOUR });
        assert_eq!(nearer.scaled(2 * HOUR, 2.0, Range::SHORTEST_MS), range);
    }

    #[test]
    fn clamp_moves_before_it_cuts() {
        assert_eq!(DAY.moved(HOUR).clamp(DAY), DAY);
        let hour = Range { from_ms: -HOUR / 2, to_ms: HOUR / 2 };
        assert_eq!(hour.clamp(DAY), Range { from_ms: 0, to_ms: HOUR });
        assert_eq!(hour.moved(24 * HOUR).clamp(DAY), Range { from_ms: 23 * HOUR, to_ms: 24 * HOUR });
        assert_eq!(hour.moved(HOUR).clamp(DAY), hour.moved(HOUR));
    }
}
