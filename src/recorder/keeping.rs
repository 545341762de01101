//! Between the recorder and the browser's database.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use nezha_api::ApiBase;
use nezha_fleet::recent::read_fleet_minutes;
use nezha_fleet::recorded::{MOST_BYTES, StoredRecord, evictions, united, write_due};

use super::Recorder;
use super::carried::{carried, carry};
use super::keys::{all_keys, fleet_keys, handed_key, is_handed, server_keys, stored_record, united_keys};
use super::recorded_server::epoch_ms;
use crate::browser::clock::{browser_ms, monotonic_ms, timed};
use crate::browser::database::Database;
use crate::kept::storage::{self, Shelf};

/// For how long another tab that writes counts as alive, in milliseconds.
const TAB_MS: i64 = 100_000;

/// What was kept is asked for so long after it is wanted: the page comes first.
const LATER_MS: u32 = 300;

/// So many records that were handed over in a row have keys of their own: whoever unites one and removes it removes none that
/// came meanwhile.
const APART: u32 = 8;

/// The database, and whose turn it is to write.
pub(super) struct Keeping {
    pub(super) database: Option<Database>,
    written_ms: Option<i64>,
    /// Where tabs agree on who writes, and what this one is called there.
    writer_key: String,
    tab: String,
    is_writer: bool,
    /// How often something was handed over.
    handed: u32,
    rings_are_asked: bool,
}

impl Keeping {
    pub(super) fn new(base: &ApiBase) -> Self {
        Self {
            database: None,
            written_ms: None,
            writer_key: storage::key("recording-tab", base),
            tab: ((js_sys::Math::random() * 1e15) as u64).to_string(),
            is_writer: false,
            handed: 0,
            rings_are_asked: false,
        }
    }

    /// What the next records are handed over as, and where; `None` before the database is open.
    fn hand(&mut self) -> Option<(String, Database)> {
        let database = self.database.clone()?;
        self.handed += 1;
        Some(([&self.tab, "-", &(self.handed % APART).to_string()].concat(), database))
    }

    /// Whether a minute has passed since the last write.
    pub(super) fn is_due(&mut self, now_ms: i64) -> bool {
        if !write_due(self.written_ms, now_ms) {
            return false;
        }
        let other = storage::read(Shelf::Browser, &self.writer_key).unwrap_or_default();
        self.is_writer = other.split_once(' ').is_none_or(|(tab, at)| {
            let age_ms = at.parse().map_or(i64::MAX, |at: i64| now_ms.saturating_sub(at));
            tab == self.tab || !(0..TAB_MS).contains(&age_ms)
        });
        if self.is_writer {
            storage::write(Shelf::Browser, &self.writer_key, &[&self.tab, " ", &now_ms.to_string()].concat());
        }
        // The first minute has nothing worth a write yet.
        self.written_ms.replace(now_ms).is_some()
    }

    /// Whether nobody has asked yet for what the rings saw before.
    pub(super) fn ask_for_rings_once(&mut self) -> bool {
        !std::mem::replace(&mut self.rings_are_asked, true)
    }
}

impl Recorder {
    /// Takes in what an earlier visit kept of a server, from an hour on, that was not asked for before.
    pub(super) async fn bring_back(self, id: u64, from_hour: i64) {
        TimeoutFuture::new(LATER_MS).await;
        let asked = self.records.try_update_value(|records| {
            let base = records.base.to_string();
            let recorded = records.find(id)?;
            let until_hour = recorded.back_to.replace(from_hour);
            Some((server_keys(&base, id, from_hour, until_hour), until_hour))
        });
        let Some(Some(([from, to], until_hour))) = asked else { return };
        let forgotten = self.forgotten();
        let Some(mut found) = self.values(&from, &to).await else {
            // Whoever looks at the server next asks again.
            self.records.update_value(|records| {
                if let Some(recorded) =
                    records.find(id).filter(|recorded| recorded.back_to == Some(from_hour))
                {
                    recorded.back_to = until_hour;
                }
            });
            return;
        };
        let now_ms = browser_ms() as i64;
        self.records.update_value(|records| {
            found.extend(carried(&records.base, id, now_ms));
            if Some(records.times_forgotten) != forgotten {
                found.clear();
            }
            if let Some(recorded) = records.find(id) {
                // What somebody else wrote there is passed over.
                recorded.recording.take_in(&found, now_ms);
                recorded.is_back = true;
            }
        });
        self.changed.notify();
    }

    /// Puts before what the rings have seen what they saw before the page was loaded, minute by minute: all at once would
    /// take memory that wasm never gives back.
    pub(super) async fn bring_back_rings(self) {
        TimeoutFuture::new(LATER_MS).await;
        let (base, fleet) = self.records.with_value(|records| (records.base.to_string(), records.fleet));
        let forgotten = self.forgotten();
        let now_ms = browser_ms() as i64;
        let [from, to] = fleet_keys(&base, now_ms);
        let Some(keys) = self.keys(&from, &to).await else { return };
        for key in keys.iter().rev() {
            for bytes in self.values(key, key).await.unwrap_or_default() {
                if self.forgotten() != forgotten {
                    return;
                }
                let rows = fleet.rows().read_untracked();
                let mut at = 0;
                for (id, earlier) in read_fleet_minutes(&bytes, epoch_ms()).unwrap_or_default() {
                    // Most are in the order in which they were written.
                    let mut places = (at..rows.len()).chain(0..at.min(rows.len()));
                    let Some(place) = places.find(|place| rows[*place].id == id) else { continue };
                    rows[place].recent.update(|recent| recent.take_in(earlier, monotonic_ms()));
                    at = place + 1;
                }
            }
        }
        self.records.update_value(|records| records.fill_in());
        self.changed.notify();
        // Short visits hand over and never write, which would keep what is there within its bound.
        let [from, to] = all_keys(&base);
        let gone = too_much(&self.keys(&from, &to).await.unwrap_or_default(), &[], now_ms);
        if !gone.is_empty() {
            self.change(&[], &gone).await;
        }
    }

    /// Writes what is new, with what other tabs have written of the same hours, and removes what is too old or too much.
    pub(super) async fn write(self) {
        let [from, to] = self.records.with_value(|records| all_keys(&records.base.to_string()));
        // First: what the rings saw is handed out once.
        let Some(keys) = self.keys(&from, &to).await else { return };
        let forgotten = self.forgotten();
        let rings_written_ms = self.records.with_value(|records| records.rings_written_ms);
        let unwritten = self.records.try_update_value(|records| {
            timed("record", || (records.unwritten(true), records.unwritten_of_rings()))
        });
        let (records, of_rings) = unwritten.unwrap_or_default();
        if !self.write_with_others(&keys, records, of_rings, forgotten).await && self.forgotten() == forgotten
        {
            self.records.update_value(|records| records.rings_written_ms = rings_written_ms);
        }
    }

    /// Writes records of servers, each with what other tabs have of it, and that of all rings. Returns whether they are kept.
    async fn write_with_others(
        self,
        keys: &[String],
        mut records: Vec<(String, Vec<u8>)>,
        of_rings: Option<(String, Vec<u8>)>,
        forgotten: Option<u32>,
    ) -> bool {
        let now_ms = browser_ms() as i64;
        let mut handed = Vec::new();
        for (key, bytes) in &mut records {
            let [from, to] = united_keys(key);
            // Without them nothing may take their place.
            let Some(others) = self.values(&from, &to).await else { return false };
            if let Some(all) = united(bytes, &others, now_ms) {
                *bytes = all;
            }
            handed.extend(keys.iter().filter(|other| is_handed(other, key)).cloned());
        }
        records.extend(of_rings);
        let Some(database) = self.database().await else { return false };
        if self.forgotten() != forgotten {
            return false;
        }
        let gone = too_much(keys, &records, now_ms);
        // First, and by itself: where there is no room left, what is to be written would take it back.
        database.write(&[], &gone);
        let is_kept = database.write(&records, &handed).is_kept().await;
        if is_kept {
            self.records.update_value(|records| {
                records.mark_written(true, now_ms);
                records.forget_what_is_written();
            });
        } else {
            self.let_go();
        }
        is_kept
    }

    /// Whether this tab writes.
    pub(super) fn is_writer(self) -> bool {
        self.keeping.with_value(|keeping| keeping.is_writer)
    }

    /// Hands over what is new while the page is left, or hidden, where it sees nothing any more: there is no time to wait for
    /// anything. Whoever comes next may write at once. A tab that does not write has its open servers to hand over.
    pub(super) fn hand_over(self) {
        let left = self.keeping.try_update_value(|keeping| {
            let is_writer = std::mem::take(&mut keeping.is_writer);
            if is_writer {
                storage::remove(Shelf::Browser, &keeping.writer_key);
            }
            Some((is_writer, keeping.hand()?))
        });
        let Some(Some((is_writer, (tab, database)))) = left else { return };
        let is_begun = self.records.try_update_value(|records| {
            let of_servers = records.unwritten(is_writer).into_iter();
            let handed = of_servers.map(|(key, bytes)| (handed_key(&key, &tab), bytes));
            let rings_written_ms = records.rings_written_ms;
            let of_rings = if is_writer { records.unwritten_of_rings() } else { None };
            let is_begun = database.write(&handed.chain(of_rings).collect::<Vec<_>>(), &[]).is_begun();
            if is_begun {
                records.mark_written(is_writer, browser_ms() as i64);
            } else {
                records.rings_written_ms = rings_written_ms;
            }
            is_begun
        });
        if is_begun == Some(false) {
            // A page that is only hidden may be seen again, and then has it all yet.
            self.let_go();
        }
    }

    /// Hands over what was recorded of a server that is about to be left: nobody writes it any more.
    pub(super) fn hand_over_of(self, id: u64) {
        let Some(Some((tab, database))) = self.keeping.try_update_value(Keeping::hand) else { return };
        let of_server = self.records.with_value(|records| {
            let recorded =
                records.servers.iter().find(|recorded| recorded.id == id && recorded.watchers == 1);
            recorded.map(|recorded| records.unwritten_of(recorded)).unwrap_or_default()
        });
        if of_server.is_empty() {
            return;
        }
        let handed = of_server.into_iter().map(|(key, bytes)| (handed_key(&key, &tab), bytes));
        let handed = handed.collect::<Vec<_>>();
        if !database.write(&handed, &[]).is_begun() {
            spawn_local(async move {
                self.change(&handed, &[]).await;
            });
        }
    }

    /// Carries what is looked at over a reload.
    pub(super) fn carry(self) {
        self.records.with_value(|records| {
            for (key, bytes) in records.newest() {
                carry(&records.base, &key, &bytes);
            }
        });
    }

    fn forgotten(self) -> Option<u32> {
        self.records.try_with_value(|records| records.times_forgotten)
    }

    /// Removes everything that is kept of this dashboard.
    pub(super) async fn remove_all(self) {
        let [from, to] = self.records.with_value(|records| all_keys(&records.base.to_string()));
        self.ask(async |database| {
            let keys = database.keys(&from, &to).await?;
            database.write(&[], &keys).is_kept().await.then_some(())
        })
        .await;
    }
}

/// The keys that have to go, where these records are written in addition.
fn too_much(keys: &[String], records: &[(String, Vec<u8>)], now_ms: i64) -> Vec<String> {
    let mut stored: Vec<_> = keys.iter().map(|key| stored_record(key, now_ms)).collect();
    stored.extend(
        records.iter().map(|(_, bytes)| StoredRecord { written_ms: now_ms, bytes: bytes.len() as u64 }),
    );
    let gone = evictions(&stored, now_ms, MOST_BYTES).into_iter().filter_map(|at| keys.get(at).cloned());
    gone.filter(|key| !records.iter().any(|(other, _)| other == key)).collect()
}
