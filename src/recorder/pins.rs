//! Which servers are recorded whenever the app is open: the visitor's choice, kept in this browser.

use nezha_api::ApiBase;

use crate::kept::storage::{self, Shelf};

/// So many servers can be pinned: a day of each takes 200 kB in the browser's database.
pub(super) const MOST: usize = 20;

/// Reads what was chosen; what is no id, and what is too much, is passed over.
fn parse(text: &str) -> Vec<u64> {
    let mut pins = Vec::new();
    for id in text.split(' ').filter_map(|id| id.parse().ok()) {
        if pins.len() < MOST && !pins.contains(&id) {
            pins.push(id);
        }
    }
    pins
}

/// Pins a server, or no longer. Where there is no room for another one nothing changes.
fn set(pins: &mut Vec<u64>, id: u64, is_wanted: bool) {
    match pins.iter().position(|pin| *pin == id) {
        Some(at) if !is_wanted => drop(pins.remove(at)),
        None if is_wanted && pins.len() < MOST => pins.push(id),
        _ => {}
    }
}

/// The pinned servers of a dashboard.
pub(super) fn load(base: &ApiBase) -> Vec<u64> {
    parse(&storage::read(Shelf::Browser, &key(base)).unwrap_or_default())
}

/// Changes one of them, on top of what another tab may have changed meanwhile. Where there is no room, those go that are no
/// servers any more.
pub(super) fn change(
    base: &ApiBase,
    now: Vec<u64>,
    id: u64,
    is_wanted: bool,
    is_server: impl Fn(u64) -> bool,
) -> Vec<u64> {
    let mut pins = storage::read_newest(Shelf::Browser, &key(base)).map_or(now, |text| parse(&text));
    if pins.len() >= MOST {
        pins.retain(|pin| is_server(*pin));
    }
    set(&mut pins, id, is_wanted);
    let text: Vec<String> = pins.iter().map(u64::to_string).collect();
    storage::write(Shelf::Browser, &key(base), &text.join(" "));
    pins
}

/// Where they are kept.
pub(super) fn key(base: &ApiBase) -> String {
    storage::key("pinned", base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_another_tab_has_pinned_stays_pinned_and_a_full_list_takes_no_more() {
        let mut pins = parse("3 5");
        set(&mut pins, 9, true);
        set(&mut pins, 5, true);
        set(&mut pins, 3, false);
        assert_eq!(pins, [5, 9]);
        let mut full: Vec<u64> = (1..=MOST as u64).collect();
        set(&mut full, 99, true);
        assert!(full.len() == MOST && !full.contains(&99));
        set(&mut full, 1, false);
        set(&mut full, 99, true);
        assert_eq!(full.last(), Some(&99));
    }

    #[test]
    fn what_someone_else_wrote_there_does_no_harm() {
        assert_eq!(parse("7 x  -1 7 99999999999999999999 8\n"), [7]);
        assert_eq!(parse(&"1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22".repeat(3)).len(), MOST);
    }
}
