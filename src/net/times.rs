//! How long a call may take, and for how long other tabs believe that it is still under way. Milliseconds.

/// How long an answer may take to begin before the call counts as lost. `boot.js` waits as long.
pub(super) const TIMEOUT_MS: u32 = 30_000;

/// How long it may take to arrive after that: 3,000 servers are 2.5 MB, which V0 does not compress. The dashboard is done with it by
/// then. `boot.js` waits as long.
pub(super) const ARRIVES_MS: u32 = 120_000;

/// How late a timer may come in a tab that nobody sees, that of the timeout too.
const LATE_TIMER_MS: u32 = 60_000;

/// What took longer without a word is over: the tab was closed in the middle of it.
pub(super) const GIVE_UP_MS: f64 = (TIMEOUT_MS + LATE_TIMER_MS + 10_000) as f64;

/// What is sent within this time after a word to the others is over before they give up.
pub(super) const SEND_WITHIN_MS: f64 = GIVE_UP_MS - (TIMEOUT_MS + 5_000) as f64;

// Who has just waited for a late timer may still send.
const _: () = assert!(SEND_WITHIN_MS > LATE_TIMER_MS as f64);

#[cfg(test)]
mod tests {
    use nezha_api::Token;

    use super::*;

    #[test]
    fn what_is_asked_before_the_program_is_here_keeps_to_the_same_limits() {
        let boot = include_str!("../../boot.js");
        let token = format!(r"/^[\w.-]{{1,{}}}$/", Token::LONGEST);
        for limit_ms in [TIMEOUT_MS, ARRIVES_MS] {
            let limit = format!("giveUpAfter({}_000)", limit_ms / 1000);
            assert!(boot.contains(&limit), "{limit}");
        }
        assert!(boot.contains(&token), "{token}");
    }
}
