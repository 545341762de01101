//! Where a series has no data: gaps against its own cadence.
//!
//! V0 stores no row while an agent is away, so an outage of the agent is a hole in the times, not a run of zeros.

use std::ops::Range;

use super::rank::nth;

/// A step longer than this many times the cadence is a gap.
const GAP_STEPS: i64 = 3;
/// V0 cuts times down to the minute, so no cadence is shorter.
const MINUTE_MS: i64 = 60_000;

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

/// The usual step between two different times of a series, in milliseconds; `None` for fewer than two different times.
///
/// The median, so that neither outages nor several samples in one minute change it; never less than a minute.
/// A series whose monitor was given another period during the day has one cadence all the same, the commoner one.
pub fn cadence_ms(times_ms: &[i64]) -> Option<i64> {
    let steps = times_ms.windows(2).map(|pair| pair[1].saturating_sub(pair[0])).filter(|step| *step > 0);
    let mut steps: Vec<f64> = steps.map(|step| step as f64).collect();
    let middle = steps.len().checked_sub(1)? / 2;
    Some((nth(&mut steps, middle) as i64).max(MINUTE_MS))
}

/// Whether a step of the time is a gap.
pub(super) fn is_gap(step_ms: i64, cadence_ms: i64) -> bool {
    step_ms > cadence_ms.saturating_mul(GAP_STEPS)
}

/// The gaps of a series, in order: the steps of more than three times `cadence_ms`.
pub fn gaps(times_ms: &[i64], cadence_ms: i64) -> Vec<Gap> {
    let pairs = times_ms.windows(2).enumerate();
    pairs
        .filter(|(_, pair)| is_gap(pair[1].saturating_sub(pair[0]), cadence_ms))
        .map(|(after, pair)| Gap { after, from_ms: pair[0], to_ms: pair[1] })
        .collect()
}

/// For how long samples are missing in `range_ms`, in milliseconds: whole steps of the cadence at which one was due.
///
/// Inside a stretch without gaps samples are counted, not steps: one that comes late is stored with the next minute, and is
/// not missing. Before the first and after the last sample only what is longer than a gap counts, because the last sample
/// may be nearly one cadence old. Without a cadence there is nothing to measure with, and the answer is `None`.
pub fn no_data_ms(times_ms: &[i64], cadence_ms: Option<i64>, range_ms: Range<i64>) -> Option<i64> {
    let cadence = cadence_ms?;
    let from = times_ms.partition_point(|time| *time < range_ms.start);
    let to = times_ms.partition_point(|time| *time < range_ms.end);
    let inside = times_ms.get(from..to).unwrap_or_default();
    let (Some(first), Some(last)) = (inside.first(), inside.last()) else {
        return Some((range_ms.end - range_ms.start).max(0));
    };
    let beyond = |step: i64| if is_gap(step, cadence) { step } else { 0 };
    let mut missing = beyond(first - range_ms.start) + (beyond(range_ms.end - last) - cadence).max(0);
    let mut start = 0;
    let holes = gaps(inside, cadence);
    for end in holes.iter().map(|gap| gap.after).chain([inside.len() - 1]) {
        let due = (inside[end] - inside[start] + cadence / 2) / cadence;
        missing += (due - (end - start) as i64).max(0) * cadence;
        start = end + 1;
    }
    missing += holes.iter().map(|gap| gap.to_ms - gap.from_ms - cadence).sum::<i64>();
    Some(missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(list: &[i64]) -> Vec<i64> {
        list.iter().map(|minute| minute * MINUTE_MS).collect()
    }

    #[test]
    fn the_cadence_is_the_usual_step() {
        assert_eq!(cadence_ms(&minutes(&[0, 1, 2, 3, 40, 41, 42])), Some(MINUTE_MS));
        assert_eq!(cadence_ms(&minutes(&[0, 5, 10, 15])), Some(5 * MINUTE_MS));
    }

    #[test]
    fn several_samples_in_one_minute_do_not_shorten_the_cadence() {
        assert_eq!(cadence_ms(&minutes(&[0, 0, 0, 1, 1, 1, 2, 2])), Some(MINUTE_MS));
        assert!(gaps(&minutes(&[0, 0, 0, 1, 1, 1, 2, 2]), MINUTE_MS).is_empty());
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
    fn missing_minutes_are_counted_in_gaps_and_between_them() {
        let times = minutes(&[0, 1, 2, 33, 34, 36, 37]);
        let range = 0..38 * MINUTE_MS;
        assert_eq!(no_data_ms(&times, Some(MINUTE_MS), range), Some(31 * MINUTE_MS));
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
    fn a_range_without_samples_has_no_data_at_all() {
        let times = minutes(&[0, 1, 2]);
        assert_eq!(no_data_ms(&times, Some(MINUTE_MS), 5 * MINUTE_MS..9 * MINUTE_MS), Some(4 * MINUTE_MS));
        assert_eq!(no_data_ms(&times, None, 0..MINUTE_MS), None);
    }
}
