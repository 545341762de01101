//! The parts of what is pasted instead of a host, before any of them is checked.

/// `host:5555` and `[::1]:5555` into both parts; `None` when no port is there. A bare IPv6 address has none.
pub(crate) fn split_port(text: &str) -> Option<(&str, &str)> {
    let (host, port) = text.rsplit_once(':')?;
    let one_colon = !host.contains(':') || (host.starts_with('[') && host.ends_with(']'));
    (one_colon && port.chars().all(|c| c.is_ascii_digit())).then_some((host, port))
}

/// Host and port of a URL, without scheme, user and whatever stands behind.
pub(crate) fn authority(url: &str) -> &str {
    let rest = url.split_once("//").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    authority.rsplit_once('@').map_or(authority, |(_, host)| host)
}
