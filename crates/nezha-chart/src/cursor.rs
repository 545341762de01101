//! Pointing at a chart: which samples a position or a key press means.

use crate::bands::no_data;
use crate::range::Range;
use crate::series::Series;

/// What a series has at the cursor.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Position of the series among those asked.
    pub series: usize,
    /// The samples, in order: several when they have the same time.
    pub samples: core::ops::Range<usize>,
}

/// Where a key moves the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The next earlier time.
    Previous,
    /// The next later time.
    Next,
    /// The first time that has a sample.
    First,
    /// The last time that has a sample.
    Last,
}

/// The time of the sample nearest to a moment in any of the series; the moment itself where none is near, as in
/// a gap, so that the cursor can stand there and say so, and where the nearest is not in `range`, which is what is shown.
#[must_use]
pub fn snap(series: &[Series], range: Range, at_ms: i64) -> i64 {
    let mut best = None;
    for one in series {
        if let Some(at) = near(one, at_ms) {
            let time = one.times_ms()[at];
            let away = time.abs_diff(at_ms);
            if best.is_none_or(|(_, least)| away < least) {
                best = Some((time, away));
            }
        }
    }
    best.map(|(time, _)| time).filter(|time| range.contains(*time)).unwrap_or(at_ms)
}

/// What each series has at a moment; one that has nothing near is left out. Replaces what is in `hits`.
pub fn read_at(series: &[Series], at_ms: i64, hits: &mut Vec<Hit>) {
    hits.clear();
    for (slot, one) in series.iter().enumerate() {
        let Some(at) = near(one, at_ms) else { continue };
        let times = one.times_ms();
        let time = times[at];
        let first = times.partition_point(|&other| other < time);
        let end = times.partition_point(|&other| other <= time);
        if (first..end).any(|at| one.sample(at).is_some()) {
            hits.push(Hit { series: slot, samples: first..end });
        }
    }
}

/// The sample nearest to a moment, if it is within half of the longest step that is no gap: the moment then belongs to it or
/// to its neighbour, and to no gap.
fn near(series: &Series, at_ms: i64) -> Option<usize> {
    let times = series.times_ms();
    let is_sample = |at: &usize| series.values()[*at].is_finite();
    let split = times.partition_point(|&time| time < at_ms);
    let reach = (series.gap_ms() / 2) as u64;
    let within = |at: &usize| times[*at].abs_diff(at_ms) <= reach;
    let before = (0..split).rev().take_while(within).find(is_sample);
    let after = (split..times.len()).take_while(within).find(is_sample);
    match (before, after) {
        (Some(before), Some(after)) => {
            let later_is_nearer = times[after].abs_diff(at_ms) < times[before].abs_diff(at_ms);
            Some(if later_is_nearer { after } else { before })
        }
        (before, after) => before.or(after),
    }
}

/// The stretch around a moment in which no series has anything, cut to `range`; `None` where one has, and where there are none.
#[must_use]
pub fn gap_at(series: &[Series], range: Range, at_ms: i64) -> Option<Range> {
    let is_read = series.iter().any(|one| near(one, at_ms).is_some());
    no_data(series, range).into_iter().find(|gap| !is_read && gap.contains(at_ms))
}

/// Where a key takes the cursor: to another time at which any series has a sample, inside `range`, or once into the middle of
/// every gap that all have in common, or of a range with neither. Without a cursor yet, `Previous` starts at the end and `Next`
/// at the beginning. `None` when there is nowhere to go.
#[must_use]
pub fn cursor_step(series: &[Series], range: Range, from_ms: Option<i64>, step: Step) -> Option<i64> {
    // The first moment looked at, and the last one: the far edge of the range.
    let (earliest, latest) = match (step, from_ms) {
        (Step::Next, Some(from)) => (range.from_ms.max(from.checked_add(1)?), range.to_ms),
        (Step::Previous, Some(from)) => (range.from_ms, range.to_ms.min(from.checked_sub(1)?)),
        _ => (range.from_ms, range.to_ms),
    };
    let forward = matches!(step, Step::Next | Step::First);
    let inside = Range { from_ms: earliest, to_ms: latest };
    let times = series.iter().filter_map(|one| {
        let mut window = one.window(inside);
        let is_sample = |at: &usize| one.values()[*at].is_finite();
        let at = if forward { window.find(is_sample) } else { window.rev().find(is_sample) };
        Some(one.times_ms()[at?])
    });
    let sample = if forward { times.min() } else { times.max() };
    if matches!(step, Step::First | Step::Last) && sample.is_some() {
        return sample;
    }
    let is_in = |gap: &Range| from_ms.is_some_and(|from| gap.from_ms < from && from < gap.to_ms);
    let gaps = no_data(series, range).into_iter().filter(|gap| !is_in(gap));
    let middle = |range: Range| range.from_ms.saturating_add(range.length_ms() / 2);
    let middles = gaps.map(middle);
    // What is left of a gap at an edge may be so near to a sample that this is what is read there.
    let is_empty = |at_ms: i64| series.iter().all(|one| near(one, at_ms).is_none());
    let stops = middles.filter(|at_ms| inside.contains(*at_ms) && is_empty(*at_ms)).chain(sample);
    let stop = if forward { stops.min() } else { stops.max() };
    // Between two samples that belong together there is no stop, and yet what is near can be read.
    let is_outside = !series.is_empty() && from_ms.is_none_or(|from| !range.contains(from));
    stop.or_else(|| Some(middle(range)).filter(|at_ms| is_outside && inside.contains(*at_ms)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RANGE: Range = Range { from_ms: 0, to_ms: 1000 };

    fn pair() -> [Series<'static>; 2] {
        const A: &[i64] = &[0, 10, 20, 20, 30, 90, 100];
        const B: &[i64] = &[4, 14, 24, 34, 44];
        [
            Series::new(0, A, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0], 30),
            Series::new(1, B, &[8.0, 9.0, f32::NAN, 11.0, 12.0], 30),
        ]
    }

    fn walk(step: Step, times: usize) -> Vec<i64> {
        let mut at = None;
        std::iter::from_fn(|| {
            at = cursor_step(&pair(), RANGE, at, step);
            at
        })
        .take(times)
        .collect()
    }

    #[test]
    fn keys_visit_every_time_once_in_both_directions() {
        let all = [0, 4, 10, 14, 20, 30, 34, 44, 67, 90, 100, 550];
        assert_eq!(walk(Step::Next, 99), all);
        let mut back = walk(Step::Previous, 99);
        back.reverse();
        assert_eq!(back, all);
    }

    #[test]
    fn home_and_end_stay_inside_the_range() {
        let range = Range { from_ms: 5, to_ms: 50 };
        assert_eq!(cursor_step(&pair(), range, Some(20), Step::First), Some(10));
        assert_eq!(cursor_step(&pair(), range, Some(20), Step::Last), Some(44));
        assert_eq!(cursor_step(&pair(), range, Some(44), Step::Next), None);
        assert_eq!(cursor_step(&pair(), range, Some(i64::MAX), Step::Next), None);
        assert_eq!(cursor_step(&[], range, None, Step::Next), None);
    }

    #[test]
    fn a_cursor_outside_the_range_comes_back_into_it() {
        let range = Range { from_ms: 15, to_ms: 35 };
        assert_eq!(cursor_step(&pair(), range, Some(0), Step::Next), Some(20));
        assert_eq!(cursor_step(&pair(), range, Some(99), Step::Previous), Some(34));
        assert_eq!(cursor_step(&pair(), range, Some(0), Step::Previous), None);
    }

    #[test]
    fn a_gap_is_one_stop_that_tells_from_when_to_when() {
        let step = |from, step| cursor_step(&pair(), RANGE, Some(from), step);
        assert_eq!([step(44, Step::Next), step(90, Step::Previous)], [Some(67); 2]);
        let gap = Range { from_ms: 44, to_ms: 90 };
        assert_eq!([67, 62, 50].map(|at_ms| gap_at(&pair(), RANGE, at_ms)), [Some(gap), Some(gap), None]);
        assert_eq!([step(62, Step::Next), step(70, Step::Previous)], [Some(90), Some(44)], "out of it again");
        assert_eq!(gap_at(&pair(), RANGE, 44), None);
        assert_eq!(
            gap_at(&pair(), Range { from_ms: 60, to_ms: 80 }, 67),
            Some(Range { from_ms: 60, to_ms: 80 })
        );
    }

    #[test]
    fn a_chart_without_any_sample_can_still_be_read() {
        let empty = [Series::new(0, &[], &[], 30)];
        assert_eq!(cursor_step(&empty, RANGE, None, Step::Last), Some(500));
        assert_eq!(cursor_step(&empty, RANGE, Some(500), Step::Next), None);
        assert_eq!(gap_at(&empty, RANGE, 500), Some(RANGE));
    }

    #[test]
    fn the_end_of_a_gap_beside_a_sample_is_no_stop() {
        let range = Range { from_ms: 84, to_ms: 100 };
        assert_eq!(cursor_step(&pair(), range, Some(90), Step::Previous), None);
    }

    #[test]
    fn the_pointer_snaps_to_the_nearest_sample_of_any_series() {
        assert_eq!([11, 13].map(|at_ms| snap(&pair(), RANGE, at_ms)), [10, 14]);
        assert_eq!(snap(&pair(), RANGE, 24), 20, "a value that is no number is no sample");
    }

    #[test]
    fn the_pointer_never_leaves_what_is_shown() {
        let range = Range { from_ms: 16, to_ms: 29 };
        assert_eq!([16, 17, 19, 26, 27].map(|at_ms| snap(&pair(), range, at_ms)), [16, 20, 20, 26, 27]);
        let between = Range { from_ms: 22, to_ms: 28 };
        assert!((22..=28).all(|at_ms| snap(&pair(), between, at_ms) == at_ms));
    }

    #[test]
    fn a_range_between_two_samples_is_one_stop() {
        let step = |from_ms, step| cursor_step(&pair(), Range { from_ms: 22, to_ms: 28 }, from_ms, step);
        let all = [Step::Previous, Step::Next, Step::First, Step::Last];
        assert_eq!(all.map(|one| step(None, one)), [Some(25); 4]);
        assert_eq!([step(Some(10), Step::Next), step(Some(34), Step::Previous)], [Some(25); 2]);
        assert_eq!([step(Some(10), Step::Previous), step(Some(34), Step::Next)], [None; 2]);
        assert_eq!(all.map(|one| step(Some(25), one)), [None; 4], "once");
    }

    #[test]
    fn in_a_gap_the_pointer_stays_where_it_is_and_nothing_is_there() {
        assert_eq!(snap(&pair(), RANGE, 67), 67);
        let mut hits = Vec::new();
        read_at(&pair(), 67, &mut hits);
        assert_eq!(hits, []);
    }

    #[test]
    fn reading_gives_every_sample_of_that_time() {
        let mut hits = Vec::new();
        read_at(&pair(), 20, &mut hits);
        assert_eq!(hits.len(), 2);
        assert_eq!(hits[0].samples, 2..4);
        assert_eq!(pair()[1].times_ms()[hits[1].samples.start], 14);
        read_at(&pair(), 95, &mut hits);
        assert_eq!(hits.len(), 1, "the other series has ended");
    }
}
