//! The host that agents dial: a checked name or address, ready to stand in a command.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::GrpcPort;
use crate::host_text::{authority, split_port};

/// The longest host name in DNS, in characters.
const NAME_LIMIT: usize = 253;
/// The longest part between two dots, in characters.
const LABEL_LIMIT: usize = 63;

/// Host name or address of the dashboard's gRPC port, as agents reach it.
///
/// Holds only `[A-Za-z0-9.-]`, or an IPv6 address in brackets. No API of the dashboard returns it: it has to
/// be asked for. The name of the dashboard's web page is only a guess, because ordinary CDN fronting carries
/// the page and not gRPC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrpcHost(String);

/// Writes an international host name in ASCII (punycode).
///
/// A browser does this with `URL`; the tables for it are too large to bring along.
pub trait HostToAscii {
    /// The ASCII form of `host`, or `None` when it is no valid host name. `host` has no scheme, port or path.
    fn to_ascii(&self, host: &str) -> Option<String>;
}

/// Why a text is no host. Each variant is a different thing for a person to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HostError {
    /// Nothing was given.
    #[error("the host is empty")]
    Empty,
    /// A web address was pasted. What could be taken out of it may be offered, after saying so: the port of a
    /// web address is usually not the gRPC port.
    #[error("a URL instead of a host")]
    PastedUrl {
        /// The host inside the URL; `None` when that is not usable either.
        host: Option<GrpcHost>,
        /// The port written in the URL; `None` when there is none.
        port: Option<GrpcPort>,
    },
    /// The port was written behind the host; it has a field of its own.
    #[error("a host with a port")]
    HasPort {
        /// The part before the port; `None` when that is not usable either.
        host: Option<GrpcHost>,
        /// The port; `None` when the number is no port.
        port: Option<GrpcPort>,
    },
    /// An international name that could not be written in ASCII: type its punycode form.
    #[error("a host name with characters outside ASCII")]
    NotAscii,
    /// Longer than DNS allows: 253 characters in all, 63 between two dots.
    #[error("the host is too long")]
    TooLong,
    /// A part between two dots is empty, or begins or ends with a hyphen.
    #[error("`{0}` cannot be a part of a host name")]
    BadLabel(String),
    /// A character that no host name has.
    #[error("{0:?} cannot be in a host name")]
    BadCharacter(char),
    /// Only digits and dots, but no IPv4 address.
    #[error("not an IPv4 address")]
    BadIpv4,
    /// Brackets or several colons, but no IPv6 address. Zones (`%eth0`) are not accepted.
    #[error("not an IPv6 address")]
    BadIpv6,
}

impl GrpcHost {
    /// Reads a host name, an IPv4 or an IPv6 address, with or without brackets. Nothing is trimmed.
    ///
    /// # Errors
    /// See [`HostError`]. International names are [`HostError::NotAscii`]; see [`GrpcHost::parse_with`].
    pub fn parse(text: &str) -> Result<Self, HostError> {
        Self::read(text, None)
    }

    /// Like [`GrpcHost::parse`], and turns an international name into its ASCII form first.
    ///
    /// # Errors
    /// See [`HostError`]; [`HostError::NotAscii`] when `to_ascii` finds no valid name.
    pub fn parse_with(text: &str, to_ascii: &dyn HostToAscii) -> Result<Self, HostError> {
        Self::read(text, Some(to_ascii))
    }

    /// The host as it stands in a command: an IPv6 address has its brackets.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn read(text: &str, to_ascii: Option<&dyn HostToAscii>) -> Result<Self, HostError> {
        if text.trim().is_empty() {
            return Err(HostError::Empty);
        }
        if text.contains('/') {
            let (host, port) = take_apart_url(text, to_ascii);
            return Err(HostError::PastedUrl { host, port });
        }
        if let Some((host, port)) = split_port(text) {
            return Err(HostError::HasPort {
                host: Self::read(host, to_ascii).ok(),
                port: GrpcPort::parse(port).ok(),
            });
        }
        if !text.is_ascii() {
            return Self::read_international(text, to_ascii);
        }
        if text.len() > NAME_LIMIT {
            return Err(HostError::TooLong);
        }
        if text.starts_with('[') || text.contains(':') {
            return read_ipv6(text);
        }
        if let Some(bad) = text.chars().find(|c| !is_name_character(*c)) {
            return Err(HostError::BadCharacter(bad));
        }
        if text.chars().all(|c| c.is_ascii_digit() || c == '.') {
            text.parse::<Ipv4Addr>().map_err(|_| HostError::BadIpv4)?;
        } else {
            text.split('.').try_for_each(check_label)?;
        }
        Ok(Self(text.to_owned()))
    }

    /// What comes back from the conversion is checked as if it had been typed.
    fn read_international(text: &str, to_ascii: Option<&dyn HostToAscii>) -> Result<Self, HostError> {
        if let Some(bad) = text.chars().find(|c| c.is_ascii() && !is_name_character(*c)) {
            return Err(HostError::BadCharacter(bad));
        }
        let ascii = to_ascii.and_then(|with| with.to_ascii(text)).ok_or(HostError::NotAscii)?;
        Self::read(&ascii, None).map_err(|error| match error {
            HostError::TooLong => HostError::TooLong,
            _ => HostError::NotAscii,
        })
    }
}

fn is_name_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '.' || c == '-'
}

fn check_label(label: &str) -> Result<(), HostError> {
    if label.is_empty() || label.starts_with('-') || label.ends_with('-') {
        return Err(HostError::BadLabel(label.to_owned()));
    }
    if label.len() > LABEL_LIMIT { Err(HostError::TooLong) } else { Ok(()) }
}

/// Adds the brackets, without which the agent answers "too many colons in address".
fn read_ipv6(text: &str) -> Result<GrpcHost, HostError> {
    let allowed = |c: &char| is_name_character(*c) || matches!(c, ':' | '[' | ']');
    if let Some(bad) = text.chars().find(|c| !allowed(c)) {
        return Err(HostError::BadCharacter(bad));
    }
    let bare = match text.strip_prefix('[') {
        Some(rest) => rest.strip_suffix(']').ok_or(HostError::BadIpv6)?,
        None => text,
    };
    bare.parse::<Ipv6Addr>().map_err(|_| HostError::BadIpv6)?;
    Ok(GrpcHost(["[", bare, "]"].concat()))
}

fn take_apart_url(text: &str, to_ascii: Option<&dyn HostToAscii>) -> (Option<GrpcHost>, Option<GrpcPort>) {
    match GrpcHost::read(authority(text), to_ascii) {
        Ok(host) => (Some(host), None),
        Err(HostError::HasPort { host, port }) => (host, port),
        Err(_) => (None, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(text: &str) -> Result<String, HostError> {
        GrpcHost::parse(text).map(|host| host.0)
    }

    fn some_host(text: &str) -> Option<GrpcHost> {
        Some(GrpcHost::parse(text).unwrap())
    }

    fn some_port(number: u16) -> Option<GrpcPort> {
        Some(GrpcPort::new(number).unwrap())
    }

    /// Stands for the browser: knows one name.
    struct OneName;

    impl HostToAscii for OneName {
        fn to_ascii(&self, host: &str) -> Option<String> {
            match host {
                "例え.jp" => Some("xn--r8jz45g.jp".to_owned()),
                "bad。name" => Some("not a host; touch X".to_owned()),
                _ => None,
            }
        }
    }

    #[test]
    fn names_and_addresses_are_kept_as_typed() {
        for text in ["example.com", "a", "A-1.b", "127.0.0.1", "1a.2b", "xn--r8jz45g.jp", "localhost"] {
            assert_eq!(host(text).as_deref(), Ok(text));
        }
    }

    #[test]
    fn an_ipv6_address_gets_its_brackets() {
        assert_eq!(host("2001:db8::1").as_deref(), Ok("[2001:db8::1]"));
        assert_eq!(host("[2001:db8::1]").as_deref(), Ok("[2001:db8::1]"));
        assert_eq!(host("::ffff:1.2.3.4").as_deref(), Ok("[::ffff:1.2.3.4]"));
    }

    #[test]
    fn what_a_shell_would_act_on_is_refused() {
        assert_eq!(host("h; touch X #"), Err(HostError::BadCharacter(';')));
        assert_eq!(host("$(x)"), Err(HostError::BadCharacter('$')));
        assert_eq!(host("`x`"), Err(HostError::BadCharacter('`')));
        assert_eq!(host("a b"), Err(HostError::BadCharacter(' ')));
        assert_eq!(host("a'b"), Err(HostError::BadCharacter('\'')));
        assert_eq!(host("a\nb"), Err(HostError::BadCharacter('\n')));
        assert_eq!(host("[::1;touch]"), Err(HostError::BadCharacter(';')));
    }

    #[test]
    fn what_a_command_would_take_for_a_flag_is_refused() {
        assert_eq!(host("-h"), Err(HostError::BadLabel("-h".to_owned())));
        assert_eq!(host("a.-b.c"), Err(HostError::BadLabel("-b".to_owned())));
        assert_eq!(host("a-.c"), Err(HostError::BadLabel("a-".to_owned())));
    }

    #[test]
    fn empty_parts_and_overlong_names_are_refused() {
        assert_eq!(host(""), Err(HostError::Empty));
        assert_eq!(host(" \t"), Err(HostError::Empty));
        assert_eq!(host("a..b"), Err(HostError::BadLabel(String::new())));
        assert_eq!(host("a."), Err(HostError::BadLabel(String::new())));
        assert_eq!(host(&"a".repeat(300)), Err(HostError::TooLong));
        assert_eq!(host(&"a".repeat(64)), Err(HostError::TooLong));
        assert_eq!(host(&"a".repeat(63)).as_deref(), Ok(&*"a".repeat(63)));
        let longest = ["a".repeat(63).as_str(); 4].join(".");
        assert_eq!(host(&longest[2..]).map(|host| host.len()), Ok(253));
        assert_eq!(host(&longest[1..]), Err(HostError::TooLong));
    }

    #[test]
    fn a_pasted_url_gives_what_is_in_it() {
        let pasted = |host, port| Err(HostError::PastedUrl { host, port });
        assert_eq!(host("http://h"), pasted(some_host("h"), None));
        assert_eq!(host("https://a.example:8443/x?y#z"), pasted(some_host("a.example"), some_port(8443)));
        assert_eq!(host("http://me:pw@a.example/"), pasted(some_host("a.example"), None));
        assert_eq!(host("http://[::1]:8008/"), pasted(some_host("::1"), some_port(8008)));
        assert_eq!(host("a.example/panel"), pasted(some_host("a.example"), None));
        assert_eq!(host("http://$(x)/"), pasted(None, None));
        assert_eq!(host("://"), pasted(None, None));
    }

    #[test]
    fn a_port_behind_the_host_is_named_and_taken_out() {
        let has_port = |host, port| Err(HostError::HasPort { host, port });
        assert_eq!(host("h:5555"), has_port(some_host("h"), some_port(5555)));
        assert_eq!(host("[2001:db8::1]:443"), has_port(some_host("2001:db8::1"), some_port(443)));
        assert_eq!(host("h:99999"), has_port(some_host("h"), None));
        assert_eq!(host("h:"), has_port(some_host("h"), None));
        assert_eq!(host("$(x):1"), has_port(None, some_port(1)));
    }

    #[test]
    fn numbers_that_are_no_addresses_are_refused() {
        for text in ["1.2.3", "256.1.1.1", "1.2.3.4.5", "01.2.3.4", "1"] {
            assert_eq!(host(text), Err(HostError::BadIpv4), "{text}");
        }
        for text in ["1:2:3", "[::1", "::1]", "[h]", "[]", "fe80:::1", "x:y:z"] {
            assert_eq!(host(text), Err(HostError::BadIpv6), "{text}");
        }
        assert_eq!(host("fe80::1%eth0"), Err(HostError::BadCharacter('%')));
    }

    #[test]
    fn an_international_name_needs_the_browser() {
        assert_eq!(host("例え.jp"), Err(HostError::NotAscii));
        let with = |text| GrpcHost::parse_with(text, &OneName).map(|host| host.0);
        assert_eq!(with("例え.jp").as_deref(), Ok("xn--r8jz45g.jp"));
        assert_eq!(with("別.jp"), Err(HostError::NotAscii));
        assert_eq!(with("plain.example").as_deref(), Ok("plain.example"));
        assert_eq!(
            with("http://例え.jp/"),
            Err(HostError::PastedUrl { host: some_host("xn--r8jz45g.jp"), port: None })
        );
    }

    #[test]
    fn what_the_browser_gives_back_is_checked_too() {
        assert_eq!(GrpcHost::parse_with("bad。name", &OneName), Err(HostError::NotAscii));
        assert_eq!(GrpcHost::parse_with("例え.jp; touch X", &OneName), Err(HostError::BadCharacter(';')));
    }
}
