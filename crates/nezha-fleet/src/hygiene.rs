//! What somebody who keeps a fleet tidy would look at. Findings, not verdicts: no server is ever called unused.

use nezha_api::Server;

/// The last agent that V0 works with in every respect: older ones lack something, those from 1 on cannot talk to it.
const CURRENT_AGENT: [u32; 3] = [0, 20, 5];

/// The tag that V0 gives to servers that are registered without one.
const TAG_OF_UNTAGGED: &str = "AutoRegister";

/// Something to look at. Ids stand in rising order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// No report since the dashboard started, and none known from before. Right after a start of the dashboard that
    /// holds for every server, so it comes with how long somebody has been watching.
    NoReport {
        /// The servers.
        ids: Vec<u64>,
        /// For how many seconds the answers have been followed.
        watched_s: u64,
    },
    /// Servers of one name, but for letter case and blanks around it, whatever their tags.
    SameName {
        /// The name of the first of them.
        name: String,
        /// The servers, two or more.
        ids: Vec<u64>,
    },
    /// The same inside one tag, where they cannot even be told apart by it.
    SameNameInTag {
        /// The name of the first of them.
        name: String,
        /// Their tag; empty for untagged servers.
        tag: String,
        /// The servers, two or more.
        ids: Vec<u64>,
    },
    /// Servers that report one address: one machine with two agents, or several behind one router.
    SameAddress {
        /// IPv4 or IPv6, as it was reported.
        address: String,
        /// The servers, two or more.
        ids: Vec<u64>,
    },
    /// Agents before 0.20.5.
    OldAgent {
        /// As it was reported.
        version: String,
        /// The servers.
        ids: Vec<u64>,
    },
    /// Agents from 1 on: not made for V0.
    NewAgent {
        /// As it was reported.
        version: String,
        /// The servers.
        ids: Vec<u64>,
    },
    /// Servers that still have the tag `AutoRegister`.
    LeftOverTag {
        /// The servers.
        ids: Vec<u64>,
    },
    /// Servers that guests cannot see.
    Hidden {
        /// The servers.
        ids: Vec<u64>,
    },
    /// Servers without a name, or with one of blanks.
    Unnamed {
        /// The servers.
        ids: Vec<u64>,
    },
}

/// All findings, in the order of [`Finding`]'s variants; within one kind by name, address or version. `watched_s` is for
/// how many seconds the dashboard's answers have been followed.
///
/// What an answer does not say (addresses, hosts, whether it is hidden) is no finding.
pub fn findings<'a>(servers: impl IntoIterator<Item = &'a Server>, watched_s: u64) -> Vec<Finding> {
    let mut servers: Vec<&Server> = servers.into_iter().collect();
    servers.sort_by_key(|server| server.id);
    servers.dedup_by_key(|server| server.id);
    let ids = |is_it: fn(&Server) -> bool| -> Option<Vec<u64>> {
        let ids: Vec<u64> = servers.iter().filter(|server| is_it(server)).map(|server| server.id).collect();
        (!ids.is_empty()).then_some(ids)
    };
    let mut all = Vec::new();
    all.extend(ids(|server| server.last_active <= 0).map(|ids| Finding::NoReport { ids, watched_s }));
    push_same_names(&mut all, &servers);
    push_same_addresses(&mut all, &servers);
    push_versions(&mut all, &servers);
    all.extend(ids(|server| server.tag == TAG_OF_UNTAGGED).map(|ids| Finding::LeftOverTag { ids }));
    all.extend(ids(|server| server.hidden == Some(true)).map(|ids| Finding::Hidden { ids }));
    all.extend(ids(|server| server.name.trim().is_empty()).map(|ids| Finding::Unnamed { ids }));
    all
}

/// A server under what it is grouped by.
type Keyed<'a> = (String, &'a Server);

/// Servers with one key, at least `least`, in the order of the keys and inside of the ids.
fn groups<'k, 'a>(keyed: &'k mut [Keyed<'a>], least: usize) -> impl Iterator<Item = &'k [Keyed<'a>]> {
    // Stable: servers come in the order of their ids.
    keyed.sort_by(|a, b| a.0.cmp(&b.0));
    keyed.chunk_by(|a, b| a.0 == b.0).filter(move |group| group.len() >= least)
}

fn ids_of(group: &[Keyed]) -> Vec<u64> {
    group.iter().map(|(_, server)| server.id).collect()
}

fn push_same_names(all: &mut Vec<Finding>, servers: &[&Server]) {
    let named = servers.iter().filter(|server| !server.name.trim().is_empty());
    let mut keyed: Vec<Keyed> = named.map(|server| (server.name.trim().to_lowercase(), *server)).collect();
    let mut inside_tags = Vec::new();
    for group in groups(&mut keyed, 2) {
        let mut by_tag: Vec<Keyed> = group.iter().map(|(_, server)| (server.tag.clone(), *server)).collect();
        let mut one_tag = false;
        for same in groups(&mut by_tag, 2) {
            one_tag = same.len() == group.len();
            if let [(tag, first), ..] = same {
                let (name, tag) = (first.name.clone(), tag.clone());
                inside_tags.push(Finding::SameNameInTag { name, tag, ids: ids_of(same) });
            }
        }
        if let [(_, first), ..] = group
            && !one_tag
        {
            all.push(Finding::SameName { name: first.name.clone(), ids: ids_of(group) });
        }
    }
    all.append(&mut inside_tags);
}

fn push_same_addresses(all: &mut Vec<Finding>, servers: &[&Server]) {
    let mut keyed: Vec<Keyed> = Vec::new();
    for server in servers {
        let Some(addresses) = &server.addresses else { continue };
        let mut own: Vec<String> = [&addresses.ipv4, &addresses.ipv6, &addresses.valid_ip]
            .into_iter()
            .map(|address| address.trim().to_ascii_lowercase())
            .filter(|address| !address.is_empty())
            .collect();
        own.sort_unstable();
        own.dedup();
        keyed.extend(own.into_iter().map(|address| (address, *server)));
    }
    for group in groups(&mut keyed, 2) {
        if let [(address, _), ..] = group {
            all.push(Finding::SameAddress { address: address.clone(), ids: ids_of(group) });
        }
    }
}

fn push_versions(all: &mut Vec<Finding>, servers: &[&Server]) {
    let version = |server: &Server| server.host.as_ref().map(|host| host.version.trim().to_owned());
    let mut keyed: Vec<Keyed> =
        servers.iter().filter_map(|server| version(server).map(|version| (version, *server))).collect();
    let mut new_agents = Vec::new();
    for group in groups(&mut keyed, 1) {
        let [(version, _), ..] = group else { continue };
        let Some(number) = version_number(version) else { continue };
        let (version, ids) = (version.clone(), ids_of(group));
        if number >= [1, 0, 0] {
            new_agents.push(Finding::NewAgent { version, ids });
        } else if number < CURRENT_AGENT {
            all.push(Finding::OldAgent { version, ids });
        }
    }
    all.append(&mut new_agents);
}

/// `0.20.5`, with or without `v`, whatever stands behind a hyphen. `None` for what home-made builds say.
fn version_number(version: &str) -> Option<[u32; 3]> {
    let version = version.strip_prefix('v').unwrap_or(version);
    let mut parts = version.split(['-', '+']).next()?.split('.');
    let mut number = [0; 3];
    for part in &mut number {
        // No sign: `parse` alone would take one.
        *part = parts.next().filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()?;
    }
    parts.next().is_none().then_some(number)
}

#[cfg(test)]
mod tests {
    use nezha_api::{Addresses, Host, NEVER_REPORTED};
    use proptest::prelude::*;

    use super::*;

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

    #[test]
    fn a_tidy_fleet_has_no_findings() {
        assert_eq!(findings(&[server(1, "a", "x"), server(2, "b", "x")], 0), []);
        assert_eq!(findings(&[], 0), []);
    }

    #[test]
    fn silence_comes_with_how_long_it_was_listened_to() {
        let silent = |id| Server { last_active: NEVER_REPORTED, ..server(id, &id.to_string(), "") };
        assert_eq!(
            findings(&[silent(7), server(1, "a", ""), silent(3)], 90),
            [Finding::NoReport { ids: vec![3, 7], watched_s: 90 }]
        );
    }

    #[test]
    fn equal_names_are_told_apart_by_whether_their_tag_is_the_same() {
        let same =
            [server(4, "Web", "x"), server(2, " web ", "x"), server(9, "WEB", "y"), server(1, "web2", "x")];
        assert_eq!(
            findings(&same, 0),
            [
                Finding::SameName { name: " web ".into(), ids: vec![2, 4, 9] },
                Finding::SameNameInTag { name: " web ".into(), tag: "x".into(), ids: vec![2, 4] },
            ]
        );
        assert_eq!(
            findings(&same[..2], 0),
            [Finding::SameNameInTag { name: " web ".into(), tag: "x".into(), ids: vec![2, 4] }]
        );
        assert_eq!(findings(&same[1..3], 0), [Finding::SameName { name: " web ".into(), ids: vec![2, 9] }]);
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
            findings(&servers, 0),
            [
                Finding::SameAddress { address: "192.0.2.1".into(), ids: vec![1, 2] },
                Finding::SameAddress { address: "2001:db8::2".into(), ids: vec![2, 3] },
            ]
        );
    }

    #[test]
    fn agents_that_are_too_old_and_too_new_are_found_by_version() {
        let versions =
            ["0.20.5", "0.20.4", "0.9.12", "1.0.0", "0.20.4", "2.3.3", "0.20.10", "", "dev", "0.20.5-rc1"];
        let servers =
            versions.iter().zip(1..).map(|(version, id)| with_version(id, version)).collect::<Vec<_>>();
        let old =
            |version: &str, ids: &[u64]| Finding::OldAgent { version: version.into(), ids: ids.to_vec() };
        let new =
            |version: &str, ids: &[u64]| Finding::NewAgent { version: version.into(), ids: ids.to_vec() };
        assert_eq!(
            findings(&servers, 0),
            [old("0.20.4", &[2, 5]), old("0.9.12", &[3]), new("1.0.0", &[4]), new("2.3.3", &[6])]
        );
    }

    #[test]
    fn tags_hidden_ones_and_missing_names_are_found() {
        let hidden = Server { hidden: Some(true), ..server(3, "c", "") };
        assert_eq!(
            findings(&[server(1, "a", "AutoRegister"), server(2, " \t", ""), hidden], 0),
            [
                Finding::LeftOverTag { ids: vec![1] },
                Finding::Hidden { ids: vec![3] },
                Finding::Unnamed { ids: vec![2] }
            ]
        );
    }

    #[test]
    fn nameless_servers_are_not_called_equal() {
        assert_eq!(
            findings(&[server(1, "", ""), server(2, " ", "")], 0),
            [Finding::Unnamed { ids: vec![1, 2] }]
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
        #[test]
        fn whatever_servers_say_findings_name_some_of_them(servers in prop::collection::vec(any_server(), 0..20)) {
            for finding in findings(&servers, 0) {
                let (ids, least) = match &finding {
                    Finding::SameName { ids, .. }
                    | Finding::SameNameInTag { ids, .. }
                    | Finding::SameAddress { ids, .. } => (ids, 2),
                    Finding::NoReport { ids, .. }
                    | Finding::OldAgent { ids, .. }
                    | Finding::NewAgent { ids, .. }
                    | Finding::LeftOverTag { ids }
                    | Finding::Hidden { ids }
                    | Finding::Unnamed { ids } => (ids, 1),
                };
                prop_assert!(ids.len() >= least, "{:?}", finding);
                prop_assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", finding);
                prop_assert!(ids.iter().all(|id| servers.iter().any(|server| server.id == *id)));
            }
        }
    }
}
