//! One line of a chart: samples in time, what is special about each, and how often they come.

use crate::range::Range;

/// What is special about a sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(u8)]
pub enum Mark {
    /// Nothing: the value is what was measured.
    #[default]
    Plain,
    /// Every probe was lost. There is no value: the line breaks, a tick stands on the time axis.
    Lost,
    /// Some probes were probably lost, and the value is too low for it. Drawn, with a small tick on the axis.
    PartlyLost,
    /// The value is the dashboard's cap: the truth is this much or more. Drawn with a lid.
    Capped,
    /// Lost probes explain the value as well as another level of the line does. Drawn, with a dot above the axis.
    CannotTell,
}

/// One sample, as it came.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    /// Unix milliseconds.
    pub time_ms: i64,
    /// In the series' unit; means nothing when `mark` is [`Mark::Lost`].
    pub value: f32,
    /// What is special about it.
    pub mark: Mark,
    /// The lowest and the highest of what the value is the mean of; `None` for a value that stands for itself.
    pub extremes: Option<(f32, f32)>,
}

/// Samples of one thing over time, borrowed from wherever they are kept.
///
/// Times ascend and need not be unique. A value that is not finite is no sample: it breaks the line and is in
/// no table.
#[derive(Debug, Clone, Copy)]
pub struct Series<'a> {
    index: usize,
    times_ms: &'a [i64],
    values: &'a [f32],
    marks: &'a [Mark],
    /// Lowest and highest for each mean; both as long as the values, or empty.
    lows: &'a [f32],
    highs: &'a [f32],
    gap_ms: i64,
}

impl<'a> Series<'a> {
    /// Samples, all of them plain. A step longer than `gap_ms`, in milliseconds, is a gap: what that is for a monitor is found
    /// once, by `nezha_fleet::latency::gap_ms`, so that a cursor may make a series at every move.
    ///
    /// `index` chooses colour and dash (see [`style`](crate::style())); give each series its own and keep it
    /// while others are hidden. When one slice is longer, its rest is left out.
    #[must_use]
    pub fn new(index: usize, times_ms: &'a [i64], values: &'a [f32], gap_ms: i64) -> Self {
        let len = times_ms.len().min(values.len());
        let (times_ms, values) = (&times_ms[..len], &values[..len]);
        Self { index, times_ms, values, marks: &[], lows: &[], highs: &[], gap_ms }
    }

    /// The same with a mark for each sample; where `marks` ends early, the rest is plain.
    #[must_use]
    pub fn with_marks(mut self, marks: &'a [Mark]) -> Self {
        self.marks = marks;
        self
    }

    /// The same for means, with the lowest and the highest of what each is the mean of: drawn as a band around the line. Lists
    /// that are shorter than the values are left aside.
    #[must_use]
    pub fn with_extremes(mut self, lows: &'a [f32], highs: &'a [f32]) -> Self {
        let len = self.values.len();
        if let (Some(lows), Some(highs)) = (lows.get(..len), highs.get(..len)) {
            (self.lows, self.highs) = (lows, highs);
        }
        self
    }

    /// Which colour and dash it has.
    #[must_use]
    pub fn index(&self) -> usize {
        self.index
    }

    /// How many samples.
    #[must_use]
    pub fn len(&self) -> usize {
        self.times_ms.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.times_ms.is_empty()
    }

    /// All times, Unix milliseconds.
    #[must_use]
    pub fn times_ms(&self) -> &'a [i64] {
        self.times_ms
    }

    /// All values.
    #[must_use]
    pub fn values(&self) -> &'a [f32] {
        self.values
    }

    /// A longer step than this is a gap, in milliseconds.
    #[must_use]
    pub fn gap_ms(&self) -> i64 {
        self.gap_ms
    }

    /// What is special about the sample at `at`.
    #[must_use]
    pub fn mark(&self, at: usize) -> Mark {
        self.marks.get(at).copied().unwrap_or_default()
    }

    /// The sample at `at`, or `None` when there is none, also for a value that is not finite.
    #[must_use]
    pub fn sample(&self, at: usize) -> Option<Sample> {
        let value = *self.values.get(at)?;
        value.is_finite().then(|| Sample {
            time_ms: self.times_ms[at],
            value,
            mark: self.mark(at),
            extremes: self.extremes(at),
        })
    }

    /// The lowest and the highest of what the value at `at` is the mean of, if both are known and around it.
    #[must_use]
    pub fn extremes(&self, at: usize) -> Option<(f32, f32)> {
        let (low, value, high) = (*self.lows.get(at)?, *self.values.get(at)?, *self.highs.get(at)?);
        (low.is_finite() && high.is_finite() && low <= value && value <= high).then_some((low, high))
    }

    /// Whether it has a band around its line.
    #[must_use]
    pub fn has_extremes(&self) -> bool {
        !self.highs.is_empty()
    }

    /// The highest that is drawn of each sample of a window: the maximum of a mean, else the value.
    pub(crate) fn tops(&self, window: &core::ops::Range<usize>) -> &'a [f32] {
        let all = if self.highs.is_empty() { self.values } else { self.highs };
        all.get(window.clone()).unwrap_or_default()
    }

    /// The lowest that is drawn of each sample of a window.
    pub(crate) fn bottoms(&self, window: &core::ops::Range<usize>) -> &'a [f32] {
        let all = if self.lows.is_empty() { self.values } else { self.lows };
        all.get(window.clone()).unwrap_or_default()
    }

    /// Which samples lie in `range`, both ends included.
    #[must_use]
    pub fn window(&self, range: Range) -> core::ops::Range<usize> {
        let first = self.times_ms.partition_point(|&time| time < range.from_ms);
        let end = self.times_ms.partition_point(|&time| time <= range.to_ms);
        first..end.max(first)
    }

    /// Which samples tell how high a line is in `range`: those in it. Where it lies between two samples these are the two, or one
    /// at the end of the series; none where a gap is.
    pub(crate) fn measured(&self, range: Range) -> core::ops::Range<usize> {
        let window = self.window(range);
        if !window.is_empty() {
            return window;
        }
        let neighbours = window.start.saturating_sub(1)..(window.end + 1).min(self.len());
        // Without a sample on one side, the edge of the range stands in for it, as it does for bands without data.
        let before = if window.start > 0 { self.times_ms[neighbours.start] } else { range.from_ms };
        let after = self.times_ms.get(window.end).copied().unwrap_or(range.to_ms);
        if after.saturating_sub(before) > self.gap_ms { window } else { neighbours }
    }

    /// Marks of a window, for functions that take slices.
    pub(crate) fn marks_in(&self, window: &core::ops::Range<usize>) -> &'a [Mark] {
        let end = window.end.min(self.marks.len());
        &self.marks[window.start.min(end)..end]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longer_slice_is_cut() {
        let series = Series::new(0, &[1, 2, 3], &[1.0, f32::NAN], 30);
        assert_eq!(series.len(), 2);
        let first = Sample { time_ms: 1, value: 1.0, mark: Mark::Plain, extremes: None };
        assert_eq!(series.sample(0), Some(first));
        assert_eq!(series.sample(1), None, "not a number");
        assert_eq!(series.sample(2), None, "beyond the end");
    }

    #[test]
    fn extremes_that_are_not_around_the_mean_are_none() {
        let (lows, highs) = ([1.0, 5.0, f32::NAN, 1.0], [3.0, 6.0, 3.0, f32::INFINITY]);
        let series = Series::new(0, &[1, 2, 3, 4], &[2.0; 4], 30).with_extremes(&lows, &highs);
        let found: Vec<_> = (0..5).map(|at| series.extremes(at)).collect();
        assert_eq!(found, [Some((1.0, 3.0)), None, None, None, None]);
        assert!(!Series::new(0, &[1, 2], &[2.0; 2], 30).with_extremes(&lows[..1], &highs).has_extremes());
    }

    #[test]
    fn a_window_has_both_ends() {
        let series = Series::new(0, &[10, 20, 20, 30, 40], &[0.0; 5], 30);
        assert_eq!(series.window(Range { from_ms: 20, to_ms: 30 }), 1..4);
        assert_eq!(series.window(Range { from_ms: 31, to_ms: 39 }), 4..4);
    }

    #[test]
    fn between_two_samples_both_tell_how_high_the_line_is_and_in_a_gap_nothing_does() {
        let series = Series::new(0, &[10, 20, 30, 40, 90, 100], &[0.0; 6], 30);
        for (from_ms, to_ms, measured) in [
            (20, 30, 1..3),
            (22, 28, 1..3),
            (50, 80, 4..4),
            (102, 108, 5..6),
            (2, 8, 0..1),
            (120, 150, 6..6),
            (-50, -30, 0..0),
        ] {
            assert_eq!(series.measured(Range { from_ms, to_ms }), measured, "{from_ms} to {to_ms}");
        }
        assert_eq!(Series::new(0, &[], &[], 30).measured(Range { from_ms: 0, to_ms: 9 }), 0..0);
    }
}
