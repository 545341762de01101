//! A line of a chart, owned by whoever shows it.

use nezha_api::MonitorSeries;
use nezha_chart::{Mark, Series};
use nezha_fleet::latency::gap_ms;

/// Samples of one thing over time, with what each sample is and how often they come.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    /// Chooses colour and dash; stays the same while other lines come and go.
    pub(crate) index: usize,
    /// What the line is of, as it is shown.
    pub(crate) name: String,
    /// Unix milliseconds, ascending.
    pub(crate) times_ms: Vec<i64>,
    /// In the chart's unit.
    pub(crate) values: Vec<f32>,
    /// What is drawn in their place where lines are smoothed; empty otherwise.
    pub(crate) smoothed: Vec<f32>,
    /// What is special about each sample; empty where all are plain.
    pub(crate) marks: Vec<Mark>,
    /// Lowest of what each value is the mean of; empty for single values.
    pub(crate) lows: Vec<f32>,
    /// Highest of what each value is the mean of; empty for single values.
    pub(crate) highs: Vec<f32>,
    /// The longest step that is no gap.
    pub(crate) gap_ms: i64,
}

impl Line {
    /// Plain samples of a latency. V0 cuts their times down to the minute: what is a gap is what its numbers count as one. That is
    /// found here, once.
    pub(crate) fn new(index: usize, name: String, times_ms: Vec<i64>, values: Vec<f32>) -> Self {
        let gap_ms = gap_ms(&times_ms);
        let (smoothed, marks, lows, highs) = (vec![], vec![], vec![], vec![]);
        Self { index, name, times_ms, values, smoothed, marks, lows, highs, gap_ms }
    }

    /// Plain samples of a monitor.
    pub(crate) fn of_monitor(index: usize, name: String, monitor: &MonitorSeries) -> Self {
        Self::new(index, name, monitor.created_at.clone(), monitor.avg_delay.clone())
    }

    /// As it is drawn, borrowed.
    pub(crate) fn series(&self) -> Series<'_> {
        self.of(if self.smoothed.is_empty() { &self.values } else { &self.smoothed })
    }

    /// The samples as they came, borrowed: what is read out and told in numbers.
    pub(crate) fn samples(&self) -> Series<'_> {
        self.of(&self.values)
    }

    fn of<'a>(&'a self, values: &'a [f32]) -> Series<'a> {
        Series::new(self.index, &self.times_ms, values, self.gap_ms)
            .with_marks(&self.marks)
            .with_extremes(&self.lows, &self.highs)
    }

    /// The newest time; `None` without samples.
    pub(crate) fn newest_ms(&self) -> Option<i64> {
        self.times_ms.last().copied()
    }
}
