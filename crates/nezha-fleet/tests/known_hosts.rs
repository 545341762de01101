//! What a browser remembers of servers, and what it makes of a memory that somebody else wrote.

use nezha_api::{Host, NEVER_REPORTED, Server, Status};
use nezha_fleet::known_hosts::{KnownHost, KnownHosts, Notes};
use proptest::prelude::*;

const T: i64 = 1_795_341_896;

fn host() -> Host {
    Host {
        platform: "debian".into(),
        platform_version: "12.11".into(),
        cpu: vec!["AMD EPYC 7763 4 Virtual Core".into(), "Other 2 Virtual Core".into()],
        mem_total: 8_326_598_656,
        disk_total: 105_088_212_992,
        swap_total: 0,
        arch: "x86_64".into(),
        virtualization: "kvm".into(),
        boot_time: 0,
        country_code: "jp".into(),
        version: "0.20.5".into(),
        gpu: vec!["NVIDIA RTX A4000".into()],
    }
}

fn server(id: u64, host: Host) -> Server {
    Server { id, last_active: T, host: Some(host), ..Server::default() }
}

fn kept(servers: &[Server]) -> String {
    let mut notes = Notes::default();
    for server in servers {
        notes.add(server, Some(server.last_active));
    }
    notes.print()
}

#[test]
fn what_a_machine_is_survives_a_reload() {
    let known = KnownHosts::parse(kept(&[server(7, host()), server(u64::MAX, host())]));
    let expected = Some(KnownHost { last_seen_s: T, host: Some(host()) });
    assert_eq!(known.get(7), expected);
    assert_eq!(known.get(u64::MAX), expected);
    assert_eq!(known.get(8), None);
    assert_eq!((known.freshest_s(), KnownHosts::default().freshest_s()), (Some(T), None));
}

#[test]
fn a_restarted_dashboard_gets_its_hosts_back_but_no_made_up_status() {
    let known = KnownHosts::parse(kept(&[server(7, host())]));
    let zeros =
        Server { last_active: NEVER_REPORTED, status: Some(Status::default()), ..server(7, Host::default()) };
    let mut restarted = zeros.clone();
    known.recall(&mut restarted);
    assert_eq!(restarted, Server { host: Some(host()), ..zeros });
    assert_eq!(restarted.cpu_percent(), None, "no report is no 0 %");
}

#[test]
fn a_restarted_dashboard_that_knows_a_machine_again_gets_its_country_back() {
    let known = KnownHosts::parse(kept(&[server(7, host())]));
    let mut back = server(7, Host { country_code: String::new(), platform_version: "13.0".into(), ..host() });
    known.recall(&mut back);
    assert_eq!(back, server(7, Host { platform_version: "13.0".into(), ..host() }));
}

#[test]
fn what_the_dashboard_says_wins() {
    let known = KnownHosts::parse(kept(&[server(7, host())]));
    let upgraded = server(7, Host { platform_version: "13.0".into(), ..host() });
    let mut asked = upgraded.clone();
    known.recall(&mut asked);
    assert_eq!(asked, upgraded);
}

#[test]
fn a_machine_that_is_still_down_is_not_forgotten_at_the_next_reload() {
    let mut notes = Notes::default();
    notes.add(&Server { last_active: NEVER_REPORTED, ..server(7, host()) }, Some(T - 5000));
    notes.add(&Server { last_active: NEVER_REPORTED, ..server(8, host()) }, None);
    let known = KnownHosts::parse(notes.print());
    assert_eq!(known.get(7).map(|known| known.last_seen_s), Some(T - 5000));
    assert_eq!(known.get(8), None);
}

#[test]
fn last_reports_kept_by_an_earlier_version_are_read() {
    let known = KnownHosts::parse("7 1795341896\n8 1\n".to_owned());
    assert_eq!(known.get(7), Some(KnownHost { last_seen_s: T, host: None }));
    assert_eq!(known.get(8).map(|known| known.last_seen_s), Some(1));
}

#[test]
fn what_someone_else_wrote_there_does_no_harm() {
    let odd = "x 1\n1\n2 -5\n\n3 99999999999999999999\n4 5\tdebian\n5 6\ta\tb\tc\td\te\tf\tx\t-1\t1e9\t\t\t\tmore\n4 9\n";
    let known = KnownHosts::parse(odd.to_owned());
    assert_eq!([1, 2, 3].map(|id| known.get(id)), [None, None, None]);
    assert_eq!(known.get(4), Some(KnownHost { last_seen_s: 5, host: None }), "the first of two lines");
    let host = known.get(5).unwrap().host.unwrap();
    assert_eq!((host.platform.as_str(), host.mem_total, host.disk_total), ("a", 0, 0));
    assert!(host.cpu.is_empty());
}

#[test]
fn texts_from_outside_stay_on_their_line_and_end() {
    let hostile = Host {
        platform: "de\tbian\n9 1795341896\tx".into(),
        version: "长".repeat(10_000),
        cpu: vec!["a\u{1f}b".into(); 1000],
        ..host()
    };
    let text = kept(&[server(7, hostile)]);
    assert_eq!(text.lines().count(), 1);
    assert!(text.len() < 2_000);
    let host = KnownHosts::parse(text).get(7).unwrap().host.unwrap();
    assert_eq!(host.platform, "de bian 9 1795341896 x");
    assert_eq!((host.version.chars().count(), host.cpu.len()), (120, 8));
    assert_eq!(host.arch, "x86_64");
}

#[test]
fn an_ordinary_fleet_of_three_thousand_fits() {
    let ordinary = Host { gpu: Vec::new(), cpu: vec![host().cpu.remove(0)], ..host() };
    let servers: Vec<_> = (1..=3000).map(|id| server(id, ordinary.clone())).collect();
    let text = kept(&servers);
    assert!(text.len() < 400_000, "{}", text.len());
    let known = KnownHosts::parse(text);
    assert!((1..=3000).all(|id| known.get(id).is_some_and(|known| known.host == Some(ordinary.clone()))));
}

#[test]
fn it_stays_small_however_large_the_fleet() {
    let long = Host { platform: "长".repeat(500), ..host() };
    let servers: Vec<_> =
        (1..=10_000).map(|id| Server { last_active: T + id as i64, ..server(id, long.clone()) }).collect();
    let text = kept(&servers);
    assert!(text.len() <= 400_000, "{}", text.len());
    assert_eq!(text.lines().count(), 3000);
    let known = KnownHosts::parse(text);
    assert_eq!(known.freshest_s(), Some(T + 10_000), "it tells when the dashboard was last alive");
    assert!(known.get(1).unwrap().host.is_some(), "who is down for longest is what a dashboard forgets");
    assert_eq!(known.get(2999), Some(KnownHost { last_seen_s: T + 2999, host: None }), "without its facts");
    assert_eq!(known.get(3000), None, "who reports says everything again");
}

#[test]
fn what_is_hidden_from_who_looks_now_is_not_forgotten() {
    let before = KnownHosts::parse(kept(&[server(7, host()), server(8, host())]));
    let mut notes = Notes::default();
    notes.add(&Server { last_active: T + 60, ..server(8, host()) }, Some(T + 60));
    notes.keep_others(&before);
    let known = KnownHosts::parse(notes.print());
    assert_eq!(known.get(7), Some(KnownHost { last_seen_s: T, host: Some(host()) }));
    assert_eq!(known.get(8), Some(KnownHost { last_seen_s: T + 60, host: Some(host()) }));
}

#[test]
fn a_tab_that_slept_does_not_write_over_what_another_one_saw_later() {
    let elsewhere = KnownHosts::parse(kept(&[
        Server { last_active: T + 14_400, ..server(7, host()) },
        server(8, host()),
    ]));
    let mut notes = Notes::default();
    notes.add(&server(7, Host::default()), Some(T));
    notes.add(&server(8, host()), Some(T + 15_000));
    notes.keep_later(&elsewhere, None);
    let known = KnownHosts::parse(notes.print());
    assert_eq!(known.get(7), Some(KnownHost { last_seen_s: T + 14_400, host: Some(host()) }));
    assert_eq!(known.get(8).map(|known| known.last_seen_s), Some(T + 15_000));
}

#[test]
fn a_tab_that_slept_while_the_whole_fleet_died_does_not_either() {
    let elsewhere = KnownHosts::parse(kept(&[
        Server { last_active: T + 25_200, ..server(7, host()) },
        Server { last_active: T + 28_800, ..server(8, host()) },
    ]));
    let mut notes = Notes::default();
    notes.add(&server(7, host()), Some(T));
    notes.add(&server(8, host()), Some(T));
    notes.keep_later(&elsewhere, Some(T + 30_000));
    let known = KnownHosts::parse(notes.print());
    assert_eq!([7, 8].map(|id| known.last_seen_s(id)), [Some(T + 25_200), Some(T + 28_800)]);
}

#[test]
fn what_was_seen_while_the_dashboards_clock_was_ahead_is_put_right() {
    let ahead = KnownHosts::parse(kept(&[Server { last_active: T + 86_400, ..server(7, host()) }]));
    let mut notes = Notes::default();
    notes.add(&server(7, host()), Some(T));
    notes.add(&server(8, host()), Some(T + 60));
    notes.keep_later(&ahead, Some(T + 62));
    assert_eq!(KnownHosts::parse(notes.print()).get(7).map(|known| known.last_seen_s), Some(T));
}

#[test]
fn an_endless_memory_is_not_read_to_its_end() {
    let endless: String = (1..100_000).map(|id| format!("{id} 5\n")).collect();
    let known = KnownHosts::parse(endless);
    assert!(known.get(3000).is_some() && known.get(3001).is_none());
}

proptest! {
    #[test]
    fn whatever_is_kept_there_is_read_without_harm(text in any::<String>(), id in 0..20u64) {
        KnownHosts::parse(text).get(id);
    }

    #[test]
    fn nearly_right_lines_do_no_harm(text in "([0-9]{1,2} [0-9]{1,3}(\t[a-z0-9\u{1f}é]{0,3}){0,13}\r?\n?){0,9}") {
        let known = KnownHosts::parse(text);
        for id in 0..100 {
            known.get(id);
        }
    }

    #[test]
    fn any_host_survives(texts in proptest::array::uniform6("[^\\p{Cc}]{0,20}"), cpu in "[^\\p{Cc}]{1,20}", mem_total in 1..u64::MAX) {
        let [platform, platform_version, arch, virtualization, country_code, version] = texts;
        let cpu = vec![cpu];
        let host = Host { platform, platform_version, arch, virtualization, country_code, version, cpu, mem_total, ..Host::default() };
        let known = KnownHosts::parse(kept(&[server(7, host.clone())])).get(7);
        prop_assert_eq!(known, Some(KnownHost { last_seen_s: T, host: Some(host) }));
    }
}
