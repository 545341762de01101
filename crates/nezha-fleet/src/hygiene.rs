//! What somebody who keeps a fleet tidy would look at. Findings, not verdicts: no server is ever called unused.

use nezha_api::{Server, TAG_OF_UNTAGGED};

use crate::places::{in_order, sorted_by_number, sorted_places};
use crate::search::folded_text;

/// The last agent that V0 works with in every respect: older ones lack something, those from 1 on cannot talk to it.
const CURRENT_AGENT: [u32; 3] = [0, 20, 5];

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: Kind,
    /// The servers, in rising order; two or more where they have something in common.
    pub ids: Vec<u64>,
}

/// What there is to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// No report since the dashboard started, and none known from before. Right after a start of the dashboard that
    /// holds for every server, so tell with it how long somebody has been watching.
    NoReport,
    /// Servers of one name, but for letter case and blanks around it, whatever their tags.
    SameName {
        /// The name of the first of them.
        name: String,
    },
    /// The same inside one tag, where they cannot even be told apart by it.
    SameNameInTag {
        /// The name of the first of them.
        name: String,
        /// Their tag; empty for untagged servers.
        tag: String,
    },
    /// Servers that report one address: one machine with two agents, or several behind one router.
    SameAddress {
        /// IPv4 or IPv6, as it was reported.
        address: String,
    },
    /// Agents before 0.20.5.
    OldAgent {
        /// As it was reported.
        version: String,
    },
    /// Agents from 1 on: not made for V0.
    NewAgent {
        /// As it was reported.
        version: String,
    },
    /// Servers whose tag [`is_left_over`].
    LeftOverTag,
    /// Servers that guests cannot see.
    Hidden,
    /// Servers without a name, or with one of blanks.
    Unnamed,
}

/// Whether a tag is V0's for servers that nobody has sorted, compared as names are.
pub fn is_left_over(tag: &str) -> bool {
    folded_text(tag) == folded_text(TAG_OF_UNTAGGED)
}

/// All findings, in the order of [`Kind`]'s variants; within one kind by name, address or version. `has_no_report` tells
/// of whom no report is known, also from before the dashboard started ([`crate::liveness::Liveness::NoReport`]).
///
/// What an answer does not say (addresses, hosts, whether it is hidden) is no finding.
pub fn findings<'a>(
    servers: impl IntoIterator<Item = &'a Server>,
    has_no_report: impl Fn(&Server) -> bool,
) -> Vec<Finding> {
    let mut servers: Vec<&Server> = sorted_by_number(servers.into_iter().collect(), |server| server.id);
    servers.dedup_by_key(|server| server.id);
    let of = |kind: Kind, is_it: &dyn Fn(&Server) -> bool| -> Option<Finding> {
        let ids: Vec<u64> = servers.iter().filter(|server| is_it(server)).map(|server| server.id).collect();
        (!ids.is_empty()).then_some(Finding { kind, ids })
    };
    let mut all = Vec::new();
    all.extend(of(Kind::NoReport, &has_no_report));
    push_same_names(&mut all, &servers);
    push_same_addresses(&mut all, &servers);
    push_versions(&mut all, &servers);
    all.extend(of(Kind::LeftOverTag, &|server| is_left_over(&server.tag)));
    all.extend(of(Kind::Hidden, &|server| server.hidden == Some(true)));
    all.extend(of(Kind::Unnamed, &|server| server.name.trim().is_empty()));
    all
}

/// A server under what it is grouped by.
type Keyed<'a> = (String, &'a Server);

/// Servers with one key, at least `least`, in the order of the keys and inside of the ids.
fn groups<'k, 'a>(keyed: &'k mut Vec<Keyed<'a>>, least: usize) -> impl Iterator<Item = &'k [Keyed<'a>]> {
    // Stable: servers come in the order of their ids.
    let places = sorted_places(keyed.len(), &mut |a, b| keyed[a].0.cmp(&keyed[b].0));
    *keyed = in_order(std::mem::take(keyed), &places);
    keyed.chunk_by(|a, b| a.0 == b.0).filter(move |group| group.len() >= least)
}

fn ids_of(group: &[Keyed]) -> Vec<u64> {
    group.iter().map(|(_, server)| server.id).collect()
}

fn push_same_names(all: &mut Vec<Finding>, servers: &[&Server]) {
    let named = servers.iter().filter(|server| !server.name.trim().is_empty());
    let mut keyed: Vec<Keyed> = named.map(|server| (folded_text(&server.name), *server)).collect();
    let mut inside_tags = Vec::new();
    for group in groups(&mut keyed, 2) {
        let mut by_tag: Vec<Keyed> = group.iter().map(|(_, server)| (server.tag.clone(), *server)).collect();
        let mut one_tag = false;
        for same in groups(&mut by_tag, 2) {
            one_tag = same.len() == group.len();
            if let [(tag, first), ..] = same {
                let kind = Kind::SameNameInTag { name: first.name.clone(), tag: tag.clone() };
                inside_tags.push(Finding { kind, ids: ids_of(same) });
            }
        }
        if let [(_, first), ..] = group
            && !one_tag
        {
            all.push(Finding { kind: Kind::SameName { name: first.name.clone() }, ids: ids_of(group) });
        }
    }
    all.append(&mut inside_tags);
}

fn push_same_addresses(all: &mut Vec<Finding>, servers: &[&Server]) {
    let mut keyed: Vec<Keyed> = Vec::new();
    for server in servers {
        let Some(addresses) = &server.addresses else { continue };
        let mut own: Vec<String> = Vec::new();
        for address in [&addresses.ipv4, &addresses.ipv6, &addresses.valid_ip] {
            let address = address.trim().to_ascii_lowercase();
            if !address.is_empty() && !own.contains(&address) {
                own.push(address);
            }
        }
        keyed.extend(own.into_iter().map(|address| (address, *server)));
    }
    for group in groups(&mut keyed, 2) {
        if let [(address, _), ..] = group {
            all.push(Finding { kind: Kind::SameAddress { address: address.clone() }, ids: ids_of(group) });
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
            new_agents.push(Finding { kind: Kind::NewAgent { version }, ids });
        } else if number < CURRENT_AGENT {
            all.push(Finding { kind: Kind::OldAgent { version }, ids });
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
