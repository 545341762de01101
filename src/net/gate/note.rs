//! What is under way, noted where other tabs find it: a page that is busy does not answer in time, and one that was loaded again
//! or closed never does.

use super::over::still_counts;
use crate::browser::clock::browser_ms;
use crate::storage::{self, Shelf};

/// A note of one kind of request, shared by all tabs of a dashboard. It holds which of them are at one, and since when: two
/// numbers a tab, the second in Unix milliseconds.
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
        let mut tabs = self.others(tab);
        tabs.push((tab, browser_ms() as u64));
        self.keep(&tabs);
    }

    /// It is over.
    pub(super) fn wipe(&self, tab: u64) {
        let others = self.others(tab);
        if others.is_empty() {
            storage::remove(Shelf::Browser, &self.key);
        } else {
            self.keep(&others);
        }
    }

    /// Whether another tab is at one that may still be under way.
    pub(super) fn is_of_another(&self, tab: u64) -> bool {
        !self.others(tab).is_empty()
    }

    /// The other tabs whose requests may still be under way.
    fn others(&self, tab: u64) -> Vec<(u64, u64)> {
        let text = storage::read(Shelf::Browser, &self.key).unwrap_or_default();
        let counts = |(by, at_ms): &(u64, u64)| *by != tab && still_counts(browser_ms() - *at_ms as f64);
        read(&text).into_iter().filter(counts).collect()
    }

    fn keep(&self, tabs: &[(u64, u64)]) {
        let mut text = String::new();
        for (tab, at_ms) in tabs {
            text.push_str(&[&tab.to_string(), " ", &at_ms.to_string(), " "].concat());
        }
        storage::write(Shelf::Browser, &self.key, &text);
    }
}

/// Reads a note; what somebody else wrote there ends it.
fn read(text: &str) -> Vec<(u64, u64)> {
    let mut tabs = Vec::new();
    let mut rest = text;
    while let Some((tab, behind)) = rest.split_once(' ')
        && let Some((at_ms, behind)) = behind.split_once(' ')
        && let (Ok(tab), Ok(at_ms)) = (tab.parse(), at_ms.parse())
    {
        tabs.push((tab, at_ms));
        rest = behind;
    }
    tabs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tab_has_its_place_in_a_note_and_nonsense_has_none() {
        assert_eq!(read("7 1000 8 2000 "), [(7, 1000), (8, 2000)]);
        assert_eq!(read("7 1000 8"), [(7, 1000)]);
        assert_eq!(read("7 1000 x 5 9 3000 "), [(7, 1000)]);
        assert_eq!(read(""), []);
    }
}
