//! What clients did, counted; the end-to-end tests read it at the end of each run.

use crate::faults::Endpoint;
use crate::query;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Counts since the start or the last reset.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Stats {
    /// Requests of each endpoint, by its name.
    pub(crate) requests: BTreeMap<Endpoint, u64>,
    /// WebSockets that are open now.
    pub(crate) open_sockets: u64,
    /// The most WebSockets that were open at once.
    pub(crate) max_open_sockets: u64,
    /// WebSockets opened.
    pub(crate) sockets_opened: u64,
    /// Monitor requests being answered now.
    pub(crate) monitor_in_flight: u64,
    /// Register requests being answered now.
    pub(crate) register_in_flight: u64,
    /// Details by tag being answered now.
    pub(crate) tagged_in_flight: u64,
    /// Pairs of a register request and one of monitor or of details by tag that were being answered at the same
    /// instant: what can kill a real dashboard, since those two read a map without its lock.
    pub(crate) monitor_register_overlaps: u64,
    /// Servers that register created, as received.
    pub(crate) registered: Vec<RegisteredServer>,
    /// Whether the token was ever part of an address.
    pub(crate) token_in_url: bool,
}

/// One server that register created.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RegisteredServer {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) tag: String,
    pub(crate) note: String,
    /// The text received, or V0's default `on`.
    pub(crate) hide_for_guest: String,
    pub(crate) secret: String,
}

/// Shared counts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Counters(Arc<Mutex<Stats>>);

impl Counters {
    /// The counts, to read or to change.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Stats> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets everything but what is going on at this instant.
    pub(crate) fn reset(&self) {
        let mut stats = self.lock();
        *stats = Stats {
            open_sockets: stats.open_sockets,
            max_open_sockets: stats.open_sockets,
            monitor_in_flight: stats.monitor_in_flight,
            register_in_flight: stats.register_in_flight,
            tagged_in_flight: stats.tagged_in_flight,
            ..Stats::default()
        };
    }

    /// Counts a request that begins; it is in flight until the guard is dropped.
    pub(crate) fn begin(&self, endpoint: Endpoint, query: Option<&str>) -> InFlight {
        let mut stats = self.lock();
        *stats.requests.entry(endpoint).or_default() += 1;
        let is_tagged =
            endpoint == Endpoint::Details && query::first(query, "tag").is_some_and(|tag| !tag.is_empty());
        if is_tagged {
            stats.tagged_in_flight += 1;
            stats.monitor_register_overlaps += stats.register_in_flight;
        }
        match endpoint {
            Endpoint::Monitor => {
                stats.monitor_in_flight += 1;
                stats.monitor_register_overlaps += stats.register_in_flight;
            }
            Endpoint::Register => {
                stats.register_in_flight += 1;
                stats.monitor_register_overlaps += stats.monitor_in_flight + stats.tagged_in_flight;
            }
            _ => {}
        }
        InFlight { counters: self.clone(), endpoint, is_tagged }
    }

    /// Counts a WebSocket that opens; it is open until the guard is dropped.
    pub(crate) fn open_socket(&self) -> OpenSocket {
        let mut stats = self.lock();
        stats.sockets_opened += 1;
        stats.open_sockets += 1;
        stats.max_open_sockets = stats.max_open_sockets.max(stats.open_sockets);
        OpenSocket(self.clone())
    }
}

/// A request that is being answered.
pub(crate) struct InFlight {
    counters: Counters,
    endpoint: Endpoint,
    is_tagged: bool,
}

impl Drop for InFlight {
    fn drop(&mut self) {
        let mut stats = self.counters.lock();
        match self.endpoint {
            Endpoint::Monitor => stats.monitor_in_flight -= 1,
            Endpoint::Register => stats.register_in_flight -= 1,
            Endpoint::Details if self.is_tagged => stats.tagged_in_flight -= 1,
            _ => {}
        }
    }
}

/// A WebSocket that is open.
pub(crate) struct OpenSocket(Counters);

impl Drop for OpenSocket {
    fn drop(&mut self) {
        self.0.lock().open_sockets -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_overlap_counts_whichever_request_came_first() {
        let counters = Counters::default();
        let begin = |endpoint| counters.begin(endpoint, None);
        let monitors = (begin(Endpoint::Monitor), begin(Endpoint::Monitor));
        let register = begin(Endpoint::Register);
        assert_eq!(counters.lock().monitor_register_overlaps, 2);
        drop(monitors);
        let _monitor = begin(Endpoint::Monitor);
        assert_eq!(counters.lock().monitor_register_overlaps, 3);
        drop(register);
        let _monitor = begin(Endpoint::Monitor);
        assert_eq!(counters.lock().monitor_register_overlaps, 3);
    }

    #[test]
    fn details_by_tag_overlap_as_well_and_other_details_do_not() {
        let counters = Counters::default();
        let tagged = counters.begin(Endpoint::Details, Some("tag=Lab"));
        let _all = (counters.begin(Endpoint::Details, None), counters.begin(Endpoint::Details, Some("tag=")));
        let register = counters.begin(Endpoint::Register, None);
        assert_eq!(counters.lock().monitor_register_overlaps, 1);
        let _tagged = counters.begin(Endpoint::Details, Some("tag=Lab"));
        assert_eq!(counters.lock().monitor_register_overlaps, 2);
        drop((register, tagged));
        assert_eq!(counters.lock().tagged_in_flight, 1);
    }

    #[test]
    fn a_reset_keeps_what_is_still_going_on() {
        let counters = Counters::default();
        let socket = counters.open_socket();
        drop(counters.open_socket());
        counters.reset();
        let stats = counters.lock().clone();
        assert_eq!((stats.open_sockets, stats.sockets_opened), (1, 0));
        drop(socket);
        assert_eq!(counters.lock().open_sockets, 0);
    }
}
