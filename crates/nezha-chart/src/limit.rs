//! How high the value axis goes.

use crate::chart::Chart;
use crate::geometry::at_least;
use crate::rank::nth_smallest;
use crate::scale::Spacing;
use crate::series::{Mark, Series};
use crate::value_ticks::{nice_ceil, nice_floor, nice_step};

/// What decides the ends of the value axis.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Limit {
    /// High enough for 98 % of every series; a spike beyond is clipped and gets an arrow. For latency.
    #[default]
    Robust,
    /// High enough for everything.
    Full,
    /// Exactly from one value to another. For shares, 0 to 100.
    Fixed(f32, f32),
}

/// Fewer samples than this have no outliers worth clipping.
const ENOUGH: usize = 12;

/// So many times the 98th percentile is no outlier yet.
const ROOM: f32 = 1.6;

/// How high an axis must go so that one spike does not flatten a day: up to the highest value that is at most
/// 1.6 times the 98th percentile. `None` without a value. Lost samples and what is not a number do not count;
/// where `marks` ends early, the rest is plain.
#[must_use]
#[inline(never)]
pub fn robust_max(values: &[f32], marks: &[Mark]) -> Option<f32> {
    let mut keys = Vec::with_capacity(values.len());
    for (at, &value) in values.iter().enumerate() {
        if counts(value, marks, at) {
            // The bits of floats that are not negative are in the order of the floats.
            keys.push(at_least(value, 0.0).to_bits());
        }
    }
    let highest = f32::from_bits(keys.iter().copied().max()?);
    let rank = (keys.len() - 1) * 98 / 100;
    // Where so many are near the highest, so is the 98th percentile, and need not be looked for.
    let near = keys.iter().filter(|&&key| f32::from_bits(key) * ROOM >= highest).count();
    if keys.len() < ENOUGH || near >= keys.len() - rank {
        return Some(highest);
    }
    let p98 = f32::from_bits(nth_smallest(&keys, rank)?);
    let most = p98 * ROOM;
    if p98 <= 0.0 {
        return Some(highest);
    }
    keys.into_iter().filter(|&key| key <= most.to_bits()).max().map(f32::from_bits)
}

fn counts(value: f32, marks: &[Mark], at: usize) -> bool {
    value.is_finite() && marks.get(at) != Some(&Mark::Lost)
}

/// Where a chart's value axis begins and ends, on values that people would choose. `None` when there is no
/// value to measure it by.
#[inline(never)]
pub(crate) fn value_axis(chart: &Chart, most_ticks: usize) -> Option<(f32, f32)> {
    if let Limit::Fixed(low, high) = chart.limit {
        return Some((low, high));
    }
    // A logarithmic axis has room for spikes.
    let robust = chart.limit == Limit::Robust && chart.spacing == Spacing::Linear;
    let highest = highest(chart, robust)?;
    Some(match chart.spacing {
        // Air above the highest value, so that a flat line does not lie on the edge.
        Spacing::Linear => {
            let wanted = highest.max(f32::MIN_POSITIVE) * 1.04;
            (0.0, nice_ceil(wanted, chart.steps.step(wanted, most_ticks)))
        }
        Spacing::Log => {
            let low = nice_floor(lowest_positive(chart).unwrap_or(0.1));
            (low, nice_step(highest.max(low * 1.5), 1))
        }
    })
}

/// The highest limit that any of the series wants, so that no series is ever clipped whole.
fn highest(chart: &Chart, robust: bool) -> Option<f32> {
    let one = |series: &Series| {
        let window = series.measured(chart.range);
        let marks = series.marks_in(&window);
        let values = series.tops(&window);
        if robust {
            return robust_max(values, marks);
        }
        let kept = values.iter().enumerate().filter(|&(at, &value)| counts(value, marks, at));
        kept.map(|(_, &value)| value).reduce(at_least)
    };
    chart.series.iter().filter_map(one).reduce(f32::max)
}

/// The lowest value above zero, where a logarithmic axis begins.
fn lowest_positive(chart: &Chart) -> Option<f32> {
    let mut lowest = f32::INFINITY;
    for series in chart.series {
        let window = series.measured(chart.range);
        let marks = series.marks_in(&window);
        for (at, &value) in series.bottoms(&window).iter().enumerate() {
            if value > 0.0 && value < lowest && counts(value, marks, at) {
                lowest = value;
            }
        }
    }
    lowest.is_finite().then_some(lowest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(spikes: usize) -> Vec<f32> {
        (0..1440).map(|i| if i < spikes { 900.0 } else { 40.0 + (i % 7) as f32 }).collect()
    }

    #[test]
    fn one_spike_does_not_flatten_a_day() {
        assert_eq!(robust_max(&day(1), &[]), Some(46.0));
        assert_eq!(robust_max(&day(20), &[]), Some(46.0));
    }

    #[test]
    fn half_an_hour_of_slowness_is_shown_whole() {
        assert_eq!(robust_max(&day(31), &[]), Some(900.0));
    }

    #[test]
    fn without_spikes_the_highest_value_decides() {
        assert_eq!(robust_max(&day(0), &[]), Some(46.0));
    }

    #[test]
    fn few_samples_are_shown_whole() {
        assert_eq!(robust_max(&[10.0, 12.0, 500.0], &[]), Some(500.0));
    }

    #[test]
    fn lost_samples_and_missing_numbers_do_not_count() {
        assert_eq!(robust_max(&[0.0, f32::NAN, f32::INFINITY], &[Mark::Lost]), None);
        let mut values = day(0);
        values.extend([0.0; 5000]);
        let mut marks = vec![Mark::Plain; 1440];
        marks.extend([Mark::Lost; 5000]);
        assert_eq!(robust_max(&values, &marks), Some(46.0));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn whether_the_percentile_was_looked_for_or_not_the_limit_is_the_same(
            usual in prop::collection::vec(1.0..100.0_f32, 12..300),
            spikes in prop::collection::vec(100.0..1000.0_f32, 0..9),
        ) {
            let mut values = usual;
            values.extend(spikes);
            values.sort_by(f32::total_cmp);
            let most = values[(values.len() - 1) * 98 / 100] * ROOM;
            let expected = values.iter().copied().rfind(|value| *value <= most);
            prop_assert_eq!(robust_max(&values, &[]), expected);
        }
    }

    #[test]
    fn a_mostly_idle_value_is_not_clipped_to_nothing() {
        let values: Vec<f32> = (0..1440).map(|i| if i == 7 { 3.0 } else { 0.0 }).collect();
        assert_eq!(robust_max(&values, &[]), Some(3.0));
    }
}
