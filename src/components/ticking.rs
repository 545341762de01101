//! A clock for what tells an age while nothing else happens.

use gloo_timers::callback::Interval;
use leptos::prelude::*;

use crate::browser::clock::monotonic_ms;
use crate::dom::{Signal, Var, react, shared};
use crate::feed::{Feed, Link};

/// [`monotonic_ms`], told anew every second until the owner around the caller is done, while somebody may look. Only for what is seen
/// while the dashboard or a new agent is silent: at rest nothing of the app ticks.
pub fn ticking() -> Var<f64> {
    let now_ms = Var::new(monotonic_ms());
    let link = shared::<Feed>().link();
    let is_seen = Signal::memo(move || *link.read() != Link::Paused);
    let interval = StoredValue::new_local(None::<Interval>);
    react(move || {
        let ticks = is_seen.get();
        interval.set_value(ticks.then(|| Interval::new(1_000, move || now_ms.set(monotonic_ms()))));
        if ticks {
            now_ms.set(monotonic_ms());
        }
    });
    on_cleanup(move || drop(interval.try_update_value(Option::take)));
    now_ms
}
