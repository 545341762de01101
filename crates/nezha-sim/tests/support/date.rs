//! Dates that the tests read from recordings.

/// Unix seconds of `Sun, 22 Nov 2026 10:04:57 GMT`.
pub(crate) fn from_http(text: &str) -> i64 {
    let words: Vec<&str> = text.split([' ', ':']).collect();
    let [_, day, month, year, hours, minutes, seconds, "GMT"] = words[..] else { panic!("no date: {text}") };
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = 1 + months.iter().position(|name| *name == month).expect("a month");
    unix(number(year), month as i64, number(day), [number(hours), number(minutes), number(seconds)])
}

/// Unix seconds of `2026-11-22T10:05:04.801268838Z`, without the fraction.
pub(crate) fn from_rfc3339(text: &str) -> i64 {
    let parts: Vec<&str> = text.split(['-', 'T', ':', '.', 'Z']).collect();
    assert!(parts.len() >= 6 && text.ends_with('Z'), "no date: {text}");
    let part = |index: usize| number(parts[index]);
    unix(part(0), part(1), part(2), [part(3), part(4), part(5)])
}

fn number(text: &str) -> i64 {
    text.parse().unwrap_or_else(|_| panic!("no number: {text}"))
}

/// Counts the days one year and one month at a time: slow, but plain to see.
fn unix(year: i64, month: i64, day: i64, time: [i64; 3]) -> i64 {
    let leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let years: i64 = (1..year).map(|year| if leap(year) { 366 } else { 365 }).sum();
    let lengths = [31, if leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let months: i64 = lengths[..(month - 1) as usize].iter().sum();
    // 719,162 days lie between 1 January of the year 1 and 1970.
    let days = years + months + day - 1 - 719_162;
    days * 86_400 + time[0] * 3_600 + time[1] * 60 + time[2]
}
