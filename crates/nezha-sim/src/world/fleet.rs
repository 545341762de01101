//! Ordinary servers: made from their number, so that server 7 of a seed is always the same.

use super::catalogue::{COUNTS, CPUS, PLACES, PLATFORMS, PROVIDERS, Place};
use super::load::Load;
use super::server::{Agent, Connection, Pin, Server, Source};
use crate::rng::{fraction, hash, pick};
use crate::wire::Host;

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;
const GIB: u64 = 1 << 30;

/// Server `id` of a seed, in a world that begins at `epoch_ms`.
pub(crate) fn server(seed: u64, id: u64, epoch_ms: i64) -> Server {
    let key = hash(&[seed, id]);
    let place = &PLACES[pick(PLACES.len(), &[key, 1])];
    let untagged = fraction(&[key, 2]) < 0.08;
    Server {
        id,
        name: name(key, id, place),
        tag: if untagged { String::new() } else { place.tag.to_owned() },
        note: String::new(),
        display_index: display_index(key),
        hidden: fraction(&[key, 3]) < 0.04,
        created_ms: epoch_ms - DAY_MS * (900 - (id.min(800) as i64)),
        source: Source::Agent(Box::new(Agent {
            connected: connections(key, epoch_ms),
            ..agent(key, id, place.country, epoch_ms)
        })),
        reports_nan: false,
        pin: Pin::default(),
    }
}

/// Makes a server one that has been connected for longer than the history goes back, and whose figures differ in any two
/// answers that are a second apart.
pub(crate) fn steady(server: &mut Server, epoch_ms: i64) {
    if let Some(agent) = server.agent_mut() {
        agent.connected = vec![Connection { from_ms: epoch_ms - 40 * DAY_MS, until_ms: None }];
        agent.interval_ms = 1_000;
    }
}

/// The machine behind a server, whose agent has never been connected.
pub(crate) fn agent(key: u64, id: u64, country: &str, epoch_ms: i64) -> Agent {
    let (model, physical) = CPUS[pick(CPUS.len(), &[key, 10])];
    let cores = COUNTS[pick(COUNTS.len(), &[key, 11])];
    let platform = &PLATFORMS[pick(PLATFORMS.len(), &[key, 12])];
    let memory = GIB * u64::from(cores) * [1, 2, 4][pick(3, &[key, 13])] / 2;
    let kind = if physical { "Physical" } else { "Virtual" };
    let (low, high) = (id % 250 + 1, id / 250 % 250);
    let has_ipv6 = fraction(&[key, 14]) < 0.5;
    // Two out of three machines are nearly idle, the others work.
    let cpu = 1.5 + 70.0 * fraction(&[key, 15]).powi(4);
    let traffic = 10_f64.powf(2.5 + 4.0 * fraction(&[key, 16]));
    Agent {
        host: Host {
            platform: platform.name.to_owned(),
            platform_version: platform.version.to_owned(),
            cpu: Some(vec![format!("{model} {cores} {kind} Core")]),
            // What the system keeps for itself is missing from the round figure.
            mem_total: memory - memory / 41,
            disk_total: GIB * [20, 40, 80, 160, 500, 2_000][pick(6, &[key, 17])] * 98 / 100,
            // Agents on FreeBSD do not look for it.
            swap_total: if platform.name != "freebsd" && fraction(&[key, 18]) < 0.6 { GIB } else { 0 },
            arch: platform.arch.to_owned(),
            virtualization: if physical { String::new() } else { "kvm".to_owned() },
            boot_time: 0,
            country_code: country.to_owned(),
            version: ["0.20.5", "0.20.5", "0.20.5", "0.20.3", "0.19.11"][pick(5, &[key, 19])].to_owned(),
            gpu: None,
        },
        load: Load {
            key,
            cores,
            cpu,
            memory: 0.15 + 0.7 * fraction(&[key, 20]),
            disk: 0.05 + 0.8 * fraction(&[key, 21]),
            bytes_in: traffic,
            bytes_out: traffic * (0.3 + fraction(&[key, 22])),
            sensors: Vec::new(),
            counts: fraction(&[key, 23]) > 0.05,
        },
        // 198.18.0.0/15 and 2001:db8::/32 belong to nobody.
        ipv4: format!("198.18.{high}.{low}"),
        ipv6: if has_ipv6 { format!("2001:db8:{high:x}::{low:x}") } else { String::new() },
        interval_ms: [1_000, 1_000, 1_000, 2_000, 3_000, 4_000][pick(6, &[key, 24])],
        boot_ms: epoch_ms - DAY_MS - (fraction(&[key, 25]) * 200.0 * DAY_MS as f64) as i64,
        reboots_every_ms: None,
        host_only: false,
        monitors: true,
        connected: Vec::new(),
    }
}

/// `Tokyo-Vultr-07`, `东京 Vultr 07`.
fn name(key: u64, id: u64, place: &Place) -> String {
    let provider = PROVIDERS[pick(PROVIDERS.len(), &[key, 4])];
    if fraction(&[key, 5]) < 0.35 {
        format!("{} {provider} {id:02}", place.native)
    } else {
        format!("{}-{provider}-{id:02}", place.latin)
    }
}

fn display_index(key: u64) -> i64 {
    match fraction(&[key, 6]) {
        chance if chance < 0.7 => 0,
        chance if chance < 0.9 => 1 + pick(100, &[key, 7]) as i64,
        _ => -1 - pick(20, &[key, 7]) as i64,
    }
}

/// When an ordinary agent has been connected: nearly all of them still are.
fn connections(key: u64, epoch_ms: i64) -> Vec<Connection> {
    let always = Connection { from_ms: epoch_ms - 40 * DAY_MS, until_ms: None };
    let ago = |part: u64, hours: i64| epoch_ms - (fraction(&[key, part]) * (hours * HOUR_MS) as f64) as i64;
    match fraction(&[key, 8]) {
        chance if chance < 0.01 => Vec::new(),
        chance if chance < 0.04 => vec![Connection { until_ms: Some(ago(9, 30) - 60_000), ..always }],
        chance if chance < 0.25 => {
            let back = ago(9, 20) - HOUR_MS;
            let away = back - 10 * 60_000 - (fraction(&[key, 26]) * 50.0 * 60_000.0) as i64;
            vec![Connection { until_ms: Some(away), ..always }, Connection { from_ms: back, until_ms: None }]
        }
        _ => vec![always],
    }
}
