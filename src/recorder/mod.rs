//! What the feed sees, kept for live charts, sparklines and traffic, also over a reload.
//!
//! V0 keeps nothing of it. All figures of servers that are looked at or pinned are recorded here; CPU and network of every
//! server are in its ring ([`Row::recent`](crate::fleet::Row)). Both go to the browser's database once a minute, by one tab,
//! and what of it is not too old comes back. Nothing here runs by a clock: everything follows the feed's
//! answers, and what an earlier visit kept is read a moment after the page is there.
//!
//! Times are the browser's own and are only ever compared with each other.

mod carried;
mod connection;
mod keeping;
mod keys;
mod ledgers;
mod pins;
mod recorded_server;
mod records;
mod traffic_plans;

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use nezha_api::ApiBase;
use nezha_fleet::recorded::Recording;
use nezha_fleet::traffic::Ledger;
use web_sys::{Event, PageTransitionEvent, StorageEvent};

use crate::browser::clock::browser_ms;
use crate::browser::{entry, page};
use crate::dom::{Var, View, react, shared, shared_or};
use crate::feed::Feed;
use crate::fleet::Fleet;
use crate::kept::storage::{self, Shelf};
use keeping::Keeping;
use keys::HOUR_MS;
pub(crate) use recorded_server::offset_s;
use records::Records;
pub(crate) use traffic_plans::{change_traffic_plan, follow_traffic_plan};

/// The recordings of this tab.
#[derive(Clone, Copy)]
pub struct Recorder {
    records: StoredValue<Records, LocalStorage>,
    keeping: StoredValue<Keeping, LocalStorage>,
    changed: Trigger,
    answered_ms: Var<Option<i64>>,
    pins: Var<Vec<u64>>,
    feed: Feed,
}

/// Shows nothing: the recorder of the app, which runs from now on.
#[component]
pub fn RunRecorder() -> View {
    Recorder::of_app();
    View::nothing()
}

impl Recorder {
    /// The app's only one.
    pub fn of_app() -> Self {
        shared_or(|| Self::start(&entry::api_base(), shared(), shared()))
    }

    /// Records from every answer of the feed, for as long as the app runs.
    fn start(base: &ApiBase, fleet: Fleet, feed: Feed) -> Self {
        let recorder = Self {
            records: StoredValue::new_local(Records::new(base.clone(), fleet, shared())),
            keeping: StoredValue::new_local(Keeping::new(base)),
            changed: Trigger::new(),
            answered_ms: Var::new(None),
            pins: Var::new(pins::load(base)),
            feed,
        };
        react(move || {
            fleet.rows().track();
            recorder.records.update_value(|records| records.find_rows());
        });
        react(move || {
            if let Some(answered_ms) = feed.answered_ms().get() {
                untrack(|| recorder.take_in(answered_ms));
            }
        });
        recorder.follow_pins();
        page::listen(&window(), "pagehide", move |_: PageTransitionEvent| {
            recorder.carry();
            recorder.leave();
        });
        page::listen(&document(), "visibilitychange", move |_: Event| {
            if page::is_hidden() {
                recorder.leave();
            }
        });
        let (mark, pins_key, base) = (forgotten_key(base), pins::key(base), base.clone());
        page::listen(&window(), "storage", move |event: StorageEvent| {
            // Another tab forgets: what this one has is meant as well.
            if event.key().as_ref() == Some(&mark) {
                recorder.forget_here();
            }
            // What another tab pins is pinned in all.
            if event.key().as_ref() == Some(&pins_key) {
                recorder.pins.set(pins::load(&base));
                recorder.follow_pins();
            }
        });
        recorder
    }

    /// Records all figures of a server for as long as the caller's owner lives, on top of what an earlier visit kept.
    pub fn watch(self, id: u64) {
        let is_told = self.feed.tells_figures();
        let is_back = self.records.try_update_value(|records| {
            let recorded = records.record(id);
            recorded.watchers += 1;
            let is_back = recorded.back_to == Some(0);
            // All figures of its last report, of which the ring knows only some.
            if is_told {
                records.take_in();
            }
            is_back
        });
        self.answered_ms.set(Some(browser_ms() as i64));
        on_cleanup(move || {
            self.hand_over_of(id);
            self.records.update_value(|records| {
                records.write_ledgers();
                if let Some(recorded) = records.find(id) {
                    recorded.watchers = recorded.watchers.saturating_sub(1);
                }
            });
        });
        if is_back == Some(false) {
            spawn_local(self.bring_back(id, 0));
        }
    }

    /// The servers that are recorded also while nobody looks at them; the caller follows it.
    pub fn pins(self) -> Rc<Vec<u64>> {
        self.pins.read()
    }

    /// So many servers can be pinned.
    pub const MOST_PINS: usize = pins::MOST;

    /// Pins a server, or no longer.
    pub fn pin(self, id: u64, is_wanted: bool) {
        let (base, fleet) = self.records.with_value(|records| (records.base.clone(), records.fleet));
        let is_server = |id| untrack(|| fleet.row(id)).is_some();
        self.pins.set(pins::change(&base, self.pins.get_untracked(), id, is_wanted, is_server));
        self.follow_pins();
    }

    /// When the feed last answered, whatever it said, or a server was opened, Unix milliseconds by the browser's clock; the
    /// caller follows it. What was recorded here is no later.
    pub fn answered_ms(self) -> i64 {
        self.answered_ms.get().unwrap_or_else(|| browser_ms() as i64)
    }

    /// Looks at a server's recording; the caller follows it. `None` for one of which nothing is recorded.
    pub fn with<T>(self, id: u64, look: impl FnOnce(&Recording) -> T) -> Option<T> {
        self.changed.track();
        self.records.with_value(|records| {
            records
                .servers
                .iter()
                .find(|recorded| recorded.id == id)
                .map(|recorded| look(&recorded.recording))
        })
    }

    /// How much traffic a server had; the caller follows it. `None` for one of which nothing is recorded.
    pub fn ledger(self, id: u64) -> Option<Ledger> {
        self.changed.track();
        self.records.with_value(|records| {
            records.servers.iter().find(|recorded| recorded.id == id).map(|recorded| recorded.ledger.clone())
        })
    }

    /// Forgets everything that was recorded on this dashboard: here, in other tabs, and in the browser's database. Traffic is
    /// counted on.
    pub fn forget(self) {
        let mark = self.records.with_value(|records| forgotten_key(&records.base));
        // Any other value than before.
        storage::write(Shelf::Browser, &mark, &browser_ms().to_string());
        self.forget_here();
    }

    fn forget_here(self) {
        self.records.update_value(|records| records.forget());
        self.changed.notify();
        spawn_local(self.remove_all());
    }

    /// Adds what servers said, and writes it once a minute.
    fn take_in(self, answered_ms: f64) {
        let added = self.records.try_update_value(|records| {
            records.compare_clocks(answered_ms);
            self.feed.tells_figures() && records.take_in()
        });
        self.answered_ms.set(Some(browser_ms() as i64));
        if added == Some(true) {
            self.changed.notify();
        }
        if self.keeping.try_update_value(|keeping| keeping.ask_for_rings_once()) == Some(true) {
            spawn_local(self.bring_back_rings());
        }
        let is_due = self.keeping.try_update_value(|keeping| keeping.is_due(browser_ms() as i64));
        if is_due == Some(true) {
            self.records.update_value(Records::write_ledgers);
            if self.is_writer() {
                spawn_local(self.write());
            } else if self.records.try_with_value(Records::is_overdue) == Some(true) {
                self.hand_over();
            }
        }
    }

    /// Keeps what is new: the page may never be seen again.
    fn leave(self) {
        self.records.update_value(Records::write_ledgers);
        self.hand_over();
    }

    fn follow_pins(self) {
        let pins = self.pins.get_untracked();
        let new = self.records.try_update_value(|records| records.pin(&pins)).unwrap_or_default();
        for id in new {
            // The hour that goes on, and the one before, from which the samples may be.
            spawn_local(self.bring_back(id, browser_ms() as i64 / HOUR_MS - 1));
        }
    }
}

/// Where a tab says to the others that everything is forgotten.
fn forgotten_key(base: &ApiBase) -> String {
    storage::key("recordings-forgotten", base)
}
