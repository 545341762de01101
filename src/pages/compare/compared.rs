//! What is known of the servers that are compared.

use std::collections::BTreeMap;
use std::rc::Rc;

use nezha_api::Error;
use nezha_chart::Range;
use nezha_fleet::latency::Summary;

use crate::charts::Line;

/// A server that is compared.
#[derive(Clone)]
pub(super) struct Compared {
    pub(super) id: u64,
    pub(super) name: String,
    pub(super) outcome: Outcome,
}

/// What came of asking.
#[derive(Clone)]
pub(super) enum Outcome {
    /// Not asked yet, or the answer is under way.
    Waiting,
    Failed(Error),
    /// What each monitor measured; empty when none covers the server.
    Measured(Rc<Vec<Measured>>),
}

/// What one monitor measured from one server in a day.
pub(super) struct Measured {
    pub(super) monitor_id: u64,
    pub(super) monitor_name: String,
    pub(super) summary: Summary,
    /// For how long it was watched.
    pub(super) range: Range,
    pub(super) line: Option<Rc<Line>>,
}

impl Compared {
    /// What a monitor measured from this server.
    pub(super) fn on(&self, monitor_id: u64) -> Option<&Measured> {
        match &self.outcome {
            Outcome::Measured(all) => all.iter().find(|measured| measured.monitor_id == monitor_id),
            Outcome::Waiting | Outcome::Failed(_) => None,
        }
    }
}

/// The monitors that any of the servers has, by id, each with its name.
pub(super) fn monitors(servers: &[Compared]) -> BTreeMap<u64, String> {
    let mut monitors = BTreeMap::new();
    for server in servers {
        let Outcome::Measured(all) = &server.outcome else { continue };
        monitors.extend(all.iter().map(|one| (one.monitor_id, one.monitor_name.clone())));
    }
    monitors
}

/// The monitor that is shown: the wanted one, also while no answer has told of it yet. Where all have come and none did, the
/// first that they tell of.
pub(super) fn shown_monitor(
    wanted: Option<u64>,
    found: &BTreeMap<u64, String>,
    have_all_come: bool,
) -> Option<u64> {
    let may_be_there = |id: &u64| !have_all_come || found.is_empty() || found.contains_key(id);
    wanted.filter(may_be_there).or_else(|| found.keys().next().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_monitor_that_no_answer_has_is_not_shown_once_all_have_come() {
        let found: BTreeMap<u64, String> = [3, 4].map(|id| (id, String::new())).into();
        assert_eq!(shown_monitor(Some(4), &found, true), Some(4));
        assert_eq!(shown_monitor(Some(7), &found, true), Some(3), "a bookmark of one that was deleted");
        assert_eq!(shown_monitor(Some(7), &found, false), Some(7), "it may come yet");
        assert_eq!(shown_monitor(None, &found, false), Some(3));
        assert_eq!(shown_monitor(Some(7), &BTreeMap::new(), true), Some(7), "all have failed");
    }
}
