//! One server that is recorded: what it has in memory, and how it takes in what its server says.

use nezha_api::ApiBase;
use nezha_chart::Zone;
use nezha_fleet::liveness::State;
use nezha_fleet::recorded::Recording;
use nezha_fleet::traffic::{Counters, Ledger};

use super::ledgers::{stored_ledger, take_over};
use crate::browser::clock::{browser_ms, monotonic_ms};
use crate::fleet::Row;
use crate::words::zone::VisitorZone;

/// A server that is recorded, or was.
pub(super) struct RecordedServer {
    pub(super) id: u64,
    pub(super) recording: Recording,
    pub(super) ledger: Ledger,
    pub(super) watchers: usize,
    /// From which hour on the database was asked for it; `None` for not at all.
    pub(super) back_to: Option<i64>,
    /// Whether what the database has was read: what is written before would be read back, and counted twice.
    pub(super) is_back: bool,
    /// What was seen until then is in the database, or handed over: Unix milliseconds.
    pub(super) written_ms: i64,
    pub(super) is_pinned: bool,
    pub(super) row: Option<Row>,
    pub(super) reported_s: i64,
}

/// The zero of the rings' clock, in Unix milliseconds by the browser's.
pub(super) fn epoch_ms() -> i64 {
    (browser_ms() - monotonic_ms()) as i64
}

/// How far the visitor's clocks are ahead of UTC at a moment in Unix seconds, in seconds.
pub(crate) fn offset_s(zone: &VisitorZone, unix_s: i64) -> i32 {
    zone.offset_minutes_at(unix_s.saturating_mul(1000)).saturating_mul(60)
}

impl RecordedServer {
    /// Whether it is to be written: of all that is recorded, or only of what is looked at.
    pub(super) fn is_due(&self, all: bool) -> bool {
        self.watchers > 0 || all && self.is_pinned
    }

    /// Whether it is being recorded.
    pub(super) fn is_active(&self) -> bool {
        self.is_pinned || self.watchers > 0
    }

    pub(super) fn take_in(&mut self, now_ms: i64, zone: &VisitorZone, base: &ApiBase) -> bool {
        let Some(row) = &self.row else { return false };
        let server = row.server.read_untracked();
        // The same report again is nothing new.
        if server.last_active == self.reported_s {
            return false;
        }
        let counted = self.ledger.clone();
        if let Some(reading) = Counters::of(&server) {
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

    pub(super) fn fill_in(&mut self, since_ms: f64) {
        if let Some(row) = &self.row {
            self.recording.fill_in(&row.recent.read_untracked(), epoch_ms(), since_ms);
        }
    }
}
