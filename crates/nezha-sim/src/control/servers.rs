//! `/sim/servers`: adding, changing and removing servers.

use super::Refused;
use crate::state::Shared;
use crate::wire::{Host, NEVER_S, Series, Status};
use crate::world::NewServer;
use crate::world::server::{Fixed, Pin, Seen, Server, Source};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A server as the control API lists it.
#[derive(Serialize)]
pub(super) struct ServerInfo {
    id: u64,
    name: String,
    tag: String,
    note: String,
    hidden: bool,
    display_index: i64,
    last_active: i64,
}

pub(super) async fn list(State(shared): State<Shared>) -> Json<Vec<ServerInfo>> {
    let inner = shared.lock();
    let now = inner.now_ms();
    let info = |server: &Server| ServerInfo {
        id: server.id,
        name: server.name.clone(),
        tag: server.tag.clone(),
        note: server.note.clone(),
        hidden: server.hidden,
        display_index: server.display_index,
        last_active: inner.world.seen(server, now).last_active_s,
    };
    Json(inner.world.servers().iter().map(info).collect())
}

/// A server to add. With any of `last_active` and what follows it, nothing that is known of it ever changes;
/// without, a simulated agent reports for it.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ServerOrder {
    /// The next free one when absent; a server that has it is replaced.
    id: Option<u64>,
    name: String,
    tag: String,
    note: String,
    hidden: bool,
    display_index: i64,
    /// Unix milliseconds; now when absent.
    created_ms: Option<i64>,
    /// Seconds until the agent first reports; at once when absent.
    first_report_s: f64,
    /// Unix seconds.
    last_active: Option<i64>,
    ipv4: Option<String>,
    ipv6: Option<String>,
    host: Option<Host>,
    status: Option<Status>,
    history: Option<Vec<Series>>,
}

/// The id of a server that was added.
#[derive(Serialize)]
pub(super) struct Added {
    id: u64,
}

pub(super) async fn add(State(shared): State<Shared>, Json(order): Json<ServerOrder>) -> Json<Added> {
    let mut inner = shared.lock();
    let now = inner.now_ms();
    let fixed = order.last_active.is_some()
        || order.ipv4.is_some()
        || order.ipv6.is_some()
        || order.host.is_some()
        || order.status.is_some()
        || order.history.is_some();
    let new = NewServer { name: order.name, tag: order.tag, note: order.note, hidden: order.hidden };
    let id = order.id.unwrap_or(inner.world.next_id());
    let mut server = inner.world.make(id, new, now, Some(now + (order.first_report_s * 1_000.0) as i64));
    server.display_index = order.display_index;
    server.created_ms = order.created_ms.unwrap_or(now);
    if fixed {
        let seen = Seen {
            last_active_s: order.last_active.unwrap_or(NEVER_S),
            last_active_ns: 0,
            ipv4: order.ipv4.unwrap_or_default(),
            ipv6: order.ipv6.unwrap_or_default(),
            host: order.host.unwrap_or_default(),
            status: order.status.unwrap_or_default(),
        };
        let history = order.history.unwrap_or_default();
        server.source = Source::Fixed(Box::new(Fixed { seen, history }));
    }
    inner.world.insert(server);
    Json(Added { id })
}

/// What to change about a server; what is absent stays.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    name: Option<String>,
    tag: Option<String>,
    display_index: Option<i64>,
    hidden: Option<bool>,
    /// `false`: the agent stops, and the same figures are sent for ever. `true`: it connects again.
    reporting: Option<bool>,
    /// Whether one of the agent's numbers is no number.
    nan: Option<bool>,
    /// Fields of the host that keep a value whatever the agent says; `{}` lets go of all.
    host: Option<Map<String, Value>>,
    /// The same for the status.
    status: Option<Map<String, Value>>,
}

pub(super) async fn change(
    State(shared): State<Shared>,
    Path(id): Path<u64>,
    Json(change): Json<Change>,
) -> Result<StatusCode, Refused> {
    let mut inner = shared.lock();
    let now = inner.now_ms();
    let server = inner.world.server_mut(id).ok_or_else(|| no_server(id))?;
    if change.host.is_some() || change.status.is_some() {
        let pin = Pin {
            host: change.host.unwrap_or_else(|| server.pin.host.clone()),
            status: change.status.unwrap_or_else(|| server.pin.status.clone()),
        };
        pin.check().map_err(|error| (StatusCode::BAD_REQUEST, format!("{error}\n")))?;
        server.pin = pin;
    }
    if let Some(reporting) = change.reporting {
        let agent = server
            .agent_mut()
            .ok_or_else(|| (StatusCode::CONFLICT, format!("server {id} has fixed values and no agent\n")))?;
        if reporting { agent.connect(now) } else { agent.disconnect(now) }
    }
    server.name = change.name.unwrap_or_else(|| server.name.clone());
    server.tag = change.tag.unwrap_or_else(|| server.tag.clone());
    server.display_index = change.display_index.unwrap_or(server.display_index);
    server.hidden = change.hidden.unwrap_or(server.hidden);
    server.reports_nan = change.nan.unwrap_or(server.reports_nan);
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn remove(State(shared): State<Shared>, Path(id): Path<u64>) -> Result<StatusCode, Refused> {
    if shared.lock().world.remove(id) { Ok(StatusCode::NO_CONTENT) } else { Err(no_server(id)) }
}

fn no_server(id: u64) -> Refused {
    (StatusCode::NOT_FOUND, format!("there is no server {id}\n"))
}
