//! A calmer line to look at, which never hides loss or gaps.

use super::gaps::Gap;
use super::loss::SampleKind;
use super::rank::nth;

/// The running median of whole samples, one value for each sample.
///
/// Each whole sample becomes the median of the whole samples among the `reach` before and the `reach` after it, in
/// milliseconds; a reach of 5 is a window of eleven samples. The window ends at lost samples and at `gaps`, so that an outage
/// keeps its edges where they were, and shrinks by the same on the other side, so that the line is not moved in time. Every
/// other sample is `None`: a lost one has no latency to smooth, and partly lost, doubtful and capped ones are shown as they
/// are.
pub fn smooth(values: &[f32], kinds: &[SampleKind], gaps: &[Gap], reach: usize) -> Vec<Option<f32>> {
    let length = values.len().min(kinds.len());
    let mut starts = vec![false; length];
    gaps.iter().map(|gap| gap.after + 1).filter(|i| *i < length).for_each(|i| starts[i] = true);
    let mut smoothed = vec![None; length];
    let mut from = 0;
    for to in 0..=length {
        let lost = to < length && kinds[to] == SampleKind::Lost;
        if to == length || lost || starts[to] {
            smooth_run(&values[from..to], &kinds[from..to], reach, &mut smoothed[from..to]);
            from = if lost { to + 1 } else { to };
        }
    }
    smoothed
}

fn smooth_run(values: &[f32], kinds: &[SampleKind], reach: usize, smoothed: &mut [Option<f32>]) {
    let mut window = Vec::with_capacity(2 * reach + 1);
    for i in (0..values.len()).filter(|i| kinds[*i] == SampleKind::Whole) {
        let reach = reach.min(i).min(values.len() - 1 - i);
        let near = i - reach..=i + reach;
        window.clear();
        window.extend(near.filter(|j| kinds[*j] == SampleKind::Whole).map(|j| f64::from(values[j])));
        let last = window.len() - 1;
        let (lower, upper) = (nth(&mut window, last / 2), nth(&mut window, last.div_ceil(2)));
        smoothed[i] = Some(((lower + upper) / 2.0) as f32);
    }
}

#[cfg(test)]
mod tests {
    use super::SampleKind::{Lost, PartlyLost, Whole};
    use super::*;

    #[test]
    fn a_spike_is_smoothed_away() {
        let values = [10.0, 11.0, 90.0, 12.0, 11.0];
        let expected = [Some(10.0), Some(11.0), Some(11.0), Some(12.0), Some(11.0)];
        assert_eq!(smooth(&values, &[Whole; 5], &[], 2), expected);
    }

    #[test]
    fn an_outage_keeps_its_edges() {
        let values = [10.0, 10.0, 0.0, 0.0, 50.0, 50.0];
        let kinds = [Whole, Whole, Lost, Lost, Whole, Whole];
        assert_eq!(
            smooth(&values, &kinds, &[], 5),
            [Some(10.0), Some(10.0), None, None, Some(50.0), Some(50.0)]
        );
    }

    #[test]
    fn nothing_is_smoothed_across_a_gap() {
        let values = [30.0, 10.0, 20.0, 50.0, 50.0, 50.0];
        let gap = Gap { after: 2, from_ms: 0, to_ms: 0 };
        assert_eq!(smooth(&values, &[Whole; 6], &[gap], 2)[2], Some(20.0));
        assert_eq!(smooth(&values, &[Whole; 6], &[], 2)[2], Some(30.0));
    }

    #[test]
    fn partly_lost_samples_neither_show_nor_count() {
        let values = [80.0, 80.0, 40.0, 82.0, 82.0];
        let kinds = [Whole, Whole, PartlyLost { lost_probes: 1 }, Whole, Whole];
        assert_eq!(smooth(&values, &kinds, &[], 1), [Some(80.0), Some(80.0), None, Some(82.0), Some(82.0)]);
    }

    #[test]
    fn a_step_stays_a_step() {
        let values: Vec<f32> = (0..20).map(|i| if i < 10 { 40.0 } else { 90.0 }).collect();
        let smoothed = smooth(&values, &[Whole; 20], &[], 4);
        assert_eq!((smoothed[9], smoothed[10]), (Some(40.0), Some(90.0)));
    }
}
