//! Two fingers on a chart: spread they zoom in, pinched they zoom out, moved together they go along the time. And taps.

use crate::geometry::Point;
use crate::range::Range;
use crate::scale::TimeScale;

/// Two fingers, since the second one came.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pinch {
    /// What was shown then.
    scale: TimeScale,
    middle: f32,
    apart: f32,
}

/// Fingers are never nearer than this, in CSS pixels: nearer ones would make of a little tremble a long way.
const LEAST_APART: f32 = 24.0;

impl Pinch {
    /// Two fingers on a chart that shows `scale`, in CSS pixels from its top left.
    #[must_use]
    pub fn new(scale: TimeScale, fingers: [Point; 2]) -> Self {
        Self { scale, middle: middle(fingers), apart: apart(fingers) }
    }

    /// What is shown when the fingers are where they are now: what was between them still is, and is as much longer or shorter
    /// as they are apart, in whatever direction. At least `shortest_ms` long, and inside `whole`.
    #[must_use]
    pub fn range(&self, fingers: [Point; 2], shortest_ms: i64, whole: Range) -> Range {
        let before = self.scale.range();
        let factor = f64::from(self.apart / apart(fingers));
        let zoomed = before.scaled(self.scale.time(self.middle), factor, shortest_ms);
        let share = self.scale.span_ms(middle(fingers) - self.middle) as f64 / before.length_ms() as f64;
        zoomed.moved((-share * zoomed.length_ms() as f64) as i64).clamp(whole)
    }
}

/// Two taps are one double tap when the second is at most so much later, in milliseconds.
const DOUBLE_MS: f64 = 350.0;

/// Whether a finger came down twice at one place. Each time is in milliseconds by any one clock, each place in CSS pixels.
#[must_use]
pub fn is_double_tap((before_ms, before): (f64, Point), (now_ms, now): (f64, Point)) -> bool {
    now_ms - before_ms <= DOUBLE_MS && (now.x - before.x).hypot(now.y - before.y) <= LEAST_APART
}

fn middle([one, other]: [Point; 2]) -> f32 {
    (one.x + other.x) / 2.0
}

fn apart([one, other]: [Point; 2]) -> f32 {
    // `max` also of what is no number.
    (one.x - other.x).hypot(one.y - other.y).max(LEAST_APART)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;
    const DAY: Range = Range { from_ms: 0, to_ms: 24 * HOUR };

    /// Ten pixels an hour, in the middle of a row.
    fn at(x1: f32, x2: f32) -> [Point; 2] {
        [Point { x: x1, y: 50.0 }, Point { x: x2, y: 50.0 }]
    }

    fn pinched(shown: Range, from: [Point; 2], to: [Point; 2]) -> Range {
        Pinch::new(TimeScale::new(shown, 0.0, 240.0), from).range(to, 60_000, DAY)
    }

    #[test]
    fn what_is_under_the_fingers_stays_under_them() {
        let now = pinched(DAY, at(100.0, 140.0), at(80.0, 160.0));
        assert_eq!(now, Range { from_ms: 6 * HOUR, to_ms: 18 * HOUR });
        let scale = TimeScale::new(now, 0.0, 240.0);
        assert_eq!([80.0, 160.0].map(|x| scale.time(x)), [10 * HOUR, 14 * HOUR]);
    }

    #[test]
    fn fingers_that_come_together_show_more_and_no_more_than_there_is() {
        let part = Range { from_ms: 10 * HOUR, to_ms: 14 * HOUR };
        assert_eq!(
            pinched(part, at(60.0, 180.0), at(90.0, 150.0)),
            Range { from_ms: 8 * HOUR, to_ms: 16 * HOUR }
        );
        assert_eq!(pinched(part, at(0.0, 240.0), at(120.0, 120.0)), DAY);
    }

    #[test]
    fn fingers_that_move_together_take_the_time_along() {
        let part = Range { from_ms: 10 * HOUR, to_ms: 14 * HOUR };
        assert_eq!(pinched(part, at(60.0, 120.0), at(120.0, 180.0)), part.moved(-HOUR));
        assert_eq!(pinched(part, at(0.0, 60.0), at(-9999.0, -9939.0)).to_ms, DAY.to_ms);
    }

    #[test]
    fn fingers_above_each_other_zoom_as_well() {
        let on_top = |apart: f32| [Point { x: 120.0, y: 10.0 }, Point { x: 120.0, y: 10.0 + apart }];
        assert_eq!(pinched(DAY, on_top(40.0), on_top(80.0)), Range { from_ms: 6 * HOUR, to_ms: 18 * HOUR });
    }

    #[test]
    fn two_quick_taps_at_one_place_are_a_double_tap_and_others_are_not() {
        let [here, near, far] = [20.0, 30.0, 90.0].map(|x| Point { x, y: 5.0 });
        assert!(is_double_tap((1000.0, here), (1200.0, near)));
        assert!(
            !is_double_tap((1000.0, here), (1200.0, far)) && !is_double_tap((1000.0, here), (1900.0, here))
        );
    }

    #[test]
    fn no_spread_shows_less_than_the_shortest_stretch_and_no_number_does_harm() {
        assert_eq!(pinched(DAY, at(120.0, 121.0), at(-1e30, 1e30)).length_ms(), 60_000);
        let none = at(f32::NAN, 5.0);
        for range in [pinched(DAY, none, at(20.0, 90.0)), pinched(DAY, at(20.0, 90.0), none)] {
            assert!(range.from_ms >= 0 && range.to_ms <= DAY.to_ms);
        }
    }
}
