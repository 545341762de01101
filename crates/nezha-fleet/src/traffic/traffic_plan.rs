//! Billing cycles, quotas, and where a cycle will end.

use super::calendar::{DAY, Date};
use super::total::Total;

/// Bytes of the unit in which a quota is typed.
const GIGABYTE: u64 = 1_000_000_000;

/// What a provider bills, from the visitor's settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrafficPlan {
    /// The day of the month on which a cycle begins, 1 to 31; in a shorter month its last day.
    pub reset_day: u8,
    /// Bytes a cycle may have; `None` when nothing is metered.
    pub quota: Option<u64>,
    /// What counts against the quota.
    pub counts: Counts,
}

impl Default for TrafficPlan {
    fn default() -> TrafficPlan {
        TrafficPlan { reset_day: 1, quota: None, counts: Counts::Both }
    }
}

/// What counts against a quota.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Counts {
    /// Received and sent together.
    #[default]
    Both,
    /// Only what was sent.
    Sent,
    /// Only what was received.
    Received,
    /// The larger of the two.
    Larger,
}

impl Counts {
    /// The bytes of a total that count.
    pub fn bytes(self, total: &Total) -> u64 {
        match self {
            Counts::Both => total.received.saturating_add(total.sent),
            Counts::Sent => total.sent,
            Counts::Received => total.received,
            Counts::Larger => total.received.max(total.sent),
        }
    }
}

/// A quota as it is typed, in gigabytes; empty for none.
pub fn quota_typed(quota: Option<u64>) -> String {
    let Some(quota) = quota else { return String::new() };
    let (whole, rest) = (quota / GIGABYTE, quota % GIGABYTE);
    let text = format!("{whole}.{rest:09}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// What was typed, in bytes; `None` for nothing, and for what is no amount. Nine decimals of a gigabyte are a byte.
pub fn quota_of(typed: &str) -> Option<u64> {
    let (whole, rest) = typed.split_once('.').unwrap_or((typed, ""));
    let whole: u64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let mut bytes = whole.checked_mul(GIGABYTE)?;
    let mut unit = GIGABYTE;
    for digit in rest.chars() {
        unit /= 10;
        bytes = bytes.checked_add(u64::from(digit.to_digit(10)?) * unit)?;
    }
    (bytes > 0).then_some(bytes)
}

/// A billing cycle, in days since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cycle {
    /// Its first day.
    pub first: i32,
    /// The day on which the next one begins.
    pub next: i32,
}

impl Cycle {
    /// The cycle that a day is in. A `reset_day` beyond 31 counts as 31, and 0 as 1.
    pub fn of(day: i32, reset_day: u8) -> Cycle {
        let reset = Date { day: reset_day.clamp(1, 31), ..Date::of_day(day) };
        let this_month = reset.to_day();
        if day >= this_month {
            Cycle { first: this_month, next: reset.next_month().to_day() }
        } else {
            Cycle { first: reset.previous_month().to_day(), next: this_month }
        }
    }

    /// How many days it has.
    pub fn days(self) -> i32 {
        self.next - self.first
    }
}

/// Less known time than this says nothing about a month, in seconds.
const LEAST_KNOWN: i64 = DAY / 2;

/// The bytes at the end of a cycle, if it goes on as in the time that is known, watched or not. `total` is that of the cycle so far.
///
/// `None` when too little is known to tell: less than half a day, or less than half of the time.
pub fn forecast(total: &Total, counts: Counts, cycle: Cycle) -> Option<u64> {
    if total.known_s < LEAST_KNOWN || total.known_s < total.of_s / 2 {
        return None;
    }
    let cycle_s = (i64::from(cycle.days()) * DAY).max(total.known_s);
    let bytes = u128::from(counts.bytes(total)) * cycle_s as u128 / total.known_s as u128;
    Some(u64::try_from(bytes).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u8, day: u8) -> i32 {
        Date { year, month, day }.to_day()
    }

    #[test]
    fn a_cycle_goes_from_reset_day_to_reset_day() {
        let cycle = Cycle { first: day(2026, 11, 15), next: day(2026, 12, 15) };
        assert_eq!(Cycle::of(day(2026, 11, 15), 15), cycle);
        assert_eq!(Cycle::of(day(2026, 12, 14), 15), cycle);
        assert_eq!(Cycle::of(day(2026, 12, 15), 15).first, day(2026, 12, 15));
        assert_eq!(
            Cycle::of(day(2027, 1, 3), 15),
            Cycle { first: day(2026, 12, 15), next: day(2027, 1, 15) }
        );
    }

    #[test]
    fn shorter_months_reset_on_their_last_day() {
        assert_eq!(
            Cycle::of(day(2027, 2, 28), 31),
            Cycle { first: day(2027, 2, 28), next: day(2027, 3, 31) }
        );
        assert_eq!(Cycle::of(day(2027, 2, 27), 31).first, day(2027, 1, 31));
        assert_eq!(Cycle::of(day(2028, 2, 29), 30).first, day(2028, 2, 29));
    }

    #[test]
    fn every_day_is_in_exactly_one_cycle() {
        for reset_day in 0..=40 {
            let mut cycle = Cycle::of(20_000, reset_day);
            for day in 20_000..21_600 {
                if day == cycle.next {
                    cycle = Cycle { first: day, ..Cycle::of(day, reset_day) };
                }
                assert_eq!(Cycle::of(day, reset_day), cycle, "day {day}, reset {reset_day}");
                assert!((28..=31).contains(&cycle.days()), "{cycle:?}");
            }
        }
    }

    const NOVEMBER: Cycle = Cycle { first: 20_758, next: 20_788 };

    #[test]
    fn a_forecast_goes_on_as_it_was_while_it_was_known() {
        let total = Total { received: 100, sent: 200, known_s: 5 * DAY, watched_s: DAY, of_s: 6 * DAY };
        assert_eq!(forecast(&total, Counts::Both, NOVEMBER), Some(1800));
        assert_eq!(forecast(&total, Counts::Larger, NOVEMBER), Some(1200));
    }

    #[test]
    fn nothing_is_forecast_from_too_little() {
        let early = Total { received: 9, sent: 9, known_s: DAY / 3, watched_s: DAY / 3, of_s: DAY / 3 };
        let thin = Total { received: 9, sent: 9, known_s: 4 * DAY, watched_s: 4 * DAY, of_s: 9 * DAY };
        for total in [early, thin, Total::default()] {
            assert_eq!(forecast(&total, Counts::Both, NOVEMBER), None);
        }
    }

    #[test]
    fn the_largest_numbers_do_not_overflow() {
        let most = Total { received: u64::MAX, sent: u64::MAX, known_s: DAY, watched_s: DAY, of_s: DAY };
        assert_eq!(forecast(&most, Counts::Both, NOVEMBER), Some(u64::MAX));
    }

    #[test]
    fn a_quota_is_shown_as_it_was_typed() {
        assert_eq!(quota_typed(None), "");
        assert_eq!(quota_typed(Some(500 * GIGABYTE)), "500");
        assert_eq!(quota_typed(Some(1_500_000_000)), "1.5");
        assert_eq!(quota_typed(Some(1)), "0.000000001");
        for quota in [1, GIGABYTE, 1_500_000_000] {
            assert_eq!(quota_of(&quota_typed(Some(quota))), Some(quota));
        }
        for text in ["", "0", "0.0", "x", "-5", "1e9", "99999999999999"] {
            assert_eq!(quota_of(text), None, "{text}");
        }
    }
}
