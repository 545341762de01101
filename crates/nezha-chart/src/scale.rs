//! From time and value to position and back.

use crate::geometry::{at_least, at_most};
use crate::range::Range;

/// Time on the horizontal axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TimeScale {
    range: Range,
    left: f32,
    right: f32,
    pixels_per_ms: f64,
}

impl TimeScale {
    /// `range` drawn between two positions, in CSS pixels.
    #[must_use]
    pub fn new(range: Range, left: f32, right: f32) -> Self {
        let pixels_per_ms = f64::from(right - left) / range.length_ms() as f64;
        Self { range, left, right, pixels_per_ms }
    }

    /// What is shown.
    #[must_use]
    pub fn range(&self) -> Range {
        self.range
    }

    /// Where a moment is; beyond the edges for a moment outside the range.
    #[must_use]
    pub fn x(&self, time_ms: i64) -> f32 {
        let offset = time_ms.saturating_sub(self.range.from_ms) as f64;
        (f64::from(self.left) + offset * self.pixels_per_ms) as f32
    }

    /// Which moment a position is, clamped to the range.
    #[must_use]
    pub fn time(&self, x: f32) -> i64 {
        let x = x.min(self.right).max(self.left);
        if self.pixels_per_ms <= 0.0 {
            return self.range.from_ms;
        }
        let offset = f64::from(x - self.left) / self.pixels_per_ms;
        self.range.from_ms.saturating_add(offset.round() as i64).min(self.range.to_ms)
    }

    /// How long a stretch of pixels is, in milliseconds.
    #[must_use]
    pub fn span_ms(&self, pixels: f32) -> i64 {
        if self.pixels_per_ms > 0.0 { (f64::from(pixels) / self.pixels_per_ms) as i64 } else { 0 }
    }
}

/// How values spread over the vertical axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Spacing {
    /// Equal differences are equally far apart.
    #[default]
    Linear,
    /// Equal ratios are equally far apart; shows 2 ms and 800 ms in one chart.
    Log,
}

/// Values on the vertical axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ValueScale {
    low: f32,
    high: f32,
    bottom: f32,
    top: f32,
    spacing: Spacing,
    pixels_per_unit: f32,
}

impl ValueScale {
    /// `low` to `high` drawn from `bottom` up to `top`, in CSS pixels. A `high` that is not above `low` is put
    /// there; on a logarithmic scale a `low` that is not positive becomes a thousandth of `high`.
    #[must_use]
    pub fn new(spacing: Spacing, low: f32, high: f32, bottom: f32, top: f32) -> Self {
        let low = drawable(low);
        let high = drawable(high);
        let high = if high > low { high } else { low + low.abs().max(1.0) };
        let (low, high, span) = match spacing {
            Spacing::Linear => (low, high, high - low),
            Spacing::Log => {
                let high = if high > 0.0 { high } else { 1.0 };
                let low = if low > 0.0 { low } else { high / 1000.0 };
                (low, high, (high / low).ln())
            }
        };
        Self { low, high, bottom, top, spacing, pixels_per_unit: (bottom - top) / span }
    }

    /// The value at the bottom.
    #[must_use]
    pub fn low(&self) -> f32 {
        self.low
    }

    /// The value at the top; what is above is clipped.
    #[must_use]
    pub fn high(&self) -> f32 {
        self.high
    }

    /// How values spread.
    #[must_use]
    pub fn spacing(&self) -> Spacing {
        self.spacing
    }

    /// Where a value is. Above the top for a value that is too high, so that a clipped line keeps its slope,
    /// but never by more than the chart's own height times ten; never under the bottom.
    #[must_use]
    pub fn y(&self, value: f32) -> f32 {
        let units = match self.spacing {
            Spacing::Linear => value - self.low,
            Spacing::Log if value > self.low => (value / self.low).ln(),
            Spacing::Log => 0.0,
        };
        let height = self.bottom - self.top;
        self.bottom - at_least(at_most(units * self.pixels_per_unit, height * 10.0), 0.0)
    }

    /// Which value a position is, clamped to the axis.
    #[must_use]
    pub fn value(&self, y: f32) -> f32 {
        let units = (self.bottom - y.max(self.top).min(self.bottom)) / self.pixels_per_unit;
        match self.spacing {
            Spacing::Linear => self.low + units,
            Spacing::Log => self.low * units.exp(),
        }
    }
}

/// A value that arithmetic on an axis does not overflow with.
fn drawable(value: f32) -> f32 {
    if value.is_nan() { 0.0 } else { value.clamp(-1e30, 1e30) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edges_of_the_range_are_the_edges_of_the_axis() {
        let scale = TimeScale::new(Range { from_ms: 1000, to_ms: 2000 }, 40.0, 240.0);
        assert_eq!((scale.x(1000), scale.x(1500), scale.x(2000)), (40.0, 140.0, 240.0));
        assert_eq!((scale.time(40.0), scale.time(140.0), scale.time(240.0)), (1000, 1500, 2000));
        assert_eq!((scale.time(-5.0), scale.time(900.0)), (1000, 2000));
        assert_eq!(scale.span_ms(20.0), 100);
    }

    #[test]
    fn times_far_from_any_date_do_not_overflow() {
        let scale = TimeScale::new(Range { from_ms: i64::MIN, to_ms: i64::MAX }, 0.0, 100.0);
        assert!(scale.x(i64::MAX).is_finite());
        assert_eq!(scale.time(0.0), i64::MIN);
    }

    #[test]
    fn values_go_up_and_too_high_ones_leave_through_the_top() {
        let scale = ValueScale::new(Spacing::Linear, 0.0, 200.0, 110.0, 10.0);
        assert_eq!((scale.y(0.0), scale.y(100.0), scale.y(200.0)), (110.0, 60.0, 10.0));
        assert_eq!(scale.y(400.0), -90.0);
        assert_eq!(scale.y(f32::MAX), 110.0 - 1000.0);
        assert_eq!(scale.y(-3.0), 110.0);
        assert_eq!(scale.value(60.0), 100.0);
    }

    #[test]
    fn a_decade_is_as_high_as_any_other_on_a_log_scale() {
        let scale = ValueScale::new(Spacing::Log, 1.0, 1000.0, 300.0, 0.0);
        for (value, y) in [(1.0, 300.0), (10.0, 200.0), (100.0, 100.0), (1000.0, 0.0)] {
            assert!((scale.y(value) - y).abs() < 0.01);
            assert!((scale.value(y) / value - 1.0).abs() < 0.001);
        }
        assert_eq!(scale.y(0.0), 300.0, "zero has no logarithm");
    }

    #[test]
    fn an_axis_without_height_stays_finite() {
        assert!(ValueScale::new(Spacing::Linear, 5.0, 5.0, 10.0, 10.0).y(5.0).is_finite());
        assert!(ValueScale::new(Spacing::Log, 0.0, 0.0, 10.0, 0.0).y(5.0).is_finite());
    }
}
