//! Until when an answer tells who is alive, and what is said once it tells nothing any more.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use super::{Feed, Inner, Link, pace_ms};
use crate::browser::clock::monotonic_ms;
use crate::fleet::Fleet;
use crate::session::Who;

/// An answer that takes longer than this is waited for, but what is shown is no longer called live.
const SLOW_MS: u32 = 8_000;

/// The same where the answer before tells nothing any more: the page was hidden, or the machine slept.
const SLOW_STALE_MS: u32 = 1_000;

/// An answer tells who is alive for so much longer than the pace, in milliseconds.
const TELLS_FOR_MS: f64 = 20_000.0;

impl Feed {
    /// Says so where a question that has just begun is long in being answered, until what this returns is dropped.
    pub(super) fn watch_for_slowness(self, inner: &Inner) -> [Timeout; 2] {
        let Inner { session, fleet, .. } = *inner;
        let is_stale = self.answered_ms.get_untracked().is_some() && monotonic_ms() >= self.tells_until_ms();
        let slow_ms = if is_stale { SLOW_STALE_MS } else { SLOW_MS };
        let slow = Timeout::new(slow_ms, move || {
            let asked = session.who_untracked() != Who::Guest;
            if asked
                && self.link.with_untracked(|link| !matches!(link, Link::Connecting | Link::Trouble { .. }))
            {
                self.link.set(Link::Waiting);
            }
        });
        [slow, self.lose_sight_in_time(fleet, f64::from(slow_ms))]
    }

    /// Loses sight of everybody once the last answer tells nothing any more, but not before so many milliseconds have passed,
    /// unless what this returns is dropped before.
    pub(super) fn lose_sight_in_time(self, fleet: Fleet, least_ms: f64) -> Timeout {
        let left_ms = (self.tells_until_ms() - monotonic_ms()).max(least_ms);
        Timeout::new(left_ms as u32 + 1, move || self.lose_sight_when_due(fleet))
    }

    /// Until when the last answer tells who is alive, by [`monotonic_ms`].
    pub(super) fn tells_until_ms(self) -> f64 {
        let pace_ms = self.inner.with_value(pace_ms);
        self.answered_ms.get_untracked().map_or(0.0, |answered_ms| answered_ms + pace_ms + TELLS_FOR_MS)
    }

    /// Nobody's state is known any more, where no answer has come for too long.
    pub(super) fn lose_sight_when_due(self, fleet: Fleet) {
        if monotonic_ms() >= self.tells_until_ms() {
            fleet.lose_sight();
        }
    }
}
