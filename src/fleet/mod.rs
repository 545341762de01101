//! The reactive store: every server behind its own signal. Only the feed writes it.

mod row;

use leptos::prelude::*;
use nezha_api::{Answer, Server};
use nezha_fleet::clock::{DashboardClock, Seen, print_of};
use nezha_fleet::known_hosts::{KnownHosts, Notes};
use nezha_fleet::liveness::{Liveness, Thresholds, judge};
use nezha_fleet::order::panel_place;
use nezha_fleet::places::{in_order, sorted_places};
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
    /// The dashboard has just restarted and waits for its agents.
    pub restarting: bool,
}

/// All servers on the dashboard, in the panel's order.
#[derive(Clone, Copy)]
pub struct Fleet {
    rows: Var<Vec<Row>>,
    totals: Var<Totals>,
    tags: Var<Vec<(String, usize)>>,
    now_s: Var<Option<i64>>,
    timing: Var<Timing>,
    changed: Trigger,
    memory: StoredValue<Memory>,
}

#[derive(Default)]
struct Memory {
    clock: DashboardClock,
    restarts: RestartWatch,
    thresholds: Thresholds,
    /// What this browser knew before the page was opened.
    known_hosts: KnownHosts,
}

impl Default for Fleet {
    fn default() -> Self {
        Self {
            rows: Var::default(),
            totals: Var::default(),
            tags: Var::default(),
            now_s: Var::default(),
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

    /// The servers, in the panel's order. Changes only when servers come, go or move.
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

    /// The dashboard's time at the last answer, in Unix seconds; runs on while the dashboard is silent.
    pub fn now_s(self) -> Var<Option<i64>> {
        self.now_s
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
                notes.add(&server, self.known_before(&server));
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

    /// Takes in an answer that lists every server.
    ///
    /// `monotonic_ms` is when it arrived. Each signal is set only where it
    /// differs. Servers that are not in the answer are gone, unless entries of it could not be read.
    pub fn update(self, answer: Answer<Vec<Server>>, monotonic_ms: f64) {
        let reports = || answer.result.iter().map(|server| server.last_active).filter(|seen_s| *seen_s > 0);
        let age_s = answer.age_s.unwrap_or_default();
        let all = || answer.result.iter().map(|server| (server.id, server.last_active));
        let seen = Seen {
            clock_s: answer.clock_ms.map(|ms| ms.div_euclid(1000) - age_s),
            freshest_s: reports().max(),
            servers: answer.result.len(),
            print: answer.age_s.map(|_| print_of(all())),
            age_s,
            monotonic_ms,
        };
        let (servers, reported) = (answer.result.len(), reports().count());
        let told = self.memory.try_update_value(|memory| {
            let reading = memory.clock.observe(seen);
            if memory.restarts.is_new() {
                let was_alive = |server: &&Server| memory.known_hosts.was_alive(server.id, memory.thresholds);
                let silent = answer.result.iter().filter(|server| server.last_active <= 0);
                memory.restarts.remember(servers, reported, silent.filter(was_alive).count());
            }
            let restarting = memory.restarts.observe(servers, reported, reading.told_ms);
            memory.restarts.heard(seen.freshest_s);
            (reading, restarting, memory.thresholds)
        });
        let Some((reading, restarting, thresholds)) = told else { return };

        let judged = |row: &Row, said_now_s| {
            let known_before = self.known_before(&row.server.read_untracked());
            let awaited = restarting
                && self.memory.with_value(|memory| memory.restarts.awaits(known_before, thresholds));
            let liveness = judge(said_now_s, known_before, reading, awaited, thresholds);
            row.liveness.set_if_new(liveness);
            liveness
        };
        let old = self.rows.read_untracked();
        let places: FxHashMap<u64, usize> =
            old.iter().enumerate().map(|(place, row)| (row.id, place)).collect();
        let mut heard = vec![false; old.len()];
        let mut new: Vec<Row> = Vec::new();
        let (mut tags_moved, mut order_moved) = (false, false);
        for mut server in answer.result {
            let (said_now_s, tells_status) = (server.last_active, server.status.is_some());
            let place = places.get(&server.id);
            let known = place.and_then(|place| old.get(*place));
            // A repeated id: the last entry counts.
            let (row, is_news) = match known.or_else(|| new.iter().find(|row| row.id == server.id)) {
                Some(row) => {
                    let before = row.server.read_untracked();
                    let is_news = before.last_active != said_now_s || before.status.is_none();
                    tags_moved |= before.tag != server.tag;
                    order_moved |=
                        server.display_index.is_some_and(|index| before.display_index != Some(index));
                    drop(before);
                    row.take_in(server);
                    (row.clone(), is_news)
                }
                None => {
                    self.memory.with_value(|memory| memory.known_hosts.recall(&mut server));
                    let row = Row::new(server, servers);
                    new.push(row.clone());
                    (row, true)
                }
            };
            if let Some(heard) = place.and_then(|place| heard.get_mut(*place)) {
                *heard = true;
            }
            let liveness = judged(&row, said_now_s);
            // A `list` tells who is alive, and not what they do. A report that comes again, from a cache or because there is
            // none since, tells nothing of the time since it first came.
            if liveness == Liveness::Live && tells_status && is_news {
                row.recent.update(|recent| recent.observe(monotonic_ms, &row.server.read_untracked()));
            }
        }
        let gone = answer.dropped == 0 && heard.contains(&false);
        // Their entries could not be read, or they are gone: what they said last gets old.
        for (row, _) in old.iter().zip(&heard).filter(|(_, heard)| !**heard) {
            judged(row, row.server.read_untracked().last_active);
        }
        if gone || order_moved || !new.is_empty() {
            let stays = |(row, heard): (&Row, bool)| (heard || answer.dropped > 0).then(|| row.clone());
            let mut rows: Vec<Row> = old.iter().zip(heard).filter_map(stays).collect();
            rows.extend(new);
            let keys: Vec<_> = rows.iter().map(|row| panel_place(&row.server.read_untracked())).collect();
            let places = sorted_places(keys.len(), &mut |a, b| keys[a].cmp(&keys[b]));
            self.rows.set(in_order(rows, &places));
            tags_moved = true;
        }
        if tags_moved {
            self.tags.set(self.count_tags());
        }
        self.timing.set_if_new(Timing { skew_s: reading.skew_s, cached: reading.cached, restarting });
        self.now_s.set_if_new(reading.now_s);
        self.count();
    }

    /// The dashboard no longer answers: nobody's state is known, every value stays.
    pub fn lose_sight(self) {
        self.rows.with_untracked(|rows| {
            for row in rows {
                row.liveness.set_if_new(Liveness::Unknown);
            }
        });
        self.count();
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
        self.count();
    }

    /// The last report before this answer: from this visit, else from an earlier one.
    fn known_before(self, server: &Server) -> Option<i64> {
        if server.last_active > 0 {
            return Some(server.last_active);
        }
        self.memory.with_value(|memory| memory.known_hosts.get(server.id)).map(|known| known.last_seen_s)
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

    fn count(self) {
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
