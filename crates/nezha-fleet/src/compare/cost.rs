//! What a comparison asks of the dashboard, said before it is asked.

/// More servers than this are asked only after a confirmation.
pub const MOST_WITHOUT_CONFIRMATION: usize = 50;

/// A day of one monitor, one sample a minute, in bytes: what the real dashboard sends, 162,137 bytes for five monitors, and a
/// little more for long numbers.
const MONITOR_DAY_BYTES: u64 = 35_000;

/// What a comparison costs. The API has no way to ask for one monitor or for less than a day, so every server's whole answer
/// is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// How many requests.
    pub requests: usize,
    /// Bytes of all answers, an estimate; V0 does not compress them.
    pub bytes: u64,
}

impl Cost {
    /// The cost of asking so many servers that have so many monitors each, at least one.
    pub fn of(servers: usize, monitors: usize) -> Cost {
        let monitors = u64::try_from(monitors.max(1)).unwrap_or(u64::MAX);
        let servers_64 = u64::try_from(servers).unwrap_or(u64::MAX);
        Cost {
            requests: servers,
            bytes: MONITOR_DAY_BYTES.saturating_mul(monitors).saturating_mul(servers_64),
        }
    }

    /// Whether one should be asked first.
    pub fn needs_confirmation(self) -> bool {
        self.requests > MOST_WITHOUT_CONFIRMATION
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_server_is_a_request_and_each_of_its_monitors_a_day() {
        assert_eq!(Cost::of(12, 8), Cost { requests: 12, bytes: 12 * 8 * 35_000 });
        assert_eq!(Cost::of(3, 0).bytes, 3 * 35_000);
        assert_eq!(Cost::of(usize::MAX, usize::MAX).bytes, u64::MAX);
    }

    #[test]
    fn more_than_fifty_need_a_confirmation() {
        assert!(!Cost::of(50, 1).needs_confirmation());
        assert!(Cost::of(51, 1).needs_confirmation());
    }
}
