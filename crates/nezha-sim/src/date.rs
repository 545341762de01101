//! Dates as HTTP and V0's WebSocket write them. Times are Unix milliseconds unless the name says otherwise.

const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAY_S: i64 = 86_400;

/// Year, month (1 to 12) and day (1 to 31) of a day counted from 1970-01-01.
fn civil(days: i64) -> (i64, i64, i64) {
    // Counting from 1 March of the year 0 puts the leap day at the end of a year.
    let from_march = days + 719_468;
    let era = from_march.div_euclid(146_097);
    let day_of_era = from_march.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// The day counted from 1970-01-01 of a year, month (1 to 12) and day (1 to 31).
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted_month = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * shifted_month + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// `Sun, 22 Nov 2026 10:04:57 GMT`, as in the `Date` header.
pub(crate) fn http(time_ms: i64) -> String {
    let seconds = time_ms.div_euclid(1_000);
    let (days, of_day) = (seconds.div_euclid(DAY_S), seconds.rem_euclid(DAY_S));
    let (year, month, day) = civil(days);
    format!(
        "{}, {day:02} {} {year:04} {:02}:{:02}:{:02} GMT",
        DAYS[days.rem_euclid(7) as usize],
        MONTHS[(month - 1) as usize],
        of_day / 3_600,
        of_day / 60 % 60,
        of_day % 60
    )
}

/// Unix seconds of a date as [`http`] writes it; `None` for anything else.
pub(crate) fn parse_http(text: &str) -> Option<i64> {
    let mut words = text.split_once(", ")?.1.split(' ');
    let day: i64 = words.next()?.parse().ok()?;
    let name = words.next()?;
    let month = MONTHS.iter().position(|month| *month == name)? as i64 + 1;
    let year: i64 = words.next()?.parse().ok()?;
    let mut clock = words.next()?.split(':').map(str::parse::<i64>);
    let mut part = || clock.next()?.ok();
    let (hours, minutes, seconds) = (part()?, part()?, part()?);
    Some(days_from_civil(year, month, day) * DAY_S + hours * 3_600 + minutes * 60 + seconds)
}

/// `2026-11-22T10:05:04.801268838Z`, as Go writes times: nanoseconds without trailing zeros.
pub(crate) fn rfc3339(unix_s: i64, nanos: u32) -> String {
    let (days, of_day) = (unix_s.div_euclid(DAY_S), unix_s.rem_euclid(DAY_S));
    let (year, month, day) = civil(days);
    let (hours, minutes, seconds) = (of_day / 3_600, of_day / 60 % 60, of_day % 60);
    let fraction = format!(".{nanos:09}");
    let fraction = fraction.trim_end_matches('0').trim_end_matches('.');
    format!("{year:04}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{seconds:02}{fraction}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn http_dates_are_written_and_read_back() {
        assert_eq!(http(1_795_341_897_999), "Sun, 22 Nov 2026 10:04:57 GMT");
        assert_eq!(parse_http("Sun, 22 Nov 2026 10:04:57 GMT"), Some(1_795_341_897));
        for seconds in [0, 951_782_400, 951_868_799, 1_709_164_800, 4_102_444_799] {
            assert_eq!(parse_http(&http(seconds * 1_000)), Some(seconds));
        }
        assert_eq!(parse_http("yesterday"), None);
    }

    #[test]
    fn the_zero_time_of_go_is_the_first_of_january_of_the_year_one() {
        assert_eq!(rfc3339(-62_135_596_800, 0), "0001-01-01T00:00:00Z");
    }

    #[test]
    fn nanoseconds_lose_their_trailing_zeros() {
        assert_eq!(rfc3339(1_795_341_904, 801_268_838), "2026-11-22T10:05:04.801268838Z");
        assert_eq!(rfc3339(1_795_341_904, 150_086_000), "2026-11-22T10:05:04.150086Z");
        assert_eq!(rfc3339(1_795_341_904, 0), "2026-11-22T10:05:04Z");
    }
}
