//! From which loss on it is worth a colour.

/// The share of loss, 0 to 1, from which on it is marked. Below it a line is used as if nothing were lost, and almost every one
/// loses a probe a day: marked as well, they would hide the few that need somebody.
pub const NOTABLE_LOSS: f64 = 0.01;

/// Whether a share of loss, 0 to 1, is to be marked; `None`, where nothing is known, is not.
///
/// It is judged as it is told, to a tenth of a percent: of two that are both told as 1 % none looks different.
pub fn is_notable(share: Option<f64>) -> bool {
    const TOLD: f64 = 1000.0;
    share.is_some_and(|share| (share * TOLD).round() >= (NOTABLE_LOSS * TOLD).round())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loss_is_marked_from_one_percent_on_as_it_is_told() {
        let marked =
            [0.0, 1.0 / 1440.0, 0.0094, 0.0096, NOTABLE_LOSS, 0.2, 1.0].map(|share| is_notable(Some(share)));
        assert_eq!(marked, [false, false, false, true, true, true, true]);
        assert!(!is_notable(None));
    }
}
