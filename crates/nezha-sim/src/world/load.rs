//! How busy a machine is: every figure an agent reports, as a function of time.

use crate::rng::{hash, odometer, wander};
use crate::wire::{Host, Status, Temperature};

/// What a machine tends to do. The figures at an instant follow from this and the time alone.
#[derive(Debug, Clone)]
pub(crate) struct Load {
    /// Tells this machine's chance from every other's.
    pub(crate) key: u64,
    /// Logical cores.
    pub(crate) cores: u32,
    /// Percent around which the CPU load wanders.
    pub(crate) cpu: f64,
    /// Share of the memory in use, 0 to 1.
    pub(crate) memory: f64,
    /// Share of the disk in use, 0 to 1.
    pub(crate) disk: f64,
    /// Bytes a second received on average.
    pub(crate) bytes_in: f64,
    /// Bytes a second sent on average.
    pub(crate) bytes_out: f64,
    /// Names of the temperature sensors; empty when the agent does not watch them.
    pub(crate) sensors: Vec<&'static str>,
    /// Whether the agent counts connections and processes.
    pub(crate) counts: bool,
}

/// The instants that a report is about, all relative to the start of the world, in milliseconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Instants {
    /// When the machine started.
    pub(crate) boot: i64,
    /// The report before this one; speeds are averages since then.
    pub(crate) previous: i64,
    /// This report.
    pub(crate) report: i64,
}

impl Load {
    /// What the agent reports.
    pub(crate) fn status(&self, host: &Host, at: Instants) -> Status {
        let now = at.report;
        let swing = |what: u64, period: i64| wander(hash(&[self.key, what]), now, period);
        let cpu = (self.cpu * (1.0 + 0.5 * swing(1, 90_000) + 0.35 * swing(2, 5_000))).clamp(0.1, 100.0);
        let memory = (self.memory + 0.06 * swing(3, 300_000) + 0.01 * swing(4, 10_000)).clamp(0.02, 0.99);
        let disk = (self.disk + now as f64 / 4e11 + 0.001 * swing(5, 600_000)).clamp(0.01, 0.999);
        let share = |total: u64, share: f64| (total as f64 * share) as u64;
        let load =
            |what: u64, period: i64| self.average(self.cpu * (1.0 + 0.5 * swing(what, period)) / 100.0);
        let count = |what: u64, usual: f64, period: i64| {
            if self.counts { (usual * (1.0 + 0.4 * swing(what, period))) as u64 } else { 0 }
        };
        let (received, sent) = (self.carried(at, 20, self.bytes_in), self.carried(at, 21, self.bytes_out));
        Status {
            cpu,
            mem_used: share(host.mem_total, memory),
            swap_used: share(host.swap_total, (memory - 0.3).max(0.0)),
            disk_used: share(host.disk_total, disk),
            net_in_transfer: received.total,
            net_out_transfer: sent.total,
            net_in_speed: received.speed,
            net_out_speed: sent.speed,
            uptime: ((now - at.boot) / 1_000).max(0) as u64,
            load1: self.average((cpu / 100.0 + self.cpu / 100.0 * (1.0 + swing(6, 60_000))) / 2.0),
            load5: load(7, 300_000),
            load15: load(8, 900_000),
            tcp_conn_count: count(9, 20.0 + self.bytes_in / 2e4, 20_000),
            udp_conn_count: count(10, 6.0, 40_000),
            process_count: count(11, 90.0 + 12.0 * f64::from(self.cores), 60_000),
            temperatures: self.temperatures(cpu, now),
            gpu: if host.gpu.is_some() { (55.0 + 45.0 * swing(12, 45_000)).clamp(0.0, 100.0) } else { 0.0 },
        }
    }

    /// A load average, with the two decimals that Linux gives.
    fn average(&self, share: f64) -> f64 {
        (share.max(0.0) * f64::from(self.cores) * 100.0).round() / 100.0
    }

    /// Traffic in one direction since the start of the machine, `rate` bytes a second on average.
    fn carried(&self, at: Instants, what: u64, rate: f64) -> Carried {
        let (slow, quick) = (hash(&[self.key, what, 0]), hash(&[self.key, what, 1]));
        let meter = |time: i64| {
            (0.6 * odometer(slow, time, 60_000) + 0.4 * odometer(quick, time, 5_000)) * rate / 1_000.0
        };
        let start = meter(at.boot);
        let total = (meter(at.report) - start).max(0.0) as u64;
        let before = (meter(at.previous) - start).max(0.0) as u64;
        let elapsed = (at.report - at.previous).max(1) as u64;
        Carried { total, speed: (total - before.min(total)) * 1_000 / elapsed }
    }

    fn temperatures(&self, cpu: f64, now: i64) -> Option<Vec<Temperature>> {
        (!self.sensors.is_empty()).then(|| {
            let sensor = |(index, name): (usize, &&'static str)| {
                let drift = wander(hash(&[self.key, 30, index as u64]), now, 30_000);
                let degrees = 34.0 + 6.0 * index as f64 + cpu * 0.35 + 2.0 * drift;
                // Sensors count in steps of 0.05 degrees.
                Temperature { name: (*name).to_owned(), temperature: (degrees * 20.0).round() / 20.0 }
            };
            self.sensors.iter().enumerate().map(sensor).collect()
        })
    }
}

/// Traffic in one direction.
struct Carried {
    /// Bytes since the machine started.
    total: u64,
    /// Bytes a second since the report before.
    speed: u64,
}
