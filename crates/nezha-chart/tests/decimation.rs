//! What decimation promises, for any samples.

mod support;

use nezha_chart::{Columns, Mark, Range, Series, Thinned, thin};
use proptest::prelude::*;
use support::{range, samples};

/// The runs of a series as the rules say them, nothing left out.
fn runs(series: &Series, range: Range) -> Vec<Vec<usize>> {
    let window = series.window(range);
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let mut last: Option<usize> = None;
    for at in window.start.saturating_sub(1)..(window.end + 1).min(series.len()) {
        if !series.values()[at].is_finite() || series.mark(at) == Mark::Lost {
            last = None;
            continue;
        }
        let times = series.times_ms();
        match runs.last_mut() {
            Some(run) if last.is_some_and(|last| times[at] - times[last] <= series.gap_ms()) => run.push(at),
            _ => runs.push(vec![at]),
        }
        last = Some(at);
    }
    runs
}

fn kept(series: &Series, range: Range, columns: &Columns) -> Vec<Vec<usize>> {
    let mut out = Thinned::default();
    thin(series, range, columns, &mut out);
    out.runs().map(|run| run.iter().map(|&at| at as usize).collect()).collect()
}

/// A run cut into its columns.
fn by_column<'a>(series: &Series, run: &'a [usize], columns: &Columns) -> Vec<&'a [usize]> {
    let column = |at: usize| columns.of(series.times_ms()[at]);
    run.chunk_by(|&a, &b| column(a) == column(b)).collect()
}

fn lowest(series: &Series, part: &[usize]) -> f32 {
    part.iter().map(|&at| series.values()[at]).fold(f32::INFINITY, f32::min)
}

fn highest(series: &Series, part: &[usize]) -> f32 {
    part.iter().map(|&at| series.values()[at]).fold(f32::NEG_INFINITY, f32::max)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_gap_and_every_columns_extremes_are_kept_and_nothing_is_invented(
        samples in samples(200), range in range(), width in 1..300u16,
    ) {
        let series = samples.series(0);
        let columns = Columns::new(range, width);
        let all = runs(&series, range);
        let kept = kept(&series, range, &columns);
        prop_assert_eq!(all.len(), kept.len(), "gaps");
        for (all, kept) in all.iter().zip(&kept) {
            prop_assert!(kept.is_sorted_by(|a, b| a < b), "in order, each once");
            let (all, kept) = (by_column(&series, all, &columns), by_column(&series, kept, &columns));
            prop_assert_eq!(all.len(), kept.len(), "columns");
            for (all, kept) in all.into_iter().zip(kept) {
                prop_assert!(kept.len() <= 4);
                prop_assert!(kept.iter().all(|at| all.contains(at)), "invented");
                prop_assert_eq!((all.first(), all.last()), (kept.first(), kept.last()));
                prop_assert_eq!(lowest(&series, all), lowest(&series, kept));
                prop_assert_eq!(highest(&series, all), highest(&series, kept));
            }
        }
    }

    #[test]
    fn one_or_two_samples_a_column_are_all_kept(samples in samples(60), range in range()) {
        let series = samples.series(0);
        let columns = Columns::new(range, 60_000);
        let all = runs(&series, range);
        let sparse = all.iter().all(|run| by_column(&series, run, &columns).iter().all(|part| part.len() <= 2));
        prop_assume!(sparse);
        prop_assert_eq!(all, kept(&series, range, &columns));
    }

    #[test]
    fn thinning_again_changes_nothing(samples in samples(200), range in range(), width in 1..300u16) {
        let series = samples.series(0);
        let columns = Columns::new(range, width);
        for run in kept(&series, range, &columns) {
            let times: Vec<i64> = run.iter().map(|&at| series.times_ms()[at]).collect();
            let values: Vec<f32> = run.iter().map(|&at| series.values()[at]).collect();
            // Kept samples stand farther apart than the cadence; that alone is no gap.
            let again = Series::new(0, &times, &values, i64::MAX);
            let whole = Range { from_ms: i64::MIN, to_ms: i64::MAX };
            let mut out = Thinned::default();
            thin(&again, whole, &columns, &mut out);
            prop_assert_eq!(out.kept.len(), run.len());
            prop_assert_eq!(out.ends.len(), 1);
        }
    }
}
