//! Servers 2 to 20 of a fleet of at least 20: each has a peculiarity that a client must cope with.

use super::server::{Agent, Connection, Server, Source};

const MINUTE_MS: i64 = 60_000;

/// How many servers a fleet must have to hold all the peculiar ones.
pub(crate) const NEEDED: u64 = 20;

/// Gives the server the peculiarity that goes with its id, if one does.
pub(crate) fn apply(server: &mut Server, epoch_ms: i64) {
    let id = server.id;
    let Source::Agent(agent) = &mut server.source else { return };
    if id > NEEDED {
        return;
    }
    // The peculiarity is the only thing that is odd about a server.
    server.hidden = id == 2;
    agent.host.swap_total = agent.host.swap_total.max(1 << 30);
    agent.load.counts = true;
    agent.connected = vec![Connection { from_ms: epoch_ms - 40 * 24 * 60 * MINUTE_MS, until_ms: None }];
    match id {
        2 => name(server, "家里 NAS (hidden)", "Private"),
        3 => {
            agent.connected.clear();
            name(server, "never-reported", "Tokyo");
        }
        4 => {
            agent.disconnect(epoch_ms - 5 * 60 * MINUTE_MS);
            name(server, "offline-for-hours", "Frankfurt");
        }
        5 => {
            agent.disconnect(epoch_ms - 3 * MINUTE_MS);
            name(server, "just-went-offline", "Hong Kong");
        }
        6 => name(server, "<img src=x onerror=\"alert(1)\">", "<b>tag</b>"),
        7 => name(server, "\"'`> \u{202e}gnp.exe\u{202c} الخادم 👩‍💻 \\ ${IFS}", "香港, HK & JP/1+1=2?#"),
        8 => {
            let long = format!("{}-end", "very-long-name-".repeat(30));
            name(server, &long, "Los Angeles");
        }
        9 => name(server, "untagged", ""),
        10 => {
            watched(agent);
            name(server, "gpu-and-sensors", "Lab");
        }
        11 => {
            agent.host.swap_total = 0;
            name(server, "swap-off", "Lab");
        }
        12 => {
            agent.ipv4.clear();
            agent.ipv6 = "2001:db8::c".to_owned();
            name(server, "ipv6-only", "Lab");
        }
        13 => {
            agent.host.country_code.clear();
            agent.host.platform = "Microsoft Windows 11 Pro for Workstations".to_owned();
            agent.host.platform_version = "10.0.22631.3880 Build 22631.3880".to_owned();
            name(server, "no-country-windows", "Lab");
        }
        14 => {
            agent.host.country_code = "eu".to_owned();
            name(server, "continent-code", "Frankfurt");
        }
        15 => {
            agent.host.version.clear();
            name(server, "home-made-agent", "Tokyo");
        }
        16 => {
            server.display_index = -100;
            agent.reboots_every_ms = Some(47 * MINUTE_MS);
            agent.boot_ms = epoch_ms - 24 * 60 * MINUTE_MS;
            name(server, "last-in-order-reboots", "Singapore");
        }
        17 => {
            agent.host_only = true;
            name(server, "host-but-no-state", "Lab");
        }
        18 | 19 => name(server, "dup", "Dup"),
        20 => {
            agent.monitors = false;
            name(server, "no-history", "Singapore");
        }
        _ => {}
    }
}

fn name(server: &mut Server, name: &str, tag: &str) {
    server.name = name.to_owned();
    server.tag = tag.to_owned();
}

fn watched(agent: &mut Agent) {
    agent.host.platform = "ubuntu".to_owned();
    agent.host.platform_version = "24.04".to_owned();
    agent.host.gpu = Some(vec!["NVIDIA GeForce RTX 4090".to_owned(), "AD102".to_owned()]);
    agent.load.sensors = vec!["coretemp_package_id_0", "nvme_composite", "acpitz"];
    agent.load.cpu = agent.load.cpu.max(30.0);
}
