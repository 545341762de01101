//! How a machine is doing, as its agent told the dashboard.

use serde::Serialize;

/// From here on speeds in bytes per second and times in seconds are below zero and wrapped around: agents subtract without a
/// look. A speed is near 2^64 after a network interface went away, divided by the seconds that the agent could not report
/// meanwhile; an uptime is when the clock was set back behind the start. No machine is so fast or so old.
const WRAPPED: u64 = 1 << 40;

/// How a machine is doing. All zero before the first report, so ask [`Server::reported`] rather than this.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Status {
    /// Percent of all cores, 0 to 100.
    #[serde(rename = "CPU")]
    pub cpu: f64,
    /// Bytes.
    pub mem_used: u64,
    /// Bytes.
    pub swap_used: u64,
    /// Bytes.
    pub disk_used: u64,
    /// Bytes received since boot; goes back after a reboot or when an interface vanishes.
    pub net_in_transfer: u64,
    /// Bytes sent since boot; goes back after a reboot or when an interface vanishes.
    pub net_out_transfer: u64,
    /// Bytes per second as sent, wrapped values included: ask [`Status::in_speed`].
    pub net_in_speed: u64,
    /// Bytes per second as sent, wrapped values included: ask [`Status::out_speed`].
    pub net_out_speed: u64,
    /// Seconds since boot.
    pub uptime: u64,
    /// Load average of one minute.
    pub load1: f64,
    /// Load average of five minutes.
    pub load5: f64,
    /// Load average of fifteen minutes.
    pub load15: f64,
    /// As sent, 0 from agents that run with `--skip-conn`: ask [`Status::connections`].
    pub tcp_conn_count: u64,
    /// As sent, 0 also from agents that run with `--skip-conn`: ask [`Status::connections`].
    pub udp_conn_count: u64,
    /// As sent, 0 from agents that run with `--skip-procs`: ask [`Status::processes`].
    pub process_count: u64,
    /// Sensors, those that could not be read included: ask [`Status::known_temperatures`]. Only where the agent's
    /// temperature monitoring is on, on dashboards from v0.16.27.
    pub temperatures: Vec<Temperature>,
    /// Percent of the first GPU, 0 to 100; 0 when not monitored.
    #[serde(rename = "GPU")]
    pub gpu: f64,
}

/// One temperature sensor.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Temperature {
    /// The sensor's name, as the operating system calls it.
    pub name: String,
    /// Degrees Celsius.
    #[serde(rename = "Temperature")]
    pub celsius: f64,
}

impl Status {
    /// Bytes per second received. `None` for a wrapped counter.
    pub fn in_speed(&self) -> Option<u64> {
        Some(self.net_in_speed).filter(|speed| *speed < WRAPPED)
    }

    /// Bytes per second sent. `None` for a wrapped counter.
    pub fn out_speed(&self) -> Option<u64> {
        Some(self.net_out_speed).filter(|speed| *speed < WRAPPED)
    }

    /// For how many seconds the machine has been up. `None` for a wrapped number.
    pub fn known_uptime(&self) -> Option<u64> {
        Some(self.uptime).filter(|uptime| *uptime < WRAPPED)
    }

    /// TCP and UDP connections. `None` from an agent that does not count them: its own report takes a TCP connection,
    /// so that 0 of them is no count.
    pub fn connections(&self) -> Option<(u64, u64)> {
        (self.tcp_conn_count > 0).then_some((self.tcp_conn_count, self.udp_conn_count))
    }

    /// How many processes run. `None` from an agent that does not count them: it is a process itself, so that 0 is no
    /// count.
    pub fn processes(&self) -> Option<u64> {
        Some(self.process_count).filter(|count| *count > 0)
    }

    /// The sensors that could be read: V0 has 0 °C of the others. Empty where none is watched.
    pub fn known_temperatures(&self) -> impl Iterator<Item = &Temperature> {
        self.temperatures.iter().filter(|sensor| sensor.celsius != 0.0)
    }

    /// Degrees Celsius of the warmest sensor that could be read; `None` where there is none.
    pub fn warmest_celsius(&self) -> Option<f64> {
        self.known_temperatures().map(|sensor| sensor.celsius).reduce(f64::max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_below_zero_and_wrapped_around_is_no_number() {
        // The counter of an interface started anew while the agent could not report for a minute.
        let speed = (u64::MAX - 5_000_000_000) / 60;
        let status = Status {
            net_in_speed: speed,
            net_out_speed: u64::MAX,
            uptime: u64::MAX - 9,
            ..Status::default()
        };
        assert_eq!((status.in_speed(), status.out_speed(), status.known_uptime()), (None, None, None));
    }
}
