//! What bands, tables, cursors and whole plots promise, for any samples.

mod support;

use nezha_chart::{
    Chart, FixedZone, Layout, Limit, Mark, Palette, PlainWords, Plot, Range, Series, Spacing, Step,
    SvgPainter, csv, cursor_step, gap_at, no_data, paint, read_at, robust_max, rows, snap,
};
use proptest::prelude::*;
use support::{CADENCE, Samples, range, samples};

fn series(all: &[Samples]) -> Vec<Series<'_>> {
    all.iter().enumerate().map(|(index, samples)| samples.series(index)).collect()
}

/// Distinct times in a range at which any series has a sample.
fn times(series: &[Series], range: Range) -> Vec<i64> {
    let mut times: Vec<i64> = series
        .iter()
        .flat_map(|one| one.window(range).filter_map(|at| Some(one.sample(at)?.time_ms)))
        .collect();
    times.sort_unstable();
    times.dedup();
    times
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bands_are_exactly_where_nobody_has_a_sample(all in prop::collection::vec(samples(150), 1..5), range in range()) {
        let series = series(&all);
        let bands = no_data(&series, range);
        prop_assert!(bands.is_sorted_by(|a, b| a.to_ms <= b.from_ms));
        let times = times(&series, Range { from_ms: -1_000_000, to_ms: 1_000_000 });
        for band in &bands {
            prop_assert!(range.from_ms <= band.from_ms && band.from_ms < band.to_ms && band.to_ms <= range.to_ms);
            prop_assert!(!times.iter().any(|&time| band.from_ms < time && time < band.to_ms));
        }
        for pair in times.windows(2).filter(|pair| pair[1] - pair[0] > 3 * CADENCE) {
            let gap = Range { from_ms: pair[0], to_ms: pair[1] };
            let inside = range.contains(gap.from_ms) && range.contains(gap.to_ms);
            prop_assert!(!inside || bands.contains(&gap), "{gap:?} in {bands:?}");
        }
    }

    #[test]
    fn the_table_has_every_sample_once_in_order(all in prop::collection::vec(samples(80), 0..5), range in range()) {
        let series = series(&all);
        let table: Vec<_> = rows(&series, range).collect();
        prop_assert!(table.is_sorted_by(|a, b| a.time_ms <= b.time_ms));
        prop_assert!(table.iter().all(|row| row.cells.iter().any(Option::is_some)), "empty row");
        for (slot, one) in series.iter().enumerate() {
            let expected: Vec<_> = one.window(range).filter_map(|at| one.sample(at)).collect();
            let found: Vec<_> = table.iter().filter_map(|row| row.cells[slot]).collect();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn csv_has_as_many_cells_in_every_line(all in prop::collection::vec(samples(40), 1..4), range in range()) {
        let series = series(&all);
        let text = csv(&series, &["a", "b", "c"], "ms", range, &FixedZone(480));
        let cells: Vec<usize> = text.trim_end().split("\r\n").map(|line| line.split(',').count()).collect();
        prop_assert!(cells.iter().all(|&count| count == cells[0]));
        prop_assert_eq!(cells.len() - 1, rows(&series, range).count());
    }

    #[test]
    fn keys_visit_every_time_in_both_directions(all in prop::collection::vec(samples(60), 0..4), range in range()) {
        let series = series(&all);
        let expected = times(&series, range);
        let mut ways = Vec::new();
        for step in [Step::Next, Step::Previous] {
            let mut at = cursor_step(&series, range, None, step);
            let mut visited = Vec::new();
            while let Some(time) = at {
                visited.push(time);
                at = cursor_step(&series, range, Some(time), step);
            }
            if step == Step::Previous {
                visited.reverse();
            }
            ways.push(visited);
        }
        prop_assert_eq!(&ways[0], &ways[1]);
        let (gaps, samples): (Vec<i64>, Vec<i64>) =
            ways.remove(0).into_iter().partition(|at| gap_at(&series, range, *at).is_some());
        if expected.is_empty() && gaps.is_empty() && !series.is_empty() {
            prop_assert_eq!(samples.len(), 1, "what is near the range can be read");
        } else {
            prop_assert_eq!(&samples, &expected);
        }
        let mut told: Vec<_> = gaps.iter().filter_map(|at| gap_at(&series, range, *at)).collect();
        told.dedup();
        prop_assert_eq!(told.len(), gaps.len(), "one stop a gap");
        let ends = [Step::First, Step::Last].map(|step| cursor_step(&series, range, None, step));
        prop_assert!(expected.is_empty() || ends == [expected.first().copied(), expected.last().copied()]);
    }

    #[test]
    fn the_pointer_finds_the_nearest_sample_or_none_in_a_gap(all in prop::collection::vec(samples(60), 1..4), at in -100..3000i64, range in range()) {
        let series = series(&all);
        let everything = Range { from_ms: i64::MIN, to_ms: i64::MAX };
        let times = times(&series, everything);
        let nearest = times.iter().map(|time| (time - at).abs()).min().unwrap_or(i64::MAX);
        let snapped = snap(&series, everything, at);
        let mut hits = Vec::new();
        read_at(&series, snapped, &mut hits);
        if nearest <= CADENCE * 3 / 2 {
            prop_assert_eq!((snapped - at).abs(), nearest);
            prop_assert!(hits.iter().any(|hit| series[hit.series].times_ms()[hit.samples.start] == snapped));
        } else {
            prop_assert_eq!(snapped, at);
            prop_assert!(hits.is_empty());
        }
        prop_assert_eq!(snap(&series, range, at), if range.contains(snapped) { snapped } else { at });
        for hit in &hits {
            let times = &series[hit.series].times_ms()[hit.samples.clone()];
            prop_assert!(times.iter().all(|time| *time == times[0]));
        }
    }

    #[test]
    fn the_limit_is_a_value_and_hides_few(values in prop::collection::vec(0.0..1000.0f32, 1..400)) {
        let limit = robust_max(&values, &[]).unwrap_or(f32::NAN);
        prop_assert!(values.contains(&limit));
        let above = values.iter().filter(|&&value| value > limit).count();
        prop_assert!(above * 50 <= values.len() + 50, "{above} of {}", values.len());
    }

    #[test]
    fn no_input_breaks_a_chart(
        times in prop::collection::vec(any::<i64>(), 0..40),
        values in prop::collection::vec(any::<f32>(), 0..40),
        sorted in any::<bool>(), log in any::<bool>(), from in any::<i64>(), to in any::<i64>(),
        width in prop_oneof![any::<f32>(), 0.0..2000.0f32], height in prop_oneof![any::<f32>(), 0.0..500.0f32],
        fixed in prop::option::of(any::<(f32, f32)>()), gap in any::<i64>(),
    ) {
        let mut times = times;
        if sorted {
            times.sort_unstable();
        }
        let marks = [Mark::Capped, Mark::Lost, Mark::PartlyLost, Mark::Plain];
        let series = [Series::new(usize::MAX, &times, &values, gap).with_marks(&marks)];
        let chart = Chart {
            spacing: if log { Spacing::Log } else { Spacing::Linear },
            limit: fixed.map_or(Limit::Robust, |(low, high)| Limit::Fixed(low, high)),
            fill: true,
            ..Chart::new(Layout::new(width, height), Range { from_ms: from, to_ms: to }, &series)
        };
        let plot = Plot::new(&chart, &FixedZone(-210), &PlainWords::default());
        let mut painter = SvgPainter::new(width, height, 11.0, "", &Palette::PLAIN);
        paint(&plot, &mut painter);
        let svg = painter.finish();
        prop_assert!(!svg.contains("NaN") && !svg.contains("inf"));
        let _ = snap(&series, plot.time.range(), plot.time.time(7.0));
    }
}
