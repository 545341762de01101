//! The two ways in which V0 writes a time, read into Unix seconds.

/// Days from 1970-01-01 to a date of the proleptic Gregorian calendar.
///
/// Years are counted from March, so that the leap day is the last of its year; 400 of them are one era.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Unix seconds of a date and time in UTC; `None` when a part is out of its range.
fn unix_seconds(date: [i64; 3], clock: [i64; 3]) -> Option<i64> {
    let ([year, month, day], [hour, minute, second]) = (date, clock);
    let valid = (1..=9999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && (0..24).contains(&hour)
        && (0..60).contains(&minute)
        && (0..=60).contains(&second);
    valid.then(|| ((days_from_civil(year, month, day) * 24 + hour) * 60 + minute) * 60 + second)
}

/// A run of ASCII digits as a number. No sign, no blanks.
fn digits(text: &str) -> Option<i64> {
    let ok = !text.is_empty() && text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    ok.then(|| text.parse().ok()).flatten()
}

/// `hh:mm:ss`.
fn clock(text: &str) -> Option<[i64; 3]> {
    let mut parts = text.split(':').map(digits);
    let clock = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(clock)
}

/// Reads the `Date` header of HTTP: `Sun, 22 Nov 2026 10:04:57 GMT`.
pub(crate) fn parse_http_date(text: &str) -> Option<i64> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (_, text) = text.trim().split_once(',')?;
    let mut words = text.trim_start().split(' ');
    let day = digits(words.next()?)?;
    let month_name = words.next()?;
    let month = MONTHS.iter().position(|month| *month == month_name)? + 1;
    let year = digits(words.next()?)?;
    let clock = clock(words.next()?)?;
    (words.next() == Some("GMT")).then_some(())?;
    unix_seconds([year, i64::try_from(month).ok()?, day], clock)
}

/// Reads the time form of `/ws`: `2026-11-22T10:04:57.123456789+08:00`, any fraction dropped.
pub(crate) fn parse_rfc3339(text: &str) -> Option<i64> {
    let (date, rest) = text.split_once(['T', 't'])?;
    let mut parts = date.split('-').map(digits);
    let date = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(())?;
    let zone_at = rest.find(['Z', 'z', '+', '-'])?;
    let (time, zone) = rest.split_at_checked(zone_at)?;
    let time = time.split_once('.').map_or(time, |(whole, _)| whole);
    let offset_s = match zone.split_at_checked(1)? {
        ("Z" | "z", "") => 0,
        (sign, offset) => {
            let (hours, minutes) = offset.split_once(':')?;
            let offset_s = digits(hours)? * 3600 + digits(minutes)? * 60;
            if sign == "-" { -offset_s } else { offset_s }
        }
    };
    unix_seconds(date, clock(time)?)?.checked_sub(offset_s)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn http_dates_are_read() {
        assert_eq!(parse_http_date("Thu, 01 Jan 1970 00:00:00 GMT"), Some(0));
        assert_eq!(parse_http_date("Sun, 22 Nov 2026 10:04:57 GMT"), Some(1_795_341_897));
        assert_eq!(parse_http_date("Tue, 29 Feb 2028 23:59:59 GMT"), Some(1_835_481_599));
    }

    #[test]
    fn go_times_are_read_in_any_zone() {
        assert_eq!(parse_rfc3339("2026-11-22T10:04:57Z"), Some(1_795_341_897));
        assert_eq!(parse_rfc3339("2026-11-22T18:04:57.999999999+08:00"), Some(1_795_341_897));
        assert_eq!(parse_rfc3339("2026-11-22T05:34:57-04:30"), Some(1_795_341_897));
    }

    #[test]
    fn gos_zero_time_is_the_same_number_that_the_http_api_sends() {
        assert_eq!(parse_rfc3339("0001-01-01T00:00:00Z"), Some(crate::NEVER_REPORTED));
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in ["", "Z", "T", "2026-11-22", "2026-13-01T00:00:00Z", "2026-11-22T10:04Z", "é-é-éTé:é:éZ"]
        {
            assert_eq!(parse_rfc3339(text), None, "{text}");
        }
        for text in ["", "Sun, 22 Nov 2026", "Sun, 22 Foo 2026 10:04:57 GMT", "Sun, 22 Nov 2026 10:04:57 CET"]
        {
            assert_eq!(parse_http_date(text), None, "{text}");
        }
    }
}
