//! `/sim`: how tests and people steer the simulator.

mod servers;

use crate::auth::COOKIE_NAME;
use crate::faults::Fault;
use crate::state::Shared;
use crate::stats::Stats;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A refusal with the reason in a sentence.
type Refused = (StatusCode, String);

/// All control addresses.
pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route("/sim/reset", post(reset))
        .route("/sim/restart", post(restart))
        .route("/sim/clock", get(clock).post(set_clock))
        .route("/sim/faults", get(faults).post(add_fault).delete(clear_faults))
        .route("/sim/stats", get(stats))
        .route("/sim/registration", post(set_registration))
        .route("/sim/view-password", post(set_view_password))
        .route("/sim/login", post(login))
        .route("/sim/logout", post(logout))
        .route("/sim/servers", get(servers::list).post(servers::add))
        .route("/sim/servers/{id}", post(servers::change).delete(servers::remove))
}

async fn reset(State(shared): State<Shared>) -> Json<Time> {
    shared.reset();
    clock(State(shared)).await
}

async fn restart(State(shared): State<Shared>) -> Json<Time> {
    {
        let mut inner = shared.lock();
        let now = inner.now_ms();
        inner.world.restart(now);
    }
    shared.close_sockets();
    clock(State(shared)).await
}

/// The dashboard's time.
#[derive(Serialize)]
struct Time {
    now_ms: i64,
    frozen: bool,
}

async fn clock(State(shared): State<Shared>) -> Json<Time> {
    let clock = shared.lock().clock;
    Json(Time { now_ms: clock.now_ms(), frozen: clock.is_frozen() })
}

/// What to do with the clock. Freezing comes first, then the jump.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClockOrder {
    freeze: Option<bool>,
    /// Unix milliseconds to jump to.
    set_ms: Option<i64>,
    /// Seconds to jump ahead.
    advance_s: Option<f64>,
}

async fn set_clock(
    State(shared): State<Shared>,
    Json(order): Json<ClockOrder>,
) -> Result<Json<Time>, Refused> {
    let advance_s = order.advance_s.unwrap_or(0.0);
    if advance_s.is_sign_negative() || !advance_s.is_finite() {
        return Err((StatusCode::BAD_REQUEST, "advance_s must be 0 or more\n".to_owned()));
    }
    {
        let clock = &mut shared.lock().clock;
        if let Some(freeze) = order.freeze {
            clock.freeze(freeze);
        }
        if let Some(to_ms) = order.set_ms {
            clock.set(to_ms);
        }
        clock.advance((advance_s * 1_000.0) as i64);
    }
    Ok(clock(State(shared)).await)
}

async fn faults(State(shared): State<Shared>) -> Json<Value> {
    Json(serde_json::to_value(&shared.lock().faults).unwrap_or_default())
}

async fn add_fault(State(shared): State<Shared>, Json(fault): Json<Fault>) -> Result<Json<Value>, Refused> {
    if fault.counts_messages() {
        let why = "times counts handshakes, and this fault is in every message until it is cleared\n";
        return Err((StatusCode::BAD_REQUEST, why.to_owned()));
    }
    shared.lock().faults.add(fault);
    Ok(faults(State(shared)).await)
}

async fn clear_faults(State(shared): State<Shared>) -> Json<Value> {
    shared.lock().faults.clear();
    faults(State(shared)).await
}

async fn stats(State(shared): State<Shared>) -> Json<Stats> {
    Json(shared.counters.lock().clone())
}

/// When newly registered servers first report.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RegistrationOrder {
    /// Seconds after the registration; `null` for never.
    first_report_s: Option<f64>,
}

async fn set_registration(State(shared): State<Shared>, Json(order): Json<RegistrationOrder>) -> StatusCode {
    shared.lock().first_report_ms = order.first_report_s.map(|seconds| (seconds * 1_000.0) as i64);
    StatusCode::NO_CONTENT
}

/// The site's view password.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ViewPasswordOrder {
    /// `null` for a site open to guests.
    password: Option<String>,
}

async fn set_view_password(State(shared): State<Shared>, Json(order): Json<ViewPasswordOrder>) -> StatusCode {
    shared.lock().view_password = order.password;
    StatusCode::NO_CONTENT
}

async fn login(State(shared): State<Shared>) -> (StatusCode, HeaderMap) {
    set_session(&format!("{COOKIE_NAME}={}; Path=/; Max-Age=86400", shared.config.session))
}

async fn logout() -> (StatusCode, HeaderMap) {
    set_session(&format!("{COOKIE_NAME}=; Path=/; Max-Age=0"))
}

fn set_session(cookie: &str) -> (StatusCode, HeaderMap) {
    let cookie = HeaderValue::from_str(cookie).ok().map(|cookie| (SET_COOKIE, cookie));
    (StatusCode::NO_CONTENT, cookie.into_iter().collect())
}
