//! Which monitors' lines are hidden, remembered by the monitors' ids in this browser.

use leptos::prelude::*;
use nezha_api::ApiBase;

use crate::dom::Var;
use crate::kept::storage::{self, Shelf};

/// More ids than this are not remembered.
const MOST: usize = 500;

/// The hidden monitors.
#[derive(Clone, Copy)]
pub(crate) struct HiddenMonitors {
    hidden: Var<Vec<u64>>,
    key: StoredValue<String>,
}

impl HiddenMonitors {
    /// What an earlier visit has hidden.
    pub(crate) fn load(base: &ApiBase) -> Self {
        let key = storage::key("hidden-monitors", base);
        let text = storage::read(Shelf::Browser, &key).unwrap_or_default();
        Self { hidden: Var::new(parse(&text)), key: StoredValue::new(key) }
    }

    /// Whether a monitor's line is shown; the caller follows it.
    pub(crate) fn is_shown(self, id: u64) -> bool {
        !self.hidden.read().contains(&id)
    }

    /// Shows or hides one.
    pub(crate) fn toggle(self, id: u64) {
        self.change(|hidden| toggled(hidden, id));
    }

    /// Of these, shows only one; when it is the only one already, shows all.
    pub(crate) fn solo(self, id: u64, all: &[u64]) {
        self.change(|hidden| soloed(hidden, id, all));
    }

    /// Shows all of these.
    pub(crate) fn show_all(self, all: &[u64]) {
        self.change(|hidden| hidden.retain(|one| !all.contains(one)));
    }

    /// Of these, shows what is hidden and hides what is shown.
    pub(crate) fn invert(self, all: &[u64]) {
        self.change(|hidden| all.iter().for_each(|id| toggled(hidden, *id)));
    }

    /// What is changed is what is seen here; what another tab may have changed meanwhile stays beside it.
    fn change(self, change: impl FnOnce(&mut Vec<u64>)) {
        self.key.with_value(|key| {
            let before = self.hidden.get_untracked();
            let mut after = before.clone();
            change(&mut after);
            let newest = storage::read_newest(Shelf::Browser, key).map(|text| parse(&text));
            let hidden = changed(newest.unwrap_or_else(|| before.clone()), &before, &after);
            storage::write(Shelf::Browser, key, &print(&hidden));
            self.hidden.set(hidden);
        });
    }
}

/// A list of which another one became a third: with what that brought and without what it took.
fn changed(mut list: Vec<u64>, before: &[u64], after: &[u64]) -> Vec<u64> {
    list.retain(|id| after.contains(id) || !before.contains(id));
    let brought = after.iter().filter(|id| !before.contains(id) && !list.contains(id)).copied();
    let brought: Vec<u64> = brought.collect();
    list.extend(brought);
    list
}

fn toggled(hidden: &mut Vec<u64>, id: u64) {
    match hidden.iter().position(|one| *one == id) {
        Some(at) => drop(hidden.remove(at)),
        None => hidden.push(id),
    }
}

fn soloed(hidden: &mut Vec<u64>, id: u64, all: &[u64]) {
    let is_solo = all.iter().all(|one| hidden.contains(one) != (*one == id));
    hidden.retain(|one| !all.contains(one));
    if !is_solo {
        hidden.extend(all.iter().filter(|one| **one != id));
    }
}

fn print(hidden: &[u64]) -> String {
    // The newest are the most likely to be wanted.
    let newest = hidden.iter().rev().take(MOST).map(u64::to_string);
    newest.collect::<Vec<_>>().join(" ")
}

fn parse(text: &str) -> Vec<u64> {
    let mut hidden: Vec<u64> = Vec::new();
    for id in text.split(' ').filter_map(|id| id.parse().ok()).take(MOST) {
        if !hidden.contains(&id) {
            hidden.push(id);
        }
    }
    hidden.reverse();
    hidden
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_hidden_is_read_back_and_nothing_else() {
        assert_eq!(parse(&print(&[7, 3, u64::MAX])), [7, 3, u64::MAX]);
        assert_eq!(parse("x  -1 5 5 99999999999999999999999"), [5]);
    }

    #[test]
    fn solo_shows_one_and_once_more_all() {
        let mut hidden = vec![2, 90];
        soloed(&mut hidden, 2, &[1, 2, 3]);
        assert_eq!(hidden, [90, 1, 3]);
        soloed(&mut hidden, 2, &[1, 2, 3]);
        assert_eq!(hidden, [90]);
    }

    #[test]
    fn what_another_tab_hid_stays_and_what_is_seen_here_is_what_is_changed() {
        assert_eq!(changed(vec![1, 5], &[1], &[1, 2]), [1, 5, 2]);
        assert_eq!(changed(vec![1, 5], &[1], &[]), [5]);
        assert_eq!(changed(vec![5], &[], &[5]), [5], "here it was still shown");
    }

    #[test]
    fn inverting_twice_changes_nothing() {
        let mut hidden = vec![2];
        for _ in 0..2 {
            [1, 2, 3].iter().for_each(|id| toggled(&mut hidden, *id));
        }
        assert_eq!(hidden, [2]);
    }
}
