//! The frames of `/ws`, the only live source for a guest.

use crate::envelope::Envelope;
use crate::place::Entry;
use crate::{Answer, Error, Server};

/// Where the WebSocket is, below the [`ApiBase`](crate::ApiBase).
///
/// V0 takes the handshake only from its own origin, ignores the API token, answers 200 with a page where the site has a
/// view password, and never reads what a client sends. The first frame comes at once, the next every 2 s.
pub const LIVE_PATH: &str = "/ws";

/// Reads a text frame of `/ws`: the visible servers, sorted as the dashboard sorts them, without addresses.
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
    let frame = Envelope::read(text.as_bytes(), Entry::LiveServer)
        .map_err(|why| if why.is_eof() { Error::CutOff } else { NOT_V0 })?;
    let now = frame.now.filter(|_| frame.is_sound).ok_or(NOT_V0)?;
    Ok(Answer {
        result: frame.servers,
        dropped: frame.dropped,
        clock_ms: Some(now),
        age_s: None,
        waited_ms: 0,
    })
}
