//! One simulated server: what its owner wrote about it, and what its agent has said up to an instant.

use super::load::{Instants, Load};
use crate::rng::hash;
use crate::wire::{Host, NEVER_S, Series, Status};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// How long after its start the dashboard asks its agents where they are, in milliseconds (`dispatchReportInfoTask`).
const COUNTRY_MS: i64 = 15_000;

/// A server as the dashboard knows it. Times are Unix milliseconds.
#[derive(Debug, Clone)]
pub(crate) struct Server {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) tag: String,
    /// The owner's note; no JSON answer carries it.
    pub(crate) note: String,
    pub(crate) display_index: i64,
    pub(crate) hidden: bool,
    pub(crate) created_ms: i64,
    pub(crate) source: Source,
    /// One of the agent's numbers is not a number, which blanks every answer that carries this server.
    pub(crate) reports_nan: bool,
    /// Values that stay as they are whatever the agent says.
    pub(crate) pin: Pin,
}

/// Fields by V0's names that keep a value whatever the agent says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pin {
    pub(crate) host: Map<String, Value>,
    pub(crate) status: Map<String, Value>,
}

impl Pin {
    /// # Errors
    /// When a field does not exist or has the wrong type.
    pub(crate) fn check(&self) -> serde_json::Result<()> {
        pinned(&Host::default(), &self.host)?;
        pinned(&Status::default(), &self.status)?;
        Ok(())
    }
}

/// A host or status with some of its fields replaced.
fn pinned<T: Serialize + DeserializeOwned>(value: &T, pins: &Map<String, Value>) -> serde_json::Result<T> {
    let mut fields = serde_json::to_value(value)?;
    if let Some(fields) = fields.as_object_mut() {
        fields.extend(pins.clone());
    }
    serde_json::from_value(fields)
}

/// Where what is known of a server comes from.
#[derive(Debug, Clone)]
pub(crate) enum Source {
    /// A simulated agent.
    Agent(Box<Agent>),
    /// Values that were set by hand and never change.
    Fixed(Box<Fixed>),
}

/// Values set by hand.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fixed {
    pub(crate) seen: Seen,
    pub(crate) history: Vec<Series>,
}

/// What the dashboard knows of a server at an instant.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    /// Unix seconds of the last state report; [`NEVER_S`] without one.
    pub(crate) last_active_s: i64,
    /// The nanoseconds beyond that second.
    pub(crate) last_active_ns: u32,
    pub(crate) ipv4: String,
    pub(crate) ipv6: String,
    pub(crate) host: Host,
    pub(crate) status: Status,
}

impl Default for Seen {
    fn default() -> Self {
        Self {
            last_active_s: NEVER_S,
            last_active_ns: 0,
            ipv4: String::new(),
            ipv6: String::new(),
            host: Host::default(),
            status: Status::default(),
        }
    }
}

/// A simulated agent and its machine.
#[derive(Debug, Clone)]
pub(crate) struct Agent {
    /// What the agent says of its machine; the boot time is added when it is sent.
    pub(crate) host: Host,
    pub(crate) load: Load,
    pub(crate) ipv4: String,
    pub(crate) ipv6: String,
    /// Milliseconds between two state reports, 1,000 to 4,000.
    pub(crate) interval_ms: i64,
    /// When the machine first started.
    pub(crate) boot_ms: i64,
    /// The machine starts again whenever so many milliseconds have passed.
    pub(crate) reboots_every_ms: Option<i64>,
    /// The agent dies after its host report, before its first state.
    pub(crate) host_only: bool,
    /// Whether it carries out the dashboard's latency checks.
    pub(crate) monitors: bool,
    /// When the agent was connected, oldest first; the last one may be open.
    pub(crate) connected: Vec<Connection>,
}

/// A stretch of time in which an agent was connected.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Connection {
    pub(crate) from_ms: i64,
    /// `None` while it lasts.
    pub(crate) until_ms: Option<i64>,
}

impl Agent {
    /// The last state report up to an instant.
    fn last_report(&self, now_ms: i64) -> Option<i64> {
        // Reports do not fall on whole seconds, and not for all agents at once.
        let phase = (hash(&[self.load.key, 40]) % self.interval_ms.unsigned_abs()) as i64;
        self.connected.iter().rev().find_map(|connection| {
            let end = connection.until_ms.map_or(now_ms, |until| until.min(now_ms));
            let report = (end - phase).div_euclid(self.interval_ms) * self.interval_ms + phase;
            (report >= connection.from_ms).then_some(report)
        })
    }

    /// Whether the agent is connected at an instant.
    pub(crate) fn is_connected(&self, at_ms: i64) -> bool {
        self.connected
            .iter()
            .any(|part| part.from_ms <= at_ms && part.until_ms.is_none_or(|until| at_ms < until))
    }

    /// Ends the connection, if there is one that is open or still to come.
    pub(crate) fn disconnect(&mut self, now_ms: i64) {
        self.connected.retain(|connection| connection.from_ms < now_ms);
        if let Some(last) = self.connected.last_mut()
            && last.until_ms.is_none()
        {
            last.until_ms = Some(now_ms);
        }
    }

    /// Connects at an instant, now or in the future, unless it is connected already.
    pub(crate) fn connect(&mut self, at_ms: i64) {
        if self.connected.last().is_none_or(|last| last.until_ms.is_some()) {
            self.connected.push(Connection { from_ms: at_ms, until_ms: None });
        }
    }

    /// Whether a connection is open or still to come.
    pub(crate) fn means_to_report(&self) -> bool {
        self.connected.last().is_some_and(|last| last.until_ms.is_none())
    }

    fn boot_before(&self, at_ms: i64) -> i64 {
        match self.reboots_every_ms {
            Some(every) if at_ms > self.boot_ms => at_ms - (at_ms - self.boot_ms).rem_euclid(every),
            _ => self.boot_ms,
        }
    }

    /// What the dashboard knows; `since_ms` is when its process started.
    fn seen(&self, now_ms: i64, epoch_ms: i64, since_ms: i64) -> Seen {
        // A dashboard that has started asks its agents for it, and has forgotten it until then.
        let knows_country = now_ms >= since_ms + COUNTRY_MS;
        let host_at = |at: i64| Host {
            boot_time: (self.boot_before(at) / 1_000).max(0) as u64,
            country_code: if knows_country { self.host.country_code.clone() } else { String::new() },
            ..self.host.clone()
        };
        let seen = |host| Seen { ipv4: self.ipv4.clone(), ipv6: self.ipv6.clone(), host, ..Seen::default() };
        if self.host_only {
            let last = self.connected.iter().rev().find(|connection| connection.from_ms <= now_ms);
            return match last {
                Some(connection) if connection.from_ms >= since_ms => seen(host_at(connection.from_ms)),
                _ => Seen::default(),
            };
        }
        let Some(report) = self.last_report(now_ms).filter(|report| *report >= since_ms) else {
            return Seen::default();
        };
        let boot = self.boot_before(report);
        let instants = Instants {
            boot: boot - epoch_ms,
            previous: (report - self.interval_ms).max(boot) - epoch_ms,
            report: report - epoch_ms,
        };
        let host = host_at(report);
        let status = self.load.status(&host, instants);
        let below_a_ms = hash(&[self.load.key, report as u64]) % 1_000_000;
        Seen {
            last_active_s: report.div_euclid(1_000),
            last_active_ns: (report.rem_euclid(1_000) as u32) * 1_000_000 + below_a_ms as u32,
            status,
            ..seen(host)
        }
    }
}

impl Server {
    /// What the dashboard knows of this server at an instant; `since_ms` is when its process started.
    pub(crate) fn seen(&self, now_ms: i64, epoch_ms: i64, since_ms: i64) -> Seen {
        let mut seen = match &self.source {
            Source::Agent(agent) => agent.seen(now_ms, epoch_ms, since_ms),
            Source::Fixed(fixed) => fixed.seen.clone(),
        };
        // Pins were checked when they were set, so the fallback is never taken.
        if !self.pin.host.is_empty() {
            seen.host = pinned(&seen.host, &self.pin.host).unwrap_or(seen.host);
        }
        if !self.pin.status.is_empty() {
            seen.status = pinned(&seen.status, &self.pin.status).unwrap_or(seen.status);
        }
        if self.reports_nan {
            seen.status.cpu = f64::NAN;
        }
        seen
    }

    /// The simulated agent, unless the values were set by hand.
    pub(crate) fn agent_mut(&mut self) -> Option<&mut Agent> {
        match &mut self.source {
            Source::Agent(agent) => Some(agent),
            Source::Fixed(_) => None,
        }
    }
}
