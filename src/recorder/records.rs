//! All servers that are recorded, and what of them has to be written.

use leptos::prelude::untrack;
use nezha_api::ApiBase;
use nezha_fleet::recent::FleetMinutes;
use nezha_fleet::recorded::{Figures, Recording};
use nezha_fleet::units::MINUTE_MS;

use super::carried::forget_carried;
use super::keys::{HOUR_MS, SAMPLES_MS, fleet_key, record_key};
use super::ledgers::{ledger_key, stored_ledger, take_over};
use super::recorded_server::{RecordedServer, epoch_ms};
use crate::browser::clock::{browser_ms, monotonic_ms};
use crate::fleet::Fleet;
use crate::kept::{
    settings::Settings,
    storage::{self, Shelf},
};
use crate::words::zone::VisitorZone;

/// So many servers' recordings stay in memory after they were left.
const KEPT: usize = 4;

/// A clock that moved by more than this against the other one was set, in milliseconds.
const JUMP_MS: i64 = 10_000;

/// All servers that are recorded.
pub(super) struct Records {
    pub(super) base: ApiBase,
    pub(super) fleet: Fleet,
    pub(super) settings: Settings,
    pub(super) servers: Vec<RecordedServer>,
    /// What the rings saw until then is written, by their clock.
    pub(super) rings_written_ms: f64,
    /// What the rings saw before is forgotten, or nobody knows any more when that was.
    rings_since_ms: f64,
    epoch_ms: i64,
    /// How often everything was forgotten: what was taken before is not put back after.
    pub(super) times_forgotten: u32,
}

impl Records {
    pub(super) fn new(base: ApiBase, fleet: Fleet, settings: Settings) -> Self {
        let epoch_ms = epoch_ms();
        // What an earlier visit saw is before zero, and written.
        Self {
            base,
            fleet,
            settings,
            servers: Vec::new(),
            rings_written_ms: 0.0,
            rings_since_ms: f64::NEG_INFINITY,
            epoch_ms,
            times_forgotten: 0,
        }
    }

    pub(super) fn find(&mut self, id: u64) -> Option<&mut RecordedServer> {
        self.servers.iter_mut().find(|recorded| recorded.id == id)
    }

    /// Records a server, from what its ring has seen on.
    pub(super) fn record(&mut self, id: u64) -> &mut RecordedServer {
        let place = self.servers.iter().position(|recorded| recorded.id == id).unwrap_or_else(|| {
            let idle = |recorded: &RecordedServer| !recorded.is_active();
            if self.servers.iter().filter(|recorded| idle(recorded)).count() >= KEPT
                && let Some(at) = self.servers.iter().position(idle)
            {
                self.servers.remove(at);
            }
            self.servers.push(RecordedServer {
                id,
                recording: Recording::new(Figures::ALL),
                ledger: stored_ledger(&self.base, id).unwrap_or_default(),
                watchers: 0,
                back_to: None,
                is_back: false,
                written_ms: browser_ms() as i64 - SAMPLES_MS,
                is_pinned: false,
                row: untrack(|| self.fleet.row(id)),
                reported_s: 0,
            });
            self.servers.len() - 1
        });
        let recorded = &mut self.servers[place];
        if !recorded.is_active() {
            recorded.fill_in(self.rings_since_ms);
        }
        recorded
    }

    /// Records these also while nobody looks at them. Returns those that were not.
    pub(super) fn pin(&mut self, pins: &[u64]) -> Vec<u64> {
        let is_new = |id: &&u64| !self.servers.iter().any(|recorded| recorded.id == **id);
        let new: Vec<u64> = pins.iter().filter(is_new).copied().collect();
        for recorded in &mut self.servers {
            // While nobody looked at it and it was not pinned, only its ring has seen it.
            if pins.contains(&recorded.id) && !recorded.is_active() {
                recorded.fill_in(self.rings_since_ms);
            }
            recorded.is_pinned = pins.contains(&recorded.id);
        }
        for id in &new {
            self.record(*id).is_pinned = true;
        }
        new
    }

    /// Servers came, went or moved.
    pub(super) fn find_rows(&mut self) {
        let fleet = self.fleet;
        for recorded in &mut self.servers {
            recorded.row = untrack(|| fleet.row(recorded.id));
        }
    }

    /// Notices where the browser's clock was set. `answered_ms` is when the last answer came.
    pub(super) fn compare_clocks(&mut self, answered_ms: f64) {
        let epoch_ms = epoch_ms();
        if (epoch_ms - self.epoch_ms).abs() > JUMP_MS {
            // By the rings' clock nobody can tell any more when what they saw was; the last answer was now.
            self.rings_since_ms = answered_ms - 100.0;
        }
        self.epoch_ms = epoch_ms;
    }

    /// Adds what the recorded servers said, once for every report. Returns whether that was anything.
    pub(super) fn take_in(&mut self) -> bool {
        let zone = VisitorZone::of(&self.settings.preferences_untracked());
        let mut added = false;
        for recorded in self.servers.iter_mut().filter(|recorded| recorded.is_active()) {
            added |= recorded.take_in(browser_ms() as i64, &zone, &self.base);
        }
        added
    }

    /// Fills in what the rings saw before the page was opened.
    pub(super) fn fill_in(&mut self) {
        for recorded in &mut self.servers {
            recorded.fill_in(self.rings_since_ms);
        }
    }

    /// Forgets everything but how much traffic there was, which nobody can learn again.
    pub(super) fn forget(&mut self) {
        self.times_forgotten += 1;
        for recorded in &mut self.servers {
            recorded.recording = Recording::new(Figures::ALL);
        }
        forget_carried(&self.base);
        let now_ms = monotonic_ms();
        (self.rings_since_ms, self.rings_written_ms) = (now_ms, now_ms);
    }

    /// What has to be written of recorded servers, by key: the hours that have grown, and the last samples. Of all, or only of
    /// those that are looked at.
    pub(super) fn unwritten(&self, all: bool) -> Vec<(String, Vec<u8>)> {
        let due = self.servers.iter().filter(|recorded| recorded.is_due(all));
        due.flat_map(|recorded| self.unwritten_of(recorded)).collect()
    }

    /// The same of one server. Nothing before what the database has of it was read.
    pub(super) fn unwritten_of(&self, recorded: &RecordedServer) -> Vec<(String, Vec<u8>)> {
        self.seen_since(recorded, recorded.written_ms)
    }

    /// What of those that are looked at a reload would lose, by key: the last minutes, and the last samples.
    pub(super) fn newest(&self) -> Vec<(String, Vec<u8>)> {
        let watched = self.servers.iter().filter(|recorded| recorded.is_due(false));
        watched.flat_map(|recorded| self.seen_since(recorded, browser_ms() as i64)).collect()
    }

    /// What was unwritten at that time is written: of all, or only of those that are looked at.
    pub(super) fn mark_written(&mut self, all: bool, at_ms: i64) {
        for recorded in self.servers.iter_mut().filter(|recorded| recorded.is_due(all) && recorded.is_back) {
            recorded.written_ms = at_ms;
        }
    }

    /// Whether something that is looked at was not written for an hour: another tab writes, and only what it sees itself.
    pub(super) fn is_overdue(&self) -> bool {
        let is_late = |recorded: &RecordedServer| browser_ms() as i64 - recorded.written_ms > HOUR_MS;
        self.servers.iter().any(|recorded| recorded.is_due(false) && recorded.is_back && is_late(recorded))
    }

    fn seen_since(&self, recorded: &RecordedServer, since_ms: i64) -> Vec<(String, Vec<u8>)> {
        if !recorded.is_back {
            return Vec::new();
        }
        let (base, now_ms) = (self.base.to_string(), browser_ms() as i64);
        let (id, recording) = (recorded.id, &recorded.recording);
        let hours = recording.hours_since(since_ms.min(now_ms) - 2 * MINUTE_MS).into_iter();
        let mut records: Vec<(String, Vec<u8>)> = hours
            .filter_map(|hour| Some((record_key(&base, id, hour.into(), "m"), recording.hour_bytes(hour)?)))
            .collect();
        let bytes = recording.sample_bytes();
        records.extend(bytes.map(|bytes| (record_key(&base, id, now_ms / HOUR_MS, "s"), bytes)));
        records
    }

    /// What all rings saw since the last time, by its key; `None` for nothing.
    pub(super) fn unwritten_of_rings(&mut self) -> Option<(String, Vec<u8>)> {
        let (base, now_ms) = (self.base.to_string(), browser_ms() as i64);
        let ring_ms = monotonic_ms();
        let bytes = self.fleet.rows().with_untracked(|rows| {
            let after_ms = self.rings_written_ms.max(self.rings_since_ms);
            let mut record = FleetMinutes::new(after_ms, ring_ms, epoch_ms(), rows.len());
            rows.iter().for_each(|row| record.add(row.id, &row.recent.read_untracked()));
            record.finish()
        });
        self.rings_written_ms = ring_ms;
        bytes.map(|bytes| (fleet_key(&base, now_ms, bytes.len()), bytes))
    }

    /// Keeps in memory only the last hours of who is pinned and not looked at: the rest is in the database.
    pub(super) fn forget_what_is_written(&mut self) {
        let hour = browser_ms() as i64 / HOUR_MS - 1;
        let unseen = |recorded: &&mut RecordedServer| recorded.is_pinned && recorded.watchers == 0;
        for recorded in self.servers.iter_mut().filter(unseen) {
            recorded.recording.forget_minutes_before(hour * HOUR_MS);
            recorded.back_to = recorded.back_to.map(|back_to| back_to.max(hour));
        }
    }

    /// Writes how much traffic there was, where no other tab knows more; where one does, that is taken over.
    pub(super) fn write_ledgers(&mut self) {
        let now_s = self.fleet.now_s().get_untracked();
        for recorded in self.servers.iter_mut().filter(|recorded| recorded.is_active()) {
            let stored = stored_ledger(&self.base, recorded.id);
            take_over(&mut recorded.ledger, stored.as_ref(), now_s);
            if stored.as_ref() != Some(&recorded.ledger) {
                let key = ledger_key(&self.base, recorded.id);
                storage::write(Shelf::Browser, &key, &recorded.ledger.print());
            }
        }
    }
}
