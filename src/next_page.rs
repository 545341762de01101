//! The page that people go to next is fetched before they go there.

use std::time::Duration;

use leptos::prelude::{document, set_timeout};
use web_sys::Event;

use crate::browser::clock::monotonic_ms;
use crate::browser::{address, page};
use crate::dom::{Var, react};
use crate::feed::Feed;
use crate::parts::{Deferred, Parts};
use crate::route::Route;

/// So long after the first answer, in milliseconds, a server's page is fetched, with the next answer: after everything that
/// the first one needs.
const AFTER_MS: f64 = 3_000.0;

/// Where answers are far apart it is fetched so long after the first one, whether another has come or not.
const AT_LATEST: Duration = Duration::from_secs(6);

/// A server is pointed at, or has the focus: what comes before opening it. Who does that early does not wait so long.
const COMES_NEAR: [&str; 2] = ["pointerover", "focusin"];

/// Where it does not arrive it is fetched again, but no more often than this, in milliseconds.
const AGAIN_MS: f64 = 60_000.0;

/// Fetches a server's page in good time, once the servers are `painted`.
pub fn fetch_next_page(painted: Var<bool>, feed: Feed, parts: Parts) {
    let asked_ms = Var::new(None::<f64>);
    let fetch = move || {
        let now_ms = monotonic_ms();
        let is_time = asked_ms.get_untracked().is_none_or(|asked_ms| now_ms - asked_ms >= AGAIN_MS);
        if is_time && painted.get_untracked() {
            asked_ms.set(Some(now_ms));
            parts.fetch(Deferred::Server);
        }
    };
    for event in COMES_NEAR {
        page::listen(&document(), event, move |event: Event| {
            if address::linked_hash(&event).is_some_and(|hash| hash.starts_with(Route::SERVER)) {
                fetch();
            }
        });
    }
    let mut first_ms = None;
    react(move || {
        let Some(answered_ms) = feed.answered_ms().get() else { return };
        match first_ms {
            None => {
                first_ms = Some(answered_ms);
                set_timeout(fetch, AT_LATEST);
            }
            Some(first_ms) if answered_ms - first_ms >= AFTER_MS => fetch(),
            Some(_) => {}
        }
    });
}
