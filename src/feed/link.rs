//! How the connection to the dashboard is doing, and why nothing comes.

use nezha_api::Error;

/// How the connection to the dashboard is doing.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Link {
    /// Nothing has come yet.
    #[default]
    Connecting,
    /// Answers come.
    Live,
    /// An answer has been long in coming.
    Waiting,
    /// `details` comes back empty because one agent sends a number that is none: names and times come from `list`, the
    /// rest is as old as this (by [`monotonic_ms`](crate::net::clock::monotonic_ms)).
    NamesOnly {
        /// When the last whole answer came; `None` for never.
        whole_at_ms: Option<f64>,
    },
    /// Nothing comes.
    Trouble {
        /// Why.
        why: Trouble,
        /// When the next try is, by [`monotonic_ms`](crate::net::clock::monotonic_ms).
        next_try_ms: f64,
    },
    /// Nobody is looking, so nobody asks.
    Paused,
}

/// Why nothing comes. Each is a different thing for a person to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Trouble {
    /// The answer to a poll says why.
    Poll(Error),
    /// The WebSocket does not open, and the site wants its view password.
    ViewPassword,
    /// The WebSocket does not open, though the dashboard answers: the proxy does not pass WebSockets.
    NoWebSocket,
    /// The WebSocket was open, and is gone.
    SocketLost,
    /// The WebSocket opens, and nothing comes: V0 cannot write what one agent sends.
    SocketSilent,
    /// What opens the WebSocket, a part of the app, did not arrive.
    PartMissing,
}
