//! The simulated fleet: everything the dashboard knows, as a function of the seed, the time and what happened.

mod catalogue;
mod fleet;
mod latency;
mod load;
pub(crate) mod server;
mod special;

use crate::config::Config;
use crate::rng::{hash, mix};
use crate::wire::Series;
use latency::Monitor;
use server::{Pin, Seen, Server, Source};

/// How long agents wait before they connect again to a dashboard that went away.
const RECONNECT_MS: i64 = 10_000;

/// The fleet and its history. Every method that asks about an instant takes it as Unix milliseconds.
#[derive(Debug)]
pub(crate) struct World {
    seed: u64,
    /// When this world began.
    epoch_ms: i64,
    /// When the dashboard's process started: what was reported before is forgotten.
    since_ms: i64,
    /// In order of addition, which is the order of ids.
    servers: Vec<Server>,
    monitors: Vec<Monitor>,
    next_id: u64,
}

/// What a new server is called and who may see it.
#[derive(Debug, Clone)]
pub(crate) struct NewServer {
    pub(crate) name: String,
    pub(crate) tag: String,
    pub(crate) note: String,
    pub(crate) hidden: bool,
}

impl World {
    /// The fleet that was asked for, and its monitors.
    pub(crate) fn new(config: &Config, epoch_ms: i64) -> Self {
        let (seed, count) = (config.seed, config.servers as u64);
        let make = |id| {
            let mut server = fleet::server(seed, id, epoch_ms);
            if config.steady {
                fleet::steady(&mut server, epoch_ms);
            } else if count >= special::NEEDED {
                special::apply(&mut server, epoch_ms);
            }
            server
        };
        Self {
            seed,
            epoch_ms,
            since_ms: i64::MIN,
            servers: (1..=count).map(make).collect(),
            monitors: latency::monitors(config.monitors, config.fast_monitor),
            next_id: count + 1,
        }
    }

    /// All servers, in order of addition.
    pub(crate) fn servers(&self) -> &[Server] {
        &self.servers
    }

    /// The server with an id.
    pub(crate) fn server(&self, id: u64) -> Option<&Server> {
        let place = self.servers.binary_search_by_key(&id, |server| server.id).ok()?;
        self.servers.get(place)
    }

    /// The server with an id, to change it.
    pub(crate) fn server_mut(&mut self, id: u64) -> Option<&mut Server> {
        let place = self.servers.binary_search_by_key(&id, |server| server.id).ok()?;
        self.servers.get_mut(place)
    }

    /// What the dashboard knows of a server.
    pub(crate) fn seen(&self, server: &Server, now_ms: i64) -> Seen {
        server.seen(now_ms, self.epoch_ms, self.since_ms)
    }

    /// The server that faults are about: the first one that guests may see and whose agent reports.
    pub(crate) fn victim(&self, now_ms: i64) -> Option<u64> {
        let reports = |server: &&Server| match &server.source {
            Source::Agent(agent) => !agent.host_only && agent.is_connected(now_ms),
            Source::Fixed(_) => true,
        };
        self.servers.iter().filter(|server| !server.hidden).find(reports).map(|server| server.id)
    }

    /// Latency of the last 24 hours.
    pub(crate) fn history(&self, server: &Server, now_ms: i64) -> Vec<Series> {
        latency::history(server, &self.monitors, now_ms, self.epoch_ms)
    }

    /// Adds a server and returns its id. Its agent first reports at `reports_ms`, or never.
    pub(crate) fn add(&mut self, new: NewServer, now_ms: i64, reports_ms: Option<i64>) -> u64 {
        let id = self.next_id;
        let server = self.make(id, new, now_ms, reports_ms);
        self.insert(server);
        id
    }

    /// A server with a simulated agent that first reports at `reports_ms`, or never.
    pub(crate) fn make(&self, id: u64, new: NewServer, now_ms: i64, reports_ms: Option<i64>) -> Server {
        let mut agent = fleet::agent(hash(&[self.seed, id, 60]), id, "", now_ms);
        if let Some(at_ms) = reports_ms {
            agent.connect(at_ms);
        }
        Server {
            id,
            name: new.name,
            tag: new.tag,
            note: new.note,
            display_index: 0,
            hidden: new.hidden,
            created_ms: now_ms,
            source: Source::Agent(Box::new(agent)),
            reports_nan: false,
            pin: Pin::default(),
        }
    }

    /// Adds a server, in place of one with the same id.
    pub(crate) fn insert(&mut self, server: Server) {
        self.next_id = self.next_id.max(server.id + 1);
        self.servers.retain(|other| other.id != server.id);
        let place = self.servers.partition_point(|other| other.id < server.id);
        self.servers.insert(place, server);
    }

    /// The id that the next server gets.
    pub(crate) fn next_id(&self) -> u64 {
        self.next_id
    }

    /// Takes a server away; `false` if there is none with this id.
    pub(crate) fn remove(&mut self, id: u64) -> bool {
        let before = self.servers.len();
        self.servers.retain(|server| server.id != id);
        self.servers.len() < before
    }

    /// The dashboard's process starts again: what agents said is gone until they connect again. The latency
    /// history is in the database and stays.
    pub(crate) fn restart(&mut self, now_ms: i64) {
        self.since_ms = now_ms;
        for server in &mut self.servers {
            match &mut server.source {
                Source::Agent(agent) if agent.means_to_report() && !agent.host_only => {
                    agent.disconnect(now_ms);
                    let spread = (mix(agent.load.key) % 2_000) as i64;
                    agent.connect(now_ms + RECONNECT_MS + spread);
                }
                Source::Agent(_) => {}
                Source::Fixed(fixed) => fixed.seen = Seen::default(),
            }
        }
    }

    /// A number that belongs to this world and `parts`.
    pub(crate) fn chance(&self, parts: &[u64]) -> u64 {
        hash(&[self.seed, hash(parts)])
    }
}
