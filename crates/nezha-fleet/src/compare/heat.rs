//! A map of latency: cells of time or of monitors, in which no loss and no gap hides behind a mean.

use std::ops::Range;

use crate::latency::gaps::longest_step_ms;
use crate::latency::{Analysis, Summary};

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

/// Cuts a range into `count` cells of equal length, early to late.
///
/// `times_ms` and `values` are the series that `analysis` is of. A gap counts in every cell that it reaches into, also where
/// it begins in one and ends in the next.
pub fn cells_over_time(
    times_ms: &[i64],
    values: &[f32],
    analysis: &Analysis,
    range_ms: Range<i64>,
    count: u16,
) -> Vec<Cell> {
    let length = range_ms.end.saturating_sub(range_ms.start).max(0);
    let edge =
        |at: u16| range_ms.start + (i128::from(length) * i128::from(at) / i128::from(count.max(1))) as i64;
    let missing = missing(times_ms, analysis);
    let cell = |at: u16| {
        let part = edge(at)..edge(at + 1);
        let summary = analysis.summary(times_ms, values, part.clone());
        let overlap = |gap: &Range<i64>| (gap.end.min(part.end) - gap.start.max(part.start)).max(0);
        // A cell without samples may be shorter than their cadence: only a gap of the series says that any are missing.
        let inside = summary.no_data_ms.filter(|_| summary.samples > 0).unwrap_or(0);
        let no_data_ms = missing.as_ref().map(|gaps| gaps.iter().map(overlap).sum::<i64>().max(inside));
        Cell { no_data_ms, ..Cell::of(&summary) }
    };
    (0..count.min(MOST_CELLS)).map(cell).collect()
}

/// No screen shows more cells beside each other.
const MOST_CELLS: u16 = 2000;

/// Where samples are missing: from when the next one was due until it came, and before the first and after the last.
fn missing(times_ms: &[i64], analysis: &Analysis) -> Option<Vec<Range<i64>>> {
    let cadence = analysis.cadence_ms?;
    let (first, last) = (*times_ms.first()?, *times_ms.last()?);
    let far = i64::MAX / 4;
    let between = analysis.gaps.iter().map(|gap| gap.from_ms.saturating_add(cadence)..gap.to_ms);
    // The next sample is not late before the longest step has passed, as between two samples.
    let outside = [-far..first, last.saturating_add(longest_step_ms(cadence))..far];
    Some(between.chain(outside).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::latency::Probing;

    const MINUTE: i64 = 60_000;

    /// Two hours at about 80 ms, nothing between minutes 28 and 32, minute 70 lost.
    fn line() -> (Vec<i64>, Vec<f32>) {
        let minutes = (0..120_i64).filter(|minute| !(29..=32).contains(minute));
        let value = |minute: i64| if minute == 70 { 0.0 } else { 80.0 + (minute * 37 % 11) as f32 * 0.3 };
        minutes.map(|minute| (minute * MINUTE, value(minute))).unzip()
    }

    fn cells(range: Range<i64>, count: u16) -> Vec<Cell> {
        let (times, values) = line();
        let analysis = Analysis::of(&times, &values, Probing::default());
        cells_over_time(&times, &values, &analysis, range, count)
    }

    #[test]
    fn one_lost_sample_among_thirty_is_seen() {
        let cells = cells(0..120 * MINUTE, 4);
        let losses: Vec<bool> = cells.iter().map(Cell::has_loss).collect();
        assert_eq!(losses, [false, false, true, false]);
        assert_eq!((cells[2].lost, cells[2].samples), (1, 30));
        assert!(cells.iter().all(|cell| cell.median.is_some_and(|median| (80.0..84.0).contains(&median))));
    }

    #[test]
    fn a_gap_across_two_cells_is_seen_in_both() {
        let cells = cells(0..120 * MINUTE, 4);
        let missing: Vec<Option<i64>> = cells.iter().map(|cell| cell.no_data_ms).collect();
        assert_eq!(missing, [Some(MINUTE), Some(3 * MINUTE), Some(0), Some(0)]);
        assert!(cells[0].has_gap() && cells[1].has_gap() && !cells[2].has_gap());
    }

    #[test]
    fn before_the_first_and_after_the_last_sample_there_is_nothing() {
        let cells = cells(-60 * MINUTE..180 * MINUTE, 4);
        assert_eq!((cells[0].samples, cells[0].median, cells[0].no_data_ms), (0, None, Some(60 * MINUTE)));
        assert!(cells[3].has_gap());
        assert!(!cells[1].has_loss() && cells[1].samples > 0);
    }

    #[test]
    fn a_cell_shorter_than_the_cadence_is_no_gap() {
        let (times, values): (Vec<i64>, Vec<f32>) = (0..20).map(|i| (i * 10 * MINUTE, 50.0)).unzip();
        let analysis = Analysis::of(&times, &values, Probing::default());
        let cells = cells_over_time(&times, &values, &analysis, 0..190 * MINUTE, 38);
        assert!(cells.iter().any(|cell| cell.samples == 0));
        assert!(!cells.iter().any(Cell::has_gap));
    }

    #[test]
    fn a_sample_that_a_longer_cadence_explains_is_no_gap() {
        let minutes = (0..30_i64).filter(|minute| *minute != 17);
        let (times, values): (Vec<i64>, Vec<f32>) = minutes.map(|minute| (minute * MINUTE, 50.0)).unzip();
        let analysis = Analysis::of(&times, &values, Probing::default());
        assert_eq!(cells_over_time(&times, &values, &analysis, 0..30 * MINUTE, 1)[0].no_data_ms, Some(0));
    }

    #[test]
    fn a_series_without_samples_is_all_gap() {
        let analysis = Analysis::of(&[], &[], Probing::default());
        let cells = cells_over_time(&[], &[], &analysis, 0..MINUTE, 3);
        assert_eq!(cells.len(), 3);
        assert!(cells.iter().all(|cell| cell.has_gap() && !cell.has_loss() && cell.no_data_ms.is_none()));
    }

    #[test]
    fn shades_rise_with_the_latency() {
        assert_eq!([0.0, 24.9, 25.0, 99.0, 1000.0].map(shade), [0, 0, 1, 2, 6]);
    }
}
