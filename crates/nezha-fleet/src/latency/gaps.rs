//! Where a series has no data: gaps against its own cadence.
//!
//! V0 stores no row while an agent is away, so an outage of the agent is a hole in the times, not a run of zeros. It cuts times
//! down to the minute: one sample each 90 s is stored one and two minutes apart in turn, and three of a minute at the same time.
//! One step says nothing therefore, and a single missing sample cannot be told from a cadence a little longer.

use std::ops::Range;

use super::rank::nth;
use crate::units::MINUTE_MS;

/// A step longer than this many times the cadence is a gap.
const GAP_STEPS: i64 = 3;
/// From the commonest step to the mean of all that are no gaps; more rounds change nothing.
const ROUNDS: usize = 3;

/// A stretch without samples, between the samples `after` and `after + 1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// Index of the last sample before the gap.
    pub after: usize,
    /// Time of that sample, Unix milliseconds.
    pub from_ms: i64,
    /// Time of the first sample after the gap, Unix milliseconds.
    pub to_ms: i64,
}

/// The usual step between samples, in milliseconds; `None` for fewer than two different times.
///
/// The mean of the steps that are no gaps: only the mean knows of 90 s when steps are stored as one minute or two, and of 20 s
/// when most are stored as none. A series whose monitor was given another period during the day has one cadence all the same,
/// the commoner one.
pub fn cadence_ms(times_ms: &[i64]) -> Option<i64> {
    let steps = || times_ms.windows(2).map(|pair| pair[1].saturating_sub(pair[0]).max(0));
    let mut between: Vec<f64> = steps().filter(|step| *step > 0).map(|step| step as f64).collect();
    let middle = between.len().checked_sub(1)? / 2;
    let mut cadence = nth(&mut between, middle) as i64;
    for _ in 0..ROUNDS {
        let usual = steps().filter(|step| !is_gap(*step, cadence));
        let (sum, count) =
            usual.fold((0_i64, 0_i64), |(sum, count), step| (sum.saturating_add(step), count + 1));
        let before = cadence;
        cadence = (sum / count.max(1)).max(1);
        if cadence == before {
            break;
        }
    }
    Some(cadence)
}

/// The longest step that is no gap, in milliseconds, of a series with samples at these times. One with fewer than two different
/// times is taken to run every minute, as most monitors do.
pub fn gap_ms(times_ms: &[i64]) -> i64 {
    longest_step_ms(cadence_ms(times_ms).unwrap_or(MINUTE_MS))
}

/// The longest step that is no gap, in milliseconds, of a series of this cadence: a step is stored up to a minute longer or shorter than
/// it was.
pub(super) fn longest_step_ms(cadence_ms: i64) -> i64 {
    cadence_ms.saturating_mul(GAP_STEPS).max(cadence_ms.saturating_add(MINUTE_MS))
}

/// Whether a step of the time is a gap.
pub(super) fn is_gap(step_ms: i64, cadence_ms: i64) -> bool {
    step_ms > longest_step_ms(cadence_ms)
}

/// The gaps of a series, in order.
pub fn gaps(times_ms: &[i64], cadence_ms: i64) -> Vec<Gap> {
    let pairs = times_ms.windows(2).enumerate();
    pairs
        .filter(|(_, pair)| is_gap(pair[1].saturating_sub(pair[0]), cadence_ms))
        .map(|(after, pair)| Gap { after, from_ms: pair[0], to_ms: pair[1] })
        .collect()
}

/// For how long samples are missing in `range_ms`, in milliseconds: in each gap from when the next sample was due.
///
/// Shorter steps count as complete, however many samples they have. Before the first and after the last sample only what is
/// longer than a step can be counts, because the last sample may be nearly one cadence old. Without a cadence there is nothing
/// to measure with, and the answer is `None`.
pub fn no_data_ms(times_ms: &[i64], cadence_ms: Option<i64>, range_ms: Range<i64>) -> Option<i64> {
    let cadence = cadence_ms?;
    let inside =
        |from_ms: i64, to_ms: i64| to_ms.min(range_ms.end).saturating_sub(from_ms.max(range_ms.start)).max(0);
    let (Some(first), Some(last)) = (times_ms.first(), times_ms.last()) else {
        return Some(inside(range_ms.start, range_ms.end));
    };
    let due = |after_ms: i64| after_ms.saturating_add(cadence);
    let between = gaps(times_ms, cadence);
    let between = between.iter().map(|gap| inside(due(gap.from_ms), gap.to_ms)).fold(0, i64::saturating_add);
    let is_late = is_gap(first.saturating_sub(range_ms.start), cadence);
    let before = if is_late { inside(range_ms.start, *first) } else { 0 };
    let is_silent = is_gap(range_ms.end.saturating_sub(*last), cadence);
    let after = if is_silent { inside(due(*last), range_ms.end) } else { 0 };
    Some(between.saturating_add(before).saturating_add(after))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const DAY_MS: i64 = 1440 * MINUTE_MS;

    fn minutes(list: &[i64]) -> Vec<i64> {
        list.iter().map(|minute| minute * MINUTE_MS).collect()
    }

    /// A day of samples as V0 stores them, one each `every_ms`, none while the agent is `away`.
    fn day(every_ms: i64, first_ms: i64, away: Range<i64>) -> Vec<i64> {
        let taken = (0..).map(|i| first_ms + i * every_ms).take_while(|time| *time < DAY_MS);
        taken.filter(|time| !away.contains(time)).map(|time| time / MINUTE_MS * MINUTE_MS).collect()
    }

    fn missing(times_ms: &[i64]) -> i64 {
        no_data_ms(times_ms, cadence_ms(times_ms), 0..DAY_MS).unwrap()
    }

    #[test]
    fn the_cadence_is_the_usual_step() {
        assert_eq!(cadence_ms(&minutes(&[0, 1, 2, 3, 40, 41, 42])), Some(MINUTE_MS));
        assert_eq!(cadence_ms(&minutes(&[0, 5, 10, 15])), Some(5 * MINUTE_MS));
        assert_eq!(cadence_ms(&minutes(&[0, 0, 0, 1, 1, 1, 2, 2, 2, 3])), Some(MINUTE_MS / 3));
    }

    #[test]
    fn many_outages_do_not_make_the_cadence_longer() {
        let often_away: Vec<i64> = (0..1440).filter(|minute| minute % 60 < 3).collect();
        assert_eq!(cadence_ms(&minutes(&often_away)), Some(MINUTE_MS));
        let mostly_away = day(20_000, 0, 100 * MINUTE_MS..1400 * MINUTE_MS);
        assert!(cadence_ms(&mostly_away).is_some_and(|cadence| cadence.abs_diff(20_000) < 500));
    }

    #[test]
    fn one_time_has_no_cadence() {
        assert_eq!(cadence_ms(&[]), None);
        assert_eq!(cadence_ms(&minutes(&[7, 7, 7])), None);
    }

    #[test]
    fn a_gap_is_longer_than_three_steps() {
        let times = minutes(&[0, 1, 4, 5, 9, 10]);
        let gap = Gap { after: 3, from_ms: 5 * MINUTE_MS, to_ms: 9 * MINUTE_MS };
        assert_eq!(gaps(&times, MINUTE_MS), [gap]);
    }

    #[test]
    fn several_samples_in_one_minute_make_the_next_minute_no_gap() {
        assert!(gaps(&minutes(&[0, 0, 0, 0, 1, 1, 1, 1, 2, 2]), MINUTE_MS / 4).is_empty());
    }

    #[test]
    fn a_complete_day_has_data_all_the_time_whatever_the_cadence() {
        for seconds in 15..=300 {
            for first_ms in [0, 7_000, 14_999] {
                let times = day(seconds * 1000, first_ms, 0..0);
                assert_eq!(missing(&times), 0, "one sample each {seconds} s, from {first_ms} ms on");
            }
        }
    }

    #[test]
    fn five_minutes_without_a_fast_monitor_are_about_five_minutes() {
        for first_ms in (0..20_000).step_by(1_900) {
            let from = 700 * MINUTE_MS + 11_000;
            let missing = missing(&day(20_000, first_ms, from..from + 5 * MINUTE_MS));
            assert!((missing - 5 * MINUTE_MS).abs() <= MINUTE_MS, "{} s", missing / 1000);
        }
    }

    #[test]
    fn a_late_sample_is_not_missing() {
        let times = minutes(&[0, 1, 3, 3, 4, 5]);
        assert_eq!(no_data_ms(&times, Some(MINUTE_MS), 0..6 * MINUTE_MS), Some(0));
    }

    #[test]
    fn a_series_that_starts_late_or_stops_early_has_no_data_there() {
        let times = minutes(&[10, 11, 12, 13]);
        assert_eq!(no_data_ms(&times, Some(MINUTE_MS), 0..14 * MINUTE_MS), Some(10 * MINUTE_MS));
        assert_eq!(no_data_ms(&times, Some(MINUTE_MS), 10 * MINUTE_MS..20 * MINUTE_MS), Some(6 * MINUTE_MS));
        assert_eq!(no_data_ms(&times, Some(MINUTE_MS), 10 * MINUTE_MS..15 * MINUTE_MS), Some(0));
    }

    #[test]
    fn a_range_after_the_last_sample_has_no_data_at_all() {
        let times = minutes(&[0, 1, 2]);
        assert_eq!(no_data_ms(&times, Some(MINUTE_MS), 5 * MINUTE_MS..9 * MINUTE_MS), Some(4 * MINUTE_MS));
        assert_eq!(no_data_ms(&times, None, 0..MINUTE_MS), None);
    }

    #[test]
    fn zoomed_in_to_a_gap_there_is_no_data_and_between_two_samples_nothing_is_missing() {
        let times = minutes(&[0, 5, 10, 40, 45]);
        let part = |from, to| no_data_ms(&times, Some(5 * MINUTE_MS), from * MINUTE_MS..to * MINUTE_MS);
        assert_eq!([part(20, 30), part(12, 20), part(38, 44)], [10, 5, 2].map(|it| Some(it * MINUTE_MS)));
        assert_eq!(part(6, 9), Some(0));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_cadence_invents_outages_and_none_hides_one(
            every_ms in 15_000..=300_000_i64,
            phase in 0.0..1.0,
            at in 0.1..0.8,
            cadences in 4.0..40.0,
        ) {
            let first_ms = (every_ms as f64 * phase) as i64;
            let complete = day(every_ms, first_ms, 0..0);
            prop_assert_eq!(missing(&complete), 0);
            // Long enough to be told from three steps, wherever the minutes are cut.
            let away_ms = (every_ms as f64 * cadences) as i64 + MINUTE_MS;
            let from_ms = (DAY_MS as f64 * at) as i64;
            let times = day(every_ms, first_ms, from_ms..from_ms + away_ms);
            let lost_ms = (complete.len() - times.len()) as i64 * every_ms;
            let found_ms = missing(&times);
            prop_assert!((found_ms - lost_ms).abs() <= MINUTE_MS + 1000, "{found_ms} of {lost_ms} ms");
        }

        #[test]
        fn times_far_from_any_date_do_no_harm(mut times in prop::collection::vec(any::<i64>(), 0..9), range in any::<[i64; 2]>()) {
            times.sort_unstable();
            let missing = no_data_ms(&times, cadence_ms(&times), range[0]..range[1]);
            prop_assert!(missing.is_none_or(|missing| missing >= 0));
        }
    }
}
