//! The live feed of guests: one WebSocket, frame by frame.

use std::pin::pin;

use futures::StreamExt;
use futures::future::{Either, select};
use gloo_net::websocket::futures::WebSocket;
use gloo_net::websocket::{Message, State};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::window;
use nezha_api::{ApiBase, LIVE_PATH};

use crate::browser::wake::Wake;

/// What came out of the socket.
pub enum Event {
    /// A text frame.
    Frame(String),
    /// Someone woke the reader: look whether the socket is still wanted.
    Woken,
    /// Nothing came for as long as was waited.
    Silent,
    /// The socket is gone. A browser never says why.
    Lost,
}

/// An open, or opening, WebSocket. Dropping it closes it.
pub struct Socket(WebSocket);

impl Socket {
    /// Opens `/ws` of the dashboard. `None` where the browser refuses even to try.
    pub fn open(base: &ApiBase) -> Option<Self> {
        let location = window().location();
        let scheme = if location.protocol().ok()? == "https:" { "wss" } else { "ws" };
        let host = location.host().ok()?;
        WebSocket::open(&format!("{scheme}://{host}{}{LIVE_PATH}", base.as_str())).ok().map(Self)
    }

    /// Whether the handshake was done and neither side has ended it since.
    pub fn is_open(&self) -> bool {
        matches!(self.0.state(), State::Open)
    }

    /// Waits for the next frame, a wake-up or the end; no longer than `wait_ms`.
    pub async fn next(&mut self, wake: &Wake, wait_ms: u32) -> Event {
        let woken = pin!(wake.wait());
        let frame = pin!(select(self.0.next(), TimeoutFuture::new(wait_ms)));
        match select(frame, woken).await {
            Either::Right(_) => Event::Woken,
            Either::Left((Either::Right(_), _)) => Event::Silent,
            Either::Left((Either::Left((Some(Ok(Message::Text(text))), _)), _)) => Event::Frame(text),
            Either::Left(_) => Event::Lost,
        }
    }
}
