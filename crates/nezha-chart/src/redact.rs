//! Exports without names and addresses, for people who show them to others.

/// What is not to be told, and what stands in its place: the crate has no words of its own.
///
/// A text tells which name it has and not whose: of two things with one name it is the first. What has to stay apart, such as
/// the columns of a file, is not to be found by its name.
#[derive(Debug, Clone, Copy, Default)]
pub struct Redaction<'a> {
    /// Names, each with what it becomes.
    pub names: &'a [(&'a str, &'a str)],
    /// What addresses become.
    pub address: &'a str,
}

/// A shorter name is replaced only where it stands alone: the server `a` is not every a.
const LONG_NAME: usize = 4;

impl Redaction<'_> {
    /// A text without the names, and without anything that reads as an IPv4 or IPv6 address.
    #[must_use]
    pub fn text(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        let mut before = None;
        while let Some(next) = rest.chars().next() {
            let taken = if let Some((length, called)) = self.name(before, rest) {
                out.push_str(called);
                length
            } else if let Some(length) = address(before, rest) {
                out.push_str(self.address);
                length
            } else {
                out.push(next);
                next.len_utf8()
            };
            let (done, later) = rest.split_at(taken);
            before = done.chars().next_back();
            rest = later;
        }
        out
    }

    /// How long the longest name is that a text begins with, and what it becomes.
    fn name(&self, before: Option<char>, text: &str) -> Option<(usize, &str)> {
        let mut found: Option<(usize, &str)> = None;
        for &(name, called) in self.names {
            let longer = name.len() > found.map_or(0, |found| found.0);
            if longer && text.starts_with(name) && (name.len() >= LONG_NAME || alone(before, text, name)) {
                found = Some((name.len(), called));
            }
        }
        found
    }
}

/// Whether the name at the beginning of a text is no part of a longer word. Words of scripts without spaces are never parts.
fn alone(before: Option<char>, text: &str, name: &str) -> bool {
    let joins =
        |character: Option<char>| character.is_some_and(|character| character.is_ascii_alphanumeric());
    let after = text[name.len()..].chars().next();
    !(joins(before) && joins(name.chars().next()) || joins(after) && joins(name.chars().next_back()))
}

/// How long the address is that a text begins with.
fn address(before: Option<char>, text: &str) -> Option<usize> {
    let part = |character: char| character.is_ascii_hexdigit() || matches!(character, '.' | ':');
    if before.is_some_and(|before| before.is_ascii_alphanumeric() || matches!(before, '.' | ':')) {
        return None;
    }
    let end = text.find(|character| !part(character)).unwrap_or(text.len());
    if text[end..].starts_with(|next: char| next.is_ascii_alphanumeric()) {
        return None;
    }
    // At the end of a sentence, or before a port.
    let whole = text[..end].trim_end_matches('.');
    let host = whole.split(':').next().unwrap_or_default();
    if is_ipv6(whole) { Some(whole.len()) } else { is_ipv4(host).then_some(host.len()) }
}

fn is_ipv4(text: &str) -> bool {
    let is_byte = |part: &str| part.len() <= 3 && !part.starts_with('+') && part.parse::<u8>().is_ok();
    text.split('.').count() == 4 && text.split('.').all(is_byte)
}

/// Eight groups, or fewer around `::`; times like 12:30:45 are neither. The last may be an IPv4 address.
fn is_ipv6(text: &str) -> bool {
    let groups = text.split(':').count();
    let is_group =
        |part: &str| part.len() <= 4 && part.chars().all(|digit| digit.is_ascii_hexdigit()) || is_ipv4(part);
    let complete = groups == 8 || (groups == 7 && text.contains('.'));
    (text.contains("::") || complete)
        && (3..=9).contains(&groups)
        && text.contains(|digit: char| digit.is_ascii_hexdigit())
        && text.split(':').all(is_group)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRETS: Redaction = Redaction {
        names: &[
            ("tokyo", "server 1"),
            ("tokyo-2", "server 2"),
            ("a", "server 3"),
            ("香港", "服务器 4"),
            ("CN Telecom", "monitor 1"),
            ("tokyo", "monitor 2"),
        ],
        address: "address",
    };

    #[test]
    fn names_become_what_they_are_called_and_the_longest_wins() {
        for (text, redacted) in [
            ("CN Telecom (ms)", "monitor 1 (ms)"),
            ("tokyo-2 to tokyo", "server 2 to server 1"),
            ("tokyo.example", "server 1.example"),
            ("香港的延迟", "服务器 4的延迟"),
            ("a latency chart of a", "server 3 latency chart of server 3"),
        ] {
            assert_eq!(SECRETS.text(text), redacted);
        }
    }

    #[test]
    fn addresses_of_both_kinds_are_gone() {
        for (text, redacted) in [
            ("192.0.2.17", "address"),
            ("at 192.0.2.17.", "at address."),
            ("192.0.2.17:8008/24", "address:8008/24"),
            ("(2001:db8::1)", "(address)"),
            ("[2001:db8:0:0:0:0:0:1]:443", "[address]:443"),
            ("::ffff:192.0.2.17", "address"),
            ("x=192.0.2.17,fe80::1%eth0", "x=address,address%eth0"),
            ("延迟192.0.2.17延迟", "延迟address延迟"),
        ] {
            assert_eq!(SECRETS.text(text), redacted);
        }
    }

    #[test]
    fn what_is_no_address_stays() {
        for text in [
            "12:30:45",
            "2026-11-22T14:05:00+08:00",
            "1.2.3",
            "256.1.1.1",
            "std::fmt",
            "::",
            "0.42949998",
            "v1.2.3.4x",
        ] {
            assert_eq!(SECRETS.text(text), text);
        }
    }

    #[test]
    fn empty_names_replace_nothing() {
        assert_eq!(Redaction { names: &[("", "server 1")], address: "" }.text("as it is"), "as it is");
    }
}
