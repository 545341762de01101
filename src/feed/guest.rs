//! The feed of a guest: `/ws`, frame by frame. It is a part of its own, since owners never need it.

use std::future::Future;
use std::pin::Pin;

use nezha_api::{Error, GetMonitor, decode_live_frame};

use super::{Feed, Inner, Link, Trouble};
use crate::net::page;
use crate::net::socket::{Event, Socket};
use crate::session::Who;

/// What watches, once it is here.
pub type Watch = fn(Watching) -> Watched;

/// Ends when the socket does, or is no longer wanted.
pub type Watched = Pin<Box<dyn Future<Output = Result<(), Trouble>>>>;

/// What is watched for, and since when.
pub struct Watching {
    pub(super) feed: Feed,
    pub(super) inner: Inner,
    /// Whether the last try failed, too.
    pub(super) failed_before: bool,
}

/// Watches `/ws` until it ends or is no longer wanted.
pub fn watch(watching: Watching) -> Watched {
    Box::pin(watching.run())
}

impl Watching {
    /// The first failed handshake may be chance; from the second on the dashboard is asked why.
    async fn run(self) -> Result<(), Trouble> {
        let Self { feed, inner, failed_before } = self;
        let mut socket = Socket::open(inner.client.base()).ok_or(Trouble::NoWebSocket)?;
        let mut opened = false;
        loop {
            match socket.next(&inner.wake).await {
                Event::Frame(text) => match decode_live_frame(&text) {
                    Ok(answer) => {
                        opened = true;
                        feed.take(&inner, answer);
                        feed.link.set(Link::Live);
                    }
                    Err(error) => return Err(Trouble::Poll(error)),
                },
                Event::Woken if page::is_hidden() || inner.session.who_now() != Who::Guest => return Ok(()),
                Event::Woken => {}
                Event::Lost if !opened && socket.is_open() => return Err(Trouble::SocketSilent),
                Event::Lost if opened || !failed_before => return Err(Trouble::SocketLost),
                Event::Lost => return Err(why_refused(feed, &inner).await),
            }
        }
    }
}

/// A browser never says why a handshake failed. A monitor that cannot exist tells: `0` is nobody's id.
async fn why_refused(feed: Feed, inner: &Inner) -> Trouble {
    if let Link::Trouble { why: why @ (Trouble::ViewPassword | Trouble::NoWebSocket), .. } =
        feed.link.get_untracked()
    {
        return why;
    }
    match inner.gate.monitor(GetMonitor { server_id: 0 }).await {
        Err(Error::ViewPassword) => Trouble::ViewPassword,
        Err(Error::NotFound) | Ok(_) => Trouble::NoWebSocket,
        Err(error) => Trouble::Poll(error),
    }
}
