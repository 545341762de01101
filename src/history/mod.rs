//! Latency of servers: whoever shows any has it from here. The guests' feed and the form for the view password ask
//! `monitor/{id}` as well, for a server that cannot be, to learn why something is refused.
//!
//! The API has no "since": every answer is the whole day, so it is asked for a server at most once a minute (sooner only by
//! hand, after a failure), never twice at the same time, and only while somebody looks.

mod cache;
mod cached_latency;
mod told;

use std::collections::BTreeMap;
use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use nezha_api::{Error, GetMonitor, MonitorSeries};

use crate::browser::at_once::spawn_at_once;
use crate::browser::clock::monotonic_ms;
use crate::browser::page;
use crate::dom::{ArcVar, shared, shared_or};
use crate::net::gate::Gate;
use crate::session::Session;
use cache::LatencyCache;
pub(crate) use told::told_ms;

/// The latency of one server, as far as it is known. Its series are sorted by monitor id.
#[derive(Debug, Clone, Default)]
pub struct Latency {
    /// The last good answer.
    pub series: Option<Arc<Vec<MonitorSeries>>>,
    /// Why the last try gave none. The last good answer stays beside it.
    pub error: Option<Error>,
    /// When the last good answer came, by [`monotonic_ms`].
    pub answered_ms: Option<f64>,
}

/// A cache of latency, one entry a server.
#[derive(Clone, Copy)]
pub struct History {
    inner: StoredValue<Inner, LocalStorage>,
}

struct Inner {
    gate: Gate,
    session: Session,
    cache: LatencyCache,
}

impl History {
    /// The app's only one.
    pub fn of_app() -> Self {
        shared_or(|| Self::new(shared(), shared()))
    }

    /// An empty cache, which is emptied whenever somebody else is asking.
    fn new(gate: Gate, session: Session) -> Self {
        let history =
            Self { inner: StoredValue::new_local(Inner { gate, session, cache: LatencyCache::default() }) };
        session.on_other(move |_, _| {
            history.change(LatencyCache::clear);
        });
        history
    }

    /// The latency of a server, kept up to date for as long as the caller's owner lives.
    pub fn watch(self, server_id: u64) -> ArcVar<Latency> {
        let latency = self.change(|cache| cache.watch(server_id));
        on_cleanup(move || {
            self.change(|cache| cache.unwatch(server_id));
        });
        spawn_at_once(Box::pin(self.keep_fresh(server_id)));
        latency.unwrap_or_default()
    }

    /// Asks again after a failure, instead of when the last question is a minute old.
    pub fn try_now(self, server_id: u64) {
        let begins = |cache: &mut LatencyCache| {
            cache.may_ask_again(server_id, monotonic_ms()) && cache.begin_asking(server_id)
        };
        if self.change(begins) == Some(true) {
            spawn_local(self.ask(server_id));
        }
    }

    /// The latency of a server, once: as it is kept while that is fresh, else asked for, or the answer to a question that
    /// is under way; and when it was answered, by [`monotonic_ms`]. `None` when it was not asked, because `is_wanted` said no
    /// before its turn came.
    ///
    /// # Errors
    /// As [`GetMonitor`].
    pub async fn once(
        self,
        server_id: u64,
        is_wanted: impl Fn() -> bool + 'static,
    ) -> Option<Result<(Arc<Vec<MonitorSeries>>, f64), Error>> {
        if let Some(fresh) = self.look(|cache| cache.fresh(server_id, monotonic_ms()))? {
            return Some(Ok(fresh));
        }
        let (told, begins) = self.change(|cache| {
            let told = cache.want_once(server_id, Box::new(is_wanted));
            (told, cache.begin_asking(server_id))
        })?;
        if begins {
            self.ask(server_id).await;
        }
        let told = told.await.ok()?;
        Some(told.map(|series| (series, monotonic_ms())))
    }

    /// Asks for the latency of a server whose page is about to open, unless it is fresh, and makes room for it as the page
    /// would. Ends when there is an answer, or will be none.
    pub async fn ahead(self, server_id: u64) {
        self.change(|cache| cache.watch(server_id));
        // The page looks for the answer itself.
        let _ = self.once(server_id, || true).await;
        self.change(|cache| cache.unwatch(server_id));
    }

    /// The monitors that kept answers tell of, by id, each with what `name` calls it.
    pub fn monitors(self, name: impl Fn(&MonitorSeries) -> String) -> BTreeMap<u64, String> {
        let mut monitors = BTreeMap::new();
        self.look(|cache| {
            for series in cache.answers() {
                monitors.extend(series.iter().map(|one| (one.monitor_id, name(one))));
            }
        });
        monitors
    }

    /// Asks whenever the answer is no longer fresh, until nobody watches.
    async fn keep_fresh(self, server_id: u64) {
        let Some(keeper) = self.change(|cache| cache.begin_keeping(server_id)).flatten() else {
            // The keeper may sleep for a minute yet. Who comes anew, as somebody else perhaps, does not wait for it.
            let is_due = self.due_in_ms(server_id) <= 0.0 && !page::is_hidden();
            if is_due && self.begin_asking(server_id) {
                self.ask(server_id).await;
            }
            return;
        };
        while self.look(|cache| cache.goes_on(server_id, keeper)) == Some(true) {
            let wait_ms = self.due_in_ms(server_id);
            if wait_ms > 0.0 {
                TimeoutFuture::new(wait_ms as u32 + 1).await;
            } else if page::is_hidden() {
                page::seen().await;
            } else if self.begin_asking(server_id) {
                self.ask(server_id).await;
            }
        }
        self.change(|cache| cache.end_keeping(server_id, keeper));
    }

    /// Asks, once [`LatencyCache::begin_asking`] has said that the caller may. It is not sent when nobody wants to know any more
    /// when its turn comes: whoever pages through thirty servers asks for the last.
    async fn ask(self, server_id: u64) {
        let Some((gate, session)) = self.inner.try_with_value(|inner| (inner.gate.clone(), inner.session))
        else {
            return;
        };
        let is_wanted = || self.look(|cache| cache.is_wanted(server_id)) == Some(true);
        while let Some(turn) = gate.turn(&is_wanted).await {
            let who = session.who_untracked();
            self.change(|cache| cache.sent(server_id, monotonic_ms()));
            let answer = turn.monitor(GetMonitor { server_id }).await;
            // Else somebody else is asking now, who is told what that one may see.
            if session.who_untracked() == who {
                let told = answer.map(|answer| Arc::new(answer.result));
                self.change(|cache| cache.answered(server_id, told, monotonic_ms()));
                return;
            }
        }
        self.change(|cache| cache.dropped(server_id));
    }

    fn due_in_ms(self, server_id: u64) -> f64 {
        self.look(|cache| cache.due_in_ms(server_id, monotonic_ms())).unwrap_or_default()
    }

    fn begin_asking(self, server_id: u64) -> bool {
        self.change(|cache| cache.begin_asking(server_id)) == Some(true)
    }

    /// `None` when the app is gone.
    fn look<R>(self, look: impl FnOnce(&LatencyCache) -> R) -> Option<R> {
        self.inner.try_with_value(|inner| look(&inner.cache))
    }

    /// As [`History::look`].
    fn change<R>(self, change: impl FnOnce(&mut LatencyCache) -> R) -> Option<R> {
        self.inner.try_update_value(|inner| change(&mut inner.cache))
    }
}
