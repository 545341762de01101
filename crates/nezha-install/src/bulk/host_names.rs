//! Server names as host names: for inventories, and for machines that find their secret by their own name.

/// The longest label of a host name, in characters.
const LABEL_LIMIT: usize = 63;

/// Names that mean something else to Ansible, or are every machine's own.
const MEANS_SOMETHING_ELSE: [&str; 3] = ["all", "ungrouped", "localhost"];

/// A host name for each name, in the same order: `[a-z][a-z0-9-]*`, at most 63 characters, each once.
///
/// A name that is a host name already stays as it is, wherever it stands: a machine of that name would take what is
/// another's. Of the others `Web 01` becomes `web-01`; one without ASCII letters and digits becomes `server-` and its
/// place in the list, and one that is there already gets a number behind it.
pub fn host_names(names: &[&str]) -> Vec<String> {
    let keeps_it = |at: usize, name: &str| {
        host_name(name).as_deref() == Some(name) && names.iter().position(|other| *other == name) == Some(at)
    };
    let places = |wanted: bool| {
        names.iter().copied().enumerate().filter(move |(at, name)| keeps_it(*at, name) == wanted)
    };
    // Empty where none has been given yet.
    let mut hosts = vec![String::new(); names.len()];
    for (at, name) in places(true).chain(places(false)) {
        let wanted = host_name(name).unwrap_or_else(|| ["server-", &(at + 1).to_string()].concat());
        let mut unique = wanted.clone();
        let mut number = 2_usize;
        while hosts.contains(&unique) {
            let ending = ["-", &number.to_string()].concat();
            // ASCII only, so every place is between two characters.
            let room = wanted.len().min(LABEL_LIMIT - ending.len());
            unique = [wanted.get(..room).unwrap_or_default(), &ending].concat();
            number += 1;
        }
        if let Some(host) = hosts.get_mut(at) {
            *host = unique;
        }
    }
    hosts
}

/// `None` when nothing is left of the name.
fn host_name(name: &str) -> Option<String> {
    let mut host = String::new();
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            host.push(c.to_ascii_lowercase());
        } else if !host.is_empty() && !host.ends_with('-') {
            host.push('-');
        }
    }
    let first = host.chars().next()?;
    if !first.is_ascii_lowercase() || MEANS_SOMETHING_ELSE.contains(&host.trim_end_matches('-')) {
        host.insert_str(0, "server-");
    }
    host.truncate(LABEL_LIMIT);
    Some(host.trim_end_matches('-').to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_become_what_a_machine_may_be_called() {
        let names = ["web-01", "Web 01", "  DB_é_1!", "香港", "all", "7", "a'; touch X #", "WEB-01", ""];
        let wanted = [
            "web-01",
            "web-01-2",
            "db-1",
            "server-4",
            "server-all",
            "server-7",
            "a-touch-x",
            "web-01-3",
            "server-9",
        ];
        assert_eq!(host_names(&names), wanted);
    }

    #[test]
    fn a_name_that_is_a_host_name_stays_its_own_machines() {
        let names = ["Web 01", "", "web 01", "web-01", "web-01-2", "server-2", "web-01"];
        let wanted = ["web-01-3", "server-2-2", "web-01-4", "web-01", "web-01-2", "server-2", "web-01-5"];
        assert_eq!(host_names(&names), wanted);
    }

    #[test]
    fn long_names_keep_their_number() {
        let long = "x".repeat(100);
        let hosts = host_names(&[&long, &long]);
        assert_eq!(hosts[0], "x".repeat(63));
        assert_eq!(hosts[1], format!("{}-2", "x".repeat(61)));
    }

    proptest! {
        #[test]
        fn whatever_they_are_called_each_has_a_host_name_of_its_own(
            names in prop::collection::vec("\\PC{0,12}|[a-c1 -]{0,3}|x{60,70}|(?s).{0,8}", 0..40)
        ) {
            let names = names.iter().map(String::as_str).collect::<Vec<_>>();
            let hosts = host_names(&names);
            prop_assert_eq!(hosts.len(), names.len());
            for (at, host) in hosts.iter().enumerate() {
                prop_assert!(host.starts_with(|c: char| c.is_ascii_lowercase()) && !host.ends_with('-'));
                prop_assert!(host.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'));
                prop_assert!(host.len() <= 63 && !hosts[..at].contains(host));
            }
        }
    }
}
