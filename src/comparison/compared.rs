//! What is known of the servers that are compared.

use std::collections::BTreeMap;
use std::rc::Rc;

use nezha_api::Error;
use nezha_chart::Range;
use nezha_fleet::latency::Summary;

use crate::charts::Line;
use crate::words::{
    Words, names,
    names::{monitor_name, told_apart},
};

/// A server that is to be compared.
#[derive(Clone, PartialEq)]
pub struct Chosen {
    /// Its id, as the dashboard gave it.
    pub id: u64,
    /// As the dashboard gave it; may be empty.
    pub name: String,
    /// Empty for none.
    pub tag: String,
}

impl Chosen {
    /// What it is called.
    pub fn shown_name(&self, words: Words) -> String {
        names::server_name(&self.name, self.id, words)
    }

    /// Whether it has this tag, or any is meant.
    pub fn is_of(&self, tag: Option<&String>) -> bool {
        tag.is_none_or(|tag| self.tag == *tag)
    }
}

/// A server that is compared.
#[derive(Clone, PartialEq)]
pub struct Compared {
    /// Which one.
    pub server: Chosen,
    /// What came of asking for its latency.
    pub outcome: Outcome,
}

/// What came of asking.
#[derive(Clone)]
pub enum Outcome {
    /// Not asked yet, or the answer is under way.
    Waiting,
    /// The answer was none that tells anything.
    Failed(Error),
    /// What each monitor measured; empty when none covers the server.
    Measured(Rc<Vec<Measured>>),
}

/// What one monitor measured from one server in a day.
pub struct Measured {
    /// The monitor's id, as the dashboard gave it.
    pub monitor_id: u64,
    /// As the dashboard gave it; may be empty, and other monitors may be called the same.
    pub monitor_name: String,
    /// Its numbers over `range`.
    pub summary: Summary,
    /// For how long it was watched, in Unix milliseconds.
    pub range: Range,
    /// What is drawn of it; `None` where there are too many servers for every one's line to be kept.
    pub line: Option<Rc<Line>>,
}

impl PartialEq for Outcome {
    /// What was measured is the same only if it was measured at once: its numbers are not looked at.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Waiting, Self::Waiting) => true,
            (Self::Failed(one), Self::Failed(other)) => one == other,
            (Self::Measured(one), Self::Measured(other)) => Rc::ptr_eq(one, other),
            _ => false,
        }
    }
}

impl Compared {
    /// One that is to be asked.
    fn waiting(server: Chosen) -> Self {
        Self { server, outcome: Outcome::Waiting }
    }

    /// What a monitor measured from this server.
    pub fn on(&self, monitor_id: u64) -> Option<&Measured> {
        match &self.outcome {
            Outcome::Measured(all) => all.iter().find(|measured| measured.monitor_id == monitor_id),
            Outcome::Waiting | Outcome::Failed(_) => None,
        }
    }
}

/// The monitors that any of the servers of a tag has, by id, each with a name that no other has.
pub fn monitors(servers: &[Compared], tag: Option<&String>, words: Words) -> BTreeMap<u64, String> {
    let named = |one: &Measured| (one.monitor_id, monitor_name(&one.monitor_name, one.monitor_id, words));
    let mut monitors = BTreeMap::new();
    for server in servers.iter().filter(|one| one.server.is_of(tag)) {
        let Outcome::Measured(all) = &server.outcome else { continue };
        monitors.extend(all.iter().map(named));
    }
    told_apart(monitors)
}

/// These servers, with what came of asking before the dashboard refused; and the places of those that are still to be asked,
/// last the ones at which it did: where only one is too much for it, the others come first.
pub(super) fn gone_on(before: Vec<Compared>, servers: Vec<Chosen>) -> (Vec<Compared>, Vec<usize>) {
    let mut before: BTreeMap<u64, Outcome> =
        before.into_iter().map(|one| (one.server.id, one.outcome)).collect();
    let (mut order, mut refused) = (Vec::new(), Vec::new());
    let mut all: Vec<Compared> = servers.into_iter().map(Compared::waiting).collect();
    for (at, one) in all.iter_mut().enumerate() {
        match before.remove(&one.server.id) {
            None | Some(Outcome::Waiting) => order.push(at),
            Some(Outcome::Failed(error)) if error.holds_for_every_server() => refused.push(at),
            Some(outcome) => one.outcome = outcome,
        }
    }
    order.append(&mut refused);
    (all, order)
}

/// The monitor that is shown: the wanted one, also while no answer has told of it yet. Where no more will come and none did,
/// the first that they tell of.
pub fn shown_monitor(wanted: Option<u64>, found: &BTreeMap<u64, String>, is_over: bool) -> Option<u64> {
    let may_be_there = |id: &u64| !is_over || found.is_empty() || found.contains_key(id);
    wanted.filter(may_be_there).or_else(|| found.keys().next().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_a_refusal_only_what_is_missing_is_asked_for() {
        let named = |ids: &[u64]| {
            ids.iter()
                .map(|id| Chosen { id: *id, name: id.to_string(), tag: String::new() })
                .collect::<Vec<_>>()
        };
        let (mut servers, order) = gone_on(Vec::new(), named(&[1, 2, 3, 4]));
        assert_eq!(order, [0, 1, 2, 3]);
        servers[0].outcome = Outcome::Measured(Rc::default());
        servers[1].outcome = Outcome::Failed(Error::Unreachable("TimeoutError".into()));
        servers[2].outcome = Outcome::Failed(Error::NotFound);
        let (servers, order) = gone_on(servers, named(&[1, 2, 3, 4, 5]));
        assert_eq!(order, [3, 4, 1], "and last what may be too much for the dashboard");
        let is_there: Vec<bool> =
            servers.iter().map(|server| !matches!(server.outcome, Outcome::Waiting)).collect();
        assert_eq!(is_there, [true, false, true, false, false]);
    }

    #[test]
    fn a_monitor_that_no_answer_has_is_not_shown_once_no_more_will_come() {
        let found: BTreeMap<u64, String> = [3, 4].map(|id| (id, String::new())).into();
        assert_eq!(shown_monitor(Some(4), &found, true), Some(4));
        assert_eq!(shown_monitor(Some(7), &found, true), Some(3), "a bookmark of one that was deleted");
        assert_eq!(shown_monitor(Some(7), &found, false), Some(7), "it may come yet");
        assert_eq!(shown_monitor(None, &found, false), Some(3));
        assert_eq!(shown_monitor(Some(7), &BTreeMap::new(), true), Some(7), "all have failed");
    }
}
