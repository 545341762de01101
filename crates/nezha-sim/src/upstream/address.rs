//! Where the real dashboard is.

use axum::http::uri::Scheme;
use axum::http::{HeaderValue, Uri};
use std::fmt;
use std::str::FromStr;

/// The address of a real dashboard, as a person types it: `https://panel.example/nezha/`.
#[derive(Debug, Clone, PartialEq)]
pub struct Upstream {
    /// Whether to speak TLS.
    pub(super) tls: bool,
    /// A name or an address, an IPv6 one without its brackets.
    pub(super) host: String,
    pub(super) port: u16,
    /// Path in front of everything, without a slash at the end; usually empty.
    pub(super) path: String,
    /// Value for `Host`.
    pub(super) authority: HeaderValue,
    /// Value for `Origin`.
    pub(super) origin: HeaderValue,
}

/// Why a text is no address of a dashboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressError {
    /// It is no URL that begins with `http://` or `https://` and a host.
    NotHttp,
    /// It carries a user name, a query or a fragment, which a dashboard's address has none of.
    TooMuch,
}

impl fmt::Display for AddressError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NotHttp => "the dashboard's address must begin with http:// or https:// and a host",
            Self::TooMuch => "the dashboard's address must end with its path, and hold no user name",
        })
    }
}

impl std::error::Error for AddressError {}

impl FromStr for Upstream {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        if text.contains(['?', '#', '@']) {
            return Err(AddressError::TooMuch);
        }
        let uri: Uri = text.parse().map_err(|_| AddressError::NotHttp)?;
        let tls = match uri.scheme() {
            Some(scheme) if *scheme == Scheme::HTTP => false,
            Some(scheme) if *scheme == Scheme::HTTPS => true,
            _ => return Err(AddressError::NotHttp),
        };
        let host = uri.host().filter(|host| !host.is_empty()).ok_or(AddressError::NotHttp)?;
        let usual = if tls { 443 } else { 80 };
        let port = uri.port_u16().unwrap_or(usual);
        let authority = if port == usual { host.to_owned() } else { format!("{host}:{port}") };
        let scheme = if tls { "https" } else { "http" };
        let header = |text: &str| HeaderValue::from_str(text).map_err(|_| AddressError::NotHttp);
        Ok(Self {
            tls,
            host: host.trim_start_matches('[').trim_end_matches(']').to_owned(),
            port,
            path: uri.path().trim_end_matches('/').to_owned(),
            origin: header(&format!("{scheme}://{authority}"))?,
            authority: header(&authority)?,
        })
    }
}

impl fmt::Display for Upstream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}/", self.origin.to_str().unwrap_or_default(), self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_apart() {
        let upstream: Upstream = "https://panel.example/nezha/".parse().expect("an address");
        assert_eq!((upstream.tls, upstream.port, upstream.path.as_str()), (true, 443, "/nezha"));
        assert_eq!(upstream.authority, "panel.example");
        assert_eq!(upstream.to_string(), "https://panel.example/nezha/");
        let upstream: Upstream = "http://[2001:db8::1]:8008".parse().expect("an address");
        assert_eq!((upstream.host.as_str(), upstream.port), ("2001:db8::1", 8008));
        assert_eq!(upstream.origin, "http://[2001:db8::1]:8008");
        assert_eq!(upstream.path, "");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in ["panel.example", "ftp://panel.example", "http://", "", "/b", "panel.example:8008"] {
            assert_eq!(text.parse::<Upstream>(), Err(AddressError::NotHttp), "{text:?}");
        }
        for text in ["http://user:pw@panel.example", "http://panel.example/?a=b", "http://panel.example/#x"] {
            assert_eq!(text.parse::<Upstream>(), Err(AddressError::TooMuch), "{text:?}");
        }
    }
}
