//! The numbers people quote of a latency series, for a range of time.

use std::ops::Range;

use super::gaps::{cadence_ms, is_gap, no_data_ms};
use super::loss::{Classified, SampleKind};
use super::model::Probing;
use super::rank::nth;
use super::spikes::lost_beside_spikes;

/// The newest sample of a range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LastSample {
    /// When it was taken, Unix milliseconds, cut down to the minute.
    pub time_ms: i64,
    /// What V0 stored, in milliseconds. Only a latency when the kind says so: 0 for a lost one.
    pub value: f32,
    /// What it is.
    pub kind: SampleKind,
}

/// A latency series in numbers, over a range.
///
/// Loss is three numbers that are never mixed into one: [`lost`](Summary::lost), [`partly_lost`](Summary::partly_lost), an
/// estimate, and [`no_data_ms`](Summary::no_data_ms). Latencies are those of undisturbed samples: lost and partly lost ones,
/// and those of which one cannot tell, are left out. Capped samples stay in where only their rank counts, so that a line
/// that is often at the cap does not look better than it is: a median, 95th percentile or maximum that equals the cap means
/// "at least that".
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// The newest sample; `None` without samples.
    pub last: Option<LastSample>,
    /// Least latency of a whole sample, in milliseconds; `None` without any.
    pub min: Option<f32>,
    /// Median latency of whole and capped samples, in milliseconds; `None` without any.
    pub median: Option<f32>,
    /// The latency that one in twenty whole and capped samples exceeds, in milliseconds; `None` without any.
    pub p95: Option<f32>,
    /// Greatest latency of a whole or capped sample, in milliseconds; `None` without any.
    pub max: Option<f32>,
    /// Mean absolute difference of whole samples that follow each other, in milliseconds. Across gaps and other samples
    /// nothing is compared. `None` without two such samples.
    pub jitter: Option<f32>,
    /// All samples.
    pub samples: usize,
    /// Samples of which every probe was lost.
    pub lost: usize,
    /// Samples of which some probes were lost, estimated.
    pub partly_lost: usize,
    /// Lost probes of the partly lost samples, estimated.
    pub partly_lost_probes: usize,
    /// Lost probes of samples with a spike, which hides them; expected by what samples without one lose.
    pub lost_beside_spikes: f64,
    /// Samples that lost probes explain as well as another level of the line. Counted neither as lost nor as whole.
    pub cannot_tell: usize,
    /// Samples at the dashboard's cap.
    pub at_cap: usize,
    /// For how long samples are missing, in milliseconds; `None` when the series has no cadence to tell by.
    pub no_data_ms: Option<i64>,
    /// Probes in each sample, from the settings.
    pub probes: u32,
}

impl Summary {
    /// Sums up the samples from `range_ms.start` up to, without, `range_ms.end`, Unix milliseconds.
    ///
    /// `times_ms` and `values` are the whole series and `classified` what [`classify`](super::classify) made of it.
    pub fn of(
        times_ms: &[i64],
        values: &[f32],
        classified: &Classified,
        probing: &Probing,
        range_ms: Range<i64>,
    ) -> Summary {
        let Classified { kinds, levels, .. } = classified;
        Summary::at_cadence(times_ms, values, kinds, levels, probing, cadence_ms(times_ms), range_ms)
    }

    /// The same where the cadence of the whole series is already known.
    pub(super) fn at_cadence(
        times_ms: &[i64],
        values: &[f32],
        kinds: &[SampleKind],
        levels: &[Option<f32>],
        probing: &Probing,
        cadence: Option<i64>,
        range_ms: Range<i64>,
    ) -> Summary {
        let length = times_ms.len().min(values.len()).min(kinds.len()).min(levels.len());
        let from = times_ms[..length].partition_point(|time| *time < range_ms.start);
        let to = times_ms[..length].partition_point(|time| *time < range_ms.end).max(from);
        let (times, values, kinds) = (&times_ms[from..to], &values[from..to], &kinds[from..to]);
        let levels = &levels[from..to];
        let with_kind = || values.iter().copied().zip(kinds.iter().copied());
        let with_time = || times.iter().copied().zip(with_kind());
        let count = |wanted: SampleKind| kinds.iter().filter(|kind| **kind == wanted).count();
        let whole = || with_kind().filter(|(_, kind)| *kind == SampleKind::Whole).map(|(value, _)| value);
        let ranked = with_kind().filter(|(_, kind)| matches!(kind, SampleKind::Whole | SampleKind::AtCap));
        let mut ranked: Vec<f64> = ranked.map(|(value, _)| f64::from(value)).collect();
        let lost_probes = kinds.iter().filter_map(|kind| match kind {
            SampleKind::PartlyLost { lost_probes } => Some(*lost_probes as usize),
            _ => None,
        });
        Summary {
            last: with_time().next_back().map(|(time_ms, (value, kind))| LastSample { time_ms, value, kind }),
            min: whole().reduce(f32::min),
            median: median(&mut ranked),
            p95: p95(&mut ranked),
            max: ranked.iter().copied().reduce(f64::max).map(|value| value as f32),
            jitter: jitter(times, values, kinds, cadence),
            samples: kinds.len(),
            lost: count(SampleKind::Lost),
            partly_lost: lost_probes.clone().count(),
            partly_lost_probes: lost_probes.sum(),
            lost_beside_spikes: lost_beside_spikes(values, kinds, levels, probing.reckoned()),
            cannot_tell: count(SampleKind::CannotTell),
            at_cap: count(SampleKind::AtCap),
            no_data_ms: no_data_ms(&times_ms[..length], cadence, range_ms),
            probes: probing.reckoned(),
        }
    }

    /// Share of the samples of which every probe was lost, 0 to 1; `None` without samples.
    pub fn lost_share(&self) -> Option<f64> {
        self.share(self.lost)
    }

    /// Share of the samples of which some probes were lost, 0 to 1, an estimate; `None` without samples.
    pub fn partly_lost_share(&self) -> Option<f64> {
        self.share(self.partly_lost)
    }

    /// Share of the samples of which one cannot tell, 0 to 1; `None` without samples.
    pub fn cannot_tell_share(&self) -> Option<f64> {
        self.share(self.cannot_tell)
    }

    /// Share of the probes that were lost, 0 to 1, an estimate: those of lost samples, of partly lost ones, and those that
    /// spikes hide.
    ///
    /// Samples of which one cannot tell are left out above and below the line. `None` when no others are left.
    pub fn estimated_probe_loss(&self) -> Option<f64> {
        let told = self.samples - self.cannot_tell;
        let probes = self.probes as usize;
        let lost = (probes * self.lost + self.partly_lost_probes) as f64 + self.lost_beside_spikes;
        (told > 0).then(|| lost / (probes * told) as f64)
    }

    fn share(&self, samples: usize) -> Option<f64> {
        (self.samples > 0).then(|| samples as f64 / self.samples as f64)
    }
}

/// The middle value, or the mean of the two in the middle.
fn median(values: &mut [f64]) -> Option<f32> {
    let last = values.len().checked_sub(1)?;
    let (lower, upper) = (nth(values, last / 2), nth(values, last.div_ceil(2)));
    Some(((lower + upper) / 2.0) as f32)
}

/// The least value that is not exceeded by more than one in twenty.
fn p95(values: &mut [f64]) -> Option<f32> {
    let rank = (values.len() * 95).div_ceil(100).checked_sub(1)?;
    Some(nth(values, rank) as f32)
}

fn jitter(times_ms: &[i64], values: &[f32], kinds: &[SampleKind], cadence_ms: Option<i64>) -> Option<f32> {
    let whole = |i: usize| kinds[i] == SampleKind::Whole;
    let near = |i: usize| {
        cadence_ms.is_none_or(|cadence| !is_gap(times_ms[i].saturating_sub(times_ms[i - 1]), cadence))
    };
    let pairs = (1..kinds.len()).filter(|i| whole(i - 1) && whole(*i) && near(*i));
    let differences = pairs.map(|i| f64::from((values[i] - values[i - 1]).abs()));
    let (n, sum) = differences.fold((0.0, 0.0), |(n, sum), difference| (n + 1.0, sum + difference));
    (n > 0.0).then(|| (sum / n) as f32)
}

#[cfg(test)]
mod tests {
    use super::SampleKind::{AtCap, CannotTell, Lost, PartlyLost, Whole};
    use super::*;

    const MINUTE: i64 = 60_000;

    fn summary(samples: &[(i64, f32, SampleKind)]) -> Summary {
        let times: Vec<i64> = samples.iter().map(|sample| sample.0 * MINUTE).collect();
        let values: Vec<f32> = samples.iter().map(|sample| sample.1).collect();
        let kinds = samples.iter().map(|sample| sample.2).collect();
        let end = times.last().map_or(0, |time| time + MINUTE);
        Summary::of(&times, &values, &at_80_ms(kinds), &Probing::default(), 0..end)
    }

    /// What is found on a line at 80 ms.
    fn at_80_ms(kinds: Vec<SampleKind>) -> Classified {
        Classified { levels: vec![Some(80.0); kinds.len()], kinds, cap: None }
    }

    #[test]
    fn an_empty_range_has_no_numbers() {
        let empty = summary(&[]);
        assert_eq!((empty.last, empty.min, empty.median, empty.p95), (None, None, None, None));
        assert_eq!((empty.lost_share(), empty.estimated_probe_loss()), (None, None));
    }

    #[test]
    fn disturbed_samples_are_left_out_of_the_latency() {
        let half = PartlyLost { lost_probes: 1 };
        let all = summary(&[
            (0, 80.0, Whole),
            (1, 40.0, half),
            (2, 0.0, Lost),
            (3, 84.0, Whole),
            (4, 30.0, CannotTell),
        ]);
        assert_eq!((all.min, all.median, all.max), (Some(80.0), Some(82.0), Some(84.0)));
        assert_eq!(all.jitter, None);
        assert_eq!(all.last.map(|last| last.kind), Some(CannotTell));
    }

    #[test]
    fn the_three_numbers_stay_apart() {
        let half = PartlyLost { lost_probes: 1 };
        let all = summary(&[
            (0, 80.0, Whole),
            (1, 40.0, half),
            (2, 0.0, Lost),
            (12, 80.0, Whole),
            (13, 40.0, CannotTell),
        ]);
        assert_eq!((all.lost, all.partly_lost, all.no_data_ms), (1, 1, Some(9 * MINUTE)));
        assert_eq!(
            (all.lost_share(), all.partly_lost_share(), all.cannot_tell_share()),
            (Some(0.2), Some(0.2), Some(0.2))
        );
        assert_eq!(all.estimated_probe_loss(), Some(3.0 / 8.0));
    }

    #[test]
    fn a_spike_is_counted_with_the_losses_that_it_hides() {
        let half = PartlyLost { lost_probes: 1 };
        let lossy = [(0, 80.0, Whole), (1, 40.0, half), (2, 81.0, Whole), (3, 79.0, Whole), (4, 40.0, half)];
        let without = summary(&lossy);
        assert_eq!((without.lost_beside_spikes, without.estimated_probe_loss()), (0.0, Some(0.2)));
        // Of the eight probes that came back two had a lost one beside them, so a spike has one with a chance of a quarter.
        let with = summary(&[&lossy[..], &[(5, 300.0, Whole)]].concat());
        assert_eq!((with.lost_beside_spikes, with.partly_lost), (0.25, 2));
        assert_eq!(with.estimated_probe_loss(), Some(2.25 / 12.0));
        let nothing_lost = summary(&[(0, 80.0, Whole), (1, 300.0, Whole), (2, 0.0, Lost)]);
        assert_eq!(
            (nothing_lost.lost_beside_spikes, nothing_lost.estimated_probe_loss()),
            (0.0, Some(1.0 / 3.0))
        );
    }

    #[test]
    fn a_line_often_at_the_cap_says_so() {
        let all = summary(&[
            (0, 700.0, Whole),
            (1, 1000.0, AtCap),
            (2, 1000.0, AtCap),
            (3, 710.0, Whole),
            (4, 720.0, Whole),
        ]);
        assert_eq!(
            (all.median, all.p95, all.max, all.min),
            (Some(720.0), Some(1000.0), Some(1000.0), Some(700.0))
        );
        assert_eq!((all.at_cap, all.jitter), (2, Some(10.0)));
    }

    #[test]
    fn one_in_twenty_exceeds_the_95th_percentile() {
        let samples: Vec<_> = (1..=100).map(|i| (i, i as f32, Whole)).collect();
        assert_eq!(summary(&samples).p95, Some(95.0));
    }

    #[test]
    fn jitter_is_not_measured_across_gaps() {
        let all = summary(&[
            (0, 10.0, Whole),
            (1, 12.0, Whole),
            (2, 11.0, Whole),
            (30, 90.0, Whole),
            (31, 93.0, Whole),
        ]);
        assert_eq!(all.jitter, Some(2.0));
    }

    #[test]
    fn only_samples_in_the_range_count() {
        let times = [0, MINUTE, 2 * MINUTE, 3 * MINUTE];
        let classified = at_80_ms(vec![Lost, Whole, Whole, Lost]);
        let values = [0.0, 5.0, 7.0, 0.0];
        let some = Summary::of(&times, &values, &classified, &Probing::default(), MINUTE..3 * MINUTE);
        assert_eq!((some.samples, some.lost, some.median), (2, 0, Some(6.0)));
    }
}
