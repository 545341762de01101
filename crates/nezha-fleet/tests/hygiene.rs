//! Findings are complete, name the right servers, and come in one order however the answer was ordered.
#![allow(missing_docs, clippy::unwrap_used)]

use nezha_api::{Addresses, Host, NEVER_REPORTED, Server};
use nezha_fleet::hygiene::{Finding, Kind, findings, is_left_over};
use proptest::prelude::*;

fn server(id: u64, name: &str, tag: &str) -> Server {
    Server { id, name: name.into(), tag: tag.into(), last_active: 1_795_341_896, ..Server::default() }
}

fn with_address(id: u64, ipv4: &str, ipv6: &str) -> Server {
    let valid_ip = if ipv4.is_empty() { ipv6 } else { ipv4 };
    let addresses = Addresses { ipv4: ipv4.into(), ipv6: ipv6.into(), valid_ip: valid_ip.into() };
    Server { addresses: Some(addresses), ..server(id, &id.to_string(), "") }
}

fn with_version(id: u64, version: &str) -> Server {
    let host = Host { version: version.into(), ..Host::default() };
    Server { host: Some(host), ..server(id, &id.to_string(), "") }
}

fn found(kind: Kind, ids: &[u64]) -> Finding {
    Finding { kind, ids: ids.to_vec() }
}

/// Nobody remembers a report from before the dashboard started.
fn is_silent(server: &Server) -> bool {
    server.last_active <= 0
}

#[test]
fn a_tidy_fleet_has_no_findings() {
    assert_eq!(findings(&[server(1, "a", "x"), server(2, "b", "x")], is_silent), []);
    assert_eq!(findings(&[], is_silent), []);
}

#[test]
fn who_reported_before_the_dashboard_started_is_not_without_a_report() {
    let silent = |id| Server { last_active: NEVER_REPORTED, ..server(id, &id.to_string(), "") };
    let servers = [silent(7), server(1, "a", ""), silent(3), silent(5)];
    let known_before = |server: &Server| server.id == 5;
    assert_eq!(
        findings(&servers, |server| server.last_active <= 0 && !known_before(server)),
        [found(Kind::NoReport, &[3, 7])]
    );
    assert_eq!(findings(&servers, |_| false), []);
}

#[test]
fn equal_names_are_told_apart_by_whether_their_tag_is_the_same() {
    let same =
        [server(4, "Web", "x"), server(2, " web ", "x"), server(9, "WEB", "y"), server(1, "web2", "x")];
    assert_eq!(
        findings(&same, is_silent),
        [
            found(Kind::SameName { name: " web ".into() }, &[2, 4, 9]),
            found(Kind::SameNameInTag { name: " web ".into(), tag: "x".into() }, &[2, 4]),
        ]
    );
    assert_eq!(
        findings(&same[..2], is_silent),
        [found(Kind::SameNameInTag { name: " web ".into(), tag: "x".into() }, &[2, 4])]
    );
    assert_eq!(findings(&same[1..3], is_silent), [found(Kind::SameName { name: " web ".into() }, &[2, 9])]);
}

#[test]
fn one_address_of_two_servers_is_found_in_either_family() {
    let servers = [
        with_address(1, "192.0.2.1", "2001:db8::1"),
        with_address(2, "192.0.2.1", "2001:DB8::2"),
        with_address(3, "", "2001:db8::2"),
        with_address(4, "", ""),
        with_address(5, "", ""),
    ];
    assert_eq!(
        findings(&servers, is_silent),
        [
            found(Kind::SameAddress { address: "192.0.2.1".into() }, &[1, 2]),
            found(Kind::SameAddress { address: "2001:db8::2".into() }, &[2, 3]),
        ]
    );
}

#[test]
fn agents_that_are_too_old_and_too_new_are_found_by_version() {
    let versions =
        ["0.20.5", "0.20.4", "0.9.12", "1.0.0", "0.20.4", "2.3.3", "0.20.10", "", "dev", "0.20.5-rc1"];
    let servers = versions.iter().zip(1..).map(|(version, id)| with_version(id, version)).collect::<Vec<_>>();
    let old = |version: &str, ids: &[u64]| found(Kind::OldAgent { version: version.into() }, ids);
    let new = |version: &str, ids: &[u64]| found(Kind::NewAgent { version: version.into() }, ids);
    assert_eq!(
        findings(&servers, is_silent),
        [old("0.20.4", &[2, 5]), old("0.9.12", &[3]), new("1.0.0", &[4]), new("2.3.3", &[6])]
    );
}

#[test]
fn tags_hidden_ones_and_missing_names_are_found() {
    let hidden = Server { hidden: Some(true), ..server(3, "c", "") };
    assert_eq!(
        findings(&[server(1, "a", "AutoRegister"), server(2, " \t", ""), hidden], is_silent),
        [found(Kind::LeftOverTag, &[1]), found(Kind::Hidden, &[3]), found(Kind::Unnamed, &[2])]
    );
}

#[test]
fn the_left_over_tag_is_known_in_any_letter_case() {
    assert!(is_left_over("AutoRegister") && is_left_over(" autoregister"));
    assert!(!is_left_over("") && !is_left_over("AutoRegister 2"));
}

#[test]
fn nameless_servers_are_not_called_equal() {
    assert_eq!(
        findings(&[server(1, "", ""), server(2, " ", "")], is_silent),
        [found(Kind::Unnamed, &[1, 2])]
    );
}

fn any_server() -> impl Strategy<Value = Server> {
    let text = || "\\PC{0,4}|[aA ]{0,2}|AutoRegister|-?[0-9]{0,11}\\.[0-9+]{1,2}\\.[0-9]{1,3}";
    (0..9_u64, text(), text(), text(), text(), any::<[bool; 3]>()).prop_map(
        |(id, name, tag, address, version, [silent, hidden, unknown])| Server {
            id,
            name,
            tag,
            last_active: if silent { NEVER_REPORTED } else { 1 },
            addresses: Some(Addresses { ipv4: address, ..Addresses::default() }),
            hidden: (!unknown).then_some(hidden),
            host: (!unknown).then(|| Host { version, ..Host::default() }),
            ..Server::default()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_servers_say_findings_name_some_of_them(servers in prop::collection::vec(any_server(), 0..20)) {
        for finding in findings(&servers, is_silent) {
            let Finding { kind, ids } = &finding;
            let is_in_common =
                matches!(kind, Kind::SameName { .. } | Kind::SameNameInTag { .. } | Kind::SameAddress { .. });
            let least = if is_in_common { 2 } else { 1 };
            prop_assert!(ids.len() >= least, "{:?}", finding);
            prop_assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", finding);
            prop_assert!(ids.iter().all(|id| servers.iter().any(|server| server.id == *id)));
        }
    }

    #[test]
    fn the_order_of_the_answer_makes_no_difference(
        servers in prop::collection::vec(any_server(), 0..20),
        turn in any::<prop::sample::Index>(),
    ) {
        let mut servers = servers;
        servers.sort_by_key(|server| server.id);
        servers.dedup_by_key(|server| server.id);
        let before = findings(&servers, is_silent);
        if !servers.is_empty() {
            let by = turn.index(servers.len());
            servers.rotate_left(by);
        }
        prop_assert_eq!(findings(&servers, is_silent), before);
    }
}
