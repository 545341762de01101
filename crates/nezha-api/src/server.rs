//! A monitored machine, as the dashboard tells it.

use serde::Serialize;

use crate::status::Status;
use crate::wire::Wire;

/// `last_active` of a server that has not reported since the dashboard process started: Go's zero time.
///
/// After a restart of the dashboard every server says so until its agent is back, about 10 s later.
pub const NEVER_REPORTED: i64 = -62_135_596_800;

/// From so many bytes on an amount is wrapped around likewise.
const WRAPPED_BYTES: u64 = 1 << 60;

/// An entry of `GET /api/v1/server/list`.
///
/// V0 also sends `display_index` and `hide_for_guest` here, always as 0 and `false`; they are left out because they
/// say nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ListEntry {
    /// Stable, from 1 on. Not used again while the dashboard's database lives, unless V0 before v0.16.14 made that: there the highest
    /// id is, once its server is deleted.
    pub id: u64,
    /// Any text: empty, very long, with markup; duplicates happen.
    pub name: String,
    /// The group; empty for an untagged server.
    pub tag: String,
    /// When the last status arrived, in Unix seconds by the dashboard's clock; [`NEVER_REPORTED`] for none.
    pub last_active: i64,
    /// As the agent reported it, not validated; empty when unknown.
    pub ipv4: String,
    /// As the agent reported it, not validated; empty when unknown.
    pub ipv6: String,
    /// IPv4 if there is one, else IPv6, else empty.
    pub valid_ip: String,
}

/// A server, with as much as the source of the answer carries.
///
/// `None` always means "this source does not say", never "zero".
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(into = "Wire")]
pub struct Server {
    /// Stable, from 1 on.
    pub id: u64,
    /// Any text; duplicates happen.
    pub name: String,
    /// The group; empty for an untagged server.
    pub tag: String,
    /// When the last status arrived, in Unix seconds by the dashboard's clock; [`NEVER_REPORTED`] for none.
    pub last_active: i64,
    /// Only `list` and `details` carry addresses.
    pub addresses: Option<Addresses>,
    /// The owner's order, higher first, may be negative. Real only in `details` of all servers and in `/ws`.
    pub display_index: Option<i64>,
    /// Whether guests cannot see it. Real only in `details` of all servers and in `/ws`.
    pub hidden: Option<bool>,
    /// What the machine is. Not in `list`.
    pub host: Option<Host>,
    /// How it is doing. Not in `list`.
    pub status: Option<Status>,
}

/// The addresses a machine reported for itself. Texts, not validated; empty when unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Addresses {
    /// IPv4.
    pub ipv4: String,
    /// IPv6.
    pub ipv6: String,
    /// IPv4 if there is one, else IPv6, else empty.
    pub valid_ip: String,
}

/// What a machine is. Sent by the agent on connect and every ten minutes; all empty before the first report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Host {
    /// `debian`, `ubuntu`, `darwin` …; on Windows the long product name. Empty before the first host report.
    pub platform: String,
    /// Free text: `12.11`; on Windows `10.0.20348.2340 Build …` from older agents, `23H2` or nothing from newer ones.
    pub platform_version: String,
    /// One text for each distinct model, `"<model> <count> Physical Core"` or `"… Virtual Core"`; order not stable.
    #[serde(rename = "CPU")]
    pub cpu: Vec<String>,
    /// Bytes; 0 when unknown.
    pub mem_total: u64,
    /// Bytes; 0 when unknown.
    pub disk_total: u64,
    /// Bytes; 0 when there is no swap, and on macOS and the BSDs, where agents do not look for it.
    pub swap_total: u64,
    /// `x86_64`, `aarch64` …
    pub arch: String,
    /// `kvm`, `docker`, `lxc` …; empty on bare metal.
    pub virtualization: String,
    /// Unix seconds; 0 when unknown.
    pub boot_time: u64,
    /// Two lower-case letters, a country's or (when only that is known) a continent's; empty when unknown.
    pub country_code: String,
    /// The agent's version without `v`; empty for home-made builds.
    pub version: String,
    /// Model names of all cards, of which one is measured; only from agents that run with `--gpu`, on dashboards from v0.17.2.
    #[serde(rename = "GPU")]
    pub gpu: Vec<String>,
}

impl Server {
    /// The status, if this server has reported since the dashboard started; before that V0 sends zeros.
    pub fn reported(&self) -> Option<&Status> {
        self.status.as_ref().filter(|_| self.last_active > 0)
    }

    /// The host, if the agent has said what the machine is; before that V0 sends empty texts and zeros.
    pub fn known_host(&self) -> Option<&Host> {
        self.host.as_ref().filter(|host| !host.platform.is_empty() || host.mem_total > 0)
    }

    /// Percent of all cores, 0 to 100. `None` before the first report.
    pub fn cpu_percent(&self) -> Option<f64> {
        self.reported().map(|status| status.cpu.clamp(0.0, 100.0))
    }

    /// Percent of memory in use. `None` before the first host report and the first status.
    pub fn mem_percent(&self) -> Option<f64> {
        percent(self.reported()?.mem_used, self.known_host()?.mem_total)
    }

    /// Percent of swap in use. `None` when unknown, when the machine has no swap, and on macOS and the BSDs.
    pub fn swap_percent(&self) -> Option<f64> {
        percent(self.reported()?.swap_used, self.known_host()?.swap_total)
    }

    /// Percent of the disks in use. `None` before the first host report and the first status.
    pub fn disk_percent(&self) -> Option<f64> {
        percent(self.reported()?.disk_used, self.known_host()?.disk_total)
    }

    /// Percent of the first GPU. `None` when the agent does not monitor one.
    pub fn gpu_percent(&self) -> Option<f64> {
        let monitored = !self.known_host()?.gpu.is_empty();
        self.reported().filter(|_| monitored).map(|status| status.gpu.clamp(0.0, 100.0))
    }
}

/// The share of a total, at most 100; `None` when the total is unknown, because nothing is a share of nothing, and for what is
/// wrapped around.
fn percent(used: u64, total: u64) -> Option<f64> {
    (total > 0 && used < WRAPPED_BYTES).then(|| (used as f64 / total as f64 * 100.0).min(100.0))
}

impl From<ListEntry> for Server {
    /// The little that `list` says, as a server of which everything else is unknown.
    fn from(entry: ListEntry) -> Self {
        let ListEntry { id, name, tag, last_active, ipv4, ipv6, valid_ip } = entry;
        let addresses = Some(Addresses { ipv4, ipv6, valid_ip });
        Self { id, name, tag, last_active, addresses, ..Self::default() }
    }
}

impl From<Server> for ListEntry {
    fn from(server: Server) -> Self {
        let Server { id, name, tag, last_active, addresses, .. } = server;
        let Addresses { ipv4, ipv6, valid_ip } = addresses.unwrap_or_default();
        Self { id, name, tag, last_active, ipv4, ipv6, valid_ip }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::status::Temperature;

    fn reporting() -> Server {
        Server {
            id: 1,
            last_active: 1_795_341_896,
            host: Some(Host { platform: "debian".to_owned(), mem_total: 200, ..Host::default() }),
            status: Some(Status { mem_used: 50, disk_used: 10, ..Status::default() }),
            ..Server::default()
        }
    }

    #[test]
    fn nothing_is_a_share_of_what_is_wrapped_around() {
        assert_eq!(percent(u64::MAX - 4096, 2_000_000_000), None);
    }

    #[test]
    fn mem_percent_is_the_share_of_the_total() {
        assert_eq!(reporting().mem_percent(), Some(25.0));
    }

    #[test]
    fn mem_percent_is_unknown_before_the_first_host_report() {
        assert_eq!(Server { host: Some(Host::default()), ..reporting() }.mem_percent(), None);
        assert_eq!(Server::default().mem_percent(), None);
    }

    #[test]
    fn nothing_is_known_of_a_server_that_has_not_reported_since_the_dashboard_started() {
        let silent = Server { last_active: NEVER_REPORTED, ..reporting() };
        assert_eq!((silent.cpu_percent(), silent.mem_percent()), (None, None));
        assert!(silent.known_host().is_some(), "the host may be known all the same");
    }

    #[test]
    fn a_share_of_an_unknown_total_is_no_number() {
        assert_eq!(reporting().disk_percent(), None);
        assert_eq!(reporting().swap_percent(), None);
    }

    #[test]
    fn more_used_than_there_is_shows_as_full() {
        let mut server = reporting();
        server.status.as_mut().unwrap().mem_used = 1000;
        assert_eq!(server.mem_percent(), Some(100.0));
    }

    #[test]
    fn a_wrapped_speed_is_no_value() {
        let status =
            Status { net_in_speed: 18_446_744_073_707_254_738, net_out_speed: 7, ..Status::default() };
        assert_eq!((status.in_speed(), status.out_speed()), (None, Some(7)));
    }

    #[test]
    fn a_sensor_that_could_not_be_read_is_not_at_zero_degrees() {
        let sensor = |celsius| Temperature { name: "coretemp".to_owned(), celsius };
        let status = Status { temperatures: [0.0, 41.5, -3.0].map(sensor).into(), ..Status::default() };
        let known: Vec<f64> = status.known_temperatures().map(|sensor| sensor.celsius).collect();
        assert_eq!(known, [41.5, -3.0], "and frost is frost");
    }

    #[test]
    fn an_agent_that_does_not_count_tells_no_number() {
        let status = Status::default();
        assert_eq!((status.connections(), status.processes()), (None, None));
        let counted = Status { tcp_conn_count: 3, process_count: 90, ..status };
        assert_eq!((counted.connections(), counted.processes()), (Some((3, 0)), Some(90)));
    }
}
