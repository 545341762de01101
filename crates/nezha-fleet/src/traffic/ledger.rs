//! What one server moved, day by day.

use std::ops::Range;

use super::calendar::{DAY, Offset, day_at, day_start};
use super::counter::{Counters, Moved, moved};
use super::total::{Brought, DayTotal, Total};

/// So many days are kept: a cycle and the one before.
pub(super) const KEPT_DAYS: i32 = 62;

/// Between two reports that are further apart nobody watched, in seconds. More than the slowest pace of the feed and an agent's
/// together.
const WATCHED_S: i64 = 90;

/// What one server moved, as far as it is known: at most 62 days, a few bytes each.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ledger {
    pub(super) last: Option<Counters>,
    /// Ascending, each day once.
    pub(super) days: Vec<DayTotal>,
}

impl Ledger {
    /// Takes in a report; an old one again changes nothing. The first one only says from where on to count.
    pub fn observe(&mut self, now: &Counters, offset_s: Offset) {
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
        self.book(&moved, last.at, now.at, offset_s);
        let today = day_at(now.at, offset_s(now.at));
        self.days.retain(|total| (today - KEPT_DAYS + 1..=today + 1).contains(&total.day));
    }

    /// Whether nobody watched before this report: then another tab may know more.
    pub fn missed(&self, now: &Counters) -> bool {
        self.last.is_none_or(|last| now.at.saturating_sub(last.at) > WATCHED_S)
    }

    /// Whether another ledger of the same server goes further than this one. `now` is by the dashboard's clock, in Unix seconds: one
    /// that is of a later day was counted by a wrong clock.
    pub fn is_behind(&self, other: &Ledger, now: i64) -> bool {
        let is_wrong = |last: &Counters| last.at.saturating_sub(now) > DAY;
        let Some(theirs) = other.last.filter(|last| !is_wrong(last)) else { return false };
        self.last.is_none_or(|own| own.at < theirs.at || is_wrong(&own))
    }

    /// What was surely moved on the days of `days`, the last one not included, until `now`, in Unix seconds. What began before
    /// or ended after them, unwatched, is left out.
    pub fn total(&self, days: Range<i32>, now: i64, offset_s: Offset) -> Total {
        let end = day_start(days.end, offset_s).min(now);
        let mut total = Total { of_s: (end - day_start(days.start, offset_s)).max(0), ..Total::default() };
        for one in self.days.iter().filter(|one| days.contains(&one.day)) {
            total.add(one.received, one.sent, one.known_s);
            total.watched_s += i64::from(one.watched_s);
            let Brought { days: before, received, sent, known_s } = one.brought;
            if days.contains(&one.day.saturating_sub_unsigned(before)) {
                total.add(received, sent, known_s);
            }
        }
        total.known_s = total.known_s.min(total.of_s);
        total.watched_s = total.watched_s.min(total.known_s);
        total
    }

    /// What was surely moved today.
    pub fn today(&self, now: i64, offset_s: Offset) -> Total {
        let today = day_at(now, offset_s(now));
        self.total(today..today + 1, now, offset_s)
    }

    /// Books what was moved on the day it was moved on, or as brought where nobody knows the day.
    fn book(&mut self, moved: &Moved, before: i64, now: i64, offset_s: Offset) {
        let all_known = moved.known_from < now;
        let from = if all_known { moved.known_from } else { before };
        let is_watched = now.abs_diff(from) <= WATCHED_S as u64;
        let known = |seconds: u64| if all_known { u32::try_from(seconds).unwrap_or(u32::MAX) } else { 0 };
        let [first, last] = [from, now - 1].map(|at| day_at(at, offset_s(at)));
        if !is_watched && first < last {
            let Moved { received, sent, .. } = *moved;
            let brought =
                Brought { days: last.abs_diff(first), received, sent, known_s: known(now.abs_diff(from)) };
            self.add(DayTotal { day: last, brought, ..DayTotal::default() });
            return;
        }
        // Over a midnight that somebody watched, evenly over the time: it is seconds.
        for day in first..=last {
            let start = day_start(day, offset_s).clamp(from, now);
            let end = day_start(day + 1, offset_s).clamp(from, now);
            let share = |bytes: u64| {
                let until = |at: i64| {
                    (u128::from(bytes) * at.abs_diff(from) as u128 / now.abs_diff(from) as u128) as u64
                };
                until(end) - until(start)
            };
            let known_s = known(end.abs_diff(start));
            let watched_s = if is_watched { known_s } else { 0 };
            let (received, sent) = (share(moved.received), share(moved.sent));
            self.add(DayTotal { day, received, sent, known_s, watched_s, ..DayTotal::default() });
        }
    }

    fn add(&mut self, more: DayTotal) {
        let at = self.days.partition_point(|total| total.day < more.day);
        match self.days.get_mut(at).filter(|total| total.day == more.day) {
            Some(total) => total.add(&more),
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

    fn reading(at: i64, received: u64, sent: u64) -> Counters {
        Counters { at: MIDNIGHT + at, received, sent, uptime: (at + 10 * DAY) as u64, boot_time: 0 }
    }

    const UTC: Offset = &|_| 0;

    fn ledger(readings: &[Counters]) -> Ledger {
        let mut ledger = Ledger::default();
        readings.iter().for_each(|reading| ledger.observe(reading, UTC));
        ledger
    }

    /// Readings every minute, both included, at 10 bytes a second received and 1 sent.
    fn watched(from_s: i64, to_s: i64) -> Vec<Counters> {
        let bytes = |at: i64| (at + DAY) as u64;
        (from_s..=to_s).step_by(60).map(|at| reading(at, 10 * bytes(at), bytes(at))).collect()
    }

    #[test]
    fn what_was_moved_before_the_first_report_is_unknown() {
        let one = ledger(&[reading(HOUR, 5000, 5000)]);
        let today = one.today(MIDNIGHT + 2 * HOUR, UTC);
        assert_eq!(today, Total { of_s: 2 * HOUR, ..Total::default() });
        assert!(!today.is_known() && today.coverage() == Some(0.0));
    }

    #[test]
    fn reports_add_up_and_the_same_one_again_adds_nothing() {
        let many = ledger(&[
            reading(0, 1000, 10),
            reading(2, 1500, 20),
            reading(2, 1500, 20),
            reading(60, 4000, 30),
        ]);
        let total = Total { received: 3000, sent: 20, known_s: 60, watched_s: 60, of_s: 60 };
        assert_eq!(many.today(MIDNIGHT + 60, UTC), total);
        assert!(total.is_known());
    }

    #[test]
    fn an_hour_that_nobody_watched_counts_in_bytes_and_not_as_watched() {
        let readings = [watched(0, HOUR), watched(2 * HOUR, 3 * HOUR)].concat();
        let today = ledger(&readings).today(MIDNIGHT + 4 * HOUR, UTC);
        let bytes = 3 * HOUR as u64;
        let total = Total {
            received: 10 * bytes,
            sent: bytes,
            known_s: 3 * HOUR,
            watched_s: 2 * HOUR,
            of_s: 4 * HOUR,
        };
        assert_eq!((today, today.coverage()), (total, Some(0.5)));
    }

    #[test]
    fn a_night_that_nobody_watched_counts_for_neither_day_and_for_both_together() {
        let readings = [watched(-3 * HOUR, -2 * HOUR), watched(7 * HOUR, 8 * HOUR)].concat();
        let (night, now) = (ledger(&readings), MIDNIGHT + 8 * HOUR);
        let day = day_at(MIDNIGHT, 0);
        let of = |days: Range<i32>| {
            let total = night.total(days, now, UTC);
            (total.sent as i64, total.known_s, total.watched_s)
        };
        assert_eq!([of(day - 1..day), of(day..day + 1)], [(HOUR, HOUR, HOUR); 2]);
        assert_eq!(of(day - 1..day + 1), (11 * HOUR, 11 * HOUR, 2 * HOUR));
        assert_eq!(of(day - 9..day + 1), of(day - 1..day + 1));
    }

    #[test]
    fn a_midnight_that_was_watched_is_shared_by_time_and_none_is_lost() {
        let night = ledger(&[reading(-20, 0, 0), reading(40, 3001, 300)]);
        let now = MIDNIGHT + 40;
        let day = day_at(MIDNIGHT, 0);
        let today = Total { received: 2001, sent: 200, known_s: 40, watched_s: 40, of_s: 40 };
        assert_eq!(night.today(now, UTC), today);
        let both = night.total(day - 1..day + 1, now, UTC);
        assert_eq!((both.received, both.sent, both.known_s, both.watched_s), (3001, 300, 60, 60));
    }

    #[test]
    fn in_shanghai_the_day_begins_earlier() {
        let mut ledger = Ledger::default();
        for second in [-30, 30] {
            ledger.observe(&reading(16 * HOUR + second, (2000 + 20 * second) as u64, 0), &|_| 8 * 3600);
        }
        assert_eq!(ledger.today(MIDNIGHT + 17 * HOUR, &|_| 8 * 3600).received, 600);
    }

    #[test]
    fn on_the_day_of_summer_time_all_23_hours_are_today() {
        // Clocks go from 02:00 to 03:00.
        let clocks: Offset = &|at| if at < MIDNIGHT + 2 * HOUR { 0 } else { 3600 };
        let mut ledger = Ledger::default();
        watched(0, 22 * HOUR).iter().for_each(|reading| ledger.observe(reading, clocks));
        let today = ledger.today(MIDNIGHT + 22 * HOUR, clocks);
        assert_eq!((today.of_s, today.coverage()), (22 * HOUR, Some(1.0)));
        assert_eq!(ledger.today(MIDNIGHT + 23 * HOUR + 5, clocks).of_s, 5);
    }

    #[test]
    fn a_reboot_and_a_vanished_interface_leave_holes_in_what_is_known() {
        let booted = Counters { uptime: 600, ..reading(2 * HOUR, 70, 7) };
        let mut after = reading(3 * HOUR, 20, 9);
        after.uptime = 4200;
        let both = ledger(&[reading(HOUR, 9000, 900), booted, after]);
        let today = both.today(MIDNIGHT + 3 * HOUR, UTC);
        assert_eq!(today, Total { received: 70, sent: 9, known_s: 600, watched_s: 0, of_s: 3 * HOUR });
    }

    #[test]
    fn days_of_long_ago_are_forgotten() {
        let mut ledger = Ledger::default();
        for day in 0..200 {
            ledger.observe(&reading(day * DAY + HOUR, day as u64 * 500, 0), UTC);
        }
        assert_eq!(ledger.days.len(), KEPT_DAYS as usize);
        ledger.observe(&reading(9000 * DAY + HOUR, 10_000_000_000, 0), UTC);
        assert_eq!(ledger.days.len(), 1);
    }

    #[test]
    fn a_report_from_the_future_does_not_stop_the_counting() {
        let mut ledger = ledger(&[reading(900 * DAY, 0, 0)]);
        ledger.observe(&reading(0, 100, 0), UTC);
        ledger.observe(&reading(HOUR, 400, 0), UTC);
        assert_eq!(ledger.today(MIDNIGHT + HOUR, UTC).received, 300);
    }

    #[test]
    fn of_two_tabs_the_one_that_saw_the_later_report_is_right() {
        let (old, new) = (ledger(&watched(0, HOUR)), ledger(&watched(0, 3 * HOUR)));
        let now = MIDNIGHT + 3 * HOUR;
        assert!(old.is_behind(&new, now) && !new.is_behind(&old, now) && !new.is_behind(&new, now));
        assert!(Ledger::default().is_behind(&old, now) && !old.is_behind(&Ledger::default(), now));
        let wrong = ledger(&[reading(900 * DAY, 0, 0)]);
        assert!(!old.is_behind(&wrong, now) && wrong.is_behind(&old, now));
    }

    #[test]
    fn a_tab_that_slept_knows_that_it_missed_something() {
        let one = ledger(&watched(0, HOUR));
        assert!(!one.missed(&reading(HOUR + 60, 0, 0)) && one.missed(&reading(2 * HOUR, 0, 0)));
        assert!(Ledger::default().missed(&reading(0, 0, 0)));
    }
}
