//! The reactive store: every server behind its own signal. Only the feed writes it.

use std::collections::HashMap;

use leptos::prelude::*;
use nezha_api::{Answer, Server};
use nezha_fleet::clock::{DashboardClock, Seen};
use nezha_fleet::liveness::{Liveness, RestartWatch, Thresholds, judge};
use nezha_fleet::merge::{looks_the_same, merged};
use nezha_fleet::order::panel_order;
use nezha_fleet::totals::Totals;

/// A server's place in the list. Its signals live as long as anything holds them.
#[derive(Clone, PartialEq)]
pub struct Row {
    /// The server's id.
    pub id: u64,
    /// The server, as far as answers have told.
    pub server: ArcRwSignal<Server>,
    /// Computed at every answer: a server that dies sends the same bytes for ever.
    pub liveness: ArcRwSignal<Liveness>,
}

/// What the clock says about the answers themselves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Timing {
    /// By how many seconds the clock in the answers runs ahead of the dashboard's.
    pub skew_s: i64,
    /// A cache repeats an old answer.
    pub frozen: bool,
    /// The dashboard has just restarted and waits for its agents.
    pub restarting: bool,
}

/// All servers on the dashboard, in the panel's order.
#[derive(Clone, Copy)]
pub struct Fleet {
    rows: RwSignal<Vec<Row>>,
    totals: RwSignal<Totals>,
    tags: RwSignal<Vec<(String, usize)>>,
    now_s: RwSignal<Option<i64>>,
    timing: RwSignal<Timing>,
    memory: StoredValue<Memory>,
}

#[derive(Default)]
struct Memory {
    clock: DashboardClock,
    restarts: RestartWatch,
    /// Last reports that this browser knew before the page was opened.
    reported_before: HashMap<u64, i64>,
}

impl Default for Fleet {
    fn default() -> Self {
        Self {
            rows: RwSignal::default(),
            totals: RwSignal::default(),
            tags: RwSignal::default(),
            now_s: RwSignal::default(),
            timing: RwSignal::default(),
            memory: StoredValue::new(Memory::default()),
        }
    }
}

impl Fleet {
    /// A fleet that remembers last reports from an earlier visit, in Unix seconds by server id.
    pub fn remembering(reported_before: HashMap<u64, i64>) -> Self {
        let fleet = Self::default();
        fleet.memory.update_value(|memory| memory.reported_before = reported_before);
        fleet
    }

    /// The servers, in the panel's order. Changes only when servers come, go or move.
    pub fn rows(self) -> RwSignal<Vec<Row>> {
        self.rows
    }

    /// Counts and sums over all servers.
    pub fn totals(self) -> RwSignal<Totals> {
        self.totals
    }

    /// The tags in order of first appearance, each with its number of servers; the empty one is of untagged servers.
    /// Changes whenever any server's tag does.
    pub fn tags(self) -> RwSignal<Vec<(String, usize)>> {
        self.tags
    }

    /// The dashboard's time at the last answer, in Unix seconds; runs on while the dashboard is silent.
    pub fn now_s(self) -> RwSignal<Option<i64>> {
        self.now_s
    }

    /// What is odd about the answers' times.
    pub fn timing(self) -> RwSignal<Timing> {
        self.timing
    }

    /// The row of a server, following the list.
    pub fn row(self, id: u64) -> Option<Row> {
        self.rows.with(|rows| rows.iter().find(|row| row.id == id).cloned())
    }

    /// Last reports in Unix seconds by server id, to be remembered for the next visit.
    pub fn last_reports(self) -> Vec<(u64, i64)> {
        let report = |row: &Row| (row.id, row.server.with_untracked(|server| server.last_active));
        self.rows.with_untracked(|rows| rows.iter().map(report).filter(|(_, seen_s)| *seen_s > 0).collect())
    }

    /// Takes in an answer that lists every server.
    ///
    /// `monotonic_ms` is when it arrived. Each signal is set only where it
    /// differs. Servers that are not in the answer are gone, unless entries of it could not be read.
    pub fn update(self, answer: Answer<Vec<Server>>, monotonic_ms: f64) {
        let reports = || answer.result.iter().map(|server| server.last_active).filter(|seen_s| *seen_s > 0);
        let seen = Seen {
            clock_s: answer.clock_ms.map(|ms| ms.div_euclid(1000)),
            freshest_s: reports().max(),
            from_cache: answer.from_cache,
            monotonic_ms,
        };
        let (servers, reported) = (answer.result.len(), reports().count());
        let told = self.memory.try_update_value(|memory| {
            (memory.clock.observe(seen), memory.restarts.observe(servers, reported, monotonic_ms))
        });
        let Some((reading, restarting)) = told else { return };
        let timing = Timing { skew_s: reading.skew_s, frozen: reading.frozen, restarting };

        let old = self.rows.get_untracked();
        let by_id: HashMap<u64, &Row> = old.iter().map(|row| (row.id, row)).collect();
        let mut rows: Vec<Row> = Vec::with_capacity(servers);
        let mut places: HashMap<u64, usize> = HashMap::with_capacity(servers);
        let mut tags_moved = false;
        for server in answer.result {
            let id = server.id;
            let said_now_s = server.last_active;
            let row = match by_id.get(&id) {
                Some(row) => {
                    tags_moved |= row.server.read_untracked().tag != server.tag;
                    take_in(&row.server, server);
                    (*row).clone()
                }
                None => Row { id, server: ArcRwSignal::new(server), liveness: ArcRwSignal::default() },
            };
            let known_before = self.known_before(&row);
            let liveness = judge(said_now_s, known_before, reading, restarting, Thresholds::default());
            set_if_new(&row.liveness, liveness);
            // A repeated id: the last entry counts.
            match places.insert(id, rows.len()) {
                Some(place) => {
                    places.insert(id, place);
                    rows[place] = row;
                }
                None => rows.push(row),
            }
        }
        if answer.dropped > 0 {
            rows.extend(old.iter().filter(|row| !places.contains_key(&row.id)).cloned());
        }
        rows.sort_by(|a, b| panel_order(&a.server.read_untracked(), &b.server.read_untracked()));
        if !rows.iter().map(|row| row.id).eq(old.iter().map(|row| row.id)) {
            self.rows.set(rows);
            tags_moved = true;
        }
        if tags_moved {
            self.tags.set(self.count_tags());
        }
        self.count();
        set_if_new_arena(self.timing, timing);
        set_if_new_arena(self.now_s, reading.now_s);
    }

    /// The dashboard no longer answers: nobody's state is known, every value stays.
    pub fn lose_sight(self) {
        self.rows.with_untracked(|rows| {
            for row in rows {
                set_if_new(&row.liveness, Liveness::Unknown);
            }
        });
        self.count();
    }

    /// Forgets everybody: someone else is asking now, who may see less.
    pub fn clear(self) {
        self.memory.update_value(|memory| *memory = Memory::default());
        self.rows.set(Vec::new());
        self.tags.set(Vec::new());
        self.count();
    }

    /// The last report before this answer: from this visit, else from an earlier one.
    fn known_before(self, row: &Row) -> Option<i64> {
        let seen_s = row.server.with_untracked(|server| server.last_active);
        if seen_s > 0 {
            return Some(seen_s);
        }
        self.memory.with_value(|memory| memory.reported_before.get(&row.id).copied())
    }

    fn count_tags(self) -> Vec<(String, usize)> {
        let mut tags: Vec<(String, usize)> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
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

    fn count(self) {
        let mut totals = Totals::default();
        self.rows.with_untracked(|rows| {
            for row in rows {
                totals.add(&row.server.read_untracked(), row.liveness.get_untracked().state());
            }
        });
        set_if_new_arena(self.totals, totals);
    }
}

/// Writes what changed, and wakes readers only when something looks different.
fn take_in(signal: &ArcRwSignal<Server>, new: Server) {
    let new = merged(&signal.read_untracked(), new);
    if looks_the_same(&signal.read_untracked(), &new) {
        *signal.write_untracked() = new;
    } else {
        signal.set(new);
    }
}

fn set_if_new<T: PartialEq + Send + Sync + 'static>(signal: &ArcRwSignal<T>, value: T) {
    if *signal.read_untracked() != value {
        signal.set(value);
    }
}

fn set_if_new_arena<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if *signal.read_untracked() != value {
        signal.set(value);
    }
}
