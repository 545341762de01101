//! What was seen of one figure, to be drawn.

use super::figure::Figure;
use super::minutes::{Cell, minute_of};
use super::recording::Recording;
use crate::units::MINUTE_MS;

/// One figure over a range, to be drawn. A value that is no number breaks the line.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Trace {
    /// Unix milliseconds, ascending.
    pub times_ms: Vec<i64>,
    /// In the figure's unit: samples as they came, or means of minutes.
    pub values: Vec<f32>,
    /// The minimum of each minute; empty for samples as they came.
    pub lows: Vec<f32>,
    /// The maximum of each minute; empty for samples as they came.
    pub highs: Vec<f32>,
}

impl Recording {
    /// A figure from one moment to another, both included, with a neighbour on either side for the edges: the samples as they
    /// came where these reach back to `from_ms`, minutes where it is longer ago.
    pub fn trace(&self, figure: Figure, from_ms: i64, to_ms: i64) -> Trace {
        if self.has_samples_of(from_ms, to_ms) {
            self.trace_of_samples(figure, from_ms, to_ms)
        } else {
            self.trace_of_minutes(figure, from_ms, to_ms)
        }
    }

    fn trace_of_samples(&self, figure: Figure, from_ms: i64, to_ms: i64) -> Trace {
        let mut trace = Trace::default();
        let Some(place) = self.raw.figures.place(figure) else { return trace };
        let base = self.raw.base_ms;
        let before = |limit: i64| {
            self.raw.offsets.partition_point(|offset| base.saturating_add(i64::from(*offset)) < limit)
        };
        let from = before(from_ms).saturating_sub(1);
        let to = (before(to_ms.saturating_add(1)) + 1).min(self.raw.offsets.len());
        let values = self.raw.values.iter().skip(place).step_by(self.raw.figures.count());
        let samples = self.raw.offsets.iter().zip(values).take(to).skip(from);
        for (offset, value) in samples {
            trace.times_ms.push(base.saturating_add(i64::from(*offset)));
            trace.values.push(*value);
        }
        trace
    }

    fn trace_of_minutes(&self, figure: Figure, from_ms: i64, to_ms: i64) -> Trace {
        let (minutes, mut trace) = (&self.minutes, Trace::default());
        let Some(place) = minutes.figures.place(figure) else { return trace };
        let newest = self.raw.newest().unwrap_or(i64::MAX);
        let (first, last) = (minute_of(from_ms), minute_of(to_ms));
        let from = minutes.minutes.partition_point(|minute| *minute < first).saturating_sub(1);
        let to = (minutes.minutes.partition_point(|minute| *minute <= last) + 1).min(minutes.minutes.len());
        let cells = minutes.cells.iter().skip(place).step_by(minutes.figures.count());
        let mut before: Option<i32> = None;
        for (minute, cell) in minutes.minutes.iter().zip(cells).take(to).skip(from) {
            let start = i64::from(*minute) * MINUTE_MS;
            // Nothing was seen in between.
            if before.is_some_and(|before| minute - before > 1) {
                trace.push(start - MINUTE_MS / 2, Cell::NONE);
            }
            // A mean stands for its minute from the middle, but never in the future.
            trace.push((start + MINUTE_MS / 2).min(newest.max(start)), *cell);
            before = Some(*minute);
        }
        trace
    }
}

impl Trace {
    fn push(&mut self, at_ms: i64, cell: Cell) {
        self.times_ms.push(at_ms);
        self.values.push(cell.mean);
        self.lows.push(cell.low);
        self.highs.push(cell.high);
    }
}
