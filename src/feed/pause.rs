//! How long to wait after failures.

/// From the first failure to the next try.
const FIRST_PAUSE_MS: f64 = 2_000.0;

/// The longest pause between two tries.
const LONGEST_PAUSE_MS: f64 = 60_000.0;

/// A refusal because of too many requests counts for so many more, so that it is a quarter of a minute to the first try.
pub(super) const LIMITED: u32 = 3;

/// The pause after this many failures in a row: doubling, with up to a third of it left to chance, so that many clients
/// do not come back in step. `chance` is from 0 to 1.
pub(super) fn backoff_ms(failures: u32, chance: f64) -> f64 {
    let whole_ms = (FIRST_PAUSE_MS * f64::from(2u32.saturating_pow(failures.min(8).saturating_sub(1))))
        .min(LONGEST_PAUSE_MS);
    whole_ms * (1.0 - chance / 3.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_grows_to_a_minute_and_no_further() {
        let pauses: Vec<f64> = (1..12).map(|failures| backoff_ms(failures, 0.0)).collect();
        assert_eq!(pauses[..4], [2_000.0, 4_000.0, 8_000.0, 16_000.0]);
        assert_eq!(pauses[10], LONGEST_PAUSE_MS);
        assert!(backoff_ms(1, 1.0) > 1_000.0, "never a loop without a pause");
    }

    #[test]
    fn a_proxy_that_limits_requests_is_left_alone_for_longer() {
        assert!(backoff_ms(1 + LIMITED, 1.0) > 10_000.0);
        assert_eq!(backoff_ms(1 + LIMITED, 0.0), 16_000.0);
    }
}
