//! Latency history: what the dashboard's monitors measured on a server.

use super::server::{Server, Source};
use crate::rng::{fraction, hash, wander};
use crate::wire::Series;

/// How far back the dashboard answers.
const WINDOW_MS: i64 = 24 * 3_600_000;
/// Values above the site's ping cap are stored as exactly the cap.
const CAP: f64 = 1_000.0;

/// A scheduled check that all servers carry out.
#[derive(Debug, Clone)]
pub(crate) struct Monitor {
    pub(crate) id: u64,
    pub(crate) name: String,
    /// Milliseconds from one stored value to the next.
    step_ms: i64,
}

/// Two of the first five have the same name, as owners like to check one target by TCP and by ICMP.
const NAMES: [&str; 20] = [
    "上海电信",
    "广州联通",
    "Cloudflare 1.1.1.1",
    "上海电信",
    "fast 快 <i>20 s</i>",
    "北京移动",
    "Google DNS",
    "成都电信",
    "Tokyo IIJ",
    "Frankfurt DE-CIX",
    "深圳移动",
    "Quad9",
    "Seoul KT",
    "杭州阿里云",
    "Singapore SG.GS",
    "Los Angeles HE",
    "武汉联通",
    "London LINX",
    "香港 HKIX",
    "Sydney Vocus",
];

/// The position of the monitor that runs more often than once a minute.
const FAST: usize = 4;

/// The first `count` monitors of the dashboard, with ids from 1.
pub(crate) fn monitors(count: usize, with_fast: bool) -> Vec<Monitor> {
    (0..count)
        .map(|index| {
            let fast = with_fast && index == FAST;
            let name = match NAMES.get(index) {
                Some(_) if index == FAST && !fast => "重庆电信".to_owned(),
                Some(name) => (*name).to_owned(),
                None => format!("Monitor {}", index + 1),
            };
            Monitor { id: index as u64 + 1, name, step_ms: if fast { 20_000 } else { 60_000 } }
        })
        .collect()
}

/// The history of a server over the last 24 hours, one series for each monitor that has any value.
///
/// `epoch_ms` is when the world began.
pub(crate) fn history(server: &Server, monitors: &[Monitor], now_ms: i64, epoch_ms: i64) -> Vec<Series> {
    let agent = match &server.source {
        Source::Fixed(fixed) => return fixed.history.clone(),
        Source::Agent(agent) if !agent.monitors || agent.host_only => return Vec::new(),
        Source::Agent(agent) => agent,
    };
    let series = |monitor: &Monitor| {
        let line = Line::new(hash(&[agent.load.key, 50, monitor.id]));
        let phase = (hash(&[line.key, 0]) % monitor.step_ms.unsigned_abs()) as i64;
        let last = (now_ms - epoch_ms - phase).div_euclid(monitor.step_ms);
        let slots = last - WINDOW_MS / monitor.step_ms + 1..=last;
        let points = slots.filter_map(|slot| {
            let at = epoch_ms + slot * monitor.step_ms + phase;
            agent.is_connected(at).then(|| (at - at.rem_euclid(60_000), line.value(slot, monitor.step_ms)))
        });
        let (created_at, avg_delay): (Vec<i64>, Vec<f32>) = points.unzip();
        (!created_at.is_empty()).then(|| Series {
            monitor_id: monitor.id,
            server_id: server.id,
            monitor_name: monitor.name.clone(),
            server_name: server.name.clone(),
            created_at,
            avg_delay,
        })
    };
    monitors.iter().filter_map(series).collect()
}

/// The way from one server to one target.
struct Line {
    key: u64,
    /// Milliseconds when nothing else happens.
    usual: f64,
}

impl Line {
    fn new(key: u64) -> Self {
        let distance = fraction(&[key, 1]);
        Self { key, usual: 1.5 + 260.0 * distance * distance }
    }

    /// The value of one slot: the mean of two probes, where a lost probe counts as 0.
    fn value(&self, slot: i64, step_ms: i64) -> f32 {
        let draw = |what: u64| fraction(&[self.key, what, slot as u64]);
        let slow = wander(hash(&[self.key, 2]), slot * step_ms, 3_600_000);
        let outage = wander(hash(&[self.key, 3]), slot * step_ms, 1_800_000) > 0.95;
        let chance = draw(4);
        if outage || chance < 0.002 {
            return 0.0;
        }
        if chance < 0.004 {
            return CAP as f32;
        }
        let probe = |what: u64| {
            let jitter = draw(what).powi(6) * 0.6 + draw(what + 1) * 0.05;
            let delay = self.usual * (1.0 + 0.08 * slow + jitter);
            // Probes are measured in microseconds.
            (delay.min(CAP) * 1_000.0).round() / 1_000.0
        };
        let second = if chance < 0.012 { 0.0 } else { probe(7) };
        ((probe(5) + second) / 2.0) as f32
    }
}
