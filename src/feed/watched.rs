//! For how long somebody has watched.

/// For how long answers have come when another one does at `now_ms`, in milliseconds: as long as before, and the time since the
/// last one, at `answered_ms`, unless that told nothing any more from `tells_until_ms` on.
pub(super) fn watched_ms(
    before_ms: Option<f64>,
    answered_ms: Option<f64>,
    tells_until_ms: f64,
    now_ms: f64,
) -> f64 {
    let since_ms = answered_ms.filter(|_| now_ms < tells_until_ms).map_or(0.0, |at_ms| now_ms - at_ms);
    before_ms.unwrap_or_default() + since_ms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_between_answers_adds_up_and_a_night_without_any_does_not() {
        let (mut watched, mut answered) = (None, None);
        for now_ms in [3_000.0, 5_000.0, 8_000.0, 32_000_000.0, 32_002_000.0] {
            let tells_until_ms = answered.map_or(0.0, |answered_ms| answered_ms + 22_000.0);
            watched = Some(watched_ms(watched, answered, tells_until_ms, now_ms));
            answered = Some(now_ms);
        }
        assert_eq!(watched, Some(7_000.0));
    }
}
