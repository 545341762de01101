//! When an answer was told.

use crate::browser::clock::monotonic_ms;
use crate::fleet::Fleet;

/// When the dashboard told what came at this time by [`monotonic_ms`], in Unix milliseconds by its clock: an answer that was
/// kept for a while says nothing of that while. `None` where nothing tells the dashboard's time.
pub(crate) fn told_ms(fleet: Fleet, answered_ms: Option<f64>) -> Option<i64> {
    let age_ms = answered_ms.map_or(0.0, |answered_ms| monotonic_ms() - answered_ms);
    let now_ms = fleet.now_s().get_untracked()?.saturating_mul(1000);
    Some(now_ms.saturating_sub(age_ms as i64))
}
