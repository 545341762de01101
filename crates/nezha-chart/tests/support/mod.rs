//! Made-up samples for the property tests.

use nezha_chart::{Mark, Range, Series};
use proptest::prelude::*;

/// Samples that own what a series borrows.
#[derive(Debug, Clone)]
pub(crate) struct Samples {
    pub(crate) times: Vec<i64>,
    pub(crate) values: Vec<f32>,
    pub(crate) marks: Vec<Mark>,
}

impl Samples {
    pub(crate) fn series(&self, index: usize) -> Series<'_> {
        Series::new(index, &self.times, &self.values, 3 * CADENCE).with_marks(&self.marks)
    }
}

/// Of all made-up series.
pub(crate) const CADENCE: i64 = 10;

/// Up to so many samples: doubled times, late ones, gaps, lost ones, and values that are no numbers.
pub(crate) fn samples(most: usize) -> impl Strategy<Value = Samples> {
    let step = prop_oneof![1 => Just(0i64), 12 => 5..=30i64, 1 => 31..=400i64];
    let value = prop_oneof![20 => 0.0..1000.0f32, 4 => (0..8u8).prop_map(f32::from), 1 => Just(f32::NAN)];
    let mark = prop_oneof![
        20 => Just(Mark::Plain),
        1 => Just(Mark::Lost),
        1 => Just(Mark::PartlyLost),
        1 => Just(Mark::Capped)
    ];
    prop::collection::vec((step, value, mark), 0..=most).prop_map(|all| {
        let mut at = 0;
        let mut out = Samples { times: Vec::new(), values: Vec::new(), marks: Vec::new() };
        for (step, value, mark) in all {
            at += step;
            out.times.push(at);
            out.values.push(value);
            out.marks.push(mark);
        }
        out
    })
}

/// A stretch of the time that made-up samples take.
pub(crate) fn range() -> impl Strategy<Value = Range> {
    (-200..4000i64, 1..5000i64).prop_map(|(from, length)| Range { from_ms: from, to_ms: from + length })
}
