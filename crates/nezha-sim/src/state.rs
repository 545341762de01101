//! What all requests share.

use crate::clock::Clock;
use crate::config::Config;
use crate::faults::Faults;
use crate::rng::mix;
use crate::stats::Counters;
use crate::world::World;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// The simulator's state, shared by all requests.
#[derive(Clone)]
pub(crate) struct Shared {
    pub(crate) config: Arc<Config>,
    pub(crate) counters: Counters,
    inner: Arc<Mutex<Inner>>,
    /// Counts restarts and resets: every socket closes when it changes.
    pub(crate) restarts: Arc<watch::Sender<u64>>,
}

/// What the lock protects.
pub(crate) struct Inner {
    pub(crate) world: World,
    pub(crate) clock: Clock,
    pub(crate) faults: Faults,
    /// The site's view password.
    pub(crate) view_password: Option<String>,
    /// Milliseconds from a registration to the first report; `None` for never.
    pub(crate) first_report_ms: Option<i64>,
    /// The last answer of each address, for the fault `cached`.
    pub(crate) last_answers: HashMap<String, Recorded>,
    /// Counts answers in random order, so that no two are alike.
    pub(crate) shuffles: u64,
}

/// An answer that was sent.
#[derive(Clone)]
pub(crate) struct Recorded {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) at_ms: i64,
}

impl Inner {
    fn new(config: &Config) -> Self {
        let clock = Clock::new(config.start_unix_ms);
        let world = World::new(config, clock.now_ms());
        Self {
            world,
            clock,
            faults: Faults::default(),
            view_password: config.view_password.clone(),
            first_report_ms: Some(config.first_report.as_millis() as i64),
            last_answers: HashMap::new(),
            shuffles: 0,
        }
    }

    /// What time it is, in Unix milliseconds.
    pub(crate) fn now_ms(&self) -> i64 {
        self.clock.now_ms()
    }

    /// Puts items in an order that nobody can rely on, as Go's maps do.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        self.shuffles += 1;
        let mut chance = self.world.chance(&[self.shuffles]);
        for last in (1..items.len()).rev() {
            chance = mix(chance);
            items.swap(last, (chance % (last as u64 + 1)) as usize);
        }
    }
}

impl Shared {
    pub(crate) fn new(config: Config) -> Self {
        Self {
            inner: Arc::new(Mutex::new(Inner::new(&config))),
            counters: Counters::default(),
            restarts: Arc::new(watch::Sender::new(0)),
            config: Arc::new(config),
        }
    }

    /// The world, the clock and the faults. Never held over an `.await`.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Closes all sockets.
    pub(crate) fn close_sockets(&self) {
        self.restarts.send_modify(|count| *count += 1);
    }

    /// Everything as at the start.
    pub(crate) fn reset(&self) {
        *self.lock() = Inner::new(&self.config);
        self.counters.reset();
        self.close_sockets();
    }
}
