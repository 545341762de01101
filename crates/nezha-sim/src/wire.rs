//! What the dashboard sends, field for field and in V0's order.

use serde::{Deserialize, Serialize};

/// `last_active` of a server that has not reported since the dashboard started: Go's zero time.
pub(crate) const NEVER_S: i64 = -62_135_596_800;

/// The answer of list, details and monitor.
#[derive(Serialize)]
pub(crate) struct Success<T> {
    pub(crate) code: u32,
    pub(crate) message: &'static str,
    pub(crate) result: T,
}

/// The answer when something is refused.
#[derive(Serialize)]
pub(crate) struct Refusal {
    pub(crate) code: u32,
    pub(crate) message: &'static str,
}

/// The answer of register in full mode, good or bad.
#[derive(Serialize)]
pub(crate) struct Registered {
    pub(crate) code: u32,
    pub(crate) message: &'static str,
    pub(crate) secret: String,
}

/// What both list and details say of a server.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ListEntry {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) tag: String,
    /// Unix seconds of the last state report; [`NEVER_S`] without one.
    pub(crate) last_active: i64,
    pub(crate) ipv4: String,
    pub(crate) ipv6: String,
    pub(crate) valid_ip: String,
    /// True only in details without `id` and `tag`; 0 everywhere else.
    pub(crate) display_index: i64,
    /// True only in details without `id` and `tag`; `false` everywhere else.
    pub(crate) hide_for_guest: bool,
}

/// A server in details.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct DetailsEntry {
    #[serde(flatten)]
    pub(crate) list: ListEntry,
    pub(crate) host: Host,
    pub(crate) status: Status,
}

/// A server whose fields have types that V0 never sends, for the fault `broken_server`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct BrokenEntry {
    #[serde(rename = "id")]
    pub(crate) id: u64,
    pub(crate) name: Vec<u32>,
    pub(crate) tag: u32,
    pub(crate) last_active: &'static str,
    pub(crate) host: &'static str,
    pub(crate) status: bool,
}

/// The same in the WebSocket's spelling.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct BrokenSocketEntry {
    #[serde(rename = "ID")]
    pub(crate) id: u64,
    pub(crate) name: Vec<u32>,
    pub(crate) tag: u32,
    pub(crate) last_active: u32,
    pub(crate) host: &'static str,
    pub(crate) state: bool,
}

/// An entry as it should be, or one with wrong types.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub(crate) enum Entry<Good, Broken> {
    /// As V0 sends it.
    Good(Good),
    /// With wrong types.
    Broken(Broken),
}

/// What the machine is. All empty until the agent has said it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default, deny_unknown_fields)]
pub(crate) struct Host {
    /// Operating system; Windows by its long product name.
    pub(crate) platform: String,
    /// Free text.
    pub(crate) platform_version: String,
    /// One item for each distinct model; `null` when unknown.
    #[serde(rename = "CPU")]
    pub(crate) cpu: Option<Vec<String>>,
    /// Bytes.
    pub(crate) mem_total: u64,
    /// Bytes.
    pub(crate) disk_total: u64,
    /// Bytes; 0 when swap is off.
    pub(crate) swap_total: u64,
    /// `x86_64`, `aarch64` …
    pub(crate) arch: String,
    /// `kvm`, `lxc` …; empty on bare metal.
    pub(crate) virtualization: String,
    /// Unix seconds.
    pub(crate) boot_time: u64,
    /// Lower case; empty when unknown; a continent when only that is known.
    pub(crate) country_code: String,
    /// The agent's version without `v`; empty for home-made builds.
    pub(crate) version: String,
    /// Model names; `null` unless the agent watches them.
    #[serde(rename = "GPU")]
    pub(crate) gpu: Option<Vec<String>>,
}

/// How the machine is doing. All zero until the agent has said it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default, deny_unknown_fields)]
pub(crate) struct Status {
    /// Percent of all cores.
    #[serde(rename = "CPU")]
    pub(crate) cpu: f64,
    /// Bytes.
    pub(crate) mem_used: u64,
    /// Bytes.
    pub(crate) swap_used: u64,
    /// Bytes.
    pub(crate) disk_used: u64,
    /// Bytes received since the machine started.
    pub(crate) net_in_transfer: u64,
    /// Bytes sent since the machine started.
    pub(crate) net_out_transfer: u64,
    /// Bytes a second over the last report interval.
    pub(crate) net_in_speed: u64,
    /// Bytes a second over the last report interval.
    pub(crate) net_out_speed: u64,
    /// Seconds.
    pub(crate) uptime: u64,
    /// Load average over a minute.
    pub(crate) load1: f64,
    /// Load average over five minutes.
    pub(crate) load5: f64,
    /// Load average over fifteen minutes.
    pub(crate) load15: f64,
    /// Open TCP connections.
    pub(crate) tcp_conn_count: u64,
    /// Open UDP connections.
    pub(crate) udp_conn_count: u64,
    /// Processes.
    pub(crate) process_count: u64,
    /// `null` unless the agent watches them.
    pub(crate) temperatures: Option<Vec<Temperature>>,
    /// Percent of the first GPU.
    #[serde(rename = "GPU")]
    pub(crate) gpu: f64,
}

impl Status {
    /// Whether all of it can be written as JSON: one number that is none blanks V0's whole answer.
    pub(crate) fn is_finite(&self) -> bool {
        [self.cpu, self.load1, self.load5, self.load15, self.gpu].iter().all(|value| value.is_finite())
    }
}

/// One temperature sensor.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Temperature {
    /// The sensor's name as the agent found it.
    pub(crate) name: String,
    /// Degrees Celsius.
    pub(crate) temperature: f64,
}

/// The latency history of one server by one monitor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Series {
    /// The monitor's number.
    pub(crate) monitor_id: u64,
    /// The server's number.
    pub(crate) server_id: u64,
    /// Free text, not unique.
    pub(crate) monitor_name: String,
    /// The server's name now.
    pub(crate) server_name: String,
    /// Unix milliseconds, cut down to the minute, ascending, not unique.
    pub(crate) created_at: Vec<i64>,
    /// Milliseconds; 0 means that every probe was lost.
    pub(crate) avg_delay: Vec<f32>,
}

/// One message of the WebSocket.
#[derive(Serialize)]
pub(crate) struct Frame {
    /// Unix milliseconds, in whole seconds.
    pub(crate) now: i64,
    /// Absent when nothing is visible.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) servers: Vec<Entry<SocketEntry, BrokenSocketEntry>>,
}

/// A server in a message of the WebSocket.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct SocketEntry {
    #[serde(rename = "ID")]
    pub(crate) id: u64,
    pub(crate) created_at: String,
    pub(crate) updated_at: String,
    /// Always `null`: a server that was deleted is not sent.
    pub(crate) deleted_at: Option<String>,
    pub(crate) name: String,
    pub(crate) tag: String,
    pub(crate) display_index: i64,
    pub(crate) hide_for_guest: bool,
    #[serde(rename = "EnableDDNS")]
    pub(crate) enable_ddns: bool,
    pub(crate) host: Host,
    pub(crate) state: Status,
    pub(crate) last_active: String,
}
