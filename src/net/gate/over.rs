//! When something that the dashboard has not answered is over. No I/O, no clock.

use crate::net::times::GIVE_UP_MS;

/// What fails sooner than this, in milliseconds, has not reached the dashboard, or found it quick.
const HELD_UP_MS: f64 = 5_000.0;

/// For how long a request that got no answer may still be worked on, in milliseconds. The dashboard goes on when nobody waits
/// any longer, and one that hangs does everything at once when it is back.
pub(super) fn may_go_on_ms(took_ms: f64) -> Option<u32> {
    let rest_ms = GIVE_UP_MS - took_ms;
    (took_ms >= HELD_UP_MS && rest_ms > 0.0).then_some(rest_ms as u32)
}

/// Whether something may still be under way that was begun so long ago, by whoever left a note of it.
pub(super) fn still_counts(ago_ms: f64) -> bool {
    (0.0..GIVE_UP_MS).contains(&ago_ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_that_was_given_up_is_waited_for_as_one_of_a_closed_tab() {
        assert_eq!(may_go_on_ms(30_000.0), Some(70_000));
        assert_eq!(may_go_on_ms(300.0), None, "refused at once");
        assert_eq!(may_go_on_ms(130_000.0), None);
    }

    #[test]
    fn a_note_of_a_tab_that_is_gone_counts_for_a_while_and_one_of_the_future_never() {
        assert_eq!([0.0, 15_000.0, 100_000.0, -1.0].map(still_counts), [true, true, false, false]);
    }
}
