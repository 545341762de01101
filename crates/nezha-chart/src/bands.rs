//! Where nobody has a sample.

use crate::geometry::Rect;
use crate::range::Range;
use crate::series::Series;

/// A stretch without a sample of any visible series, as drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// From the last sample before to the first one after, cut to the chart.
    pub range: Range,
    /// Where it is.
    pub rect: Rect,
    /// Whether the words "no data" fit in.
    pub has_label: bool,
}

/// The stretches of `range` in which **all** series have a gap. Lost samples are samples: they say that the
/// agent was there. Without any series there is nothing to miss.
#[must_use]
#[inline(never)]
pub fn no_data(series: &[Series], range: Range) -> Vec<Range> {
    let mut common: Option<Vec<Range>> = None;
    let mut next = Vec::new();
    for one in series {
        let gaps = gaps(one, range);
        match &mut common {
            None => common = Some(gaps),
            Some(common) => {
                overlap(common, &gaps, &mut next);
                std::mem::swap(common, &mut next);
            }
        }
        // What one of them has a sample in is no band, whatever the others have.
        if common.as_ref().is_some_and(Vec::is_empty) {
            break;
        }
    }
    let mut found = common.unwrap_or_default();
    // Two gaps that only touch, because two monitors run at different seconds, are no outage.
    let shortest = series.iter().map(Series::gap_ms).min().unwrap_or(0);
    found.retain_mut(|gap| {
        let long_enough = gap.length_ms() > shortest;
        gap.from_ms = gap.from_ms.max(range.from_ms);
        gap.to_ms = gap.to_ms.min(range.to_ms);
        long_enough && gap.from_ms < gap.to_ms
    });
    found
}

/// A series' gaps that reach into the range, not cut to it. Where nothing comes before or after, a gap has no
/// end.
#[inline(never)]
fn gaps(series: &Series, range: Range) -> Vec<Range> {
    let window = series.window(range);
    let is_sample = |&at: &usize| series.values()[at].is_finite();
    let before = (0..window.start).rev().find(is_sample);
    let after = (window.end..series.len()).find(is_sample);
    let time = |at: usize| series.times_ms()[at];
    let mut gaps = Vec::new();
    let mut last = before.map(time);
    let next =
        window.filter(is_sample).chain(after).map(|at| Some(time(at))).chain(after.is_none().then_some(None));
    for next in next {
        // Without a sample on one side, the edge of the range stands in for it.
        let step = next.unwrap_or(range.to_ms).saturating_sub(last.unwrap_or(range.from_ms));
        if step > series.gap_ms() || (last, next) == (None, None) {
            gaps.push(Range { from_ms: last.unwrap_or(i64::MIN), to_ms: next.unwrap_or(i64::MAX) });
        }
        last = next;
    }
    gaps
}

/// What two ascending lists of stretches have in common.
fn overlap(left: &[Range], right: &[Range], out: &mut Vec<Range>) {
    out.clear();
    let (mut i, mut j) = (0, 0);
    while let (Some(a), Some(b)) = (left.get(i), right.get(j)) {
        let common = Range { from_ms: a.from_ms.max(b.from_ms), to_ms: a.to_ms.min(b.to_ms) };
        if common.from_ms < common.to_ms {
            out.push(common);
        }
        if a.to_ms <= b.to_ms {
            i += 1;
        } else {
            j += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RANGE: Range = Range { from_ms: 0, to_ms: 100 };

    fn series(times: &[i64]) -> Series<'_> {
        Series::new(0, times, &[1.0; 200], 3)
    }

    fn minutes(parts: &[core::ops::RangeInclusive<i64>]) -> Vec<i64> {
        parts.iter().cloned().flatten().collect()
    }

    #[test]
    fn a_gap_of_all_is_a_band_and_a_gap_of_one_is_not() {
        let a = minutes(&[0..=40, 60..=100]);
        let b = minutes(&[0..=50, 55..=100]);
        let c = minutes(&[0..=100]);
        assert_eq!(no_data(&[series(&a)], RANGE), [Range { from_ms: 40, to_ms: 60 }]);
        assert_eq!(no_data(&[series(&a), series(&b)], RANGE), [Range { from_ms: 50, to_ms: 55 }]);
        assert_eq!(no_data(&[series(&a), series(&b), series(&c)], RANGE), []);
    }

    #[test]
    fn gaps_that_only_touch_are_no_band() {
        let a = minutes(&[0..=40, 60..=100]);
        let b = minutes(&[0..=58, 80..=100]);
        assert_eq!(no_data(&[series(&a), series(&b)], RANGE), []);
    }

    #[test]
    fn before_the_first_and_after_the_last_sample_there_is_no_data() {
        let a = minutes(&[20..=70]);
        let expected = [Range { from_ms: 0, to_ms: 20 }, Range { from_ms: 70, to_ms: 100 }];
        assert_eq!(no_data(&[series(&a)], RANGE), expected);
    }

    #[test]
    fn a_range_inside_a_gap_is_all_band() {
        let a = minutes(&[0..=40, 60..=100]);
        let inside = Range { from_ms: 50, to_ms: 52 };
        assert_eq!(no_data(&[series(&a)], inside), [inside]);
    }

    #[test]
    fn series_without_samples_are_all_band_and_no_series_are_none() {
        assert_eq!(no_data(&[series(&[])], RANGE), [RANGE]);
        assert_eq!(no_data(&[], RANGE), []);
    }

    #[test]
    fn values_that_are_no_numbers_are_no_samples() {
        let times: Vec<i64> = (0..=100).collect();
        let values: Vec<f32> =
            times.iter().map(|t| if (30..50).contains(t) { f32::NAN } else { 1.0 }).collect();
        let series = Series::new(0, &times, &values, 3);
        assert_eq!(no_data(&[series], RANGE), [Range { from_ms: 29, to_ms: 50 }]);
    }
}
