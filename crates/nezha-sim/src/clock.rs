//! The dashboard's clock: real time plus an offset, or standing still.

use std::time::{SystemTime, UNIX_EPOCH};

/// What time it is for the simulated dashboard, in Unix milliseconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock {
    /// Milliseconds that this clock is ahead of the machine's.
    offset_ms: i64,
    /// The instant at which the clock stands still; `None` while it runs.
    frozen_ms: Option<i64>,
}

impl Clock {
    /// A clock that stands still at `start_ms`, or one that shows real time.
    pub(crate) fn new(start_ms: Option<i64>) -> Self {
        Self { offset_ms: 0, frozen_ms: start_ms }
    }

    /// The present instant.
    pub(crate) fn now_ms(&self) -> i64 {
        self.frozen_ms.unwrap_or_else(|| real_ms() + self.offset_ms)
    }

    /// Jumps ahead, whether running or standing still.
    pub(crate) fn advance(&mut self, by_ms: i64) {
        match &mut self.frozen_ms {
            Some(frozen) => *frozen += by_ms,
            None => self.offset_ms += by_ms,
        }
    }

    /// Jumps to an instant, whether running or standing still.
    pub(crate) fn set(&mut self, to_ms: i64) {
        self.advance(to_ms - self.now_ms());
    }

    /// Stops, or runs on from where it stands.
    pub(crate) fn freeze(&mut self, freeze: bool) {
        let now = self.now_ms();
        if freeze {
            self.frozen_ms = Some(now);
        } else {
            self.frozen_ms = None;
            self.offset_ms = now - real_ms();
        }
    }

    /// Whether the clock stands still.
    pub(crate) fn is_frozen(&self) -> bool {
        self.frozen_ms.is_some()
    }
}

fn real_ms() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frozen_clock_moves_only_when_told_to() {
        let mut clock = Clock::new(Some(1_000));
        assert_eq!((clock.now_ms(), clock.is_frozen()), (1_000, true));
        clock.advance(500);
        assert_eq!(clock.now_ms(), 1_500);
        clock.set(9_000);
        assert_eq!(clock.now_ms(), 9_000);
    }

    #[test]
    fn a_clock_that_is_let_go_runs_on_from_where_it_stood() {
        let mut clock = Clock::new(Some(1_000));
        clock.freeze(false);
        assert!(!clock.is_frozen());
        assert!((1_000..60_000).contains(&clock.now_ms()));
    }
}
