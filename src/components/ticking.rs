//! A clock for what tells an age while nothing else happens.

use gloo_timers::callback::Interval;
use leptos::prelude::*;

use crate::browser::clock::monotonic_ms;
use crate::dom::Var;

/// [`monotonic_ms`], told anew every second until the owner around the caller is done. Only for what is seen while the
/// dashboard or a new agent is silent: at rest nothing of the app ticks.
pub fn ticking() -> Var<f64> {
    let now_ms = Var::new(monotonic_ms());
    let interval = StoredValue::new_local(Some(Interval::new(1_000, move || now_ms.set(monotonic_ms()))));
    on_cleanup(move || drop(interval.try_update_value(Option::take)));
    now_ms
}
