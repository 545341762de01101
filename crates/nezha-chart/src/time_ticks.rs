//! Moments that people would choose to label, on the wall clock of a zone.

use crate::label::TickLabel;
use crate::range::Range;
use crate::wall::{DAY_MS, Wall};
use crate::zone::{Steady, Zone, steady_parts};

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

/// Every step up to a day divides the day, so that ticks fall on the same wall times every day.
const STEPS: [i64; 20] = [
    SECOND,
    2 * SECOND,
    5 * SECOND,
    10 * SECOND,
    15 * SECOND,
    30 * SECOND,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY_MS,
    2 * DAY_MS,
    7 * DAY_MS,
];

/// A labelled moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeTick {
    /// Unix milliseconds.
    pub at_ms: i64,
    /// What to say there.
    pub label: TickLabel,
}

/// The smallest step with at most `most` of them in a length of time, in milliseconds. Beyond a week it is
/// a power of two of weeks.
pub(crate) fn time_step(length_ms: i64, most: usize) -> i64 {
    let wanted = length_ms / (most.max(1) as i64);
    if let Some(step) = STEPS.into_iter().find(|&step| step >= wanted) {
        return step;
    }
    let mut step = 7 * DAY_MS;
    while step < wanted && step < i64::MAX / 4 {
        step *= 2;
    }
    step
}

/// The moments to label in a range, at most about `most`, aligned to wall time also where clocks change
/// within the range. The first tick of a day shows the date.
#[must_use]
pub fn time_ticks(range: Range, zone: &dyn Zone, most: usize) -> Vec<TimeTick> {
    let step = time_step(range.length_ms(), most);
    let mut ticks = Vec::with_capacity(most + 2);
    let mut last_day = None;
    let mut before: Option<Steady> = None;
    for part in steady_parts(range, zone) {
        let mut push = |local_ms: i64| {
            let day = local_ms.div_euclid(DAY_MS);
            let new_day = last_day.is_some_and(|last| last != day) || local_ms.rem_euclid(DAY_MS) == 0;
            // The hour before midnight may come twice, and with it midnight.
            if step >= DAY_MS && last_day == Some(day) {
                return;
            }
            last_day = Some(day);
            let at_ms = local_ms.saturating_sub(part.offset_ms);
            ticks.push(TimeTick { at_ms, label: label(local_ms, step, new_day) });
        };
        if let Some(local_ms) = before.and_then(|before| missing_midnight(&before, &part, step)) {
            push(local_ms);
        }
        before = Some(part);
        let mut local_ms = aligned_from(part.from_ms.saturating_add(part.offset_ms), step);
        while local_ms.saturating_sub(part.offset_ms) <= part.to_ms {
            push(local_ms);
            // Nothing comes after the end of time.
            let Some(next) = local_ms.checked_add(step) else { break };
            local_ms = next;
        }
    }
    ticks
}

/// Where clocks skip midnight (Chile, Egypt, Cuba), the day's tick is the moment they jump.
fn missing_midnight(before: &Steady, part: &Steady, step: i64) -> Option<i64> {
    let old_wall_ms = part.from_ms.saturating_add(before.offset_ms);
    let wall_ms = part.from_ms.saturating_add(part.offset_ms);
    let day_start = wall_ms - wall_ms.rem_euclid(DAY_MS);
    let skipped = old_wall_ms <= day_start && day_start < wall_ms;
    (skipped && step >= DAY_MS && aligned_from(day_start, step) == day_start).then_some(wall_ms)
}

/// The first multiple of `step` from a wall time on. Weeks start on Monday; the epoch was a Thursday.
fn aligned_from(local_ms: i64, step: i64) -> i64 {
    let origin = if step >= 7 * DAY_MS { 4 * DAY_MS } else { 0 };
    let past = local_ms.saturating_sub(origin).rem_euclid(step);
    if past == 0 { local_ms } else { local_ms.saturating_add(step - past) }
}

fn label(local_ms: i64, step: i64, new_day: bool) -> TickLabel {
    let wall = Wall::from_local_ms(local_ms);
    if new_day || step >= DAY_MS {
        TickLabel::Day(wall)
    } else if step >= HOUR {
        TickLabel::Hour(wall)
    } else if step >= MINUTE {
        TickLabel::Minute(wall)
    } else {
        TickLabel::Second(wall)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::Clock;
    use crate::zone::FixedZone;
    use crate::zone::tests::Changing;

    fn plain(range: Range, zone: &dyn Zone, most: usize) -> Vec<String> {
        time_ticks(range, zone, most).into_iter().map(|tick| tick.label.plain(Clock::H24)).collect()
    }

    /// Hours of a day on the wall in UTC+1.
    fn hours(from: i64, to: i64) -> Range {
        Range { from_ms: (from - 1) * HOUR, to_ms: (to - 1) * HOUR }
    }

    #[test]
    fn a_day_is_labelled_every_three_hours_and_midnight_is_the_date() {
        let range = Range { from_ms: 11 * HOUR, to_ms: 35 * HOUR };
        assert_eq!(
            plain(range, &FixedZone(0), 9),
            ["12:00", "15:00", "18:00", "21:00", "01-02", "03:00", "06:00", "09:00"]
        );
    }

    #[test]
    fn ticks_follow_the_wall_in_zones_of_half_hours() {
        let ticks = time_ticks(Range { from_ms: 0, to_ms: 6 * HOUR }, &FixedZone(330), 6);
        assert_eq!(ticks[0].label.plain(Clock::H24), "06:00");
        assert_eq!(ticks[0].at_ms, HOUR / 2);
    }

    #[test]
    fn an_hour_that_comes_twice_is_labelled_twice() {
        // 03:00 summer time becomes 02:00.
        let zone = Changing(2 * HOUR, 60, 0);
        let range = Range { from_ms: 0, to_ms: 5 * HOUR };
        assert_eq!(plain(range, &zone, 6), ["01:00", "02:00", "02:00", "03:00", "04:00", "05:00"]);
    }

    #[test]
    fn an_hour_that_is_skipped_has_no_tick_and_later_ones_are_aligned_again() {
        // 02:00 becomes 03:00.
        let zone = Changing(HOUR, 60, 120);
        assert_eq!(
            plain(hours(0, 6), &zone, 6),
            ["01-01", "01:00", "03:00", "04:00", "05:00", "06:00", "07:00"]
        );
        assert_eq!(plain(hours(0, 12), &zone, 6), ["01-01", "04:00", "06:00", "08:00", "10:00", "12:00"]);
    }

    #[test]
    fn a_day_whose_midnight_is_skipped_is_still_labelled() {
        // At the second day's midnight clocks jump to 01:00.
        let zone = Changing(DAY_MS, 0, 60);
        let ticks = time_ticks(Range { from_ms: -HOUR, to_ms: 3 * DAY_MS }, &zone, 4);
        let at: Vec<_> = ticks.iter().map(|tick| tick.at_ms).collect();
        assert_eq!(at, [0, DAY_MS, 2 * DAY_MS - HOUR, 3 * DAY_MS - HOUR]);
        assert_eq!(ticks[1].label.plain(Clock::H24), "01-02");
    }

    #[test]
    fn a_midnight_that_comes_twice_is_labelled_once_on_a_chart_of_days() {
        // 01:00 becomes 00:00 on the second day.
        let zone = Changing(DAY_MS, 60, 0);
        let ticks = time_ticks(Range { from_ms: -2 * HOUR, to_ms: 3 * DAY_MS }, &zone, 4);
        let at: Vec<_> = ticks.iter().map(|tick| tick.at_ms).collect();
        assert_eq!(at, [-HOUR, DAY_MS - HOUR, 2 * DAY_MS, 3 * DAY_MS]);
    }

    #[test]
    fn weeks_start_on_monday() {
        let ticks = time_ticks(Range { from_ms: 0, to_ms: 60 * DAY_MS }, &FixedZone(0), 9);
        assert!(ticks.len() >= 8);
        for tick in ticks {
            // The epoch was a Thursday.
            assert_eq!((tick.at_ms / DAY_MS + 3) % 7, 0);
        }
    }

    #[test]
    fn steps_are_chosen_from_seconds_to_weeks() {
        assert_eq!(time_step(10 * SECOND, 6), 2 * SECOND);
        assert_eq!(time_step(HOUR, 6), 10 * MINUTE);
        assert_eq!(time_step(DAY_MS, 13), 2 * HOUR);
        assert_eq!(time_step(30 * DAY_MS, 6), 7 * DAY_MS);
        assert_eq!(time_step(700 * DAY_MS, 6), 7 * 32 * DAY_MS);
    }
}
