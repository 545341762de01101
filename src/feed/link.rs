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
    /// rest is as old as the last whole answer.
    NamesOnly,
    /// Nothing comes.
    Trouble {
        /// Why.
        why: Trouble,
        /// When the next try is, by [`monotonic_ms`](crate::browser::clock::monotonic_ms).
        next_try_ms: f64,
        /// How many tries in a row have failed.
        failures: u32,
    },
    /// Nobody is looking, so nobody asks.
    Paused,
}

impl Link {
    /// Whether the last question was answered: what is shown is all there is.
    pub fn has_answered(&self) -> bool {
        matches!(self, Self::Live | Self::NamesOnly)
    }

    /// Whether nothing comes and a person has to hear why. One poll that fails on the way is made good two seconds later, and words
    /// that come and go move everything below them.
    pub fn is_worth_words(&self) -> bool {
        match self {
            Self::Trouble { why, failures, .. } => *failures > 1 || !why.often_passes(),
            _ => false,
        }
    }
}

/// Why nothing comes. Each is a different thing for a person to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Trouble {
    /// An answer says why: a poll's, or where the WebSocket does not open that to what was asked instead.
    Poll(Error),
    /// The dashboard no longer takes the login that this browser has there.
    LoginEnded,
    /// The WebSocket does not open, though the dashboard answers: the proxy does not pass WebSockets.
    NoWebSocket,
    /// The WebSocket was open, and is gone.
    SocketLost,
    /// The WebSocket opens, and nothing comes: V0 cannot write what one agent sends.
    SocketSilent,
    /// What opens the WebSocket, a part of the app, did not arrive.
    PartMissing,
}

impl Trouble {
    /// Whether it is often gone at the next try.
    fn often_passes(&self) -> bool {
        match self {
            Self::SocketLost => true,
            Self::Poll(error) => error.often_passes(),
            Self::LoginEnded | Self::NoWebSocket | Self::SocketSilent | Self::PartMissing => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trouble(why: Trouble, failures: u32) -> Link {
        Link::Trouble { why, next_try_ms: 0.0, failures }
    }

    #[test]
    fn words_are_made_of_what_does_not_pass_by_itself() {
        let refused = Trouble::Poll(Error::NeedsLogin);
        let on_the_way = Trouble::Poll(Error::Gateway(502));
        assert!(trouble(refused, 1).is_worth_words());
        assert!(!trouble(on_the_way.clone(), 1).is_worth_words());
        assert!(trouble(on_the_way, 2).is_worth_words());
        assert!(!trouble(Trouble::SocketLost, 1).is_worth_words());
        assert!(!Link::Waiting.is_worth_words());
    }
}
