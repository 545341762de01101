//! What is recorded of which servers, and what of it has to be written.

use leptos::prelude::untrack;
use nezha_api::ApiBase;
use nezha_chart::Zone;
use nezha_fleet::liveness::State;
use nezha_fleet::recent::Record;
use nezha_fleet::recorded::{Figures, Recording};
use nezha_fleet::traffic::{Ledger, Reading};

use super::carried::forget_carried;
use super::keys::{HOUR_MS, MINUTE_MS, SAMPLES_MS, fleet_key, record_key};
use super::ledgers::{ledger_key, stored_ledger, take_over};
use crate::browser::clock::{browser_ms, monotonic_ms};
use crate::fleet::{Fleet, Row};
use crate::settings::Settings;
use crate::storage::{self, Shelf};
use crate::zone::VisitorZone;

/// So many servers' recordings stay in memory after they were left.
const KEPT: usize = 4;

/// A clock that moved by more than this against the other one was set, in milliseconds.
const JUMP_MS: i64 = 10_000;

/// A server that is recorded, or was.
pub(super) struct Recorded {
    pub(super) id: u64,
    pub(super) recording: Recording,
    pub(super) ledger: Ledger,
    pub(super) watchers: usize,
    /// From which hour on the database was asked for it; `None` for not at all.
    pub(super) back_to: Option<i64>,
    /// Whether what the database has was read: what is written before would be read back, and counted twice.
    pub(super) is_back: bool,
    /// What was seen until then is in the database, or handed over: Unix milliseconds.
    written_ms: i64,
    is_pinned: bool,
    row: Option<Row>,
    reported_s: i64,
}

/// All of them.
pub(super) struct Records {
    pub(super) base: ApiBase,
    pub(super) fleet: Fleet,
    pub(super) settings: Settings,
    pub(super) recorded: Vec<Recorded>,
    /// What the rings saw until then is written, by their clock.
    pub(super) rings_written_ms: f64,
    /// What the rings saw before is forgotten, or nobody knows any more when that was.
    rings_since_ms: f64,
    epoch_ms: i64,
    /// How often everything was forgotten: what was taken before is not put back after.
    pub(super) forgotten: u32,
}

/// The zero of the rings' clock, in Unix milliseconds by the browser's.
pub(super) fn epoch_ms() -> i64 {
    (browser_ms() - monotonic_ms()) as i64
}

/// How far the visitor's clocks are ahead of UTC at a moment in Unix seconds, in seconds.
pub(crate) fn offset_s(zone: &VisitorZone, unix_s: i64) -> i32 {
    zone.offset_minutes_at(unix_s.saturating_mul(1000)).saturating_mul(60)
}

impl Records {
    pub(super) fn new(base: ApiBase, fleet: Fleet, settings: Settings) -> Self {
        let (recorded, epoch_ms) = (Vec::new(), epoch_ms());
        // What an earlier visit saw is before zero, and written.
        Self {
            base,
            fleet,
            settings,
            recorded,
            rings_written_ms: 0.0,
            rings_since_ms: f64::NEG_INFINITY,
            epoch_ms,
            forgotten: 0,
        }
    }

    pub(super) fn find(&mut self, id: u64) -> Option<&mut Recorded> {
        self.recorded.iter_mut().find(|recorded| recorded.id == id)
    }

    /// Records a server, from what its ring has seen on.
    pub(super) fn record(&mut self, id: u64) -> &mut Recorded {
        let place = self.recorded.iter().position(|recorded| recorded.id == id).unwrap_or_else(|| {
            let idle = |recorded: &Recorded| !recorded.is_active();
            if self.recorded.iter().filter(|recorded| idle(recorded)).count() >= KEPT
                && let Some(at) = self.recorded.iter().position(idle)
            {
                self.recorded.remove(at);
            }
            self.recorded.push(Recorded {
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
            self.recorded.len() - 1
        });
        let recorded = &mut self.recorded[place];
        if !recorded.is_active() {
            recorded.fill_in(self.rings_since_ms);
        }
        recorded
    }

    /// Records these also while nobody looks at them. Returns those that were not.
    pub(super) fn pin(&mut self, pins: &[u64]) -> Vec<u64> {
        let is_new = |id: &&u64| !self.recorded.iter().any(|recorded| recorded.id == **id);
        let new: Vec<u64> = pins.iter().filter(is_new).copied().collect();
        for recorded in &mut self.recorded {
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
        for recorded in &mut self.recorded {
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
        for recorded in self.recorded.iter_mut().filter(|recorded| recorded.is_active()) {
            added |= recorded.take_in(browser_ms() as i64, &zone, &self.base);
        }
        added
    }

    /// Fills in what the rings saw before the page was opened.
    pub(super) fn fill_in(&mut self) {
        for recorded in &mut self.recorded {
            recorded.fill_in(self.rings_since_ms);
        }
    }

    /// Forgets everything but how much traffic there was, which nobody can learn again.
    pub(super) fn forget(&mut self) {
        self.forgotten += 1;
        for recorded in &mut self.recorded {
            recorded.recording = Recording::new(Figures::ALL);
        }
        forget_carried(&self.base);
        let now_ms = monotonic_ms();
        (self.rings_since_ms, self.rings_written_ms) = (now_ms, now_ms);
    }

    /// What has to be written of recorded servers, by key: the hours that have grown, and the last samples. Of all, or only of
    /// those that are looked at.
    pub(super) fn unwritten(&self, all: bool) -> Vec<(String, Vec<u8>)> {
        let due = self.recorded.iter().filter(|recorded| recorded.is_due(all));
        due.flat_map(|recorded| self.unwritten_of(recorded)).collect()
    }

    /// The same of one server. Nothing before what the database has of it was read.
    pub(super) fn unwritten_of(&self, recorded: &Recorded) -> Vec<(String, Vec<u8>)> {
        self.seen_since(recorded, recorded.written_ms)
    }

    /// What of those that are looked at a reload would lose, by key: the last minutes, and the last samples.
    pub(super) fn newest(&self) -> Vec<(String, Vec<u8>)> {
        let watched = self.recorded.iter().filter(|recorded| recorded.is_due(false));
        watched.flat_map(|recorded| self.seen_since(recorded, browser_ms() as i64)).collect()
    }

    /// What was unwritten at that time is written: of all, or only of those that are looked at.
    pub(super) fn are_written(&mut self, all: bool, at_ms: i64) {
        for recorded in self.recorded.iter_mut().filter(|recorded| recorded.is_due(all) && recorded.is_back) {
            recorded.written_ms = at_ms;
        }
    }

    /// Whether something that is looked at was not written for an hour: another tab writes, and only what it sees itself.
    pub(super) fn wait_for_long(&self) -> bool {
        let is_late = |recorded: &Recorded| browser_ms() as i64 - recorded.written_ms > HOUR_MS;
        self.recorded.iter().any(|recorded| recorded.is_due(false) && recorded.is_back && is_late(recorded))
    }

    fn seen_since(&self, recorded: &Recorded, since_ms: i64) -> Vec<(String, Vec<u8>)> {
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
            let mut record = Record::new(after_ms, ring_ms, epoch_ms(), rows.len());
            rows.iter().for_each(|row| record.add(row.id, &row.recent.read_untracked()));
            record.finish()
        });
        self.rings_written_ms = ring_ms;
        bytes.map(|bytes| (fleet_key(&base, now_ms, bytes.len()), bytes))
    }

    /// Keeps in memory only the last hours of who is pinned and not looked at: the rest is in the database.
    pub(super) fn forget_what_is_written(&mut self) {
        let hour = browser_ms() as i64 / HOUR_MS - 1;
        let unseen = |recorded: &&mut Recorded| recorded.is_pinned && recorded.watchers == 0;
        for recorded in self.recorded.iter_mut().filter(unseen) {
            recorded.recording.forget_minutes_before(hour * HOUR_MS);
            recorded.back_to = recorded.back_to.map(|back_to| back_to.max(hour));
        }
    }

    /// Writes how much traffic there was, where no other tab knows more; where one does, that is taken over.
    pub(super) fn write_ledgers(&mut self) {
        let now_s = self.fleet.now_s().get_untracked();
        for recorded in self.recorded.iter_mut().filter(|recorded| recorded.is_active()) {
            let stored = stored_ledger(&self.base, recorded.id);
            take_over(&mut recorded.ledger, stored.as_ref(), now_s);
            if stored.as_ref() != Some(&recorded.ledger) {
                let key = ledger_key(&self.base, recorded.id);
                storage::write(Shelf::Browser, &key, &recorded.ledger.print());
            }
        }
    }
}

impl Recorded {
    /// Whether it is to be written: of all that is recorded, or only of what is looked at.
    fn is_due(&self, all: bool) -> bool {
        self.watchers > 0 || all && self.is_pinned
    }

    /// Whether it is being recorded.
    fn is_active(&self) -> bool {
        self.is_pinned || self.watchers > 0
    }

    fn take_in(&mut self, now_ms: i64, zone: &VisitorZone, base: &ApiBase) -> bool {
        let Some(row) = &self.row else { return false };
        let server = row.server.read_untracked();
        // The same report again is nothing new.
        if server.last_active == self.reported_s {
            return false;
        }
        let counted = self.ledger.clone();
        if let Some(reading) = Reading::of(&server) {
            // While this tab did not watch another one may have.
            if self.ledger.missed(&reading) {
                take_over(&mut self.ledger, stored_ledger(base, self.id).as_ref(), Some(reading.at));
            }
            self.ledger.observe(&reading, &|at_s| offset_s(zone, at_s));
        }
        // Of a silent server there is nothing to draw.
        let is_reporting = matches!(row.liveness.get_untracked().state(), State::Live | State::Late);
        if is_reporting {
            self.reported_s = server.last_active;
            self.recording.add(now_ms, &server);
        }
        is_reporting || self.ledger != counted
    }

    fn fill_in(&mut self, since_ms: f64) {
        if let Some(row) = &self.row {
            self.recording.fill_in(&row.recent.read_untracked(), epoch_ms(), since_ms);
        }
    }
}
