//! Dates from days and back, in the proleptic Gregorian calendar.

/// Seconds of a day.
pub(super) const DAY: i64 = 86_400;

/// A date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    /// Calendar year.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// The day that a moment is in, as days since 1970-01-01. `unix_s` are Unix seconds; `offset_s` is how far wall clocks are
/// ahead of UTC, in seconds.
pub fn day_at(unix_s: i64, offset_s: i32) -> i32 {
    unix_s.saturating_add(i64::from(offset_s)).div_euclid(DAY).clamp(-MOST_DAYS, MOST_DAYS) as i32
}

/// How far wall clocks are ahead of UTC at a moment in Unix seconds, in seconds. Summer time makes it another one on other days.
pub type Offset<'a> = &'a dyn Fn(i64) -> i32;

/// When a day begins, in Unix seconds: at midnight, or where clocks go forward over midnight, right after.
pub fn day_start(day: i32, offset_s: Offset) -> i64 {
    let by_utc = i64::from(day) * DAY;
    // By the clocks of the day before and by those of the day after: they are not changed twice in two days.
    let [earlier, later] = [by_utc - DAY, by_utc + DAY].map(|at| by_utc - i64::from(offset_s(at)));
    let (earlier, later) = (earlier.min(later), earlier.max(later));
    let is_begun = earlier.saturating_add(i64::from(offset_s(earlier))) >= by_utc;
    if is_begun { earlier } else { later }
}

/// Some ten thousand years: no date needs more, and sums of days stay far from the ends of an `i32`.
const MOST_DAYS: i64 = 4_000_000;

impl Date {
    /// The date of a day since 1970-01-01.
    pub fn of_day(day: i32) -> Date {
        // Never too late a year, and a few too early at most.
        let mut year = 1970 + day.div_euclid(if day < 0 { 365 } else { 366 });
        while january(year + 1) <= day {
            year += 1;
        }
        let (mut month, mut left) = (1, day - january(year));
        while left >= i32::from(days_in(year, month)) {
            left -= i32::from(days_in(year, month));
            month += 1;
        }
        Date { year, month, day: (left + 1) as u8 }
    }

    /// The day since 1970-01-01; a day beyond the end of its month is the last of the month.
    pub fn to_day(self) -> i32 {
        let before: i32 = (1..self.month.min(12)).map(|month| i32::from(days_in(self.year, month))).sum();
        january(self.year) + before + i32::from(self.day.clamp(1, days_in(self.year, self.month))) - 1
    }

    /// The same day of the next month, which may be beyond its end.
    pub(super) fn next_month(self) -> Date {
        let Date { year, month, day } = self;
        if month < 12 { Date { year, month: month + 1, day } } else { Date { year: year + 1, month: 1, day } }
    }

    /// The same day of the month before, which may be beyond its end.
    pub(super) fn previous_month(self) -> Date {
        let Date { year, month, day } = self;
        if month > 1 { Date { year, month: month - 1, day } } else { Date { year: year - 1, month: 12, day } }
    }
}

/// Days from 1970-01-01 to the first of January of a year.
fn january(year: i32) -> i32 {
    let leap_days =
        |year: i32| (year - 1).div_euclid(4) - (year - 1).div_euclid(100) + (year - 1).div_euclid(400);
    (year - 1970) * 365 + leap_days(year) - leap_days(1970)
}

fn days_in(year: i32, month: u8) -> u8 {
    match month {
        2 if year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_dates_are_right_both_ways() {
        for (day, (year, month, of_month)) in [
            (0, (1970, 1, 1)),
            (-1, (1969, 12, 31)),
            (11_016, (2000, 2, 29)),
            (20_779, (2026, 11, 22)),
            (47_541, (2100, 3, 1)),
        ] {
            let date = Date { year, month, day: of_month };
            assert_eq!((Date::of_day(day), date.to_day()), (date, day));
        }
    }

    #[test]
    fn every_day_of_eight_centuries_comes_back_and_follows_the_one_before() {
        let mut last = Date::of_day(-146_098);
        for day in -146_097..146_097 {
            let date = Date::of_day(day);
            assert_eq!(date.to_day(), day);
            let next = date.day == last.day + 1 && date.month == last.month;
            assert!(next || (date.day == 1 && last.day >= 28), "{date:?}");
            last = date;
        }
    }

    #[test]
    fn a_day_beyond_the_month_is_its_last() {
        assert_eq!(Date::of_day(Date { year: 2027, month: 2, day: 31 }.to_day()).day, 28);
        assert_eq!(Date::of_day(Date { year: 2028, month: 2, day: 31 }.to_day()).day, 29);
    }

    #[test]
    fn midnight_is_where_the_offset_puts_it() {
        assert_eq!(day_at(57_599, 8 * 3600), 0);
        assert_eq!(day_at(57_600, 8 * 3600), 1);
        assert_eq!(day_start(1, &|_| 8 * 3600), 57_600);
        assert_eq!(day_at(i64::MAX, i32::MAX), 4_000_000);
    }

    /// Clocks that change at a moment.
    fn changing(at: i64, before_s: i32, after_s: i32) -> impl Fn(i64) -> i32 {
        move |now| if now < at { before_s } else { after_s }
    }

    const HOUR: i64 = 3600;

    #[test]
    fn a_day_begins_at_its_own_midnight_around_summer_time() {
        // New York, 2026-03-08 02:00.
        let day = Date { year: 2026, month: 3, day: 8 }.to_day();
        let midnight = i64::from(day) * DAY + 5 * HOUR;
        let clocks = changing(midnight + 2 * HOUR, -5 * 3600, -4 * 3600);
        assert_eq!(day_start(day - 7, &clocks), midnight - 7 * DAY);
        assert_eq!(day_start(day, &clocks), midnight);
        assert_eq!(day_start(day + 1, &clocks), midnight + 23 * HOUR);
        // And back, 2026-11-01 02:00.
        let day = Date { year: 2026, month: 11, day: 1 }.to_day();
        let midnight = i64::from(day) * DAY + 4 * HOUR;
        let clocks = changing(midnight + 2 * HOUR, -4 * 3600, -5 * 3600);
        assert_eq!([0, 1].map(|later| day_start(day + later, &clocks)), [midnight, midnight + 25 * HOUR]);
    }

    #[test]
    fn where_clocks_change_at_midnight_every_moment_is_in_the_day_that_has_begun() {
        // Forward over midnight, back to the day before, and back to midnight.
        for (change, before_s, after_s) in
            [(0, 0, 3600), (0, 3600, 0), (-HOUR, 3600, 0), (-HOUR, 0, 3600), (0, 0, 0)]
        {
            let at = 20_000 * DAY + change;
            let clocks = changing(at, before_s, after_s);
            for day in 19_999..20_002 {
                let start = day_start(day, &clocks);
                assert_eq!(day_at(start, clocks(start)), day, "day {day}, change {change} to {after_s}");
                let end = day_start(day + 1, &clocks) - 1;
                assert_eq!(day_at(end, clocks(end)), day, "day {day}, change {change} to {after_s}");
            }
        }
    }
}
