//! The band between the lowest and the highest of what means are made of.

use crate::columns::Columns;
use crate::geometry::{Point, at_least, at_most};
use crate::range::Range;
use crate::scale::{TimeScale, ValueScale};
use crate::series::{Mark, Series};
use crate::style::{Style, style};

/// The band around one unbroken run of a line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Envelope {
    pub(crate) style: Style,
    /// Along the highest ones, and back along the lowest.
    pub(crate) outline: Vec<Point>,
}

/// Half the width of a band around a single mean, CSS pixels: without any it would not be seen.
const HALF: f32 = 0.75;

/// What a pixel column of a run reaches from and to.
struct Step {
    column: i32,
    x: f32,
    low: f32,
    high: f32,
}

/// Adds the bands of a series: of each pixel column the lowest and the highest, broken exactly where its line is.
#[inline(never)]
pub(crate) fn push_envelopes(
    series: &Series,
    range: Range,
    columns: &Columns,
    (time, value): (&TimeScale, &ValueScale),
    out: &mut Vec<Envelope>,
) {
    if !series.has_extremes() {
        return;
    }
    let window = series.window(range);
    let window = window.start.saturating_sub(1)..(window.end + 1).min(series.len());
    let style = style(series.index());
    let mut run: Vec<Step> = Vec::new();
    let mut last_ms: Option<i64> = None;
    for sample in window.map(|at| series.sample(at)) {
        let sample = sample.filter(|sample| sample.mark != Mark::Lost);
        let Some(sample) = sample else {
            end_run(&mut run, value, style, out);
            last_ms = None;
            continue;
        };
        if last_ms.is_some_and(|last| sample.time_ms.saturating_sub(last) > series.gap_ms()) {
            end_run(&mut run, value, style, out);
        }
        last_ms = Some(sample.time_ms);
        let (low, high) = sample.extremes.unwrap_or((sample.value, sample.value));
        let column = columns.of(sample.time_ms);
        match run.last_mut().filter(|step| step.column == column) {
            Some(step) => {
                step.low = at_most(step.low, low);
                step.high = at_least(step.high, high);
            }
            None => run.push(Step { column, x: time.x(sample.time_ms), low, high }),
        }
    }
    end_run(&mut run, value, style, out);
}

fn end_run(run: &mut Vec<Step>, value: &ValueScale, style: Style, out: &mut Vec<Envelope>) {
    let half = if run.len() == 1 { HALF } else { 0.0 };
    let mut outline = Vec::with_capacity(2 * run.len() + 2);
    for side in [-half, half] {
        outline.extend(run.iter().map(|step| Point { x: step.x + side, y: value.y(step.high) }));
        if half == 0.0 {
            break;
        }
    }
    for side in [half, -half] {
        outline.extend(run.iter().rev().map(|step| Point { x: step.x + side, y: value.y(step.low) }));
        if half == 0.0 {
            break;
        }
    }
    run.clear();
    if !outline.is_empty() {
        out.push(Envelope { style, outline });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::columns::{Thinned, thin};
    use crate::scale::Spacing;

    const RANGE: Range = Range { from_ms: 0, to_ms: 100 };

    fn outlines(series: &Series, count: u16) -> Vec<Vec<(f32, f32)>> {
        let time = TimeScale::new(RANGE, 0.0, 100.0);
        let value = ValueScale::new(Spacing::Linear, 0.0, 10.0, 10.0, 0.0);
        let mut out = Vec::new();
        push_envelopes(series, RANGE, &Columns::new(RANGE, count), (&time, &value), &mut out);
        let points = |one: Envelope| one.outline.iter().map(|point| (point.x, point.y)).collect();
        out.into_iter().map(points).collect()
    }

    #[test]
    fn a_band_goes_along_the_highest_and_back_along_the_lowest() {
        let series = Series::new(0, &[10, 20], &[2.0, 3.0], 30).with_extremes(&[1.0, 2.0], &[4.0, 5.0]);
        assert_eq!(outlines(&series, 100), [[(10.0, 6.0), (20.0, 5.0), (20.0, 8.0), (10.0, 9.0)]]);
    }

    #[test]
    fn a_band_is_broken_where_the_line_is_and_a_lone_mean_has_one_too() {
        let values = [2.0, 2.0, f32::NAN, 2.0, 2.0];
        let series = Series::new(0, &[0, 10, 20, 30, 90], &values, 30).with_extremes(&[1.0; 5], &[3.0; 5]);
        let outlines = outlines(&series, 100);
        assert_eq!(outlines.len(), 3);
        assert_eq!(outlines[1], [(29.25, 7.0), (30.75, 7.0), (30.75, 9.0), (29.25, 9.0)]);
    }

    #[test]
    fn a_column_keeps_the_extremes_of_all_its_means() {
        let series = Series::new(0, &[1, 2, 3, 90], &[5.0; 4], 150);
        let series = series.with_extremes(&[4.0, 1.0, 3.0, 5.0], &[6.0, 5.0, 9.0, 5.0]);
        assert_eq!(outlines(&series, 2), [[(1.0, 1.0), (90.0, 5.0), (90.0, 5.0), (1.0, 9.0)]]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn bands_break_where_lines_do_and_reach_every_extreme(
            all in prop::collection::vec((0..6i64, 0.0..9.0f32, 0.0..1.0f32, any::<bool>()), 0..80),
            count in 1..120u16,
        ) {
            let (mut at, mut times, mut means) = (-20, Vec::new(), Vec::new());
            let (mut lows, mut highs) = (Vec::new(), Vec::new());
            for (step, mean, reach, seen) in all {
                at += step;
                times.push(at);
                means.push(if seen || mean > 2.0 { mean } else { f32::NAN });
                lows.push(mean - reach.min(mean));
                highs.push(mean + reach);
            }
            let series = Series::new(0, &times, &means, 3).with_extremes(&lows, &highs);
            let mut thinned = Thinned::default();
            thin(&series, RANGE, &Columns::new(RANGE, count), &mut thinned);
            let outlines = outlines(&series, count);
            prop_assert_eq!(outlines.len(), thinned.ends.len());
            for (run, outline) in thinned.runs().zip(&outlines) {
                let run = run[0] as usize..=run[run.len() - 1] as usize;
                let highest = run.clone().filter(|at| means[*at].is_finite()).map(|at| highs[at]).fold(0.0, f32::max);
                let lowest = run.filter(|at| means[*at].is_finite()).map(|at| lows[at]).fold(10.0, f32::min);
                let ys = outline.iter().map(|point| point.1);
                prop_assert!((ys.clone().fold(10.0, f32::min) - (10.0 - highest)).abs() < 1e-4);
                prop_assert!((ys.fold(0.0, f32::max) - (10.0 - lowest)).abs() < 1e-4);
            }
        }
    }
}
