//! Sorting as a visitor sees it.

use std::cmp::Ordering;

use nezha_api::{Host, NEVER_REPORTED, Server, Status, Temperature};
use nezha_fleet::liveness::Liveness;
use nezha_fleet::order::dashboard_place;
use nezha_fleet::sort::{Collation, Direction, Sort, SortKey, SortValue, sorted};
use proptest::prelude::*;

/// Code points, regardless of ASCII case: no language is at hand.
struct CodePoints;

impl Collation for CodePoints {
    fn language(&self) -> &'static str {
        ""
    }

    fn compare(&self, a: &str, b: &str) -> Ordering {
        a.to_ascii_lowercase().cmp(&b.to_ascii_lowercase())
    }
}

const T: i64 = 1_795_341_896;
const WRAPPED: u64 = 18_446_744_073_707_254_738;

fn server(id: u64, status: Status) -> Server {
    let host = Host { platform: "debian".into(), mem_total: 100, disk_total: 100, ..Host::default() };
    Server { id, last_active: T, host: Some(host), status: Some(status), ..Server::default() }
}

/// The ids in the order of `key`, of servers that are given in any order.
fn ids(mut servers: Vec<(Server, Liveness)>, key: SortKey, direction: Direction) -> Vec<u64> {
    servers.sort_by_key(|(server, _)| dashboard_place(server));
    let values: Vec<_> =
        servers.iter().map(|(server, liveness)| SortValue::of(key, server, *liveness)).collect();
    sorted(&values, direction, &CodePoints).into_iter().map(|place| servers[place].0.id).collect()
}

fn live(servers: Vec<Server>) -> Vec<(Server, Liveness)> {
    servers.into_iter().map(|server| (server, Liveness::Live)).collect()
}

#[test]
fn every_key_finds_its_figure() {
    let low = Status {
        cpu: 1.0,
        mem_used: 1,
        disk_used: 1,
        load1: 0.1,
        net_out_speed: 1,
        net_in_speed: 1,
        net_in_transfer: 1,
        uptime: 1,
        swap_used: 1,
        temperatures: vec![Temperature { name: "cpu".into(), celsius: 41.0 }],
        gpu: 1.0,
        tcp_conn_count: 1,
        process_count: 1,
        ..Status::default()
    };
    let high = Status {
        cpu: 2.0,
        mem_used: 2,
        disk_used: 2,
        load1: 0.2,
        net_out_speed: 2,
        net_in_speed: 2,
        net_out_transfer: 2,
        uptime: 2,
        swap_used: 2,
        temperatures: vec![Temperature { name: "cpu".into(), celsius: 42.0 }],
        gpu: 2.0,
        tcp_conn_count: 2,
        process_count: 2,
        ..Status::default()
    };
    let mut first = server(1, low);
    let mut second = server(2, high);
    (first.name, second.name) = ("Alpha".into(), "beta".into());
    for host in [&mut first, &mut second].map(|server| server.host.as_mut().unwrap()) {
        (host.swap_total, host.gpu) = (100, vec!["RTX".into()]);
    }
    first.host.as_mut().unwrap().country_code = "de".into();
    second.host.as_mut().unwrap().country_code = "jp".into();
    (first.last_active, second.last_active) = (T - 5, T - 4);
    for key in SortKey::ALL {
        let late = |server: &Server| (server.clone(), Liveness::Late { last_seen_s: server.last_active });
        let servers = vec![late(&first), late(&second)];
        assert_eq!(ids(servers.clone(), key, Direction::Ascending), [1, 2], "{key:?}");
        assert_eq!(ids(servers, key, Direction::Descending), [2, 1], "{key:?}");
    }
}

#[test]
fn what_is_unknown_is_last_in_both_directions() {
    let silent =
        Server { last_active: NEVER_REPORTED, ..server(1, Status { cpu: 50.0, ..Status::default() }) };
    let odd = server(2, Status { load1: f64::NAN, net_out_speed: WRAPPED, ..Status::default() });
    let known = server(3, Status { cpu: 1.0, load1: 1.0, net_out_speed: 1, uptime: 1, ..Status::default() });
    for direction in [Direction::Ascending, Direction::Descending] {
        for key in [SortKey::Load, SortKey::Up] {
            let servers = vec![(silent.clone(), Liveness::NoReport), (odd.clone(), Liveness::Live)];
            let servers = [servers, vec![(known.clone(), Liveness::Live)]].concat();
            assert_eq!(ids(servers, key, direction), [3, 1, 2], "{key:?}: a wrapped speed is unknown");
        }
    }
}

#[test]
fn a_dead_machine_at_full_load_is_not_the_busiest() {
    let dead = server(1, Status { cpu: 100.0, disk_used: 90, ..Status::default() });
    let busy = server(2, Status { cpu: 60.0, disk_used: 10, ..Status::default() });
    let servers =
        vec![(dead, Liveness::Offline { last_seen_s: T, before_restart: false }), (busy, Liveness::Live)];
    assert_eq!(ids(servers.clone(), SortKey::Cpu, Direction::Descending), [2, 1]);
    assert_eq!(ids(servers.clone(), SortKey::Disk, Direction::Descending), [1, 2], "its disk stays full");
    let unseen: Vec<_> = servers.into_iter().map(|(server, _)| (server, Liveness::Unknown)).collect();
    assert_eq!(ids(unseen, SortKey::Cpu, Direction::Descending), [1, 2], "last values, when nobody knows");
}

#[test]
fn equals_stay_in_the_dashboards_order() {
    let at = |id, display_index| Server { display_index, ..server(id, Status::default()) };
    let servers = live(vec![at(1, None), at(2, Some(5)), at(3, Some(5)), at(4, Some(9))]);
    for direction in [Direction::Ascending, Direction::Descending] {
        assert_eq!(ids(servers.clone(), SortKey::Cpu, direction), [4, 2, 3, 1]);
    }
}

#[test]
fn live_servers_are_all_last_seen_now() {
    let mut servers = live(vec![server(1, Status::default()), server(2, Status::default())]);
    servers[0].0.last_active = T - 3;
    servers.push((
        server(3, Status::default()),
        Liveness::Offline { last_seen_s: T - 99, before_restart: false },
    ));
    servers.push((Server { id: 4, last_active: NEVER_REPORTED, ..Server::default() }, Liveness::NoReport));
    assert_eq!(ids(servers.clone(), SortKey::LastSeen, Direction::Descending), [1, 2, 3, 4]);
    assert_eq!(ids(servers, SortKey::LastSeen, Direction::Ascending), [3, 1, 2, 4]);
}

#[test]
fn names_are_ordered_by_the_language_that_is_given() {
    struct Backwards;
    impl Collation for Backwards {
        fn language(&self) -> &'static str {
            ""
        }

        fn compare(&self, a: &str, b: &str) -> Ordering {
            b.cmp(a)
        }
    }
    let values = ["a", "b", " "].map(|name| {
        let server = Server { name: name.into(), ..Server::default() };
        SortValue::of(SortKey::Name, &server, Liveness::Live)
    });
    assert_eq!(sorted(&values, Direction::Ascending, &Backwards), [1, 0, 2], "a blank name is none");
}

#[test]
fn a_sort_is_read_from_what_people_type() {
    let sort = |key, direction| Some(Sort { key, direction });
    assert_eq!(Sort::parse("cpu.desc"), sort(SortKey::Cpu, Direction::Descending));
    assert_eq!(Sort::parse("cpu"), sort(SortKey::Cpu, Direction::Descending));
    assert_eq!(Sort::parse("name"), sort(SortKey::Name, Direction::Ascending));
    for odd in ["", ".", "cpu.up", "CPU", "cpu.desc.desc", "id", "处理器"] {
        assert_eq!(Sort::parse(odd), None, "{odd}");
    }
}

proptest! {
    #[test]
    fn every_server_is_shown_once(numbers in proptest::collection::vec(any::<f64>(), 0..50)) {
        let values: Vec<_> = numbers.iter().map(|number| SortValue::Number(*number)).collect();
        let mut places = sorted(&values, Direction::Descending, &CodePoints);
        places.sort_unstable();
        prop_assert_eq!(places, (0..numbers.len()).collect::<Vec<_>>());
    }
}

#[test]
fn clicks_on_a_heading_lead_round_to_the_dashboards_order() {
    let sort = |direction| Some(Sort { key: SortKey::Cpu, direction });
    let mut now = Some(Sort { key: SortKey::Name, direction: Direction::Ascending });
    for next in [sort(Direction::Descending), sort(Direction::Ascending), None, sort(Direction::Descending)] {
        now = Sort::after_click(now, SortKey::Cpu);
        assert_eq!(now, next);
    }
}
