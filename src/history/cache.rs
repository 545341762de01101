//! Whose latency is kept, who keeps it fresh, and which answers stay. No I/O, no clock.

use std::sync::Arc;

use futures::channel::oneshot::Receiver;
use nezha_api::MonitorSeries;
use rustc_hash::FxHashMap;

use super::Latency;
use super::cached_latency::{CachedLatency, FRESH_MS, Told};
use crate::dom::ArcVar;

/// How many servers' days are kept.
const KEPT: usize = 8;

/// The servers that somebody looks at, or has looked at lately.
#[derive(Default)]
pub(super) struct LatencyCache {
    servers: FxHashMap<u64, CachedLatency>,
    keepers: u64,
}

impl LatencyCache {
    /// The latency of a server, which stays until [`LatencyCache::unwatch`].
    pub(super) fn watch(&mut self, id: u64) -> ArcVar<Latency> {
        if self.servers.len() >= KEPT && !self.servers.contains_key(&id) {
            self.let_oldest_go(f64::INFINITY);
        }
        let server = self.servers.entry(id).or_default();
        server.watchers += 1;
        server.latency.clone()
    }

    /// One watcher less.
    pub(super) fn unwatch(&mut self, id: u64) {
        if let Some(server) = self.servers.get_mut(&id) {
            server.watchers = server.watchers.saturating_sub(1);
        }
    }

    /// Makes the caller the one that keeps a server fresh, and says as which; `None` when another does.
    pub(super) fn begin_keeping(&mut self, id: u64) -> Option<u64> {
        let server = self.servers.get_mut(&id).filter(|server| server.keeper.is_none())?;
        self.keepers += 1;
        server.keeper = Some(self.keepers);
        server.keeper
    }

    /// Whether this keeper goes on. While it slept its server may have gone, and come again with another keeper.
    pub(super) fn goes_on(&self, id: u64, keeper: u64) -> bool {
        self.servers.get(&id).is_some_and(|server| server.keeper == Some(keeper) && server.watchers > 0)
    }

    /// Nobody keeps the server fresh any more, if it was this one.
    pub(super) fn end_keeping(&mut self, id: u64, keeper: u64) {
        if let Some(server) = self.servers.get_mut(&id).filter(|server| server.keeper == Some(keeper)) {
            server.keeper = None;
        }
    }

    /// The last good answer while it is fresh, and when it came.
    pub(super) fn fresh(&self, id: u64, now_ms: f64) -> Option<(Arc<Vec<MonitorSeries>>, f64)> {
        self.servers.get(&id)?.fresh(now_ms)
    }

    /// Notes somebody who wants the next answer for as long as `is_wanted` says so. It is cancelled when nobody asks.
    pub(super) fn want_once(&mut self, id: u64, is_wanted: Box<dyn Fn() -> bool>) -> Receiver<Told> {
        self.servers.entry(id).or_default().want_once(is_wanted)
    }

    /// How long the last question is still recent enough, in milliseconds; 0 when it is time to ask.
    pub(super) fn due_in_ms(&self, id: u64, now_ms: f64) -> f64 {
        self.servers.get(&id).map_or(0.0, |server| server.due_in_ms(now_ms))
    }

    /// Whether one may ask by hand.
    pub(super) fn may_ask_again(&self, id: u64, now_ms: f64) -> bool {
        self.servers.get(&id).is_some_and(|server| server.may_be_asked_again(now_ms))
    }

    /// Whether the caller is the one that asks now; there is never more than one.
    pub(super) fn begin_asking(&mut self, id: u64) -> bool {
        self.servers.get_mut(&id).is_some_and(|server| !std::mem::replace(&mut server.is_asking, true))
    }

    /// Whether anybody still wants an answer.
    pub(super) fn is_wanted(&self, id: u64) -> bool {
        self.servers.get(&id).is_some_and(CachedLatency::is_wanted)
    }

    /// The question is sent.
    pub(super) fn sent(&mut self, id: u64, now_ms: f64) {
        if let Some(server) = self.servers.get_mut(&id) {
            server.asked_ms = Some(now_ms);
        }
    }

    /// The question was not sent: nobody wanted to know any more.
    pub(super) fn dropped(&mut self, id: u64) {
        if let Some(server) = self.servers.get_mut(&id) {
            server.dropped();
        }
        self.tidy(id, f64::NEG_INFINITY);
    }

    /// Takes in an answer and tells everybody. It stays where somebody watches, or where there is room.
    pub(super) fn answered(&mut self, id: u64, told: Told, now_ms: f64) {
        if let Some(server) = self.servers.get_mut(&id) {
            server.answered(told, now_ms);
        }
        self.tidy(id, now_ms);
    }

    /// The last good answers.
    pub(super) fn answers(&self) -> impl Iterator<Item = Arc<Vec<MonitorSeries>>> {
        self.servers.values().filter_map(|server| server.latency.read_untracked().series.clone())
    }

    /// Forgets every answer, and that it was asked for.
    pub(super) fn clear(&mut self) {
        for server in self.servers.values_mut() {
            server.forget();
        }
    }

    /// Keeps the bound after a question that somebody wanted once. Only an answer that is fresh no more goes for it: a
    /// comparison of many servers would else drive each out before it is wanted again.
    fn tidy(&mut self, id: u64, now_ms: f64) {
        if self.servers.len() > KEPT {
            self.let_oldest_go(now_ms - FRESH_MS);
        }
        let has_room = self.servers.len() <= KEPT;
        let goes = |server: &CachedLatency| server.may_go() && (!has_room || server.asked_ms.is_none());
        if self.servers.get(&id).is_some_and(goes) {
            self.servers.remove(&id);
        }
    }

    /// Lets the server go that was asked for longest ago, if that was before `before_ms` and nobody looks at it.
    fn let_oldest_go(&mut self, before_ms: f64) {
        let asked_ms = |server: &CachedLatency| server.asked_ms.unwrap_or(f64::NEG_INFINITY);
        let old = self.servers.iter().filter(|(_, server)| server.may_go() && asked_ms(server) < before_ms);
        let oldest = old.min_by(|(_, a), (_, b)| asked_ms(a).total_cmp(&asked_ms(b))).map(|(id, _)| *id);
        if let Some(oldest) = oldest {
            self.servers.remove(&oldest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: f64 = 60_000.0;

    /// Asks for a server, and is answered at once.
    fn ask(cache: &mut LatencyCache, id: u64, now_ms: f64) {
        assert!(cache.begin_asking(id));
        cache.sent(id, now_ms);
        cache.answered(id, Ok(Arc::default()), now_ms);
    }

    /// Opens a server's page, and leaves it once it is answered.
    fn visit(cache: &mut LatencyCache, id: u64, now_ms: f64) {
        cache.watch(id);
        ask(cache, id, now_ms);
        cache.unwatch(id);
    }

    fn compare(cache: &mut LatencyCache, id: u64, now_ms: f64) -> bool {
        let is_asked = cache.fresh(id, now_ms).is_none();
        if is_asked {
            let told = cache.want_once(id, Box::new(|| true));
            ask(cache, id, now_ms);
            drop(told);
        }
        is_asked
    }

    fn told(receiver: &mut Receiver<Told>) -> bool {
        receiver.try_recv().is_ok_and(|told| told.is_some())
    }

    #[test]
    fn a_server_is_asked_once_a_minute_and_never_twice_at_a_time() {
        let mut cache = LatencyCache::default();
        cache.watch(1);
        assert_eq!(cache.due_in_ms(1, 0.0), 0.0);
        assert!(cache.begin_asking(1) && !cache.begin_asking(1));
        assert!(cache.due_in_ms(1, 0.0) > 0.0);
        cache.sent(1, 0.0);
        cache.answered(1, Ok(Arc::default()), 500.0);
        assert_eq!(cache.due_in_ms(1, 20_000.0), 40_000.0);
    }

    #[test]
    fn what_nobody_looks_at_any_more_is_not_wanted_when_its_turn_comes() {
        let mut cache = LatencyCache::default();
        for id in 1..=30 {
            cache.watch(id);
            cache.begin_asking(id);
            cache.unwatch(id);
        }
        cache.watch(31);
        cache.begin_asking(31);
        let wanted: Vec<u64> = (1..=31).filter(|id| cache.is_wanted(*id)).collect();
        assert_eq!(wanted, [31]);
        (1..=30).for_each(|id| cache.dropped(id));
        assert_eq!(cache.servers.len(), 1);
    }

    #[test]
    fn one_question_answers_a_page_and_a_comparison() {
        let mut cache = LatencyCache::default();
        let mut compared = cache.want_once(1, Box::new(|| true));
        assert!(cache.begin_asking(1));
        let page = cache.watch(1);
        assert!(cache.due_in_ms(1, 0.0) > 0.0 && !cache.begin_asking(1));
        cache.sent(1, 0.0);
        cache.answered(1, Ok(Arc::default()), 100.0);
        assert!(told(&mut compared) && page.read_untracked().series.is_some());
    }

    #[test]
    fn a_comparison_that_is_stopped_cancels_its_question() {
        let mut cache = LatencyCache::default();
        let mut compared = cache.want_once(1, Box::new(|| false));
        cache.begin_asking(1);
        assert!(!cache.is_wanted(1));
        cache.dropped(1);
        assert!(compared.try_recv().is_err());
        assert!(cache.servers.is_empty());
    }

    #[test]
    fn comparing_twice_within_a_minute_asks_only_for_what_had_no_room() {
        let mut cache = LatencyCache::default();
        assert_eq!((0..50).filter(|id| compare(&mut cache, *id, 0.0)).count(), 50);
        assert_eq!(cache.servers.len(), KEPT);
        assert_eq!((0..50).filter(|id| compare(&mut cache, *id, 30_000.0)).count(), 50 - KEPT);
        assert_eq!((0..50).filter(|id| compare(&mut cache, *id, 2.0 * MINUTE)).count(), 50);
        assert_eq!(cache.servers.len(), KEPT);
    }

    #[test]
    fn a_page_finds_the_day_that_a_comparison_asked_for() {
        let mut cache = LatencyCache::default();
        compare(&mut cache, 1, 0.0);
        assert!(cache.watch(1).read_untracked().series.is_some());
        assert_eq!(cache.due_in_ms(1, 1_000.0), 59_000.0);
    }

    #[test]
    fn what_is_asked_for_ahead_of_a_page_is_there_when_it_opens() {
        let mut cache = LatencyCache::default();
        (0..KEPT as u64).for_each(|id| visit(&mut cache, id, 0.0));
        cache.watch(99);
        ask(&mut cache, 99, 1_000.0);
        cache.unwatch(99);
        assert!(cache.watch(99).read_untracked().series.is_some());
        assert!(cache.due_in_ms(99, 1_000.0) > 0.0);
    }

    #[test]
    fn only_so_many_days_are_kept_while_their_keepers_sleep() {
        let mut cache = LatencyCache::default();
        for id in 0..20 {
            cache.watch(id);
            assert!(cache.begin_keeping(id).is_some());
            ask(&mut cache, id, id as f64);
            cache.unwatch(id);
        }
        assert_eq!(cache.servers.len(), KEPT);
        assert!(cache.fresh(19, 20.0).is_some() && cache.fresh(0, 20.0).is_none());
    }

    #[test]
    fn a_keeper_that_slept_while_its_server_went_leaves_it_to_the_new_one() {
        let mut cache = LatencyCache::default();
        cache.watch(1);
        let old = cache.begin_keeping(1).unwrap();
        cache.unwatch(1);
        (2..20).for_each(|id| visit(&mut cache, id, MINUTE));
        cache.watch(1);
        let new = cache.begin_keeping(1).unwrap();
        cache.end_keeping(1, old);
        assert!(!cache.goes_on(1, old) && cache.goes_on(1, new));
        assert_eq!(cache.begin_keeping(1), None);
    }

    #[test]
    fn somebody_else_finds_nothing_and_asks_at_once() {
        let mut cache = LatencyCache::default();
        let page = cache.watch(1);
        ask(&mut cache, 1, 0.0);
        cache.clear();
        assert!(page.read_untracked().series.is_none());
        assert_eq!((cache.due_in_ms(1, 1.0), cache.answers().count()), (0.0, 0));
    }
}
