//! A map of latency: cells of servers and monitors, in which no loss and no gap hides behind a mean.

use crate::latency::Summary;

/// One cell of a map.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Cell {
    /// Median latency of undisturbed samples, in milliseconds; `None` without any.
    pub median: Option<f32>,
    /// How many samples.
    pub samples: usize,
    /// Samples of which every probe was lost.
    pub lost: usize,
    /// Samples of which some probes were lost, an estimate.
    pub partly_lost: usize,
    /// Samples of which one cannot tell.
    pub cannot_tell: usize,
    /// For how long samples are missing, in milliseconds; `None` when nothing tells how often they come.
    pub no_data_ms: Option<i64>,
}

impl Cell {
    /// The cell of a whole range: one server on one monitor.
    pub fn of(summary: &Summary) -> Cell {
        Cell {
            median: summary.median,
            samples: summary.samples,
            lost: summary.lost,
            partly_lost: summary.partly_lost,
            cannot_tell: summary.cannot_tell,
            no_data_ms: summary.no_data_ms,
        }
    }

    /// Whether anything was lost for certain or probably, which a map marks whatever the median is.
    pub fn has_loss(&self) -> bool {
        self.lost + self.partly_lost > 0
    }

    /// Whether samples are missing, which a map marks whatever the others say.
    pub fn has_gap(&self) -> bool {
        self.no_data_ms.map_or(self.samples == 0, |missing| missing > 0)
    }
}

/// Where the shades of a map begin, in milliseconds. They are the same for every map, so that two can be compared.
pub const SHADES: [f32; 6] = [25.0, 50.0, 100.0, 150.0, 200.0, 300.0];

/// The shade of a latency, 0 for the fastest to 6.
pub fn shade(ms: f32) -> u8 {
    SHADES.iter().filter(|from| ms >= **from).count() as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::latency::{Analysis, Probing};

    const MINUTE: i64 = 60_000;

    /// The cell of so many minutes at about 80 ms, without those that `is_missing` says, minute 70 lost.
    fn cell(minutes: i64, is_missing: fn(i64) -> bool) -> Cell {
        let seen = (0..minutes).filter(|minute| !is_missing(*minute));
        let value = |minute: i64| if minute == 70 { 0.0 } else { 80.0 + (minute * 37 % 11) as f32 * 0.3 };
        let (times, values): (Vec<i64>, Vec<f32>) =
            seen.map(|minute| (minute * MINUTE, value(minute))).unzip();
        let analysis = Analysis::of(&times, &values, Probing::default());
        Cell::of(&analysis.summary(&times, &values, 0..minutes * MINUTE))
    }

    #[test]
    fn one_lost_sample_among_a_hundred_is_seen() {
        let hours = cell(120, |_| false);
        assert!(hours.has_loss() && !hours.has_gap());
        assert_eq!((hours.lost, hours.samples), (1, 120));
        assert!(hours.median.is_some_and(|median| (80.0..84.0).contains(&median)));
        assert!(!cell(60, |_| false).has_loss());
    }

    #[test]
    fn a_gap_is_seen_whatever_came_before_and_after() {
        let hour = cell(60, |minute| (29..=32).contains(&minute));
        assert!(hour.has_gap() && !hour.has_loss());
        assert_eq!(hour.no_data_ms, Some(4 * MINUTE));
    }

    #[test]
    fn a_sample_that_a_longer_cadence_explains_is_no_gap() {
        assert!(!cell(30, |minute| minute == 17).has_gap());
    }

    #[test]
    fn a_series_without_samples_is_all_gap() {
        let nothing = cell(60, |_| true);
        assert!(nothing.has_gap() && !nothing.has_loss() && nothing.no_data_ms.is_none());
    }

    #[test]
    fn shades_rise_with_the_latency() {
        assert_eq!([0.0, 24.9, 25.0, 99.0, 1000.0].map(shade), [0, 0, 1, 2, 6]);
    }
}
