//! What is lost, in words.

use nezha_chart::Range;

use super::{Words, format};

/// A share of the samples: never "0%" where there are some, never "100%" where some are missing.
pub(crate) fn part(samples: usize, share: Option<f64>) -> String {
    match share {
        Some(share) if samples > 0 && share < 0.001 => "<0.1%".to_owned(),
        Some(share) if share < 1.0 && share > 0.999 => ">99.9%".to_owned(),
        share => format::percent(share.map(|share| share * 100.0)),
    }
}

/// For how long samples are missing: nothing, some time, or all of it.
pub(crate) fn no_data(missing_ms: Option<i64>, range: Range, words: Words) -> String {
    match missing_ms {
        None => format::UNKNOWN.to_owned(),
        Some(0) => "0".to_owned(),
        Some(missing_ms) if missing_ms >= range.length_ms() => words.get().stat_all().to_owned(),
        Some(missing_ms) => words.span(missing_ms / 1000),
    }
}
