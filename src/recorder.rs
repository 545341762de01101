//! What the feed sees of the servers one looks at, kept for live charts, also over a reload.
//!
//! V0 keeps nothing of it. Times are the browser's own and are only ever compared with each other.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use nezha_api::ApiBase;
use nezha_fleet::liveness::State;
use nezha_fleet::recorded::{Figures, Kept, MOST_BYTES, Recording, evictions, write_due};

use crate::dom::{react, shared, shared_or};
use crate::feed::Feed;
use crate::fleet::Fleet;
use crate::net::clock::browser_ms;
use crate::net::database::Database;
use crate::net::page;
use crate::storage::{self, Shelf};

/// So many servers' recordings stay in memory after they were left.
const KEPT: usize = 4;

/// For how long another tab that writes counts as alive, in milliseconds.
const TAB_MS: i64 = 100_000;

/// At most so large is the record of an hour, or of the last samples; what is stored is not read to be measured.
const RECORD_BYTES: u64 = 17_000;

/// What was kept is asked for this long after a server is opened.
const LATER_MS: u32 = 300;

const HOUR_MS: i64 = 3_600_000;

/// The recordings of this tab.
#[derive(Clone, Copy)]
pub struct Recorder {
    inner: StoredValue<Inner, LocalStorage>,
    changed: Trigger,
}

struct Inner {
    /// The API base: two dashboards on one origin stay apart.
    base: String,
    fleet: Fleet,
    database: Option<Database>,
    recorded: Vec<Recorded>,
    written_ms: Option<i64>,
    /// Where tabs agree on who writes, and what this one is called there.
    writer_key: String,
    tab: String,
}

/// A server that is recorded, or was.
struct Recorded {
    id: u64,
    recording: Recording,
    watchers: usize,
    reported_s: i64,
}

impl Recorder {
    /// The app's only one.
    pub fn of_app() -> Self {
        shared_or(|| Self::start(&page::api_base(), shared(), shared()))
    }

    /// Records from every answer of the feed, for as long as the app runs.
    fn start(base: &ApiBase, fleet: Fleet, feed: Feed) -> Self {
        let recorder = Self {
            inner: StoredValue::new_local(Inner {
                base: base.to_string(),
                fleet,
                database: None,
                recorded: Vec::new(),
                written_ms: None,
                writer_key: storage::key("recording-tab", base),
                tab: ((js_sys::Math::random() * 1e15) as u64).to_string(),
            }),
            changed: Trigger::new(),
        };
        react(move || {
            feed.answered_ms().track();
            recorder.take_in();
        });
        recorder
    }

    /// Records all figures of a server for as long as the caller's owner lives, on top of what an earlier visit kept.
    pub fn watch(self, id: u64) {
        let is_new = self.inner.try_update_value(|inner| inner.watch(id)).unwrap_or_default();
        on_cleanup(move || {
            self.inner.try_update_value(|inner| {
                if let Some(recorded) = inner.recorded.iter_mut().find(|recorded| recorded.id == id) {
                    recorded.watchers = recorded.watchers.saturating_sub(1);
                }
            });
        });
        if is_new {
            spawn_local(self.bring_back(id));
        }
        self.take_in();
    }

    /// Looks at a server's recording; the caller follows it. `None` for one that is not watched.
    pub fn with<T>(self, id: u64, look: impl FnOnce(&Recording) -> T) -> Option<T> {
        self.changed.track();
        self.inner.with_value(|inner| {
            inner.recorded.iter().find(|recorded| recorded.id == id).map(|recorded| look(&recorded.recording))
        })
    }

    /// Forgets everything that was recorded on this dashboard, here and in the browser's database.
    pub fn forget(self) {
        self.inner.update_value(|inner| {
            for recorded in &mut inner.recorded {
                recorded.recording = Recording::new(Figures::ALL, true);
            }
        });
        self.changed.notify();
        spawn_local(async move {
            if let Some(database) = self.database().await {
                let [from, to] =
                    self.inner.with_value(|inner| ["\0", "\u{ffff}"].map(|end| key(&inner.base, end)));
                let keys = database.keys(&from, &to).await;
                database.write(&[], &keys);
            }
        });
    }

    /// Adds what the watched servers said, once for every report.
    fn take_in(self) {
        let now_ms = browser_ms() as i64;
        let added = self.inner.try_update_value(|inner| inner.take_in(now_ms)).unwrap_or_default();
        if !added {
            return;
        }
        self.changed.notify();
        let is_due = self.inner.try_update_value(|inner| inner.may_write(now_ms)).unwrap_or_default();
        if is_due {
            spawn_local(self.write(now_ms));
        }
    }

    /// Takes in what an earlier visit kept of a server.
    async fn bring_back(self, id: u64) {
        // The page comes first.
        TimeoutFuture::new(LATER_MS).await;
        let Some(database) = self.database().await else { return };
        let Some([from, to]) = self.inner.try_with_value(|inner| server_keys(&inner.base, id)) else {
            return;
        };
        let records = database.values(&from, &to).await;
        let now_ms = browser_ms() as i64;
        self.inner.update_value(|inner| {
            if let Some(recorded) = inner.recorded.iter_mut().find(|recorded| recorded.id == id) {
                for bytes in &records {
                    // What somebody else wrote there is passed over.
                    recorded.recording.take_in(bytes, now_ms);
                }
            }
        });
        self.changed.notify();
    }

    /// Writes what is new of every watched server, and removes what is too old or too much.
    async fn write(self, now_ms: i64) {
        let Some(database) = self.database().await else { return };
        let (base, records) = self.inner.with_value(|inner| (inner.base.clone(), inner.records(now_ms)));
        let [from, to] = ["\0", "\u{ffff}"].map(|end| key(&base, end));
        let keys = database.keys(&from, &to).await;
        let kept: Vec<Kept> =
            keys.iter().map(|key| Kept { written_ms: written_ms(key), bytes: RECORD_BYTES }).collect();
        let gone: Vec<String> = evictions(&kept, now_ms, MOST_BYTES)
            .into_iter()
            .filter_map(|at| keys.get(at).cloned())
            .filter(|key| !records.iter().any(|(other, _)| other == key))
            .collect();
        database.write(&records, &gone);
    }

    /// The database, opened when it is first needed. `None` where storage is denied.
    async fn database(self) -> Option<Database> {
        if let Some(database) = self.inner.with_value(|inner| inner.database.clone()) {
            return Some(database);
        }
        let database = Database::open().await?;
        self.inner.update_value(|inner| inner.database = Some(database.clone()));
        Some(database)
    }
}

impl Inner {
    /// Whether the server was not recorded until now.
    fn watch(&mut self, id: u64) -> bool {
        if let Some(recorded) = self.recorded.iter_mut().find(|recorded| recorded.id == id) {
            recorded.watchers += 1;
            return false;
        }
        if self.recorded.len() >= KEPT
            && let Some(at) = self.recorded.iter().position(|recorded| recorded.watchers == 0)
        {
            self.recorded.remove(at);
        }
        let recording = Recording::new(Figures::ALL, true);
        self.recorded.push(Recorded { id, recording, watchers: 1, reported_s: 0 });
        true
    }

    fn take_in(&mut self, now_ms: i64) -> bool {
        let mut added = false;
        for recorded in self.recorded.iter_mut().filter(|recorded| recorded.watchers > 0) {
            let Some(row) = untrack(|| self.fleet.row(recorded.id)) else { continue };
            let server = row.server.read_untracked();
            let is_reporting = matches!(row.liveness.get_untracked().state(), State::Live | State::Late);
            // The same report again is nothing new, and of a silent server there is nothing to draw.
            if is_reporting && server.last_active != recorded.reported_s {
                recorded.reported_s = server.last_active;
                recorded.recording.add(now_ms, &server, 0);
                added = true;
            }
        }
        added
    }

    /// Whether this tab writes, and now.
    fn may_write(&mut self, now_ms: i64) -> bool {
        if !write_due(self.written_ms, now_ms) {
            return false;
        }
        let other = storage::read(Shelf::Browser, &self.writer_key).unwrap_or_default();
        let is_ours = other.split_once(' ').is_none_or(|(tab, at)| {
            let age_ms = at.parse().map_or(i64::MAX, |at: i64| now_ms.saturating_sub(at));
            tab == self.tab || !(0..TAB_MS).contains(&age_ms)
        });
        if is_ours {
            storage::write(Shelf::Browser, &self.writer_key, &[&self.tab, " ", &now_ms.to_string()].concat());
        }
        let is_first = self.written_ms.replace(now_ms).is_none();
        // The first minute has nothing worth a write yet.
        is_ours && !is_first
    }

    /// The bytes of the hours that have grown, and of the last samples, by key.
    fn records(&self, now_ms: i64) -> Vec<(String, Vec<u8>)> {
        let mut records = Vec::new();
        for recorded in self.recorded.iter().filter(|recorded| recorded.watchers > 0) {
            let recording = &recorded.recording;
            for hour in recording.hours_since(now_ms - 2 * 60_000) {
                let bytes = recording.hour_bytes(hour);
                records.extend(bytes.map(|bytes| (record_key(&self.base, recorded.id, hour, "m"), bytes)));
            }
            let hour = i32::try_from(now_ms / HOUR_MS).unwrap_or(0);
            let bytes = recording.sample_bytes();
            records.extend(bytes.map(|bytes| (record_key(&self.base, recorded.id, hour, "s"), bytes)));
        }
        records
    }
}

fn key(base: &str, rest: &str) -> String {
    [base, "|", rest].concat()
}

/// Minutes sort before samples of the same hour.
fn record_key(base: &str, id: u64, hour: i32, kind: &str) -> String {
    key(base, &[&id.to_string(), "|", &hour.to_string(), "|", kind].concat())
}

/// The keys between which all of a server's records are.
fn server_keys(base: &str, id: u64) -> [String; 2] {
    ["", "\u{ffff}"].map(|end| key(base, &[&id.to_string(), "|", end].concat()))
}

/// When a record was last written, about: the end of its hour. 0 for a key that is none of ours.
fn written_ms(key: &str) -> i64 {
    let hour = key.rsplit('|').nth(1).and_then(|hour| hour.parse::<i64>().ok());
    hour.map_or(0, |hour| hour.saturating_add(1).saturating_mul(HOUR_MS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_tells_its_age_by_its_key() {
        assert_eq!(written_ms(&record_key("/b/", 7, 498_696, "m")), 498_697 * HOUR_MS);
        assert_eq!([written_ms("x"), written_ms("a|b|c|d")], [0, 0]);
    }

    #[test]
    fn records_of_one_server_are_not_those_of_another() {
        let [from, to] = server_keys("/b/", 7);
        let inside = |key: &String| *key >= from && *key <= to;
        assert!(inside(&record_key("/b/", 7, 1, "s")) && inside(&record_key("/b/", 7, 999_999, "m")));
        assert!(!inside(&record_key("/b/", 70, 1, "s")) && !inside(&record_key("/c/", 7, 1, "s")));
    }
}
