//! Ages that run on between answers that are far apart: "last seen 41 s ago" for half a minute would be wrong.

use gloo_timers::callback::Interval;
use leptos::prelude::*;
use nezha_fleet::liveness::State;

use crate::browser::clock::monotonic_ms;
use crate::dom::{Signal, View, react, shared};
use crate::feed::{Feed, Link};
use crate::fleet::Fleet;
use crate::kept::{preferences::Setting, settings::Settings};
use crate::session::Session;

/// Answers that are so many seconds apart tell ages well enough.
const OFTEN_S: u32 = 3;

/// Shows nothing, and lets ages run on while there are any to be seen.
#[component]
pub fn AgesRunOn() -> View {
    let (feed, fleet) = (shared::<Feed>(), shared::<Fleet>());
    let (session, settings) = (shared::<Session>(), shared::<Settings>());
    // A guest's socket tells every two seconds, whatever pace is chosen.
    let is_slow = Signal::memo(move || {
        settings.preferences().number(Setting::Pace) > OFTEN_S && session.who().is_signed_in()
    });
    let is_seen = Signal::memo(move || *feed.link().read() != Link::Paused);
    let has_ages = Signal::memo(move || {
        let census = fleet.totals().read().census;
        [State::Late, State::Offline].iter().any(|state| census.of(*state) > 0)
    });
    let run_on = move || {
        if let Some(answered_ms) = feed.answered_ms().get_untracked() {
            fleet.let_ages_run(((monotonic_ms() - answered_ms) / 1000.0) as i64);
        }
    };
    let interval = StoredValue::new_local(None::<Interval>);
    react(move || {
        let runs = is_slow.get() && is_seen.get() && has_ages.get();
        interval.set_value(runs.then(|| Interval::new(1_000, run_on)));
    });
    View::nothing()
}
