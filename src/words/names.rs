//! What servers, monitors and tags are called.

use std::collections::BTreeMap;

use crate::fleet::Fleet;
use crate::words::{Words, fill, format};

/// A server's name, or its number where it has none that can be seen.
pub fn server_name(name: &str, id: u64, words: Words) -> String {
    if format::is_visible(name) {
        format::shown(name)
    } else {
        fill(words.get().unnamed(), &[("id", &id.to_string())])
    }
}

/// The name of the server with this id, as it is called now; its number where it is gone, or has no name that can be seen.
/// The caller follows the list, and not the name.
pub fn name_of(id: u64, fleet: Fleet, words: Words) -> String {
    fleet.row(id).map_or_else(
        || server_name("", id, words),
        |row| server_name(&row.server.read_untracked().name, id, words),
    )
}

/// A monitor's name, or its number where it has none that can be seen.
pub(crate) fn monitor_name(name: &str, id: u64, words: Words) -> String {
    match format::is_visible(name) {
        true => format::shown(name.trim()),
        false => fill(words.get().unnamed_monitor(), &[("id", &id.to_string())]),
    }
}

/// The names by id, with the id behind each that another of them has as well: V0 lets any number of monitors have one name.
pub(crate) fn told_apart(mut names: BTreeMap<u64, String>) -> BTreeMap<u64, String> {
    let mut times = BTreeMap::<String, usize>::new();
    for name in names.values() {
        *times.entry(name.clone()).or_default() += 1;
    }
    for (id, name) in &mut names {
        if times.get(name).is_some_and(|times| *times > 1) {
            name.push_str(&[" #", &id.to_string()].concat());
        }
    }
    names
}

/// A tag as people read it; one of which nothing can be seen stands in quotes.
pub fn shown_tag(tag: &str, words: Words) -> String {
    match tag {
        "" => words.get().untagged().to_owned(),
        _ if !format::is_visible(tag) => ["“", &format::shown(tag), "”"].concat(),
        _ => format::shown(tag),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn monitors_of_one_name_are_told_apart_by_their_number() {
        let names = [(3, "ping"), (7, "tcp"), (9, "ping")].map(|(id, name)| (id, name.to_owned()));
        let told = told_apart(names.into());
        assert_eq!(told.into_values().collect::<Vec<_>>(), ["ping #3", "tcp", "ping #9"]);
    }
}
