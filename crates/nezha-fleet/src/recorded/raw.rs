//! The samples of the last ten minutes, as they came.

use super::figure::Figures;

/// For how long samples are kept as they came, in milliseconds.
pub const RAW_MS: i64 = 600_000;
/// More samples than this in ten minutes, and the oldest go sooner.
const MOST: usize = 1200;
/// Old samples go in lots, so that not every new one moves all others.
const LOT: usize = 32;

/// Between two samples that are no further from each other there is no hole, in milliseconds: more than the slowest pace.
pub const HOLE_MS: u64 = 35_000;
/// Two samples that are nearer are of the same answer.
const SAME_MS: u64 = 900;

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

    /// For how many milliseconds of a range reports were seen: between samples that are near each other. The next one after the
    /// last is not late before it would be a hole.
    pub(super) fn seen_ms(&self, from_ms: i64, to_ms: i64) -> i64 {
        let times = || (0..self.offsets.len()).filter_map(|at| self.time(at));
        let end = self.newest().filter(|newest| *newest < to_ms).map(|_| to_ms);
        let steps = times().zip(times().skip(1).chain(end));
        let near = steps.filter(|(before, after)| after.abs_diff(*before) <= HOLE_MS);
        near.map(|(before, after)| after.min(to_ms).saturating_sub(before.max(from_ms)).max(0)).sum()
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

    /// These samples, and those of another one with the same figures where these have none: before the first, after the
    /// last, and where nobody looked in between.
    pub(super) fn filled_with(&self, other: &Raw) -> Raw {
        let width = self.figures.count();
        let mut rows = self.offsets.iter().zip(self.values.chunks(width)).peekable();
        let time = |offset: &u32| self.base_ms.saturating_add(i64::from(*offset));
        let mut all = Raw::new(self.figures);
        let mut before = None;
        for (at, row) in other.values.chunks(width).enumerate() {
            let Some(at_ms) = other.time(at) else { break };
            while let Some((offset, own)) = rows.next_if(|(offset, _)| time(offset) <= at_ms) {
                all.push(time(offset), own);
                before = Some(time(offset));
            }
            let after = rows.peek().map(|(offset, _)| time(offset));
            let is_apart = |own: Option<i64>| own.is_none_or(|own| own.abs_diff(at_ms) > SAME_MS);
            let is_hole = before.zip(after).is_none_or(|(before, after)| after.abs_diff(before) > HOLE_MS);
            if is_hole && is_apart(before) && is_apart(after) {
                all.push(at_ms, row);
            }
        }
        rows.for_each(|(offset, own)| all.push(time(offset), own));
        all
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
