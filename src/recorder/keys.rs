//! Under which keys recordings are in the browser's database.
//!
//! `base|id|hour|m` has the minutes of an hour of one server, `base|id|hour|s` its last samples, and `base|fleet|minute|bytes`
//! what the rings of all servers saw in a minute. `base|id|hour|m-tab-n` and `base|id|hour|s-tab-n` is what a tab handed over
//! when it was left, until somebody who writes the hour unites it. What is stored is not read to learn how old or how large it is.

use nezha_fleet::recorded::StoredRecord;
use nezha_fleet::units::MINUTE_MS;

pub(super) const HOUR_MS: i64 = 3_600_000;

/// At most so large is the record of an hour, or of the last samples.
const RECORD_BYTES: u64 = 17_000;

/// Samples are for ten minutes; in the minute after that their record may still be read.
pub(super) const SAMPLES_MS: i64 = 11 * MINUTE_MS;

/// No record is written in the future; the end of its hour may be.
const FUTURE_MS: i64 = 2 * HOUR_MS;

fn key(base: &str, rest: &str) -> String {
    [base, "|", rest].concat()
}

/// The keys between which everything of a dashboard is.
pub(super) fn all_keys(base: &str) -> [String; 2] {
    ["\0", "\u{ffff}"].map(|end| key(base, end))
}

/// The key of a record of one server. Minutes sort before samples of the same hour.
pub(super) fn record_key(base: &str, id: u64, hour: i64, kind: &str) -> String {
    key(base, &[&id.to_string(), "|", &hour.to_string(), "|", kind].concat())
}

/// The key under which a tab hands a record over: there is no time to look what is there, so it takes no other's place.
pub(super) fn handed_key(key: &str, tab: &str) -> String {
    [key, "-", tab].concat()
}

/// Whether a key is of what a tab handed over for this record.
pub(super) fn is_handed(key: &str, record: &str) -> bool {
    key.strip_prefix(record).is_some_and(|rest| rest.starts_with('-'))
}

/// The keys between which a record is, and what was handed over for it.
pub(super) fn united_keys(record: &str) -> [String; 2] {
    [record.to_owned(), handed_key(record, "\u{ffff}")]
}

/// The keys between which a server's records are: from an hour on, and up to another one, or all others.
pub(super) fn server_keys(base: &str, id: u64, from_hour: i64, until_hour: Option<i64>) -> [String; 2] {
    let end = match until_hour {
        Some(hour) => record_key(base, id, hour, ""),
        None => key(base, &[&id.to_string(), "|\u{ffff}"].concat()),
    };
    [record_key(base, id, from_hour, ""), end]
}

/// The key of a minute of all servers.
pub(super) fn fleet_key(base: &str, now_ms: i64, bytes: usize) -> String {
    key(base, &["fleet|", &(now_ms / MINUTE_MS).to_string(), "|", &bytes.to_string()].concat())
}

/// The keys between which the minutes of all servers are that still matter.
pub(super) fn fleet_keys(base: &str, now_ms: i64) -> [String; 2] {
    let first = (now_ms - SAMPLES_MS) / MINUTE_MS;
    [key(base, &["fleet|", &first.to_string()].concat()), key(base, "fleet|\u{ffff}")]
}

/// When a record was last written, about: the end of its hour, or its minute; and how large it is. What is of no use to
/// anybody any more counts as written in 1970, and so does a key that is none of ours.
pub(super) fn stored_record(key: &str, now_ms: i64) -> StoredRecord {
    let mut parts = key.rsplit('|');
    let (last, time) =
        (parts.next().unwrap_or_default(), parts.next().and_then(|time| time.parse::<i64>().ok()));
    let hour_ms = time.map_or(0, |hour| hour.saturating_add(1).saturating_mul(HOUR_MS));
    let (written_ms, bytes, useful_ms) = match (parts.next(), last) {
        (Some("fleet"), size) => {
            let minute_ms = time.map_or(0, |minute| minute.saturating_mul(MINUTE_MS));
            (minute_ms, size.parse().unwrap_or(RECORD_BYTES), SAMPLES_MS)
        }
        (_, kind) if kind.starts_with('s') => (hour_ms, RECORD_BYTES, HOUR_MS),
        _ => (hour_ms, RECORD_BYTES, i64::MAX),
    };
    let is_of_use = (-FUTURE_MS..=useful_ms).contains(&now_ms.saturating_sub(written_ms));
    StoredRecord { written_ms: if is_of_use { written_ms } else { 0 }, bytes }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 498_696 * HOUR_MS + 30 * MINUTE_MS;

    #[test]
    fn a_record_tells_its_age_and_size_by_its_key() {
        let at = |key: String| (stored_record(&key, NOW).written_ms, stored_record(&key, NOW).bytes);
        assert_eq!(at(record_key("/b/", 7, 498_696, "m")), (498_697 * HOUR_MS, RECORD_BYTES));
        assert_eq!(at(fleet_key("/b/", NOW, 360_000)), (NOW, 360_000));
        assert_eq!([at("x".into()).0, at("a|b|c|d".into()).0, at(String::new()).0], [0, 0, 0]);
    }

    #[test]
    fn samples_are_of_no_use_after_a_while_and_minutes_are() {
        let age = |key: String| stored_record(&key, NOW).written_ms;
        assert_eq!(age(fleet_key("/b/", NOW - 12 * MINUTE_MS, 9)), 0);
        assert!(age(fleet_key("/b/", NOW - 10 * MINUTE_MS, 9)) > 0);
        assert_eq!(age(record_key("/b/", 7, 498_694, "s")), 0);
        assert!(age(record_key("/b/", 7, 498_695, "s")) > 0 && age(record_key("/b/", 7, 498_690, "m")) > 0);
        assert_eq!(age(record_key("/b/", 7, 598_696, "m")), 0, "a clock that was wrong");
    }

    #[test]
    fn records_of_one_server_are_not_those_of_another() {
        let [from, to] = server_keys("/b/", 7, 0, None);
        let inside = |key: &String| *key >= from && *key <= to;
        assert!(inside(&record_key("/b/", 7, 1, "s")) && inside(&record_key("/b/", 7, 999_999, "m")));
        assert!(!inside(&record_key("/b/", 70, 1, "s")) && !inside(&record_key("/c/", 7, 1, "s")));
        assert!(!inside(&fleet_key("/b/", NOW, 1)));
        let [from, to] = server_keys("/b/", 7, 498_690, Some(498_696));
        let inside = |hour| (from.clone()..=to.clone()).contains(&record_key("/b/", 7, hour, "m"));
        assert_eq!([498_689, 498_690, 498_695, 498_696].map(inside), [false, true, true, false]);
    }

    #[test]
    fn what_was_handed_over_belongs_to_its_record_and_to_no_other() {
        let record = record_key("/b/", 7, 498_696, "s");
        let handed = handed_key(&record, "123-4");
        assert!(is_handed(&handed, &record) && !is_handed(&record, &record));
        assert!(!is_handed(&handed, &record_key("/b/", 7, 498_696, "m")));
        assert_eq!(stored_record(&handed, NOW), stored_record(&record, NOW));
        for keys in [united_keys(&record), server_keys("/b/", 7, 498_690, None)] {
            assert!((keys[0].clone()..=keys[1].clone()).contains(&handed));
        }
        let [from, to] = united_keys(&record_key("/b/", 7, 498_696, "m"));
        assert!(!(from..=to).contains(&record));
    }

    #[test]
    fn minutes_of_all_servers_are_found_as_long_as_they_matter() {
        let [from, to] = fleet_keys("/b/", NOW);
        let inside =
            |age: i64| (from.clone()..=to.clone()).contains(&fleet_key("/b/", NOW - age * MINUTE_MS, 5));
        assert_eq!([0, 10, 12].map(inside), [true, true, false]);
        let [first, last] = all_keys("/b/");
        assert!(first < from && to < last);
    }
}
