//! One server, as the store has it.

use nezha_api::Server;
use nezha_fleet::liveness::Liveness;
use nezha_fleet::merge::{looks_the_same, merged};
use nezha_fleet::recent::Recent;

use crate::dom::ArcVar;

/// A server's place in the list. Its signals live as long as anything holds them.
#[derive(Clone, PartialEq)]
pub struct Row {
    /// The server's id.
    pub id: u64,
    /// The server, as far as answers have told.
    pub server: ArcVar<Server>,
    /// Computed at every answer: a server that dies sends the same bytes for ever.
    pub liveness: ArcVar<Liveness>,
    /// The last minutes, as long as it was live, by [`monotonic_ms`](crate::browser::clock::monotonic_ms). What an earlier
    /// visit saw is put before them by [`Recorder`](crate::recorder::Recorder).
    pub recent: ArcVar<Recent>,
}

impl Row {
    /// A server that is one of so many.
    pub(super) fn new(server: Server, servers: usize) -> Self {
        Self {
            id: server.id,
            server: ArcVar::new(server),
            liveness: ArcVar::default(),
            recent: ArcVar::new(Recent::of_one_in(servers)),
        }
    }

    /// Writes what changed, and wakes readers only when something looks different.
    pub(super) fn take_in(&self, new: Server) {
        let before = self.server.read_untracked();
        let new = merged(&before, new);
        if looks_the_same(&before, &new) {
            self.server.set_untracked(new);
        } else {
            self.server.set(new);
        }
    }
}
