//! A moment as wall clocks and calendars show it.

use crate::zone::{Zone, offset_ms};

/// Milliseconds of a day.
pub(crate) const DAY_MS: i64 = 86_400_000;

/// Date and time on the wall, in the proleptic Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wall {
    /// Calendar year.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
}

impl Wall {
    /// What clocks in `zone` show at a moment.
    #[must_use]
    pub fn at(unix_ms: i64, zone: &dyn Zone) -> Self {
        Self::from_local_ms(unix_ms.saturating_add(offset_ms(zone, unix_ms)))
    }

    /// From milliseconds since 1970-01-01 00:00 on the wall.
    pub(crate) fn from_local_ms(local_ms: i64) -> Self {
        let days = local_ms.div_euclid(DAY_MS);
        let seconds = local_ms.rem_euclid(DAY_MS) / 1000;
        let (year, month, day) = date(days);
        Self {
            year,
            month,
            day,
            hour: (seconds / 3600) as u8,
            minute: (seconds / 60 % 60) as u8,
            second: (seconds % 60) as u8,
        }
    }
}

/// The calendar date so many days after 1970-01-01. Years are counted from March, so that the leap day is a
/// year's last and months have a regular pattern.
fn date(days: i64) -> (i32, u8, u8) {
    const DAYS_OF_400_YEARS: i64 = 146_097;
    let since_march_of_0 = days + 719_468;
    let era = since_march_of_0.div_euclid(DAYS_OF_400_YEARS);
    let day_of_era = since_march_of_0.rem_euclid(DAYS_OF_400_YEARS);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / (DAYS_OF_400_YEARS - 1)) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year as i32, month as u8, day as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zone::FixedZone;

    #[test]
    fn known_dates() {
        for (days, expected) in [
            (0, (1970, 1, 1)),
            (-1, (1969, 12, 31)),
            (59, (1970, 3, 1)),
            (11_016, (2000, 2, 29)),
            (11_017, (2000, 3, 1)),
            (20_779, (2026, 11, 22)),
            (47_540, (2100, 2, 28)),
            (47_541, (2100, 3, 1)),
        ] {
            assert_eq!(date(days), expected);
        }
    }

    #[test]
    fn every_day_of_four_centuries_follows_the_one_before() {
        let mut last = date(-146_097);
        for days in -146_096..146_097 {
            let (year, month, day) = date(days);
            let next_in_month = (year, month) == (last.0, last.1) && day == last.2 + 1;
            let next_month = day == 1 && year == last.0 && month == last.1 + 1 && last.2 >= 28;
            let next_year = (month, day) == (1, 1) && year == last.0 + 1 && (last.1, last.2) == (12, 31);
            assert!(next_in_month || next_month || next_year, "{days}");
            last = (year, month, day);
        }
    }

    #[test]
    fn shanghai_is_eight_hours_ahead() {
        let wall = Wall::at(1_795_363_200_000, &FixedZone(480));
        let utc = Wall::at(1_795_363_200_000, &FixedZone(0));
        assert_eq!(wall.hour, (utc.hour + 8) % 24);
    }
}
