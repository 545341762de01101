//! A mean, a minimum and a maximum for every minute of the last day.

use super::figure::Figures;
use crate::units::MINUTE_MS;

/// So many minutes are kept.
pub(super) const MOST_MINUTES: i32 = 1440;

/// One figure in one minute. All three are no number where the figure was not said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cell {
    pub(super) mean: f32,
    pub(super) low: f32,
    pub(super) high: f32,
    /// How many samples it is made of, as far as that can be counted.
    pub(super) count: u8,
}

impl Cell {
    pub(super) const NONE: Cell = Cell { mean: f32::NAN, low: f32::NAN, high: f32::NAN, count: 0 };

    /// A single sample.
    pub(super) fn of(value: f32) -> Cell {
        if value.is_finite() { Cell { mean: value, low: value, high: value, count: 1 } } else { Cell::NONE }
    }

    /// The one that is made of more samples.
    pub(super) fn or_fuller(self, other: Cell) -> Cell {
        if other.count > self.count { other } else { self }
    }

    /// Both together. Means weigh as much as they have samples.
    pub(super) fn and(self, other: Cell) -> Cell {
        if other.count == 0 {
            return self;
        }
        if self.count == 0 {
            return other;
        }
        let count = self.count.saturating_add(other.count);
        let share = f32::from(other.count) / (f32::from(self.count) + f32::from(other.count));
        Cell {
            mean: self.mean + (other.mean - self.mean) * share,
            low: self.low.min(other.low),
            high: self.high.max(other.high),
            count,
        }
    }
}

/// The minutes in which there was a sample.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Minutes {
    pub(super) figures: Figures,
    /// Minutes since 1970, ascending, each once.
    pub(super) minutes: Vec<i32>,
    /// A row of figures for each minute.
    pub(super) cells: Vec<Cell>,
}

/// The minute that a moment is in.
pub(super) fn minute_of(at_ms: i64) -> i32 {
    at_ms.div_euclid(MINUTE_MS).clamp(0, i64::from(i32::MAX / 2)) as i32
}

impl Minutes {
    pub(super) fn new(figures: Figures) -> Minutes {
        Minutes { figures, minutes: Vec::new(), cells: Vec::new() }
    }

    /// Adds to a minute, which may be an earlier one; `row` has a cell for each figure.
    pub(super) fn add(&mut self, minute: i32, row: &[Cell]) {
        self.join(minute, row, Cell::and);
    }

    /// Takes what others have of the same minutes where it is made of more samples.
    pub(super) fn unite(&mut self, other: &Minutes) {
        let other = other.with_figures(self.figures);
        for (minute, row) in other.minutes.iter().zip(other.cells.chunks(other.figures.count())) {
            self.join(*minute, row, Cell::or_fuller);
        }
    }

    /// Forgets this minute and what comes after it.
    pub(super) fn forget_from(&mut self, minute: i32) {
        let kept = self.minutes.partition_point(|other| *other < minute);
        self.minutes.truncate(kept);
        self.cells.truncate(kept * self.figures.count());
    }

    fn join(&mut self, minute: i32, row: &[Cell], join: fn(Cell, Cell) -> Cell) {
        let width = self.figures.count();
        let at = self.minutes.partition_point(|other| *other < minute);
        if self.minutes.get(at) != Some(&minute) {
            self.minutes.insert(at, minute);
            self.cells.splice(at * width..at * width, std::iter::repeat_n(Cell::NONE, width));
        }
        let cells = self.cells.iter_mut().skip(at * width);
        cells.zip(row).for_each(|(cell, more)| *cell = join(*cell, *more));
        let newest = self.minutes.last().copied().unwrap_or(minute);
        let old = self.minutes.partition_point(|other| newest - *other >= MOST_MINUTES);
        if old > 0 {
            self.minutes.drain(..old);
            self.cells.drain(..old * width);
        }
    }

    /// The same minutes with other figures; new ones have no values yet.
    pub(super) fn with_figures(&self, figures: Figures) -> Minutes {
        let mut other = Minutes { minutes: self.minutes.clone(), ..Minutes::new(figures) };
        let places: Vec<Option<usize>> = figures.iter().map(|figure| self.figures.place(figure)).collect();
        for row in self.cells.chunks(self.figures.count()) {
            other.cells.extend(
                places.iter().map(|place| place.and_then(|at| row.get(at)).copied().unwrap_or(Cell::NONE)),
            );
        }
        other
    }
}
