//! A monitor's numbers: what was measured, and how much was lost.

use nezha_api::Series as Monitor;

/// Statistics over the samples that are not lost, in milliseconds. `None` without any.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Numbers {
    /// The newest sample; `None` when that one was lost.
    pub(super) last: Option<f32>,
    pub(super) min: Option<f32>,
    pub(super) median: Option<f32>,
    pub(super) p95: Option<f32>,
    pub(super) max: Option<f32>,
    /// Percent of the samples in which every probe was lost.
    pub(super) lost_percent: Option<f64>,
}

impl Numbers {
    pub(super) fn of(monitor: &Monitor) -> Self {
        let all = &monitor.avg_delay;
        let mut answered: Vec<f32> = all.iter().copied().filter(|value| *value > 0.0).collect();
        answered.sort_by(f32::total_cmp);
        let at = |share: f64| {
            let place = (answered.len() as f64 * share).ceil().max(1.0) as usize - 1;
            answered.get(place.min(answered.len().saturating_sub(1))).copied()
        };
        let lost = all.len() - answered.len();
        Self {
            last: all.last().copied().filter(|value| *value > 0.0),
            min: answered.first().copied(),
            median: at(0.5),
            p95: at(0.95),
            max: answered.last().copied(),
            lost_percent: (!all.is_empty()).then(|| lost as f64 / all.len() as f64 * 100.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(avg_delay: &[f32]) -> Numbers {
        Numbers::of(&Monitor { avg_delay: avg_delay.to_vec(), ..Monitor::default() })
    }

    #[test]
    fn lost_samples_are_no_fast_ones() {
        let numbers = numbers(&[40.0, 0.0, 20.0, 0.0]);
        assert_eq!((numbers.min, numbers.median, numbers.max), (Some(20.0), Some(20.0), Some(40.0)));
        assert_eq!((numbers.last, numbers.lost_percent), (None, Some(50.0)));
    }

    #[test]
    fn nothing_measured_is_no_number() {
        assert_eq!(numbers(&[]), Numbers::default());
        assert_eq!(numbers(&[0.0]).median, None);
    }

    #[test]
    fn a_twentieth_lies_above_the_p95() {
        let values: Vec<f32> = (1..=100).map(|value| value as f32).collect();
        assert_eq!(numbers(&values).p95, Some(95.0));
    }
}
