//! A simulated Nezha V0 dashboard: a deterministic fleet, the HTTP and WebSocket API with all its quirks, and
//! faults on demand.
//!
//! It shares no code with the client: what it speaks was written from the recorded behaviour of the real
//! dashboard alone, so that both cannot be wrong in the same way. The crate's README has the command line, the
//! control API under `/sim`, and what the fleet holds.

mod api;
mod auth;
mod clock;
mod config;
mod content_type;
mod control;
mod date;
mod dispatch;
mod faults;
mod files;
mod go_json;
mod listen;
mod origin;
mod pages;
mod query;
mod register_body;
mod reply;
mod rng;
mod site;
mod socket;
mod spoil;
mod state;
mod stats;
mod upstream;
mod wire;
mod world;

pub use config::{Config, FAKE_SESSION, FAKE_TOKEN, Files, Mount};
pub use listen::{bind, serve, start};
pub use upstream::{AddressError, Upstream, proxy};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::DATE;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use spoil::DateRule;
use state::Shared;

/// The simulated dashboard and its control API under `/sim`.
///
/// Serve it with [`serve`] or [`start`], which also know how to close a connection without an answer.
pub fn app(config: Config) -> Router {
    let shared = Shared::new(config);
    control::routes()
        .fallback(dispatch::dispatch)
        .layer(from_fn_with_state(shared.clone(), write_date))
        .with_state(shared)
}

/// Puts the dashboard's time into every answer, as Go's server does, except into the handshake of a WebSocket.
async fn write_date(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let mut reply = next.run(request).await;
    let skew_s = match reply.extensions().get::<DateRule>() {
        Some(DateRule::Absent) => return reply,
        Some(DateRule::Skewed(by_s)) => *by_s,
        None => 0,
    };
    if reply.status() == StatusCode::SWITCHING_PROTOCOLS || reply.headers().contains_key(DATE) {
        return reply;
    }
    let now = date::http(shared.lock().now_ms() + skew_s * 1_000);
    if let Ok(now) = HeaderValue::from_str(&now) {
        reply.headers_mut().insert(DATE, now);
    }
    reply
}
