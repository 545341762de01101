//! The chart's samples as rows, for the table behind it and for CSV.

use crate::range::Range;
use crate::series::{Sample, Series};

/// What all series have at one time.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Unix milliseconds.
    pub time_ms: i64,
    /// One for each series, in the order given; `None` where a series has no sample at this time.
    pub cells: Vec<Option<Sample>>,
}

/// Rows in the order of time. See [`rows`].
#[derive(Debug, Clone)]
pub struct Rows<'a> {
    series: &'a [Series<'a>],
    /// What each series has still to give.
    windows: Vec<core::ops::Range<usize>>,
}

/// Merges series by time, without filling anything in. Samples of one series with the same time are in rows of
/// their own.
#[must_use]
pub fn rows<'a>(series: &'a [Series<'a>], range: Range) -> Rows<'a> {
    Rows { series, windows: series.iter().map(|one| one.window(range)).collect() }
}

impl Rows<'_> {
    /// The time of the next row. Passes over values that are no numbers.
    fn next_time(&mut self) -> Option<i64> {
        let mut next: Option<i64> = None;
        for (series, window) in self.series.iter().zip(&mut self.windows) {
            while window.start < window.end && !series.values()[window.start].is_finite() {
                window.start += 1;
            }
            if window.start < window.end {
                let time = series.times_ms()[window.start];
                next = Some(next.map_or(time, |least| least.min(time)));
            }
        }
        next
    }
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        let time_ms = self.next_time()?;
        let cells = self.series.iter().zip(&mut self.windows).map(|(series, window)| {
            let at = window.start;
            if window.start >= window.end || series.times_ms()[at] != time_ms {
                return None;
            }
            window.start += 1;
            series.sample(at)
        });
        Some(Row { time_ms, cells: cells.collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(rows: Rows) -> Vec<(i64, Vec<Option<f32>>)> {
        rows.map(|row| (row.time_ms, row.cells.iter().map(|cell| Some(cell.as_ref()?.value)).collect()))
            .collect()
    }

    #[test]
    fn rows_merge_by_time_and_keep_doubled_times_apart() {
        let series = [
            Series::new(0, &[10, 20, 20, 40], &[1.0, 2.0, 3.0, 4.0], 30),
            Series::new(1, &[20, 30, 40], &[5.0, f32::NAN, 6.0], 30),
        ];
        assert_eq!(
            plain(rows(&series, Range { from_ms: 0, to_ms: 100 })),
            [
                (10, vec![Some(1.0), None]),
                (20, vec![Some(2.0), Some(5.0)]),
                (20, vec![Some(3.0), None]),
                (40, vec![Some(4.0), Some(6.0)]),
            ]
        );
    }

    #[test]
    fn only_the_range_is_in_the_table() {
        let series = [Series::new(0, &[10, 20, 30], &[1.0, 2.0, 3.0], 30)];
        assert_eq!(plain(rows(&series, Range { from_ms: 15, to_ms: 20 })), [(20, vec![Some(2.0)])]);
        assert_eq!(plain(rows(&[], Range { from_ms: 0, to_ms: 99 })), []);
    }
}
