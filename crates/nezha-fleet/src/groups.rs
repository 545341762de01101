//! Servers by tag.

use nezha_api::Server;
use rustc_hash::FxHashMap;

use crate::liveness::State;
use crate::totals::Totals;

/// The servers with one tag.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// The tag; empty for the untagged.
    pub tag: String,
    /// Their ids, in the order in which they were added.
    pub members: Vec<u64>,
    /// Their sums.
    pub totals: Totals,
}

/// Puts servers into groups, one after another.
#[derive(Debug, Clone, Default)]
pub struct Groups {
    groups: Vec<Group>,
    places: FxHashMap<String, usize>,
}

impl Groups {
    /// Adds the next server, in the order in which servers are shown.
    pub fn add(&mut self, server: &Server, state: State) {
        let place = self.places.get(&server.tag).copied().unwrap_or(self.groups.len());
        if place == self.groups.len() {
            self.places.insert(server.tag.clone(), place);
            self.groups.push(Group { tag: server.tag.clone(), ..Group::default() });
        }
        if let Some(group) = self.groups.get_mut(place) {
            group.members.push(server.id);
            group.totals.add(server, state);
        }
    }

    /// The groups, in the order in which their first servers were added.
    pub fn into_groups(self) -> Vec<Group> {
        self.groups
    }
}

#[cfg(test)]
mod tests {
    use nezha_api::Status;

    use super::*;

    #[test]
    fn groups_stand_in_the_order_of_their_first_servers() {
        let mut groups = Groups::default();
        for (id, tag) in [(5, "b"), (1, ""), (9, "a"), (2, "b"), (3, ""), (4, "B")] {
            let status = Status { net_in_transfer: id, ..Status::default() };
            let server =
                Server { id, tag: tag.into(), last_active: 1, status: Some(status), ..Server::default() };
            groups.add(&server, if id == 2 { State::Offline } else { State::Live });
        }
        let groups = groups.into_groups();
        let tags: Vec<_> = groups.iter().map(|group| (group.tag.as_str(), &group.members[..])).collect();
        assert_eq!(tags, [("b", &[5, 2][..]), ("", &[1, 3]), ("a", &[9]), ("B", &[4])]);
        assert_eq!(groups[0].totals.in_transfer, 7);
        assert_eq!((groups[0].totals.census.all(), groups[0].totals.census.of(State::Live)), (2, 1));
    }
}
