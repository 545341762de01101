//! The samples of the last ten minutes, as they came.

use super::figure::Figures;

/// For how long samples are kept as they came, in milliseconds.
pub(super) const RAW_MS: i64 = 600_000;
/// More samples than this in ten minutes, and the oldest go sooner.
const MOST: usize = 1200;
/// Old samples go in lots, so that not every new one moves all others.
const LOT: usize = 32;

/// Samples of some figures: four bytes for the time and four for each figure.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Raw {
    pub(super) figures: Figures,
    /// What `offsets` count from, Unix milliseconds.
    pub(super) base_ms: i64,
    /// Ascending.
    pub(super) offsets: Vec<u32>,
    /// A row of figures for each offset; what was not said is no number.
    pub(super) values: Vec<f32>,
}

impl Raw {
    pub(super) fn new(figures: Figures) -> Raw {
        Raw { figures, base_ms: 0, offsets: Vec::new(), values: Vec::new() }
    }

    pub(super) fn time(&self, at: usize) -> Option<i64> {
        self.offsets.get(at).map(|offset| self.base_ms.saturating_add(i64::from(*offset)))
    }

    pub(super) fn newest(&self) -> Option<i64> {
        self.time(self.offsets.len().checked_sub(1)?)
    }

    /// Adds a sample that is later than all others; `row` has a value for each figure.
    pub(super) fn push(&mut self, at_ms: i64, row: &[f32]) {
        let offset = at_ms.checked_sub(self.base_ms).and_then(|offset| u32::try_from(offset).ok());
        let offset = match offset {
            Some(offset) if !self.offsets.is_empty() => offset,
            // The first, or one so much later that no other is worth keeping.
            _ => {
                self.offsets.clear();
                self.values.clear();
                self.base_ms = at_ms;
                0
            }
        };
        if self.offsets.len() == self.offsets.capacity() {
            // Doubling would waste up to half, for every server.
            self.offsets.reserve_exact(2 * LOT);
            self.values.reserve_exact(2 * LOT * self.figures.count());
        }
        self.offsets.push(offset);
        self.values.extend_from_slice(row);
        let old = self.offsets.partition_point(|other| i64::from(offset - *other) > RAW_MS);
        let old = old.max(self.offsets.len().saturating_sub(MOST));
        if old >= LOT {
            self.offsets.drain(..old);
            self.values.drain(..old * self.figures.count());
        }
    }

    /// Adds the samples of another one with the same figures, all or those before a moment.
    pub(super) fn append(&mut self, other: &Raw, until_ms: Option<i64>) {
        for (at, row) in other.values.chunks(other.figures.count()).enumerate() {
            let Some(time) = other.time(at) else { break };
            if until_ms.is_none_or(|until| time < until) {
                self.push(time, row);
            }
        }
    }

    /// The same samples with other figures; new ones have no values yet.
    pub(super) fn with_figures(&self, figures: Figures) -> Raw {
        let mut raw = Raw { base_ms: self.base_ms, offsets: self.offsets.clone(), ..Raw::new(figures) };
        let places: Vec<Option<usize>> = figures.iter().map(|figure| self.figures.place(figure)).collect();
        for row in self.values.chunks(self.figures.count()) {
            raw.values.extend(
                places.iter().map(|place| place.and_then(|at| row.get(at)).copied().unwrap_or(f32::NAN)),
            );
        }
        raw
    }
}
