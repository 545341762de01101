//! Pasted names: one a line, ranges expanded, what is there twice pointed out.

use crate::names::{NAMES_AT_ONCE, NameRangeError, name_range};

/// The names of a pasted text, and what to look at before they are registered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameList {
    /// The names in the order of the text, each once.
    pub names: Vec<String>,
    /// Names that the text holds more than once. The first is in `names`, the others are left out: were the answer to
    /// one of two equal names lost, nobody could tell which of them exists.
    pub repeated: Vec<String>,
    /// Those of `names` that compare equal to an earlier one, as those do that differ only in letter case. V0 tells them
    /// apart, people hardly do.
    pub alike: Vec<String>,
    /// Those of `names` that compare equal to the name of a server of the dashboard. V0 would make a second one.
    pub taken: Vec<String>,
}

/// Why a pasted text gives no names. Each variant is a different thing for a person to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NameListError {
    /// There is nothing but blanks.
    #[error("no names")]
    Empty,
    /// A range of this line cannot be meant.
    #[error("line {line}: {error}")]
    Line {
        /// Which line, from 1 on.
        line: usize,
        /// What is wrong with it.
        error: NameRangeError,
    },
    /// More than [`NAMES_AT_ONCE`] names in all: paste a part of them.
    #[error("more than {NAMES_AT_ONCE} names")]
    TooMany,
}

/// Reads one name a line, trimmed, without empty lines, with ranges like `web-[01-20]` expanded. `existing` are the
/// names of the dashboard's servers. Two names compare equal when `key` makes the same text of both.
///
/// # Errors
/// See [`NameListError`]. Names that are there twice are no error: see [`NameList`].
pub fn name_list(
    text: &str,
    existing: &[&str],
    key: impl Fn(&str) -> String,
) -> Result<NameList, NameListError> {
    let mut list = NameList::default();
    let mut count = 0;
    for (at, line) in text.split(['\n', '\r']).enumerate() {
        let line_number = at + 1;
        // What clipboards and editors put around texts, and nobody sees.
        let name = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'));
        if name.is_empty() {
            continue;
        }
        let names = name_range(name).map_err(|error| match error {
            NameRangeError::TooMany => NameListError::TooMany,
            error => NameListError::Line { line: line_number, error },
        })?;
        count += names.len();
        if count > NAMES_AT_ONCE {
            return Err(NameListError::TooMany);
        }
        list.names.extend(names);
    }
    if list.names.is_empty() {
        return Err(NameListError::Empty);
    }
    list.look_for_doubles(existing, key);
    Ok(list)
}

impl NameList {
    fn look_for_doubles(&mut self, existing: &[&str], key: impl Fn(&str) -> String) {
        let taken_keys: Vec<String> = existing.iter().map(|name| key(name)).collect();
        let mut keys: Vec<String> = Vec::new();
        let mut names: Vec<String> = Vec::new();
        for name in std::mem::take(&mut self.names) {
            if names.contains(&name) {
                if !self.repeated.contains(&name) {
                    self.repeated.push(name);
                }
                continue;
            }
            let key = key(&name);
            if taken_keys.contains(&key) {
                self.taken.push(name.clone());
            }
            if keys.contains(&key) {
                self.alike.push(name.clone());
            }
            keys.push(key);
            names.push(name);
        }
        self.names = names;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(name: &str) -> String {
        name.trim().to_lowercase()
    }

    fn names(text: &str) -> Vec<String> {
        name_list(text, &[], key).unwrap().names
    }

    #[test]
    fn lines_are_trimmed_and_empty_ones_dropped() {
        assert_eq!(names("\r\n  web-1 \r\n\n\tdb\r\u{3000}香港 2\n "), ["web-1", "db", "香港 2"]);
    }

    #[test]
    fn ranges_are_expanded_where_they_stand() {
        assert_eq!(names("a\nweb-[09-11]\nz"), ["a", "web-09", "web-10", "web-11", "z"]);
        assert_eq!(names("web-[01-20]").len(), 20);
    }

    #[test]
    fn the_line_that_cannot_be_meant_is_named() {
        let at = |line, error| Err(NameListError::Line { line, error });
        assert_eq!(name_list("a\n\nb[3-1]", &[], key), at(3, NameRangeError::Backwards));
        assert_eq!(name_list("b[1-2][1-2]", &[], key), at(1, NameRangeError::SecondRange));
        assert_eq!(name_list(" \n\t\r\n", &[], key), Err(NameListError::Empty));
        assert_eq!(name_list("", &[], key), Err(NameListError::Empty));
    }

    #[test]
    fn five_hundred_names_are_enough() {
        assert_eq!(names("a[1-250]\nb[1-250]").len(), 500);
        assert_eq!(name_list("a[1-250]\nb[1-250]\nc", &[], key), Err(NameListError::TooMany));
        assert_eq!(name_list("a[1-100000000]", &[], key), Err(NameListError::TooMany));
        assert_eq!(name_list(&"x\n".repeat(501), &[], key), Err(NameListError::TooMany));
    }

    #[test]
    fn what_is_there_twice_is_pointed_out_and_kept_once() {
        let list = name_list("web-1\nWEB-1\nweb-[1-2]\nweb-1\nTokyo", &[" tokyo ", "other"], key).unwrap();
        assert_eq!(list.names, ["web-1", "WEB-1", "web-2", "Tokyo"]);
        assert_eq!(list.repeated, ["web-1"]);
        assert_eq!(list.alike, ["WEB-1"]);
        assert_eq!(list.taken, ["Tokyo"]);
    }

    #[test]
    fn names_are_compared_as_the_caller_says() {
        let text = "ÄPFEL\nbirnen\nBirnen\näpfel";
        let list = name_list(text, &["äpfel"], key).unwrap();
        assert_eq!(list.taken, ["ÄPFEL", "äpfel"]);
        assert_eq!(list.alike, ["Birnen", "äpfel"]);
        let exact = name_list(text, &["äpfel"], str::to_owned).unwrap();
        assert_eq!((exact.taken, exact.alike), (vec!["äpfel".to_owned()], Vec::new()));
    }

    proptest! {
        #[test]
        fn whatever_is_pasted_gives_single_trimmed_names(text in "(\\PC|[\n\r\t \\[\\]0-9-]){0,200}") {
            if let Ok(list) = name_list(&text, &[], key) {
                prop_assert!((1..=NAMES_AT_ONCE).contains(&list.names.len()));
                for (at, name) in list.names.iter().enumerate() {
                    prop_assert!(!name.is_empty() && !name.contains(['\n', '\r']));
                    prop_assert_eq!(name.trim(), name);
                    prop_assert!(!list.names[..at].contains(name));
                }
            }
        }
    }
}
