//! The feed of a guest: `/ws`, frame by frame. It is a part of its own, since owners never need it.

use futures::future::LocalBoxFuture;
use nezha_api::{Error, GetMonitor, decode_live_frame};

use super::{Feed, Inner, Link, Trouble};
use crate::browser::clock::monotonic_ms;
use crate::browser::page;
use crate::net::socket::{Event, Socket};
use crate::session::Who;

/// After so long without a frame, in milliseconds, something is said: V0 sends one every 2 s.
const SILENCE_MS: u32 = 12_000;

/// So often, in milliseconds, it is looked whether that has passed: a timer may stand still while the machine sleeps.
const LOOK_MS: u32 = 3_000;

/// No frame but the first takes longer, in milliseconds: that of 3,000 servers is 2.7 MB.
const LONGEST_MS: f64 = 60_000.0;

/// A socket that is open and on which nothing has ever come is left for another after so long, in milliseconds. V0 sends nothing as
/// long as it cannot write what one agent sends, goes on where it stopped, and meanwhile does not see that a visitor has left: it
/// works on for each socket that was closed, without a pause.
const LEFT_AFTER_MS: f64 = 600_000.0;

/// Longer than anybody waits, in milliseconds; what a browser's timer can count to.
const NEVER_MS: u32 = i32::MAX as u32;

/// How many times as long as any before it a frame may take on a slow line.
const SLOWER: f64 = 3.0;

/// What watches, once it is here. It ends when the socket does, or is no longer wanted.
pub type WatchSocket = fn(GuestFeed) -> LocalBoxFuture<'static, Result<(), Trouble>>;

/// What is watched for, and since when.
pub struct GuestFeed {
    pub(super) feed: Feed,
    pub(super) inner: Inner,
    /// Whether the last try failed, too.
    pub(super) failed_before: bool,
}

/// Watches `/ws` until it ends or is no longer wanted.
pub fn watch_socket(feed: GuestFeed) -> LocalBoxFuture<'static, Result<(), Trouble>> {
    Box::pin(feed.run())
}

impl GuestFeed {
    /// The first failed handshake may be chance; from the second on the dashboard is asked why.
    async fn run(self) -> Result<(), Trouble> {
        let Self { feed, inner, failed_before } = self;
        let mut socket = Socket::open(inner.client.base()).ok_or(Trouble::NoWebSocket)?;
        let mut opened = false;
        // Nobody is looking, and the socket is kept since it is silent.
        let mut is_paused = false;
        // The dashboard, or what is in front of it, has said yes.
        let mut was_open = false;
        // When the last frame came, and the longest time that one took.
        let (mut since_ms, mut longest_ms) = (monotonic_ms(), 0.0_f64);
        loop {
            let event = socket.next(&inner.wake, if is_paused { NEVER_MS } else { LOOK_MS }).await;
            let waited_ms = monotonic_ms() - since_ms;
            let brought_nothing = !opened && socket.is_open();
            was_open |= socket.is_open();
            match event {
                // It goes on, and is opened again when somebody looks.
                Event::Frame(_) | Event::Lost if is_paused => return Ok(()),
                Event::Frame(text) => match decode_live_frame(&text) {
                    Ok(answer) => {
                        // The first one was waited for together with the handshake, and perhaps with an agent's odd number.
                        // What took longer than any did so because the machine slept.
                        if opened && waited_ms <= LONGEST_MS {
                            longest_ms = longest_ms.max(waited_ms);
                        }
                        opened = true;
                        inner.wake.take_urge();
                        since_ms = monotonic_ms();
                        feed.take(&inner, answer);
                        feed.link.set(Link::Live);
                    }
                    Err(error) => return Err(Trouble::Poll(error)),
                },
                Event::Woken if inner.session.who_untracked() != Who::Guest => return Ok(()),
                Event::Woken
                    if page::is_hidden() && brought_nothing && waited_ms >= f64::from(SILENCE_MS) =>
                {
                    is_paused = true;
                    feed.link.set(Link::Paused);
                }
                Event::Woken if page::is_hidden() => return Ok(()),
                // Somebody looks again.
                Event::Woken if is_paused && waited_ms < LEFT_AFTER_MS => {
                    is_paused = false;
                    feed.say_silent(since_ms);
                }
                Event::Woken if is_paused => return Ok(()),
                // Somebody does not want to wait any longer. What else wakes does not leave a socket behind.
                Event::Woken if waited_ms >= f64::from(SILENCE_MS) && inner.is_pressed.take() => {
                    return Ok(());
                }
                Event::Woken => inner.is_pressed.set(false),
                Event::Silent if waited_ms < f64::from(SILENCE_MS) => {}
                Event::Silent if opened && waited_ms < (longest_ms * SLOWER).min(LONGEST_MS) => {
                    feed.link.set(Link::Waiting);
                    feed.lose_sight_when_due(inner.fleet);
                }
                Event::Silent if brought_nothing && waited_ms < LEFT_AFTER_MS => feed.say_silent(since_ms),
                Event::Silent if brought_nothing => return Err(Trouble::SocketSilent),
                // It was closed by who had no more patience.
                _ if was_open && !opened && waited_ms >= f64::from(SILENCE_MS) => {
                    return Err(Trouble::SocketSilent);
                }
                _ if opened || was_open || !failed_before => return Err(Trouble::SocketLost),
                _ => return Err(why_refused(&inner).await),
            }
        }
    }
}

impl Feed {
    /// Says that a socket which was opened at `since_ms`, by [`monotonic_ms`], brings nothing, and when the next one is tried.
    fn say_silent(self, since_ms: f64) {
        let next_try_ms = since_ms + LEFT_AFTER_MS;
        self.link.set(Link::Trouble { why: Trouble::SocketSilent, next_try_ms, failures: 1 });
    }
}

/// A browser never says why a handshake failed. A monitor that cannot exist tells: `0` is nobody's id. Asked anew each time: a view
/// password may have been entered meanwhile, or the dashboard be gone.
async fn why_refused(inner: &Inner) -> Trouble {
    let is_wanted = || inner.session.who_untracked() == Who::Guest && !page::is_hidden();
    // Another tab may register for minutes; nobody waits for the reason once something else is asked.
    let Some(turn) = inner.gate.turn(&is_wanted).await else { return Trouble::SocketLost };
    match turn.monitor(GetMonitor { server_id: 0 }).await {
        Err(Error::NotFound) | Ok(_) => Trouble::NoWebSocket,
        Err(error) => Trouble::Poll(error),
    }
}
