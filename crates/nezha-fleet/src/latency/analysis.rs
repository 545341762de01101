//! A series worked out once, from which the numbers of any range come cheaply.

use std::ops::Range;

use super::gaps::{Gap, cadence_ms, gaps};
use super::loss::{Classified, SampleKind, classify};
use super::model::Probing;
use super::smooth::smooth;
use super::summary::Summary;

/// What a whole series says, kept beside it for as long as it is shown.
///
/// [`Analysis::of`] costs about a millisecond for a day of samples and is due once an answer, and again when the settings
/// change; [`Analysis::summary`] costs microseconds and may follow a dragged range.
#[derive(Debug, Clone, PartialEq)]
pub struct Analysis {
    /// What each sample is, in the order of the series; for marks on a chart.
    pub kinds: Vec<SampleKind>,
    /// From where on samples are at the cap, in milliseconds. See [`Classified::cap`].
    pub cap: Option<f32>,
    /// The level of the line under each sample: see [`Classified::levels`].
    levels: Vec<Option<f32>>,
    /// The usual step between samples, in milliseconds; `None` for fewer than two different times.
    pub cadence_ms: Option<i64>,
    /// Where samples are missing, in order.
    pub gaps: Vec<Gap>,
    probing: Probing,
}

impl Analysis {
    /// Works out a series: `times_ms` in Unix milliseconds, ascending, not unique, and `values` in milliseconds, as V0 sends
    /// them. What is longer in one of the two is left aside.
    pub fn of(times_ms: &[i64], values: &[f32], probing: Probing) -> Analysis {
        let times_ms = &times_ms[..times_ms.len().min(values.len())];
        let Classified { kinds, levels, cap } = classify(times_ms, values, &probing);
        let cadence_ms = cadence_ms(times_ms);
        let gaps = cadence_ms.map(|cadence| gaps(times_ms, cadence)).unwrap_or_default();
        Analysis { kinds, cap, levels, cadence_ms, gaps, probing }
    }

    /// The numbers of the samples from `range_ms.start` up to, without, `range_ms.end`, Unix milliseconds.
    ///
    /// `times_ms` and `values` are the series this was made of.
    pub fn summary(&self, times_ms: &[i64], values: &[f32], range_ms: Range<i64>) -> Summary {
        let Analysis { kinds, levels, probing, cadence_ms, .. } = self;
        Summary::at_cadence(times_ms, values, kinds, levels, probing, *cadence_ms, range_ms)
    }

    /// The values to draw when the line is to be calm: whole samples as the running median of `reach` on either side, all
    /// others as they are, so that every lost, partly lost, doubtful and capped sample keeps its place and its mark.
    pub fn smoothed(&self, values: &[f32], reach: usize) -> Vec<f32> {
        let smoothed = smooth(values, &self.kinds, &self.gaps, reach);
        smoothed.iter().zip(values).map(|(calm, value)| calm.unwrap_or(*value)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60_000;

    /// Two hours of a line at about 80 ms with a lost sample, a capped one and an outage of twenty minutes.
    fn line() -> (Vec<i64>, Vec<f32>) {
        let minutes = (0..120_i64).filter(|minute| !(60..80).contains(minute));
        let value = |minute: i64| match minute {
            30 => 0.0,
            100 => 1000.0,
            _ => 80.0 + (minute * 37 % 11) as f32 * 0.31,
        };
        minutes.map(|minute| (minute * MINUTE, value(minute))).unzip()
    }

    #[test]
    fn a_range_has_the_same_numbers_as_if_it_were_summed_up_alone() {
        let (times, values) = line();
        let probing = Probing::default();
        let analysis = Analysis::of(&times, &values, probing);
        let classified = classify(&times, &values, &probing);
        for range in [0..120 * MINUTE, 25 * MINUTE..35 * MINUTE, 55 * MINUTE..85 * MINUTE, 300..300] {
            let alone = Summary::of(&times, &values, &classified, &probing, range.clone());
            assert_eq!(analysis.summary(&times, &values, range), alone);
        }
        let all = analysis.summary(&times, &values, 0..120 * MINUTE);
        assert_eq!((all.lost, all.at_cap, all.no_data_ms), (1, 1, Some(20 * MINUTE)));
    }

    #[test]
    fn a_calm_line_keeps_what_is_special() {
        let (times, values) = line();
        let analysis = Analysis::of(&times, &values, Probing::default());
        let calm = analysis.smoothed(&values, 5);
        assert_eq!(calm.len(), values.len());
        for (i, kind) in analysis.kinds.iter().enumerate() {
            assert!(*kind == SampleKind::Whole || calm[i] == values[i], "sample {i}");
        }
        assert_ne!(calm, values);
    }

    #[test]
    fn times_of_no_clock_do_no_harm() {
        for times in [[i64::MIN, 0, i64::MAX], [i64::MAX, i64::MIN, 0], [i64::MAX, i64::MAX, i64::MAX]] {
            let analysis = Analysis::of(&times, &[1.0, 2.0, 3.0], Probing::default());
            let summary = analysis.summary(&times, &[1.0, 2.0, 3.0], i64::MIN..i64::MAX);
            assert!(summary.samples <= 3 && summary.no_data_ms.is_none_or(|ms| ms >= 0));
        }
    }

    #[test]
    fn the_longer_list_is_cut() {
        let analysis = Analysis::of(&[0, MINUTE, 2 * MINUTE], &[5.0, 6.0], Probing::default());
        assert_eq!((analysis.kinds.len(), analysis.cadence_ms), (2, Some(MINUTE)));
    }
}
