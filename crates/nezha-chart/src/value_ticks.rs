//! Values that people would choose to label: 1, 2, 5, 10, 20, 50 …

use crate::scale::{Spacing, ValueScale};

/// Which steps the values of a linear axis may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Steps {
    /// 1, 2 or 5 times any power of ten.
    #[default]
    Decimal,
    /// The same, and none smaller than 1: there are no half processes.
    Whole,
    /// Powers of two from 1 on, for amounts in steps of 1024.
    Binary,
}

impl Steps {
    /// The smallest of them that divides `span` into at most `most` parts.
    pub(crate) fn step(self, span: f32, most: usize) -> f32 {
        match self {
            Self::Decimal => nice_step(span, most),
            Self::Whole => nice_step(span, most).max(1.0),
            Self::Binary => binary_step(span, most),
        }
    }
}

/// The smallest step of 1, 2 or 5 times a power of ten that divides `span` into at most `most` parts.
#[must_use]
pub fn nice_step(span: f32, most: usize) -> f32 {
    let wanted = f64::from(span) / most.max(1) as f64;
    // Also turns away what is not a number.
    if !(wanted > 1e-37 && wanted < 1e37) {
        return 1.0;
    }
    let power = power_of_ten(wanted);
    // A hair of tolerance, so that a span of 0.3 in three parts has steps of 0.1.
    let step = [1.0, 2.0, 5.0].into_iter().find(|factor| power * factor >= wanted * 0.999_999);
    (power * step.unwrap_or(10.0)) as f32
}

/// The smallest power of two that divides `span` into at most `most` parts; at least 1.
fn binary_step(span: f32, most: usize) -> f32 {
    let wanted = span / most.max(1) as f32;
    let mut step = 1.0f32;
    // Ends also for what is endless.
    while step < wanted && step < 1e37 {
        step *= 2.0;
    }
    step
}

/// The highest power of ten that is not above a positive number; 1 for what has none.
fn power_of_ten(number: f64) -> f64 {
    let mut power = 1.0f64;
    if !(number > 0.0 && number.is_finite()) {
        return power;
    }
    while power > number {
        power /= 10.0;
    }
    while power * 10.0 <= number {
        power *= 10.0;
    }
    power
}

/// The highest of 1, 2 and 5 times a power of ten that is not above a positive value.
pub(crate) fn nice_floor(value: f32) -> f32 {
    let value = f64::from(value) * 1.000_001;
    let power = power_of_ten(value);
    let factor = [5.0, 2.0].into_iter().find(|factor| power * factor <= value);
    (power * factor.unwrap_or(1.0)) as f32
}

/// `value` rounded up to a whole number of steps.
#[must_use]
pub fn nice_ceil(value: f32, step: f32) -> f32 {
    let steps = (f64::from(value) / f64::from(step) - 1e-6).ceil();
    (steps.max(1.0) * f64::from(step)) as f32
}

/// The values to label on an axis, low to high, at most about `most` of them; `steps` are those of a linear axis.
#[must_use]
pub fn value_ticks(scale: &ValueScale, most: usize, steps: Steps) -> Vec<f32> {
    match scale.spacing() {
        Spacing::Log if scale.high() / scale.low() >= 10.0 => log_ticks(scale, most),
        _ => linear_ticks(scale, most, steps),
    }
}

fn linear_ticks(scale: &ValueScale, most: usize, steps: Steps) -> Vec<f32> {
    let step = f64::from(steps.step(scale.high() - scale.low(), most));
    let first = (f64::from(scale.low()) / step - 1e-6).ceil();
    let last = (f64::from(scale.high()) / step + 1e-6).floor();
    let count = (last - first + 1.0).min(most as f64 + 1.0) as u32;
    (0..count).map(|i| ((first + f64::from(i)) * step) as f32).collect()
}

fn log_ticks(scale: &ValueScale, most: usize) -> Vec<f32> {
    let (low, high) = (f64::from(scale.low()) * 0.999_999, f64::from(scale.high()) * 1.000_001);
    let mut power = power_of_ten(low);
    let mut all = Vec::new();
    while power <= high {
        for (factor, weight) in [(1.0, 0), (2.0, 1), (5.0, 1)] {
            if (low..=high).contains(&(power * factor)) {
                all.push(((power * factor) as f32, weight));
            }
        }
        power *= 10.0;
    }
    // Too many to label: whole decades only, and of those every second, third …
    if all.len() > most {
        all.retain(|&(_, weight)| weight == 0);
    }
    let every = all.len().div_ceil(most.max(1)).max(1);
    all.into_iter().step_by(every).map(|(value, _)| value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_of_amounts_in_steps_of_1024_are_powers_of_two() {
        for (span, most, step) in
            [(921_600.0, 5, 262_144.0), (3.3e6, 5, 1_048_576.0), (3.0, 5, 1.0), (f32::NAN, 5, 1.0)]
        {
            assert_eq!(binary_step(span, most), step);
        }
        assert!(binary_step(f32::INFINITY, 5).is_finite());
        let scale = ValueScale::new(Spacing::Linear, 0.0, 1_048_576.0, 200.0, 0.0);
        assert_eq!(
            value_ticks(&scale, 5, Steps::Binary),
            [0.0, 262_144.0, 524_288.0, 786_432.0, 1_048_576.0]
        );
    }

    #[test]
    fn steps_are_one_two_or_five() {
        for (span, most, step) in [
            (260.0, 6, 50.0),
            (100.0, 5, 20.0),
            (100.0, 2, 50.0),
            (0.3, 3, 0.1),
            (7.0, 7, 1.0),
            (7.1, 7, 2.0),
        ] {
            assert_eq!(nice_step(span, most), step, "{span} in {most}");
        }
    }

    #[test]
    fn what_is_countable_has_whole_steps() {
        for (span, most, step) in [(1.0, 5, 1.0), (2.08, 5, 1.0), (7.1, 7, 2.0), (260.0, 6, 50.0)] {
            assert_eq!(Steps::Whole.step(span, most), step, "{span} in {most}");
        }
    }

    #[test]
    fn a_span_of_nothing_or_of_no_number_has_a_step() {
        for span in [0.0, f32::NAN, f32::INFINITY, -5.0] {
            assert_eq!(nice_step(span, 5), 1.0);
        }
    }

    #[test]
    fn round_up_to_whole_steps() {
        assert_eq!(nice_ceil(212.0, 50.0), 250.0);
        assert_eq!(nice_ceil(250.0, 50.0), 250.0);
        assert_eq!(nice_ceil(0.3, 0.1), 0.3);
        assert_eq!(nice_ceil(0.0, 50.0), 50.0);
    }

    #[test]
    fn round_down_to_one_two_or_five() {
        for (value, floor) in
            [(0.7, 0.5), (1.0, 1.0), (19.0, 10.0), (49.9, 20.0), (50.0, 50.0), (990.0, 500.0)]
        {
            assert_eq!(nice_floor(value), floor);
        }
    }

    #[test]
    fn linear_ticks_start_at_the_bottom() {
        let scale = ValueScale::new(Spacing::Linear, 0.0, 250.0, 200.0, 0.0);
        assert_eq!(value_ticks(&scale, 6, Steps::Decimal), [0.0, 50.0, 100.0, 150.0, 200.0, 250.0]);
        let scale = ValueScale::new(Spacing::Linear, 0.0, 100.0, 80.0, 0.0);
        assert_eq!(value_ticks(&scale, 2, Steps::Decimal), [0.0, 50.0, 100.0]);
    }

    #[test]
    fn log_ticks_thin_out_to_decades() {
        let scale = ValueScale::new(Spacing::Log, 1.0, 1000.0, 200.0, 0.0);
        assert_eq!(
            value_ticks(&scale, 10, Steps::Decimal),
            [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0]
        );
        assert_eq!(value_ticks(&scale, 6, Steps::Decimal), [1.0, 10.0, 100.0, 1000.0]);
        assert_eq!(value_ticks(&scale, 2, Steps::Decimal), [1.0, 100.0]);
    }

    #[test]
    fn less_than_a_decade_is_labelled_evenly_on_a_log_scale_too() {
        let scale = ValueScale::new(Spacing::Log, 20.0, 100.0, 200.0, 0.0);
        assert_eq!(value_ticks(&scale, 5, Steps::Decimal), [20.0, 40.0, 60.0, 80.0, 100.0]);
    }
}
