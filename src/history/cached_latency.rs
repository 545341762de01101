//! The latency of one server: who wants it, what is being asked, what was answered. No I/O, no clock.

use std::sync::Arc;

use futures::channel::oneshot::{self, Receiver, Sender};
use nezha_api::{Error, MonitorSeries};

use super::Latency;
use crate::dom::ArcVar;

/// How long an answer is fresh, in milliseconds.
pub(super) const FRESH_MS: f64 = 60_000.0;

/// How soon one may ask again by hand, in milliseconds.
const AGAIN_MS: f64 = 3_000.0;

/// An answer, or why there is none.
pub(super) type Told = Result<Arc<Vec<MonitorSeries>>, Error>;

/// One server.
#[derive(Default)]
pub(super) struct CachedLatency {
    pub(super) latency: ArcVar<Latency>,
    /// When the last question was sent; `None` before the first.
    pub(super) asked_ms: Option<f64>,
    /// A question waits at the gate, or is under way.
    pub(super) is_asking: bool,
    /// Which keeper asks again and again.
    pub(super) keeper: Option<u64>,
    pub(super) watchers: usize,
    once: Vec<Once>,
}

/// Somebody who wants the next answer and no other.
struct Once {
    is_wanted: Box<dyn Fn() -> bool>,
    tell: Sender<Told>,
}

impl CachedLatency {
    /// Notes somebody who wants the next answer for as long as `is_wanted` says so.
    pub(super) fn want_once(&mut self, is_wanted: Box<dyn Fn() -> bool>) -> Receiver<Told> {
        let (tell, told) = oneshot::channel();
        self.once.push(Once { is_wanted, tell });
        told
    }

    /// Whether anybody still wants an answer.
    pub(super) fn is_wanted(&self) -> bool {
        self.watchers > 0 || self.once.iter().any(|once| (once.is_wanted)())
    }

    /// Whether nobody misses it when it goes.
    pub(super) fn may_go(&self) -> bool {
        self.watchers == 0 && !self.is_asking
    }

    /// The last good answer while it is fresh, and when it came.
    pub(super) fn fresh(&self, now_ms: f64) -> Option<(Arc<Vec<MonitorSeries>>, f64)> {
        let latency = self.latency.read_untracked();
        let answered_ms = latency.answered_ms.filter(|at_ms| now_ms - at_ms < FRESH_MS)?;
        Some((latency.series.clone()?, answered_ms))
    }

    /// How long the last question is still recent enough, in milliseconds; 0 when it is time to ask.
    pub(super) fn due_in_ms(&self, now_ms: f64) -> f64 {
        match self.asked_ms {
            // Its answer is everybody's.
            _ if self.is_asking => FRESH_MS,
            Some(asked_ms) => (asked_ms + FRESH_MS - now_ms).max(0.0),
            None => 0.0,
        }
    }

    /// Whether one may ask by hand.
    pub(super) fn may_be_asked_again(&self, now_ms: f64) -> bool {
        self.asked_ms.is_none_or(|asked_ms| now_ms - asked_ms >= AGAIN_MS)
    }

    /// The question was not sent, and whoever wanted its answer is told that there is none.
    pub(super) fn dropped(&mut self) {
        self.is_asking = false;
        self.once.clear();
    }

    /// Takes in an answer and tells everybody.
    pub(super) fn answered(&mut self, told: Told, now_ms: f64) {
        self.is_asking = false;
        for once in self.once.drain(..) {
            // Who went away needs no answer.
            let _ = once.tell.send(told.clone());
        }
        self.latency.update(|latency| match told {
            Ok(series) => *latency = Latency { series: Some(series), error: None, answered_ms: Some(now_ms) },
            Err(error) => latency.error = Some(error),
        });
    }

    /// Forgets the answer, and that it was asked for.
    pub(super) fn forget(&mut self) {
        self.latency.set(Latency::default());
        self.asked_ms = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_leaves_the_last_answer_and_may_be_tried_again_soon() {
        let mut server = CachedLatency::default();
        server.answered(Ok(Arc::default()), 0.0);
        server.asked_ms = Some(60_000.0);
        server.answered(Err(Error::NotFound), 60_000.0);
        let latency = server.latency.read_untracked();
        assert!(latency.series.is_some() && latency.error.is_some());
        assert!(!server.may_be_asked_again(61_000.0) && server.may_be_asked_again(63_000.0));
    }

    #[test]
    fn an_answer_is_fresh_for_a_minute() {
        let mut server = CachedLatency::default();
        assert!(server.fresh(0.0).is_none());
        server.answered(Ok(Arc::default()), 500.0);
        let answered_ms = server.fresh(60_499.0).map(|(_, answered_ms)| answered_ms);
        assert_eq!((answered_ms, server.fresh(60_500.0)), (Some(500.0), None));
    }

    #[test]
    fn while_it_is_asked_for_it_is_not_due() {
        let mut server = CachedLatency::default();
        assert_eq!(server.due_in_ms(0.0), 0.0);
        server.is_asking = true;
        assert!(server.due_in_ms(0.0) > 0.0);
    }
}
