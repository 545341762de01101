//! What an answer does to the store.

use leptos::prelude::*;
use nezha_api::{Answer, Server};
use nezha_fleet::clock::{Reading, Seen, print_of};
use nezha_fleet::liveness::{Liveness, Thresholds, judge};
use nezha_fleet::order::dashboard_place;
use nezha_fleet::places::{in_order, sorted_places};
use rustc_hash::FxHashMap;

use super::{Fleet, Row, Timing};

/// By what the servers of an answer are judged.
struct Basis {
    reading: Reading,
    /// The dashboard has restarted and waits for its agents.
    restarting: bool,
    thresholds: Thresholds,
}

impl Fleet {
    /// Takes in an answer that lists every server and arrived at `monotonic_ms`.
    ///
    /// A signal is set only where it differs. Servers that are not in the answer are gone, unless entries of it could not be
    /// read.
    pub fn update(self, answer: Answer<Vec<Server>>, monotonic_ms: f64) {
        let Some(basis) = self.observe(&answer, monotonic_ms) else { return };
        self.take_in(answer, &basis, monotonic_ms);
        let Basis { reading, restarting, .. } = basis;
        self.timing.set_if_new(Timing { skew_s: reading.skew_s, cached: reading.cached, restarting });
        self.now_s.set_if_new(reading.now_s);
        self.ages_by_s.set_if_new(reading.now_s);
        self.recount_and_tell();
    }

    /// Reads the dashboard's clock off an answer, and whether the dashboard has restarted. `None` when the app has ended.
    fn observe(self, answer: &Answer<Vec<Server>>, monotonic_ms: f64) -> Option<Basis> {
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
        self.memory.try_update_value(|memory| {
            let reading = memory.clock.observe(seen);
            if memory.restarts.is_new() {
                let was_alive = |id: &u64| memory.known_hosts.was_alive(*id, memory.thresholds);
                memory.restarts.remember(all().map(|(id, _)| id).filter(was_alive));
            }
            let restarting = memory.restarts.observe(all(), reading.told_ms);
            memory.restarts.heard(seen.freshest_s, reading.now_s);
            Basis { reading, restarting, thresholds: memory.thresholds }
        })
    }

    /// Judges a server that says, or last said, that it reported at `said_now_s`.
    fn judged(self, row: &Row, said_now_s: i64, basis: &Basis) -> Liveness {
        let Basis { reading, restarting, thresholds } = *basis;
        if said_now_s > 0 {
            return judge(said_now_s, None, reading, false, thresholds);
        }
        let known_before = self.known_before(&row.server.read_untracked(), reading.now_s);
        let awaited =
            restarting && self.memory.with_value(|memory| memory.restarts.awaits(known_before, thresholds));
        judge(said_now_s, known_before, reading, awaited, thresholds)
    }

    /// Writes what servers say into their rows, with rows for those that are new and without those that are gone.
    fn take_in(self, answer: Answer<Vec<Server>>, basis: &Basis, monotonic_ms: f64) {
        let servers = answer.result.len();
        let old = self.rows.read_untracked();
        let mut places: FxHashMap<u64, usize> =
            old.iter().enumerate().map(|(place, row)| (row.id, place)).collect();
        let mut heard = vec![false; old.len()];
        let mut new: Vec<Row> = Vec::new();
        let (mut tags_moved, mut order_moved) = (false, false);
        for mut server in answer.result {
            let (said_now_s, tells_status) = (server.last_active, server.status.is_some());
            let place = places.get(&server.id).copied();
            let row_at = |place: usize| old.get(place).or_else(|| new.get(place - old.len()));
            // A repeated id: the last entry counts.
            let (row, is_news) = match place.and_then(row_at) {
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
                    places.insert(server.id, old.len() + new.len());
                    let row = Row::new(server, servers);
                    new.push(row.clone());
                    (row, true)
                }
            };
            if let Some(heard) = place.and_then(|place| heard.get_mut(place)) {
                *heard = true;
            }
            let liveness = self.judged(&row, said_now_s, basis);
            row.liveness.set_if_new(liveness);
            // A `list` tells who is alive, and not what they do. A report that comes again, from a cache or because there is
            // none since, tells nothing of the time since it first came.
            if liveness == Liveness::Live && tells_status && is_news {
                row.recent.update(|recent| recent.observe(monotonic_ms, &row.server.read_untracked()));
            }
        }
        let gone = answer.dropped == 0 && heard.contains(&false);
        // Their entries could not be read, or they are gone: their last report gets old, and nothing says that they are silent.
        for (row, _) in old.iter().zip(&heard).filter(|(_, heard)| !**heard) {
            let last_said = self.judged(row, row.server.read_untracked().last_active, basis);
            let is_live = last_said == Liveness::Live;
            row.liveness.set_if_new(if is_live { Liveness::Live } else { Liveness::Unknown });
        }
        if gone || order_moved || !new.is_empty() {
            let stays = |(row, heard): (&Row, bool)| (heard || answer.dropped > 0).then(|| row.clone());
            let mut rows: Vec<Row> = old.iter().zip(heard).filter_map(stays).collect();
            rows.extend(new);
            self.reorder(rows);
            tags_moved = true;
        }
        if tags_moved {
            self.tags.set(self.count_tags());
        }
    }

    /// Shows these rows, in the dashboard's order.
    fn reorder(self, rows: Vec<Row>) {
        let keys: Vec<_> = rows.iter().map(|row| dashboard_place(&row.server.read_untracked())).collect();
        let places = sorted_places(keys.len(), &mut |a, b| keys[a].cmp(&keys[b]));
        self.rows.set(in_order(rows, &places));
    }
}
