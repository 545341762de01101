//! Latency of servers: the only caller of `monitor/{id}`.
//!
//! The API has no "since": every answer is the whole day, so it is asked for a server at most once a minute, never twice
//! at the same time, and only while somebody looks.

use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use nezha_api::{Error, GetMonitor, Series};
use rustc_hash::FxHashMap;

use crate::dom::{ArcVar, react, shared, shared_or};
use crate::net::at_once::spawn_at_once;
use crate::net::clock::monotonic_ms;
use crate::net::gate::Gate;
use crate::net::page;
use crate::session::Session;

/// How long an answer is fresh.
const FRESH_MS: f64 = 60_000.0;

/// How often a hidden page looks whether it is seen again.
const HIDDEN_MS: u32 = 5_000;

/// How soon one may ask again by hand.
const AGAIN_MS: f64 = 3_000.0;

/// How many servers' days are kept.
const KEPT: usize = 8;

/// The latency of one server, as far as it is known. Series are sorted by monitor id.
#[derive(Debug, Clone, Default)]
pub struct Latency {
    /// The last good answer.
    pub series: Option<Arc<Vec<Series>>>,
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
    kept: FxHashMap<u64, Kept>,
}

struct Kept {
    latency: ArcVar<Latency>,
    asked_ms: f64,
    has_keeper: bool,
    is_asking: bool,
    watchers: usize,
}

impl History {
    /// The app's only one.
    pub fn of_app() -> Self {
        shared_or(|| Self::new(shared(), shared()))
    }

    /// An empty cache, which is emptied whenever somebody else is asking.
    fn new(gate: Gate, session: Session) -> Self {
        let history =
            Self { inner: StoredValue::new_local(Inner { gate, session, kept: FxHashMap::default() }) };
        let mut asked_as = session.who_now();
        react(move || {
            let who = session.who();
            if std::mem::replace(&mut asked_as, who) != who {
                history.clear();
            }
        });
        history
    }

    /// The latency of a server, kept up to date for as long as the caller's owner lives.
    pub fn watch(self, server_id: u64) -> ArcVar<Latency> {
        let latency = self.inner.try_update_value(|inner| {
            inner.make_room_for(server_id);
            let kept = inner.kept.entry(server_id).or_insert_with(Kept::new);
            kept.watchers += 1;
            kept.latency.clone()
        });
        on_cleanup(move || {
            self.inner.try_update_value(|inner| {
                if let Some(kept) = inner.kept.get_mut(&server_id) {
                    kept.watchers = kept.watchers.saturating_sub(1);
                }
            });
        });
        spawn_at_once(Box::pin(self.keep_fresh(server_id)));
        latency.unwrap_or_default()
    }

    /// Asks again after a failure, instead of when the last question is a minute old.
    pub fn try_now(self, server_id: u64) {
        let is_due = self.inner.try_update_value(|inner| {
            let kept = inner.kept.get_mut(&server_id)?;
            let is_due = !kept.is_asking && monotonic_ms() - kept.asked_ms >= AGAIN_MS;
            is_due.then(|| kept.asked_ms = monotonic_ms())
        });
        if is_due.flatten().is_some() {
            spawn_local(self.ask(server_id));
        }
    }

    /// The latency of a server, once: as it is kept while that is fresh, else asked for.
    ///
    /// # Errors
    /// As [`GetMonitor`].
    pub async fn once(self, server_id: u64) -> Result<Arc<Vec<Series>>, Error> {
        let kept = self.inner.with_value(|inner| {
            let latency = inner.kept.get(&server_id)?.latency.get_untracked();
            let is_fresh = latency.answered_ms.is_some_and(|at_ms| monotonic_ms() - at_ms < FRESH_MS);
            latency.series.filter(|_| is_fresh)
        });
        if let Some(series) = kept {
            return Ok(series);
        }
        let gate = self.inner.with_value(|inner| inner.gate.clone());
        gate.monitor(GetMonitor { server_id }).await.map(|answer| answer.result.into())
    }

    /// The monitors that kept answers tell of, by id, each with its name.
    pub fn monitors(self) -> Vec<(u64, String)> {
        let mut monitors: Vec<(u64, String)> = Vec::new();
        self.inner.with_value(|inner| {
            for kept in inner.kept.values() {
                let latency = kept.latency.get_untracked();
                for series in latency.series.iter().flat_map(|series| series.iter()) {
                    let at = monitors.partition_point(|(id, _)| *id < series.monitor_id);
                    if monitors.get(at).is_none_or(|(id, _)| *id != series.monitor_id) {
                        monitors.insert(at, (series.monitor_id, series.monitor_name.clone()));
                    }
                }
            }
        });
        monitors
    }

    /// Forgets everything: someone else is asking now, who may see less.
    fn clear(self) {
        self.inner.update_value(|inner| {
            for kept in inner.kept.values_mut() {
                kept.latency.set(Latency::default());
                kept.asked_ms = f64::NEG_INFINITY;
            }
        });
    }

    /// Asks whenever the answer is no longer fresh, until nobody watches.
    async fn keep_fresh(self, server_id: u64) {
        if self.begin_keeping(server_id) != Some(true) {
            // The keeper may sleep for a minute yet. Who comes anew, as somebody else perhaps, does not wait for it.
            let due = self.inner.with_value(|inner| inner.due_in_ms(server_id)) <= 0.0;
            if due && !page::is_hidden() {
                self.ask(server_id).await;
            }
            return;
        }
        while self.is_watched(server_id) {
            let wait_ms = self.inner.with_value(|inner| inner.due_in_ms(server_id));
            if wait_ms > 0.0 {
                TimeoutFuture::new(wait_ms as u32 + 1).await;
            } else if page::is_hidden() {
                TimeoutFuture::new(HIDDEN_MS).await;
            } else {
                self.ask(server_id).await;
            }
        }
        self.inner.update_value(|inner| {
            if let Some(kept) = inner.kept.get_mut(&server_id) {
                kept.has_keeper = false;
            }
        });
    }

    /// Whether the caller is the one that keeps this server fresh from now on.
    fn begin_keeping(self, server_id: u64) -> Option<bool> {
        self.inner.try_update_value(|inner| {
            inner.kept.get_mut(&server_id).is_some_and(|kept| !std::mem::replace(&mut kept.has_keeper, true))
        })
    }

    fn is_watched(self, server_id: u64) -> bool {
        self.inner.with_value(|inner| inner.kept.get(&server_id).is_some_and(|kept| kept.watchers > 0))
    }

    async fn ask(self, server_id: u64) {
        let (gate, who) = self.inner.with_value(|inner| (inner.gate.clone(), inner.session.who_now()));
        self.inner.update_value(|inner| {
            if let Some(kept) = inner.kept.get_mut(&server_id) {
                kept.asked_ms = monotonic_ms();
                kept.is_asking = true;
            }
        });
        let answer = gate.monitor(GetMonitor { server_id }).await;
        self.inner.update_value(|inner| {
            let Some(kept) = inner.kept.get_mut(&server_id) else { return };
            kept.is_asking = false;
            if inner.session.who_now() != who {
                kept.asked_ms = f64::NEG_INFINITY;
                return;
            }
            match answer {
                Ok(answer) => kept.latency.set(Latency {
                    series: Some(answer.result.into()),
                    error: None,
                    answered_ms: Some(monotonic_ms()),
                }),
                Err(error) => kept.latency.update(|latency| latency.error = Some(error)),
            }
        });
    }
}

impl Inner {
    /// How long the last question is still recent enough; 0 when it is time to ask.
    fn due_in_ms(&self, server_id: u64) -> f64 {
        self.kept.get(&server_id).map_or(0.0, |kept| (kept.asked_ms + FRESH_MS - monotonic_ms()).max(0.0))
    }

    /// Drops the server asked for longest ago that nobody watches.
    fn make_room_for(&mut self, server_id: u64) {
        if self.kept.len() < KEPT || self.kept.contains_key(&server_id) {
            return;
        }
        let unwatched = self.kept.iter().filter(|(_, kept)| kept.watchers == 0 && !kept.has_keeper);
        let oldest = unwatched.min_by(|(_, a), (_, b)| a.asked_ms.total_cmp(&b.asked_ms)).map(|(id, _)| *id);
        if let Some(oldest) = oldest {
            self.kept.remove(&oldest);
        }
    }
}

impl Kept {
    fn new() -> Self {
        Self {
            latency: ArcVar::default(),
            asked_ms: f64::NEG_INFINITY,
            has_keeper: false,
            is_asking: false,
            watchers: 0,
        }
    }
}
