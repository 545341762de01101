//! The reactive store: every server behind its own signal. Only the feed takes answers into it.

mod row;
mod update;

use leptos::prelude::*;
use nezha_api::Server;
use nezha_fleet::clock::DashboardClock;
use nezha_fleet::known_hosts::{KnownHosts, Notes};
use nezha_fleet::liveness::{Liveness, Thresholds};
use nezha_fleet::restart::RestartWatch;
use nezha_fleet::totals::Totals;
use rustc_hash::FxHashMap;

use crate::dom::Var;
pub use row::Row;

/// What the clock says about the answers themselves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Timing {
    /// By how many seconds the clock in the answers runs ahead of the dashboard's.
    pub skew_s: i64,
    /// A cache repeats old answers.
    pub cached: bool,
    /// The dashboard has restarted and waits for its agents.
    pub restarting: bool,
}

/// All servers on the dashboard, in the dashboard's order.
#[derive(Clone, Copy)]
pub struct Fleet {
    rows: Var<Vec<Row>>,
    totals: Var<Totals>,
    tags: Var<Vec<(String, usize)>>,
    now_s: Var<Option<i64>>,
    ages_by_s: Var<Option<i64>>,
    timing: Var<Timing>,
    changed: Trigger,
    memory: StoredValue<Memory>,
}

#[derive(Default)]
struct Memory {
    clock: DashboardClock,
    restarts: RestartWatch,
    thresholds: Thresholds,
    /// What this browser knew before the page was opened, or other tabs have seen meanwhile.
    known_hosts: KnownHosts,
}

impl Default for Fleet {
    fn default() -> Self {
        Self {
            rows: Var::default(),
            totals: Var::default(),
            tags: Var::default(),
            now_s: Var::default(),
            ages_by_s: Var::default(),
            timing: Var::default(),
            changed: Trigger::new(),
            memory: StoredValue::new(Memory::default()),
        }
    }
}

impl Fleet {
    /// A fleet that remembers an earlier visit.
    pub fn remembering(known_hosts: KnownHosts) -> Self {
        let fleet = Self::default();
        fleet.memory.update_value(|memory| {
            memory.restarts = RestartWatch::remembering(known_hosts.freshest_s());
            memory.known_hosts = known_hosts;
        });
        fleet
    }

    /// The servers, in the dashboard's order. Changes only when servers come, go or move.
    pub fn rows(self) -> Var<Vec<Row>> {
        self.rows
    }

    /// Counts and sums over all servers.
    pub fn totals(self) -> Var<Totals> {
        self.totals
    }

    /// The tags in order of first appearance, each with its number of servers; the empty one is of untagged servers.
    /// Changes whenever any server's tag does.
    pub fn tags(self) -> Var<Vec<(String, usize)>> {
        self.tags
    }

    /// The dashboard's time at the last answer, in Unix seconds. `None` where nothing tells it.
    pub fn now_s(self) -> Var<Option<i64>> {
        self.now_s
    }

    /// By which time ages are told, in Unix seconds: [`Fleet::now_s`], which runs on between answers that are far apart.
    pub fn ages_by_s(self) -> Var<Option<i64>> {
        self.ages_by_s
    }

    /// So many seconds have passed since the last answer. Ages run on; nobody is judged anew.
    pub fn let_ages_run(self, seconds: i64) {
        self.ages_by_s.set_if_new(self.now_s.get_untracked().map(|now_s| now_s.saturating_add(seconds)));
    }

    /// What is odd about the answers' times.
    pub fn timing(self) -> Var<Timing> {
        self.timing
    }

    /// The row of a server, following the list.
    pub fn row(self, id: u64) -> Option<Row> {
        self.rows.with(|rows| rows.iter().find(|row| row.id == id).cloned())
    }

    /// What is to be remembered of every server of this visit for the next one.
    pub fn notes(self) -> Notes {
        let mut notes = Notes::default();
        self.rows.with_untracked(|rows| {
            for row in rows {
                let server = row.server.read_untracked();
                let own_s = Some(server.last_active).filter(|seen_s| *seen_s > 0);
                notes.add(&server, own_s.or_else(|| self.kept_s(server.id)));
            }
        });
        notes
    }

    /// Fires whenever an answer was taken in, or nobody's state is known any more.
    pub fn changed(self) -> Trigger {
        self.changed
    }

    /// Judges by these thresholds from the next answer on.
    pub fn judge_by(self, thresholds: Thresholds) {
        self.memory.update_value(|memory| memory.thresholds = thresholds);
    }

    /// A question got no answer: the dashboard may be restarting.
    pub fn miss(self) {
        self.memory.update_value(|memory| memory.restarts.miss());
    }

    /// The dashboard no longer answers: nobody's state is known, every value stays.
    pub fn lose_sight(self) {
        self.rows.with_untracked(|rows| {
            for row in rows {
                row.liveness.set_if_new(Liveness::Unknown);
            }
        });
        self.recount_and_tell();
    }

    /// Shows nobody: someone else is asking now, who may see less. What is known of those whom they see stays known.
    pub fn clear(self) {
        let mut notes = self.notes();
        self.memory.update_value(|memory| {
            notes.keep_others(&memory.known_hosts);
            let known_hosts = KnownHosts::parse(notes.print());
            let restarts = RestartWatch::remembering(known_hosts.freshest_s());
            *memory = Memory { restarts, known_hosts, thresholds: memory.thresholds, ..Memory::default() };
        });
        self.rows.set(Vec::new());
        self.tags.set(Vec::new());
        self.recount_and_tell();
    }

    /// Takes in what another tab has seen meanwhile.
    pub fn remember(self, known_hosts: KnownHosts) {
        self.memory.update_value(|memory| memory.known_hosts = known_hosts);
    }

    /// The last report before an answer that was told at `now_s`: the later of what this visit knows and an earlier one, or another
    /// tab. What lies ahead of the time is of before the dashboard's clock was set back.
    fn known_before(self, server: &Server, now_s: Option<i64>) -> Option<i64> {
        let own_s = Some(server.last_active).filter(|seen_s| *seen_s > 0);
        let is_possible = |kept_s: &i64| own_s.is_none() || now_s.is_some_and(|now_s| *kept_s <= now_s);
        own_s.max(self.kept_s(server.id).filter(is_possible))
    }

    fn kept_s(self, id: u64) -> Option<i64> {
        self.memory.with_value(|memory| memory.known_hosts.last_seen_s(id))
    }

    fn count_tags(self) -> Vec<(String, usize)> {
        let mut tags: Vec<(String, usize)> = Vec::new();
        let mut places: FxHashMap<String, usize> = FxHashMap::default();
        self.rows.with_untracked(|rows| {
            for row in rows {
                let tag = row.server.read_untracked().tag.clone();
                let place = *places.entry(tag.clone()).or_insert(tags.len());
                match tags.get_mut(place) {
                    Some((_, count)) => *count += 1,
                    None => tags.push((tag, 1)),
                }
            }
        });
        tags
    }

    /// Counts and sums anew, and fires [`Fleet::changed`].
    fn recount_and_tell(self) {
        let mut totals = Totals::default();
        self.rows.with_untracked(|rows| {
            for row in rows {
                totals.add(&row.server.read_untracked(), row.liveness.get_untracked().state());
            }
        });
        self.totals.set_if_new(totals);
        self.changed.notify();
    }
}
