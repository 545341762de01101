//! The frames of `/ws`, the only live source for a guest.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::lenient::{or_default, unsigned};
use crate::time::parse_rfc3339;
use crate::{Answer, Error, Host, NEVER_REPORTED, Server, Status};

/// Where the WebSocket is, below the [`ApiBase`](crate::ApiBase).
///
/// V0 takes the handshake only from its own origin, ignores the API token, answers 200 with a page where the site has a
/// view password, and never reads what a client sends. The first frame comes at once, the next every 2 s.
pub const LIVE_PATH: &str = "/ws";

/// A server as `/ws` writes it: Go's names, and the time as a text.
#[derive(Deserialize, Default)]
#[serde(default)]
struct LiveServer {
    #[serde(rename = "ID", deserialize_with = "unsigned")]
    id: u64,
    #[serde(rename = "Name", deserialize_with = "or_default")]
    name: String,
    #[serde(rename = "Tag", deserialize_with = "or_default")]
    tag: String,
    #[serde(rename = "DisplayIndex")]
    display_index: Option<i64>,
    #[serde(rename = "HideForGuest")]
    hidden: Option<bool>,
    #[serde(rename = "Host")]
    host: Option<Host>,
    #[serde(rename = "State")]
    status: Option<Status>,
    #[serde(rename = "LastActive", deserialize_with = "or_default")]
    last_active: String,
}

impl From<LiveServer> for Server {
    fn from(live: LiveServer) -> Self {
        Self {
            id: live.id,
            name: live.name,
            tag: live.tag,
            last_active: parse_rfc3339(&live.last_active).unwrap_or(NEVER_REPORTED),
            addresses: None,
            display_index: live.display_index,
            hidden: live.hidden,
            host: live.host,
            status: live.status,
        }
    }
}

/// A frame; `T` is a server, or a piece of text that may become one.
#[derive(Deserialize)]
struct Frame<T> {
    now: Option<i64>,
    #[serde(default = "Option::default")]
    servers: Option<Vec<T>>,
}

/// Reads a text frame of `/ws`: the visible servers, sorted as the panel sorts them, without addresses.
///
/// No `servers` at all means that nothing is visible. `clock_ms` is the dashboard's `now`.
///
/// # Errors
/// - [`Error::EmptyBody`] for an empty frame
/// - [`Error::CutOff`] for one that stops in the middle
/// - [`Error::NotV0`] for anything without a `now`
pub fn decode_live_frame(text: &str) -> Result<Answer<Vec<Server>>, Error> {
    const NOT_V0: Error = Error::NotV0 { status: 101 };
    if text.trim().is_empty() {
        return Err(Error::EmptyBody);
    }
    if let Ok(frame) = serde_json::from_slice::<Frame<LiveServer>>(text.as_bytes()) {
        let now = frame.now.ok_or(NOT_V0)?;
        let result = frame.servers.unwrap_or_default().into_iter().map(Server::from).collect();
        return Ok(Answer { result, dropped: 0, clock_ms: Some(now), from_cache: false });
    }
    let parts: Frame<Box<RawValue>> = serde_json::from_slice(text.as_bytes())
        .map_err(|why| if why.is_eof() { Error::CutOff } else { NOT_V0 })?;
    let now = parts.now.ok_or(NOT_V0)?;
    let parts = parts.servers.unwrap_or_default();
    let result: Vec<Server> = parts
        .iter()
        .filter_map(|part| serde_json::from_slice::<LiveServer>(part.get().as_bytes()).ok())
        .map(Server::from)
        .collect();
    Ok(Answer { dropped: parts.len() - result.len(), result, clock_ms: Some(now), from_cache: false })
}
