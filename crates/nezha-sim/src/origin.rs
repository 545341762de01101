//! Whose page a request comes from.

use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderValue};
use std::net::Ipv4Addr;

/// Whether a request comes from a page of this very server. Browsers leave `Origin` out when it cannot be
/// another's.
pub(crate) fn is_same(headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(ORIGIN) else { return true };
    let host = origin.to_str().ok().and_then(|origin| origin.split_once("://")).map(|(_, host)| host);
    let own = headers.get(HOST).and_then(text);
    matches!((host, own), (Some(host), Some(own)) if host.eq_ignore_ascii_case(own))
}

/// Whether a request was sent to a name that means this machine, or to one of `others`.
///
/// A page of a stranger can make its own name point to 127.0.0.1 and then read what this machine serves; the
/// name in the request gives it away.
pub(crate) fn is_addressed_here(headers: &HeaderMap, others: &[String]) -> bool {
    let Some(host) = headers.get(HOST).and_then(text) else { return false };
    let end = if host.starts_with('[') { host.find(']').map(|at| at + 1) } else { host.find(':') };
    let (name, port) = host.split_at(end.unwrap_or(host.len()));
    let port_is_fine =
        port.is_empty() || port.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok());
    let loopback = name.eq_ignore_ascii_case("localhost")
        || name == "[::1]"
        || name.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback());
    port_is_fine && (loopback || others.iter().any(|other| other.eq_ignore_ascii_case(name)))
}

fn text(value: &HeaderValue) -> Option<&str> {
    value.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(text: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(HOST, HeaderValue::from_static(text))])
    }

    #[test]
    fn names_of_this_machine_are_accepted_and_others_are_not() {
        for name in ["localhost", "LOCALHOST:80", "127.0.0.1", "127.8.9.1:8008", "[::1]", "[::1]:8008"] {
            assert!(is_addressed_here(&host(name), &[]), "{name}");
        }
        for name in ["", "evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "10.0.0.1"] {
            assert!(!is_addressed_here(&host(name), &[]), "{name}");
        }
        for name in ["127.0.0.1:80@evil.example", "[::1", "[::1]x", "[::1]:x"] {
            assert!(!is_addressed_here(&host(name), &[]), "{name}");
        }
        assert!(!is_addressed_here(&HeaderMap::new(), &[]));
        assert!(is_addressed_here(&host("panel.test:8008"), &["panel.test".to_owned()]));
    }

    #[test]
    fn another_origin_is_another_host_or_port() {
        let from = |origin: &'static str| {
            let mut headers = host("127.0.0.1:8008");
            headers.insert(ORIGIN, HeaderValue::from_static(origin));
            is_same(&headers)
        };
        assert!(is_same(&host("127.0.0.1:8008")));
        assert!(from("http://127.0.0.1:8008"));
        for origin in ["http://127.0.0.1:8009", "http://localhost:8008", "null", "https://ui.example"] {
            assert!(!from(origin), "{origin}");
        }
    }
}
