//! What is under way, noted where other tabs find it: a page that is busy does not answer in time, and one that was loaded again
//! or closed never does.

use super::over::still_counts;
use crate::browser::clock::browser_ms;
use crate::kept::storage::{self, Shelf};

/// Notes of one kind of request, one by each tab of a dashboard that is at such a request: since when, in Unix milliseconds.
///
/// Every tab has a key of its own. Were they in one value, two tabs that begin or end at once would undo what the other wrote.
#[derive(Debug, Clone)]
pub(super) struct Note {
    begins: String,
    own: String,
}

impl Note {
    /// The notes under this key, of which one is of this tab.
    pub(super) fn new(key: &str, tab: u64) -> Self {
        let begins = [key, " "].concat();
        Self { own: [&begins, tab.to_string().as_str()].concat(), begins }
    }

    /// This tab sends a request, or is about to.
    pub(super) fn write(&self) {
        storage::write(Shelf::Browser, &self.own, &(browser_ms() as u64).to_string());
    }

    /// It is over.
    pub(super) fn wipe(&self) {
        storage::remove(Shelf::Browser, &self.own);
    }

    /// Whether another tab is at one that may still be under way.
    pub(super) fn is_of_another(&self) -> bool {
        self.of_others().iter().any(|key| may_be_under_way(key))
    }

    /// Removes what tabs that are gone have left behind.
    pub(super) fn sweep(&self) {
        for key in self.of_others().iter().filter(|key| !may_be_under_way(key)) {
            storage::remove(Shelf::Browser, key);
        }
    }

    fn of_others(&self) -> Vec<String> {
        let mut keys = storage::keys(Shelf::Browser, &self.begins);
        keys.retain(|key| *key != self.own);
        keys
    }
}

/// Whether what was noted there may still be under way.
fn may_be_under_way(key: &str) -> bool {
    let since_ms = storage::read(Shelf::Browser, key).and_then(|text| text.parse::<u64>().ok());
    since_ms.is_some_and(|since_ms| still_counts(browser_ms() - since_ms as f64))
}
