//! How long a call may take, and for how long other tabs believe that it is still under way. Milliseconds.

/// How long an answer may take before the call counts as lost. `boot.js` waits as long.
pub(super) const TIMEOUT_MS: u32 = 30_000;

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
        let timeout = format!("AbortSignal.timeout({}_000)", TIMEOUT_MS / 1000);
        let token = format!(r"/^[\w.-]{{1,{}}}$/", Token::LONGEST);
        assert!(boot.contains(&timeout), "{timeout}");
        assert!(boot.contains(&token), "{token}");
    }
}
