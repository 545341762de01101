//! What is under way, noted where other tabs find it: a page that is busy does not answer in time, and one that was loaded again
//! or closed never does.

use super::over::still_counts;
use crate::browser::clock::{awake_ms, browser_ms};
use crate::storage::{self, Shelf};

/// A note of one kind of request, shared by all tabs of a dashboard. It holds who was the last to write it, and when.
#[derive(Debug, Clone)]
pub(super) struct Note {
    key: String,
}

impl Note {
    /// The note under this key.
    pub(super) fn new(key: String) -> Self {
        Self { key }
    }

    /// This tab sends a request, or is about to.
    pub(super) fn write(&self, tab: u64) {
        storage::write(
            Shelf::Browser,
            &self.key,
            &[&tab.to_string(), " ", &(browser_ms() as u64).to_string()].concat(),
        );
    }

    /// It is over.
    pub(super) fn wipe(&self, tab: u64) {
        if self.read().is_some_and(|(by, _)| by == tab) {
            storage::remove(Shelf::Browser, &self.key);
        }
    }

    /// Which other tab has sent one that may still be under way, and when, by [`awake_ms`].
    pub(super) fn of_another(&self, tab: u64) -> Option<(u64, f64)> {
        let (by, at_ms) = self.read().filter(|(by, _)| *by != tab)?;
        Some((by, still_counts(browser_ms() - at_ms as f64, awake_ms())?))
    }

    fn read(&self) -> Option<(u64, u64)> {
        let text = storage::read(Shelf::Browser, &self.key)?;
        let (tab, at_ms) = text.split_once(' ')?;
        Some((tab.parse().ok()?, at_ms.parse().ok()?))
    }
}
