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

    /// What lies between two positions on a chart, in either order; at least `shortest_ms` long, around the middle
    /// of what was marked: [`Range::SHORTEST_MS`] for latency, a few steps for live charts.
    #[must_use]
    pub fn zoom(scale: &TimeScale, x1: f32, x2: f32, shortest_ms: i64) -> Self {
        let (from_ms, to_ms) = (scale.time(x1.min(x2)), scale.time(x1.max(x2)));
        let wanted = Self { from_ms, to_ms };
        if wanted.length_ms() >= shortest_ms {
            return wanted;
        }
        let middle = from_ms.saturating_add(wanted.length_ms() / 2);
        Self::last(shortest_ms, middle.saturating_add(shortest_ms / 2))
    }

    /// Longer (`factor` above 1) or shorter around a moment that keeps its place, for the wheel and the keys
    /// + and -; at least `shortest_ms` long, as for [`Range::zoom`].
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

/// The lengths one can pick. V0 keeps a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// 1 h
    Hour,
    /// 3 h
    ThreeHours,
    /// 6 h
    SixHours,
    /// 12 h
    TwelveHours,
    /// 24 h
    Day,
}

impl Preset {
    /// All of them, short to long.
    pub const ALL: [Self; 5] = [Self::Hour, Self::ThreeHours, Self::SixHours, Self::TwelveHours, Self::Day];

    /// Whole hours.
    #[must_use]
    pub fn hours(self) -> u8 {
        match self {
            Self::Hour => 1,
            Self::ThreeHours => 3,
            Self::SixHours => 6,
            Self::TwelveHours => 12,
            Self::Day => 24,
        }
    }

    /// The preset of so many hours, if there is one.
    #[must_use]
    pub fn from_hours(hours: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.hours() == hours)
    }

    /// Ending at `to_ms`.
    #[must_use]
    pub fn range(self, to_ms: i64) -> Range {
        Range::last(i64::from(self.hours()) * 3_600_000, to_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;

    #[test]
    fn zoom_takes_the_marked_part_in_either_direction() {
        let scale = TimeScale::new(Range { from_ms: 0, to_ms: 10 * HOUR }, 100.0, 1100.0);
        let wanted = Range { from_ms: HOUR, to_ms: 3 * HOUR };
        assert_eq!(Range::zoom(&scale, 200.0, 400.0, Range::SHORTEST_MS), wanted);
        assert_eq!(Range::zoom(&scale, 400.0, 200.0, Range::SHORTEST_MS), wanted);
    }

    #[test]
    fn zoom_never_gets_shorter_than_a_minute() {
        let scale = TimeScale::new(Range { from_ms: 0, to_ms: 2 * HOUR }, 0.0, 1000.0);
        let range = Range::zoom(&scale, 500.0, 501.0, Range::SHORTEST_MS);
        assert_eq!(range.length_ms(), Range::SHORTEST_MS);
        assert!(range.contains(HOUR));
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
        let day = Range { from_ms: 0, to_ms: 24 * HOUR };
        assert_eq!(day.moved(HOUR).clamp(day), day);
        let hour = Range { from_ms: -HOUR / 2, to_ms: HOUR / 2 };
        assert_eq!(hour.clamp(day), Range { from_ms: 0, to_ms: HOUR });
        assert_eq!(hour.moved(24 * HOUR).clamp(day), Range { from_ms: 23 * HOUR, to_ms: 24 * HOUR });
        assert_eq!(hour.moved(HOUR).clamp(day), hour.moved(HOUR));
    }

    #[test]
    fn presets_read_back_from_their_hours() {
        for preset in Preset::ALL {
            assert_eq!(Preset::from_hours(preset.hours()), Some(preset));
        }
        assert_eq!(Preset::from_hours(2), None);
        assert_eq!(Preset::SixHours.range(10 * HOUR), Range { from_ms: 4 * HOUR, to_ms: 10 * HOUR });
    }
}
