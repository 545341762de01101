//! What one server moved, day by day.

use std::ops::Range;

use super::calendar::{DAY, day_at, day_start};
use super::counter::{Moved, Reading, moved};

/// So many days are kept: a cycle and the one before.
pub(super) const KEPT_DAYS: i32 = 62;

/// What was moved on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct DayTotal {
    /// Days since 1970-01-01.
    pub(super) day: i32,
    /// Bytes, at least.
    pub(super) received: u64,
    /// Bytes, at least.
    pub(super) sent: u64,
    /// For how many seconds of the day that is known to be all.
    pub(super) known_s: u32,
}

/// What one server moved, as far as it is known: at most 62 days, a few bytes each.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ledger {
    pub(super) last: Option<Reading>,
    /// Ascending, each day once.
    pub(super) days: Vec<DayTotal>,
}

/// What was moved in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Total {
    /// Bytes received, at least.
    pub received: u64,
    /// Bytes sent, at least.
    pub sent: u64,
    /// For how many seconds of the period that is known to be all.
    pub known_s: i64,
    /// How many seconds of the period have passed.
    pub of_s: i64,
}

impl Total {
    /// The share of the period, as far as it has passed, in which everything moved is counted, 0 to 1. `None` before it began.
    pub fn coverage(&self) -> Option<f64> {
        (self.of_s > 0).then(|| self.known_s as f64 / self.of_s as f64)
    }
}

impl Ledger {
    /// Takes in a report; an old one again changes nothing. The first one only says from where on to count. `offset_s` is how
    /// far the visitor's clocks are ahead of UTC, in seconds.
    pub fn observe(&mut self, now: &Reading, offset_s: i32) {
        let Some(last) = self.last else {
            self.last = Some(*now);
            return;
        };
        if last.at.saturating_sub(now.at) > DAY {
            // A clock was set back, or what was stored is wrong: count from here.
            self.last = Some(*now);
        }
        let Some(moved) = moved(&last, now) else { return };
        self.last = Some(*now);
        self.spread(&moved, last.at, now.at, offset_s);
        let today = day_at(now.at, offset_s);
        self.days.retain(|total| (today - KEPT_DAYS + 1..=today + 1).contains(&total.day));
    }

    /// What was moved on the days of `days`, the last one not included, until `now`, in Unix seconds.
    pub fn total(&self, days: Range<i32>, now: i64, offset_s: i32) -> Total {
        let end = day_start(days.end, offset_s).min(now);
        let mut total = Total { of_s: (end - day_start(days.start, offset_s)).max(0), ..Total::default() };
        for one in self.days.iter().filter(|one| days.contains(&one.day)) {
            total.received = total.received.saturating_add(one.received);
            total.sent = total.sent.saturating_add(one.sent);
            total.known_s += i64::from(one.known_s);
        }
        total.known_s = total.known_s.min(total.of_s);
        total
    }

    /// What was moved today.
    pub fn today(&self, now: i64, offset_s: i32) -> Total {
        let today = day_at(now, offset_s);
        self.total(today..today + 1, now, offset_s)
    }

    /// Books what was moved on the days it was moved on: evenly over the time, for nothing says more.
    fn spread(&mut self, moved: &Moved, before: i64, now: i64, offset_s: i32) {
        let all_known = moved.known_from < now;
        let from = if all_known { moved.known_from } else { before };
        let today = day_at(now - 1, offset_s);
        for day in day_at(from, offset_s).max(today - KEPT_DAYS + 1)..=today {
            let start = day_start(day, offset_s).clamp(from, now);
            let end = day_start(day + 1, offset_s).clamp(from, now);
            let share = |bytes: u64| {
                let until = |at: i64| {
                    (u128::from(bytes) * at.abs_diff(from) as u128 / now.abs_diff(from) as u128) as u64
                };
                until(end) - until(start)
            };
            let known_s = if all_known { (end - start) as u32 } else { 0 };
            self.add(DayTotal { day, received: share(moved.received), sent: share(moved.sent), known_s });
        }
    }

    fn add(&mut self, more: DayTotal) {
        let at = self.days.partition_point(|total| total.day < more.day);
        match self.days.get_mut(at).filter(|total| total.day == more.day) {
            Some(total) => {
                total.received = total.received.saturating_add(more.received);
                total.sent = total.sent.saturating_add(more.sent);
                total.known_s = total.known_s.saturating_add(more.known_s);
            }
            None => self.days.insert(at, more),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-22 00:00 UTC.
    const MIDNIGHT: i64 = 1_795_305_600;
    const HOUR: i64 = 3600;

    fn reading(at: i64, received: u64, sent: u64) -> Reading {
        Reading { at: MIDNIGHT + at, received, sent, uptime: (at + 10 * DAY) as u64, boot_time: 0 }
    }

    fn ledger(readings: &[Reading]) -> Ledger {
        let mut ledger = Ledger::default();
        readings.iter().for_each(|reading| ledger.observe(reading, 0));
        ledger
    }

    #[test]
    fn what_was_moved_before_the_first_report_is_unknown() {
        let one = ledger(&[reading(HOUR, 5000, 5000)]);
        let today = one.today(MIDNIGHT + 2 * HOUR, 0);
        assert_eq!(today, Total { of_s: 2 * HOUR, ..Total::default() });
        assert_eq!(today.coverage(), Some(0.0));
    }

    #[test]
    fn reports_add_up_and_the_same_one_again_adds_nothing() {
        let many = ledger(&[
            reading(0, 1000, 10),
            reading(2, 1500, 20),
            reading(2, 1500, 20),
            reading(HOUR, 4000, 30),
        ]);
        let total = Total { received: 3000, sent: 20, known_s: HOUR, of_s: HOUR };
        assert_eq!(many.today(MIDNIGHT + HOUR, 0), total);
    }

    #[test]
    fn what_was_moved_over_midnight_is_shared_by_time_and_none_is_lost() {
        let night = ledger(&[reading(-HOUR, 0, 0), reading(2 * HOUR, 3001, 300)]);
        let today = night.today(MIDNIGHT + 2 * HOUR, 0);
        let day = day_at(MIDNIGHT, 0);
        let both = night.total(day - 1..day + 1, MIDNIGHT + 2 * HOUR, 0);
        assert_eq!((today.received, today.sent, today.known_s), (2001, 200, 2 * HOUR));
        assert_eq!((both.received, both.sent, both.known_s), (3001, 300, 3 * HOUR));
    }

    #[test]
    fn in_shanghai_the_day_begins_earlier() {
        let mut ledger = Ledger::default();
        ledger.observe(&reading(15 * HOUR, 0, 0), 8 * 3600);
        ledger.observe(&reading(17 * HOUR, 2000, 0), 8 * 3600);
        assert_eq!(ledger.today(MIDNIGHT + 17 * HOUR, 8 * 3600).received, 1000);
    }

    #[test]
    fn a_reboot_and_a_vanished_interface_leave_holes_in_the_coverage_only() {
        let booted = Reading { uptime: 600, ..reading(2 * HOUR, 70, 7) };
        let mut after = reading(3 * HOUR, 20, 9);
        after.uptime = 4200;
        let both = ledger(&[reading(HOUR, 9000, 900), booted, after]);
        let today = both.today(MIDNIGHT + 3 * HOUR, 0);
        assert_eq!(today, Total { received: 70, sent: 9, known_s: 600, of_s: 3 * HOUR });
    }

    #[test]
    fn days_of_long_ago_are_forgotten() {
        let mut ledger = Ledger::default();
        for day in 0..200 {
            ledger.observe(&reading(day * DAY + HOUR, day as u64 * 500, 0), 0);
        }
        assert_eq!(ledger.days.len(), KEPT_DAYS as usize);
        ledger.observe(&reading(9000 * DAY + HOUR, 10_000_000_000, 0), 0);
        assert_eq!(ledger.days.len(), KEPT_DAYS as usize);
    }

    #[test]
    fn a_report_from_the_future_does_not_stop_the_counting() {
        let mut ledger = ledger(&[reading(900 * DAY, 0, 0)]);
        ledger.observe(&reading(0, 100, 0), 0);
        ledger.observe(&reading(HOUR, 400, 0), 0);
        assert_eq!(ledger.today(MIDNIGHT + HOUR, 0).received, 300);
    }
}
