//! What a new answer changes about a server that is already known.

use nezha_api::{Server, Status};

/// The server after a new answer: what the answer says, and what only an earlier one said.
///
/// `list` carries no host, `/ws` no addresses. After a restart the dashboard knows nothing of a machine until its agent
/// is back: then the last host, addresses, status and report stay, for they are still the last that was heard.
pub fn merged(known: &Server, mut new: Server) -> Server {
    new.display_index = new.display_index.or(known.display_index);
    new.hidden = new.hidden.or(known.hidden);
    if new.host.is_none() || (new.known_host().is_none() && known.known_host().is_some()) {
        new.host.clone_from(&known.host);
    }
    // The country comes after the address: with the agent's next report of its host, which may be ten minutes later, or 15 s
    // after the start of a dashboard that has forgotten it.
    let has_moved = address(&new).zip(address(known)).is_some_and(|(now, before)| now != before);
    if !has_moved
        && let (Some(host), Some(known)) = (&mut new.host, known.known_host())
        && host.country_code.is_empty()
    {
        host.country_code.clone_from(&known.country_code);
    }
    if address(&new).is_none() && known.addresses.is_some() {
        new.addresses.clone_from(&known.addresses);
    }
    let silent_again = new.last_active <= 0 && known.last_active > 0;
    if silent_again {
        new.last_active = known.last_active;
    }
    if silent_again || new.status.is_none() {
        // The zeros of one that had not reported are no figures of one that has.
        new.status = known.reported().cloned();
    }
    new
}

/// Where a machine is reached; `None` while the dashboard does not say.
fn address(server: &Server) -> Option<&str> {
    let addresses = server.addresses.as_ref()?;
    Some(addresses.valid_ip.as_str()).filter(|address| !address.is_empty())
}

/// Whether two states of a server look the same: all but the time of the last report and the uptime, which change at
/// every report and are shown as ages.
pub fn looks_the_same(a: &Server, b: &Server) -> bool {
    let same_status = match (&a.status, &b.status) {
        (Some(a), Some(b)) => do_the_same(a, b),
        (None, None) => true,
        _ => false,
    };
    // The status first: it is what differs.
    same_status
        && a.id == b.id
        && a.name == b.name
        && a.tag == b.tag
        && a.display_index == b.display_index
        && a.hidden == b.hidden
        && a.host == b.host
        && a.addresses == b.addresses
}

/// Whether two states of a machine are the same but for the uptime.
fn do_the_same(a: &Status, b: &Status) -> bool {
    // Taken apart, so that a new field is not forgotten here.
    let Status {
        cpu,
        mem_used,
        swap_used,
        disk_used,
        net_in_transfer,
        net_out_transfer,
        net_in_speed,
        net_out_speed,
        load1,
        load5,
        load15,
        tcp_conn_count,
        udp_conn_count,
        process_count,
        temperatures,
        gpu,
        uptime: _,
    } = a;
    *cpu == b.cpu
        && *mem_used == b.mem_used
        && *swap_used == b.swap_used
        && *disk_used == b.disk_used
        && *net_in_transfer == b.net_in_transfer
        && *net_out_transfer == b.net_out_transfer
        && *net_in_speed == b.net_in_speed
        && *net_out_speed == b.net_out_speed
        && *load1 == b.load1
        && *load5 == b.load5
        && *load15 == b.load15
        && *tcp_conn_count == b.tcp_conn_count
        && *udp_conn_count == b.udp_conn_count
        && *process_count == b.process_count
        && *temperatures == b.temperatures
        && *gpu == b.gpu
}

#[cfg(test)]
mod tests {
    use nezha_api::{Addresses, Host, NEVER_REPORTED};

    use super::*;

    const T: i64 = 1_795_341_896;

    fn known() -> Server {
        Server {
            id: 1,
            name: "tokyo-1".into(),
            tag: "Tokyo".into(),
            last_active: T,
            addresses: Some(Addresses { valid_ip: "192.0.2.1".into(), ..Addresses::default() }),
            display_index: Some(5),
            hidden: Some(true),
            host: Some(Host { platform: "debian".into(), ..Host::default() }),
            status: Some(Status { cpu: 42.0, uptime: 100, ..Status::default() }),
        }
    }

    #[test]
    fn a_list_entry_renames_a_server_and_takes_nothing_away() {
        let server = merged(
            &known(),
            Server {
                id: 1,
                name: "new".into(),
                tag: "Tokyo".into(),
                last_active: T + 2,
                ..Server::default()
            },
        );
        assert_eq!(server, Server { name: "new".into(), last_active: T + 2, ..known() });
    }

    #[test]
    fn a_live_frame_keeps_the_addresses() {
        let server = merged(&known(), Server { addresses: None, hidden: Some(false), ..known() });
        assert_eq!(server, Server { hidden: Some(false), ..known() });
    }

    #[test]
    fn a_restarted_dashboard_takes_nothing_away_either() {
        let empty = Server {
            last_active: NEVER_REPORTED,
            addresses: Some(Addresses::default()),
            host: Some(Host::default()),
            status: Some(Status::default()),
            ..known()
        };
        assert_eq!(merged(&known(), empty), known());
    }

    #[test]
    fn an_agent_that_has_just_started_takes_neither_country_nor_address_away() {
        let host = |country: &str| {
            let (platform, country_code) = ("debian".to_owned(), country.to_owned());
            Some(Host { platform, country_code, ..Host::default() })
        };
        let known = Server { host: host("jp"), ..known() };
        let started = Server { host: host(""), addresses: Some(Addresses::default()), ..known.clone() };
        assert_eq!(merged(&known, started), known);
        let back = Server { host: host(""), ..known.clone() };
        assert_eq!(merged(&known, back), known, "after a restart of the dashboard the address comes first");
        let addresses = Some(Addresses { valid_ip: "198.51.100.1".into(), ..Addresses::default() });
        let moved = Server { host: host(""), addresses, ..known.clone() };
        assert_eq!(merged(&known, moved.clone()), moved, "nobody knows yet where that is");
    }

    #[test]
    fn the_first_report_after_silence_is_taken() {
        let silent = Server { last_active: NEVER_REPORTED, host: Some(Host::default()), ..known() };
        assert_eq!(merged(&silent, known()), known());
    }

    #[test]
    fn the_zeros_of_a_machine_that_had_not_reported_are_no_figures_once_a_list_says_that_it_has() {
        let silent = Server { last_active: NEVER_REPORTED, status: Some(Status::default()), ..known() };
        let listed = Server { status: None, host: None, addresses: None, ..known() };
        assert_eq!(merged(&silent, listed).cpu_percent(), None);
    }

    #[test]
    fn a_report_that_changes_only_its_time_looks_the_same() {
        let mut later = Server { last_active: T + 2, ..known() };
        later.status.as_mut().unwrap().uptime = 102;
        assert!(looks_the_same(&known(), &later));
        later.status.as_mut().unwrap().cpu = 43.0;
        assert!(!looks_the_same(&known(), &later));
    }
}
