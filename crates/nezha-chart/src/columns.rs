//! Decimation: no more points than pixels can show, without losing what they show.

use crate::range::Range;
use crate::scale::TimeScale;
use crate::series::{Mark, Series};

/// The pixel columns of a chart.
#[derive(Debug, Clone, Copy)]
pub struct Columns {
    range: Range,
    count: i32,
    per_ms: f64,
}

impl Columns {
    /// A range drawn so many device pixels wide.
    #[must_use]
    pub fn new(range: Range, count: u16) -> Self {
        let count = i32::from(count.max(1));
        Self { range, count, per_ms: f64::from(count) / range.length_ms() as f64 }
    }

    /// Which column a moment is in: -1 for all before the range, one past the last for all after it.
    #[must_use]
    pub fn of(&self, time_ms: i64) -> i32 {
        if time_ms < self.range.from_ms {
            -1
        } else if time_ms > self.range.to_ms {
            self.count
        } else {
            let offset = time_ms.saturating_sub(self.range.from_ms) as f64;
            ((offset * self.per_ms) as i32).min(self.count - 1)
        }
    }
}

/// Which samples of a series are worth drawing, and which of them a line connects.
#[derive(Debug, Clone, Default)]
pub struct Thinned {
    /// Positions in the series, ascending.
    pub kept: Vec<u32>,
    /// For each unbroken run where it ends in `kept`; the next one begins there.
    pub ends: Vec<u32>,
}

impl Thinned {
    fn clear(&mut self) {
        self.kept.clear();
        self.ends.clear();
    }

    /// The runs in order, each with its positions in the series.
    pub fn runs(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.kept[start as usize..end as usize])
    }

    fn end_run(&mut self) {
        let end = self.kept.len() as u32;
        if self.ends.last().copied().unwrap_or(0) != end {
            self.ends.push(end);
        }
    }
}

/// What one column has to show.
struct Column {
    column: i32,
    first: usize,
    lowest: usize,
    highest: usize,
    last: usize,
}

impl Column {
    /// At most four points, each once, in the order of time.
    fn keep(&self, out: &mut Vec<u32>) {
        let (early, late) = (self.lowest.min(self.highest), self.lowest.max(self.highest));
        let mut last_kept = usize::MAX;
        for at in [self.first, early, late, self.last] {
            if at != last_kept {
                out.push(at as u32);
                last_kept = at;
            }
        }
    }
}

/// Keeps, of each column of each run, the first, the lowest, the highest and the last sample. A lost sample,
/// a value that is no number and a step longer than the gap each end a run. Only what the range shows is
/// looked at, and one sample before and after it, which lines at the edges come from.
#[inline(never)]
pub fn thin(series: &Series, range: Range, columns: &Columns, out: &mut Thinned) {
    out.clear();
    let window = series.window(range);
    let window = window.start.saturating_sub(1)..(window.end + 1).min(series.len());
    let (times, values, gap) = (series.times_ms(), series.values(), series.gap_ms());
    let mut open: Option<Column> = None;
    for at in window {
        let (time, value) = (times[at], values[at]);
        let drawn = value.is_finite() && series.mark(at) != Mark::Lost;
        if let Some(column) = &open
            && (!drawn || time.saturating_sub(times[column.last]) > gap)
        {
            column.keep(&mut out.kept);
            out.end_run();
            open = None;
        }
        if !drawn {
            continue;
        }
        let here = columns.of(time);
        match &mut open {
            Some(column) if column.column == here => {
                column.last = at;
                if value < values[column.lowest] {
                    column.lowest = at;
                }
                if value > values[column.highest] {
                    column.highest = at;
                }
            }
            _ => {
                if let Some(column) = &open {
                    column.keep(&mut out.kept);
                }
                open = Some(Column { column: here, first: at, lowest: at, highest: at, last: at });
            }
        }
    }
    if let Some(column) = &open {
        column.keep(&mut out.kept);
    }
    out.end_run();
}

/// As many columns as device pixels between the edges of a scale.
pub(crate) fn device_columns(scale: &TimeScale, width: f32, pixel_ratio: f32) -> Columns {
    Columns::new(scale.range(), (width * pixel_ratio).clamp(1.0, 65_535.0) as u16)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(series: &Series, range: Range, count: u16) -> Vec<Vec<u32>> {
        let mut out = Thinned::default();
        thin(series, range, &Columns::new(range, count), &mut out);
        out.runs().map(<[u32]>::to_vec).collect()
    }

    #[test]
    fn a_column_keeps_first_lowest_highest_and_last() {
        let times: Vec<i64> = (0..8).collect();
        let values = [5.0, 6.0, 9.0, 7.0, 2.0, 4.0, 4.5, 5.5];
        let range = Range { from_ms: 0, to_ms: 7 };
        assert_eq!(kept(&Series::new(0, &times, &values, 3), range, 1), [[0, 2, 4, 7]]);
    }

    #[test]
    fn what_fits_is_kept_whole() {
        let times: Vec<i64> = (0..8).collect();
        let values = [1.0; 8];
        let range = Range { from_ms: 0, to_ms: 7 };
        assert_eq!(kept(&Series::new(0, &times, &values, 3), range, 8), [[0, 1, 2, 3, 4, 5, 6, 7]]);
    }

    #[test]
    fn a_gap_ends_a_run_even_inside_a_column() {
        let times = [0, 1, 2, 6, 7, 8];
        let range = Range { from_ms: 0, to_ms: 8 };
        assert_eq!(kept(&Series::new(0, &times, &[1.0; 6], 3), range, 1), [[0, 2], [3, 5]]);
    }

    #[test]
    fn three_cadences_are_no_gap_yet() {
        let times = [0, 1, 2, 5, 6, 7];
        let range = Range { from_ms: 0, to_ms: 7 };
        assert_eq!(kept(&Series::new(0, &times, &[1.0; 6], 3), range, 1).len(), 1);
    }

    #[test]
    fn lost_samples_and_missing_numbers_break_the_line() {
        let times: Vec<i64> = (0..7).collect();
        let values = [1.0, 1.0, 0.0, 1.0, f32::NAN, 1.0, 1.0];
        let marks = [Mark::Plain, Mark::Plain, Mark::Lost];
        let range = Range { from_ms: 0, to_ms: 6 };
        let series = Series::new(0, &times, &values, 3).with_marks(&marks);
        assert_eq!(kept(&series, range, 100), [vec![0, 1], vec![3], vec![5, 6]]);
    }

    #[test]
    fn one_neighbour_on_each_side_leads_the_line_to_the_edge() {
        let times: Vec<i64> = (0..10).collect();
        let range = Range { from_ms: 4, to_ms: 6 };
        assert_eq!(kept(&Series::new(0, &times, &[1.0; 10], 3), range, 100), [[3, 4, 5, 6, 7]]);
    }

    #[test]
    fn nothing_is_no_run() {
        assert!(kept(&Series::new(0, &[], &[], 3), Range { from_ms: 0, to_ms: 9 }, 10).is_empty());
    }
}
