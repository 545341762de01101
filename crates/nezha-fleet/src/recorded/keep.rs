//! What of the recordings is written down, and what has to go.

use crate::places::sorted_places;

use crate::units::MINUTE_MS;

/// The browser's database holds at most so many bytes of recordings.
pub const MOST_BYTES: u64 = 20_000_000;
/// What is older than this is of no use to anybody, in milliseconds: a day and the hour it began in.
const TOO_OLD_MS: i64 = 25 * 3_600_000;

/// A record in the browser's database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredRecord {
    /// When it was last written, Unix milliseconds.
    pub written_ms: i64,
    /// How large it is.
    pub bytes: u64,
}

/// Which records have to go, by their place in `stored`: those of more than a day ago, and then the oldest until all
/// together take at most `most_bytes`.
pub fn evictions(stored: &[StoredRecord], now_ms: i64, most_bytes: u64) -> Vec<usize> {
    let by_age = sorted_places(stored.len(), &mut |a, b| stored[a].written_ms.cmp(&stored[b].written_ms));
    let mut bytes = stored.iter().fold(0_u64, |sum, record| sum.saturating_add(record.bytes));
    let mut gone = Vec::new();
    for at in by_age {
        let record = &stored[at];
        if bytes <= most_bytes && now_ms.saturating_sub(record.written_ms) <= TOO_OLD_MS {
            break;
        }
        bytes = bytes.saturating_sub(record.bytes);
        gone.push(at);
    }
    gone
}

/// Whether to write now: once a minute at most, however much came in.
pub fn write_due(written_ms: Option<i64>, now_ms: i64) -> bool {
    written_ms.is_none_or(|written| !(0..MINUTE_MS).contains(&now_ms.saturating_sub(written)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_795_305_600_000;
    const HOUR: i64 = 3_600_000;

    fn stored(ages_h: &[i64]) -> Vec<StoredRecord> {
        ages_h.iter().map(|age| StoredRecord { written_ms: NOW - age * HOUR, bytes: 100 }).collect()
    }

    #[test]
    fn the_oldest_go_first_and_no_more_than_needed() {
        let records = stored(&[3, 9, 1, 7, 5]);
        assert_eq!(evictions(&records, NOW, 500), [0_usize; 0]);
        assert_eq!(evictions(&records, NOW, 499), [1]);
        assert_eq!(evictions(&records, NOW, 250), [1, 3, 4]);
        assert_eq!(evictions(&records, NOW, 0), [1, 3, 4, 0, 2]);
    }

    #[test]
    fn what_is_older_than_a_day_goes_in_any_case() {
        assert_eq!(evictions(&stored(&[3, 26, 24, 99]), NOW, MOST_BYTES), [3, 1]);
    }

    #[test]
    fn there_is_one_write_a_minute() {
        assert!(write_due(None, NOW));
        assert!(!write_due(Some(NOW - 59_999), NOW));
        assert!(write_due(Some(NOW - 60_000), NOW));
        assert!(write_due(Some(NOW + 1), NOW), "a clock was set back");
    }
}
