//! Why a call gave no usable answer.

/// Why a call to the dashboard gave no usable answer. Each variant is a different thing for a person to do.
///
/// The messages are for logs and tests and never hold a token or a secret; what people read comes from a catalogue.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No answer at all: no network, refused, timed out, or redirected elsewhere. To do: look at the network.
    #[error("the dashboard did not answer: {0}")]
    Unreachable(String),
    /// The answer stopped in the middle. To do: ask again; if it stays, look at a proxy's limits.
    #[error("the answer was cut off")]
    CutOff,
    /// A proxy answers, the dashboard behind it does not (HTTP 502, 503, 504 and a CDN's 52x). To do: start it.
    #[error("the proxy cannot reach the dashboard (HTTP {0})")]
    Gateway(u16),
    /// A proxy limits how often it may be asked (HTTP 429, which V0 never sends). To do: ask less often.
    #[error("the proxy limits how often it may be asked")]
    RateLimited,
    /// Something in front of the dashboard wants a login of its own (HTTP 401, which V0 never sends).
    #[error("a proxy in front of the dashboard wants a login of its own")]
    ProxyAuth {
        /// It is HTTP Basic, which uses the header that the token needs: the two exclude each other.
        basic: bool,
    },
    /// The token is missing or wrong (HTTP 200 with `code` 403). To do: sign in.
    #[error("the dashboard refused the token")]
    NeedsLogin,
    /// This server is hidden from guests (`monitor`, HTTP 403). To do: sign in.
    #[error("this server is hidden from guests")]
    ServerHidden,
    /// The site wants its view password (`monitor`, HTTP 200 with `code` 403). To do: enter it, here or on V0's page.
    #[error("the dashboard wants its view password")]
    ViewPassword,
    /// The dashboard could not read the request (400). To do: report it; the client should not have sent it.
    #[error("the dashboard could not read the request: {0}")]
    BadRequest(String),
    /// There is no such server (404, JSON).
    #[error("there is no such server")]
    NotFound,
    /// HTTP 200 with an empty body: some agent sends a number that is none, and the dashboard cannot write its answer.
    #[error("the dashboard sent an empty answer")]
    EmptyBody,
    /// Not the JSON of a V0 dashboard: a proxy's page, a login wall, a wrong address.
    #[error("not the answer of a V0 dashboard (HTTP {status})")]
    NotV0 {
        /// The HTTP status that came with it.
        status: u16,
    },
    /// The dashboard has no `register`: it is older than v0.20.12, or the address is wrong (404, no JSON).
    #[error("this dashboard cannot register servers")]
    RegisterUnknown,
    /// The server was created, but the answer holds no usable secret. To do: read it in the dashboard's own list.
    #[error("the server was created, but its secret did not arrive")]
    SecretLost,
    /// The dashboard failed over this one request (500). To do: wait, then look at its log.
    #[error("the dashboard failed: {0}")]
    Server(String),
}
