//! Faults on demand: what goes wrong, where, and how often.

use serde::{Deserialize, Serialize};

/// What a request asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Endpoint {
    /// `GET /api/v1/server/list`
    List,
    /// `GET /api/v1/server/details`
    Details,
    /// `GET /api/v1/monitor/{id}`
    Monitor,
    /// `POST /api/v1/server/register`
    Register,
    /// The handshake of `/ws`
    Ws,
    /// Files of a client
    Static,
    /// Pages of the dashboard, and unknown addresses
    Page,
}

/// Where a fault strikes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Place {
    /// At the API and the WebSocket, but not at files and pages.
    Any,
    /// At one endpoint.
    #[serde(untagged)]
    Only(Endpoint),
}

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    /// The answer takes `ms` longer.
    Slow,
    /// The body ends in the middle, under headers that fit what is sent.
    Truncated,
    /// 200 with an empty body, after the request was carried out.
    Empty,
    /// 200 with a proxy's page; the request does not reach the dashboard.
    Html,
    /// 500 without a body and without a `Content-Type`.
    #[serde(rename = "status_500")]
    Status500,
    /// 401 with a proxy's own password (HTTP Basic); the request does not reach the dashboard.
    #[serde(rename = "status_401")]
    Status401,
    /// 401 from an access proxy whose login is a page of its own; the request does not reach the dashboard.
    LoginWall,
    /// 429 from a proxy that limits requests; the request does not reach the dashboard.
    #[serde(rename = "status_429")]
    Status429,
    /// 403 with a proxy's page; the request does not reach the dashboard.
    #[serde(rename = "status_403")]
    Status403,
    /// The connection is closed before the request is carried out.
    Close,
    /// The connection is closed after the request was carried out.
    CloseAfter,
    /// 307 to another origin, `to`.
    Redirect,
    /// 301, or 307 for a POST, to the same address with a mark that spares it from further faults.
    RedirectSame,
    /// One agent reports a number that is none: details are empty, the WebSocket is silent, list is fine.
    Nan,
    /// One server's speed has wrapped around.
    WrappedSpeed,
    /// The `Date` header is off by `s` seconds.
    ClockSkew,
    /// There is no `Date` header.
    NoDate,
    /// The last answer of the same address once more, byte for byte, with `Age`.
    Cached,
    /// As `cached`, but as nginx repeats it: with a `Date` of its own and no `Age`, and only for `s` seconds.
    ProxyCache,
    /// The handshake gets a 404 page, as behind a proxy that does not pass WebSockets on.
    RefuseWs,
    /// Register creates the server twice, as when a browser sends the request again.
    RegisterTwice,
    /// One server's entry has types that V0 never sends.
    BrokenServer,
    /// The dashboard's database fails: 200 with code 500 from monitor, 500 from register, and nothing is done.
    ServerError,
}

impl Kind {
    /// Whether it is in every message of the WebSocket while it is set, and not in the handshake.
    fn is_in_messages(self) -> bool {
        matches!(self, Self::Nan | Self::WrappedSpeed | Self::BrokenServer)
    }
}

/// One fault.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fault {
    pub(crate) on: Place,
    pub(crate) fault: Kind,
    /// How many more requests it strikes; for ever when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) times: Option<u32>,
    /// Milliseconds, for `slow`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) ms: Option<u64>,
    /// Seconds, for `clock_skew` and `proxy_cache`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) s: Option<i64>,
    /// An address, for `redirect`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) to: Option<String>,
}

impl Fault {
    /// Whether it asks for something that nothing would count.
    pub(crate) fn counts_messages(&self) -> bool {
        self.on == Place::Only(Endpoint::Ws) && self.times.is_some() && self.fault.is_in_messages()
    }

    fn strikes(&self, endpoint: Endpoint) -> bool {
        match self.on {
            Place::Any => !matches!(endpoint, Endpoint::Static | Endpoint::Page),
            Place::Only(only) => only == endpoint,
        }
    }
}

/// The faults that wait for requests.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(transparent)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    /// Adds one.
    pub(crate) fn add(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    /// Removes all.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// What strikes a request; each of them has then struck once more.
    pub(crate) fn take(&mut self, endpoint: Endpoint) -> Struck {
        let mut struck = Struck::default();
        for fault in self.0.iter_mut().filter(|fault| fault.strikes(endpoint)) {
            struck.0.push(fault.clone());
            if let Some(times) = &mut fault.times {
                *times = times.saturating_sub(1);
            }
        }
        self.0.retain(|fault| fault.times != Some(0));
        struck
    }

    /// Whether a fault strikes an endpoint now; it is not used up by asking.
    pub(crate) fn holds(&self, endpoint: Endpoint, kind: Kind) -> bool {
        self.0.iter().any(|fault| fault.fault == kind && fault.strikes(endpoint))
    }
}

/// The faults that strike one request.
#[derive(Debug, Clone, Default)]
pub(crate) struct Struck(Vec<Fault>);

impl Struck {
    /// Whether a fault is among them.
    pub(crate) fn has(&self, kind: Kind) -> bool {
        self.find(kind).is_some()
    }

    /// The first fault of a kind.
    pub(crate) fn find(&self, kind: Kind) -> Option<&Fault> {
        self.0.iter().find(|fault| fault.fault == kind)
    }

    /// All of them, in the order in which they were added.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Fault> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> Fault {
        serde_json::from_str(text).expect("a fault")
    }

    #[test]
    fn a_fault_strikes_as_often_as_it_was_told() {
        let mut faults = Faults::default();
        faults.add(fault(r#"{"on":"list","fault":"empty","times":2}"#));
        assert!(!faults.take(Endpoint::Details).has(Kind::Empty));
        assert!(faults.take(Endpoint::List).has(Kind::Empty));
        assert!(faults.take(Endpoint::List).has(Kind::Empty));
        assert!(!faults.take(Endpoint::List).has(Kind::Empty));
    }

    #[test]
    fn any_means_the_api_and_the_socket_but_not_the_files() {
        let mut faults = Faults::default();
        faults.add(fault(r#"{"on":"any","fault":"slow","ms":5}"#));
        assert_eq!(faults.take(Endpoint::Ws).find(Kind::Slow).and_then(|fault| fault.ms), Some(5));
        assert!(!faults.take(Endpoint::Static).has(Kind::Slow));
    }

    #[test]
    fn what_is_no_fault_is_refused() {
        assert!(serde_json::from_str::<Fault>(r#"{"on":"list","fault":"nonsense"}"#).is_err());
        assert!(serde_json::from_str::<Fault>(r#"{"on":"nowhere","fault":"empty"}"#).is_err());
        assert!(serde_json::from_str::<Fault>(r#"{"on":"list","fault":"empty","time":1}"#).is_err());
    }
}
