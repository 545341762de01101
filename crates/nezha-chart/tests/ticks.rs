//! What ticks promise, for any range, zone and size.

use nezha_chart::{
    Range, Spacing, Steps, TickLabel, TimeScale, ValueScale, Wall, Zone, time_ticks, value_ticks,
};
use proptest::prelude::*;

const MINUTE: i64 = 60_000;
const DAY: i64 = 1440 * MINUTE;

/// In minutes.
const STEPS: [i64; 11] = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720];

/// Clocks that change once.
#[derive(Debug, Clone, Copy)]
struct Changing {
    at_ms: i64,
    before: i32,
    after: i32,
}

impl Zone for Changing {
    fn offset_minutes_at(&self, unix_ms: i64) -> i32 {
        if unix_ms < self.at_ms { self.before } else { self.after }
    }
}

fn zone() -> impl Strategy<Value = Changing> {
    let offset = (-48..=56i32).prop_map(|quarters| quarters * 15);
    let change = prop_oneof![Just(0), Just(60), Just(-60), Just(30), Just(-30)];
    (0..200i64, offset, change).prop_map(|(quarter, before, change)| Changing {
        at_ms: quarter * 15 * MINUTE,
        before,
        after: before + change,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_aligned_minute_of_wall_time_is_a_tick_and_no_other(
        zone in zone(), from in 0..1440i64, length in 20..2000i64, most in 2..20usize,
    ) {
        let range = Range { from_ms: from * MINUTE, to_ms: (from + length) * MINUTE };
        let wanted = length * MINUTE / most as i64;
        let Some(step) = STEPS.into_iter().find(|step| step * MINUTE >= wanted) else { return Ok(()) };
        prop_assume!(step > 1 || wanted > 30_000);
        let offset = |at: i64| i64::from(zone.offset_minutes_at(at * MINUTE));
        let expected: Vec<i64> =
            (from..=from + length).filter(|at| (at + offset(*at)).rem_euclid(step) == 0).collect();
        let ticks = time_ticks(range, &zone, most);
        let found: Vec<i64> = ticks.iter().map(|tick| tick.at_ms / MINUTE).collect();
        prop_assert_eq!(found, expected);
        prop_assert!(ticks.len() <= most + 3);
    }

    #[test]
    fn the_date_stands_exactly_at_the_first_tick_of_each_day(
        zone in zone(), from in 0..1440i64, length in 20..9000i64, most in 2..20usize,
    ) {
        // A chart of whole days has nothing but dates.
        let length = length.min(most as i64 * 720);
        let range = Range { from_ms: from * MINUTE, to_ms: (from + length) * MINUTE };
        let mut last = None;
        for tick in time_ticks(range, &zone, most) {
            let wall = Wall::at(tick.at_ms, &zone);
            let day = (wall.month, wall.day);
            let begins = last.is_some_and(|last| last != day) || (wall.hour, wall.minute, wall.second) == (0, 0, 0);
            prop_assert_eq!(matches!(tick.label, TickLabel::Day(_)), begins);
            last = Some(day);
        }
    }

    #[test]
    fn days_are_labelled_once_each(zone in zone(), from in 0..1440i64, days in 4..40i64) {
        let range = Range { from_ms: from * MINUTE, to_ms: from * MINUTE + days * DAY };
        let ticks = time_ticks(range, &zone, days as usize);
        let labelled: Vec<i64> = ticks.iter().map(|tick| tick.at_ms).collect();
        prop_assert!(labelled.is_sorted_by(|a, b| a < b && (b - a - DAY).abs() <= 120 * MINUTE));
        prop_assert!((days - 1..=days + 1).contains(&(ticks.len() as i64)));
        let wall: Vec<Wall> = ticks.iter().map(|tick| Wall::at(tick.at_ms, &zone)).collect();
        prop_assert!(wall.windows(2).all(|pair| pair[0].day != pair[1].day));
    }

    #[test]
    fn any_range_at_all_ends(from in any::<i64>(), to in any::<i64>(), most in 0..50usize) {
        let zone = Changing { at_ms: 0, before: 840, after: -720 };
        let ticks = time_ticks(Range { from_ms: from.min(to), to_ms: from.max(to) }, &zone, most);
        prop_assert!(ticks.len() <= 2 * most + 10);
    }

    #[test]
    fn value_ticks_are_on_the_axis_in_order_and_few(
        low in 0.0..500.0f32, span in 0.001..1e6f32, log in any::<bool>(), most in 1..12usize,
    ) {
        let spacing = if log { Spacing::Log } else { Spacing::Linear };
        let scale = ValueScale::new(spacing, low, low + span, 200.0, 0.0);
        let ticks = value_ticks(&scale, most, Steps::Decimal);
        prop_assert!(ticks.len() <= most + 1);
        prop_assert!(ticks.is_sorted_by(|a, b| a < b));
        let slack = (low + span) * 1e-5;
        prop_assert!(ticks.iter().all(|&tick| tick >= low - slack && tick <= low + span + slack));
    }

    #[test]
    fn a_position_reads_back_as_its_time(
        from in -4_000_000_000_000i64..4_000_000_000_000, length in 1..100_000_000_000i64,
        width in 10.0..5000.0f32, share in 0.0..1.0f64,
    ) {
        let range = Range { from_ms: from, to_ms: from + length };
        let scale = TimeScale::new(range, 46.0, 46.0 + width);
        let at = from + (length as f64 * share) as i64;
        // Positions are single precision: a hundredth of a pixel.
        prop_assert!((scale.time(scale.x(at)) - at).abs() <= scale.span_ms(0.01) + 1);
    }

    #[test]
    fn a_height_reads_back_as_its_value(log in any::<bool>(), high in 1.0..1e6f32, share in 0.001..1.0f32) {
        let spacing = if log { Spacing::Log } else { Spacing::Linear };
        let scale = ValueScale::new(spacing, high / 1e4, high, 300.0, 10.0);
        let value = (high * share).max(scale.low());
        prop_assert!((scale.value(scale.y(value)) - value).abs() <= high * 1e-3);
    }
}
