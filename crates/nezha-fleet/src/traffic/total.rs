//! What was moved on a day and in a period, and how much of it is known.

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
    /// For how many of these somebody watched.
    pub(super) watched_s: u32,
    /// What is known since this day, and belongs to it only in part.
    pub(super) brought: Brought,
}

/// What was moved while nobody watched over at least one midnight: how much is certain, on which day is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Brought {
    /// How many days before that on which it became known it began; 0 for none.
    pub(super) days: u32,
    /// Bytes, at least.
    pub(super) received: u64,
    /// Bytes, at least.
    pub(super) sent: u64,
    /// For how many seconds that is known to be all.
    pub(super) known_s: u32,
}

impl DayTotal {
    pub(super) fn add(&mut self, more: &DayTotal) {
        self.received = self.received.saturating_add(more.received);
        self.sent = self.sent.saturating_add(more.sent);
        self.known_s = self.known_s.saturating_add(more.known_s);
        self.watched_s = self.watched_s.saturating_add(more.watched_s);
        let (own, more) = (&mut self.brought, &more.brought);
        // Two of one day there are only where clocks were set: the earlier beginning is sure to hold both.
        own.days = own.days.max(more.days);
        own.received = own.received.saturating_add(more.received);
        own.sent = own.sent.saturating_add(more.sent);
        own.known_s = own.known_s.saturating_add(more.known_s);
    }
}

/// What was surely moved in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Total {
    /// Bytes received, at least.
    pub received: u64,
    /// Bytes sent, at least.
    pub sent: u64,
    /// For how many seconds of the period that is known to be all: somebody watched, or all that nobody watched fell into it.
    pub known_s: i64,
    /// For how many seconds of the period somebody watched.
    pub watched_s: i64,
    /// How many seconds of the period have passed.
    pub of_s: i64,
}

impl Total {
    /// Whether anything of the period is known. From a first report there is only something to count on from.
    pub fn is_known(&self) -> bool {
        self.known_s > 0 || self.received > 0 || self.sent > 0
    }

    /// The share of the period, as far as it has passed, in which somebody watched, 0 to 1. `None` before it began.
    pub fn coverage(&self) -> Option<f64> {
        (self.of_s > 0).then(|| self.watched_s as f64 / self.of_s as f64)
    }

    pub(super) fn add(&mut self, received: u64, sent: u64, known_s: u32) {
        self.received = self.received.saturating_add(received);
        self.sent = self.sent.saturating_add(sent);
        self.known_s += i64::from(known_s);
    }
}
