//! `/ws`: the live fleet, every two seconds.

use crate::api::spoil;
use crate::auth::Caller;
use crate::date::rfc3339;
use crate::faults::{Endpoint, Kind};
use crate::go_json;
use crate::origin;
use crate::pages;
use crate::reply::{Reply, chunked};
use crate::state::Shared;
use crate::wire::{BrokenSocketEntry, Entry, Frame, SocketEntry};
use crate::world::server::{Seen, Server};
use axum::extract::FromRequestParts;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Response, StatusCode};
use axum::response::IntoResponse;
use tokio::time::MissedTickBehavior;

/// V0 sends an empty ping after each so many messages.
const PING_AFTER: u64 = 4;

/// Answers the handshake, and sends messages from then on.
pub(crate) async fn handshake(shared: Shared, caller: Caller, mut parts: Parts) -> Reply {
    let trusted = caller.session || caller.view;
    if shared.lock().view_password.is_some() && !trusted {
        return pages::view_password();
    }
    let upgrade = WebSocketUpgrade::from_request_parts(&mut parts, &()).await;
    let Ok(upgrade) = upgrade else { return refusal(StatusCode::BAD_REQUEST) };
    if !origin::is_same(&parts.headers) {
        return refusal(StatusCode::FORBIDDEN);
    }
    upgrade.on_upgrade(move |socket| send_frames(shared, trusted, socket)).into_response()
}

/// The headers are those of V0's WebSocket library, the page is V0's own.
fn refusal(status: StatusCode) -> Reply {
    let mut reply = Response::new(chunked(pages::bad_handshake().into()));
    *reply.status_mut() = status;
    let headers = reply.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert("sec-websocket-version", HeaderValue::from_static("13"));
    headers.insert("x-content-type-options", HeaderValue::from_static("nosniff"));
    reply
}

async fn send_frames(shared: Shared, sees_all: bool, mut socket: WebSocket) {
    let _open = shared.counters.open_socket();
    let mut restarts = shared.restarts.subscribe();
    let mut ticks = tokio::time::interval(shared.config.frame_interval);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut sent: u64 = 0;
    // As long as V0 cannot write a frame it does nothing but try, and does not see that a client has left.
    let mut is_stuck = false;
    loop {
        tokio::select! {
            _ = ticks.tick() => {
                // An agent that sends a number that is none makes the socket silent, but does not close it.
                let frame = frame(&shared, sees_all);
                is_stuck = frame.is_none();
                let Some(text) = frame else { continue };
                if socket.send(Message::Text(text.into())).await.is_err() {
                    return;
                }
                sent += 1;
                if sent.is_multiple_of(PING_AFTER)
                    && socket.send(Message::Ping(Vec::new().into())).await.is_err()
                {
                    return;
                }
            }
            // What the client says is never looked at; only its silence for ever is.
            message = socket.recv(), if !is_stuck => if !matches!(message, Some(Ok(_))) { return },
            _ = restarts.changed() => return,
        }
    }
}

/// The message for a guest, or for someone who sees hidden servers too; `None` when it cannot be written.
pub(crate) fn frame(shared: &Shared, sees_all: bool) -> Option<String> {
    let inner = shared.lock();
    let now = inner.now_ms();
    let struck = |kind| inner.faults.holds(Endpoint::Ws, kind);
    let victim = inner.world.victim(now);
    let mut visible: Vec<&Server> =
        inner.world.servers().iter().filter(|server| sees_all || !server.hidden).collect();
    visible.sort_by_key(|server| (-i128::from(server.display_index), server.id));
    let mut servers = Vec::with_capacity(visible.len());
    for server in visible {
        let mut seen = inner.world.seen(server, now);
        if Some(server.id) == victim {
            spoil(&mut seen.status, struck);
            if struck(Kind::BrokenServer) {
                servers.push(Entry::Broken(broken(server.id)));
                continue;
            }
        }
        if !seen.status.is_finite() {
            return None;
        }
        servers.push(Entry::Good(entry(server, seen)));
    }
    drop(inner);
    Some(go_json::to_socket_string(&Frame { now: now - now.rem_euclid(1_000), servers }))
}

fn broken(id: u64) -> BrokenSocketEntry {
    BrokenSocketEntry { id, name: vec![1], tag: 2, last_active: 3, host: "none", state: true }
}

fn entry(server: &Server, seen: Seen) -> SocketEntry {
    // SQLite keeps microseconds of these.
    let micros = (server.created_ms.rem_euclid(1_000) as u32) * 1_000 + (server.id * 137 % 1_000) as u32;
    let created_at = rfc3339(server.created_ms.div_euclid(1_000), micros * 1_000);
    SocketEntry {
        id: server.id,
        updated_at: created_at.clone(),
        created_at,
        deleted_at: None,
        name: server.name.clone(),
        tag: server.tag.clone(),
        display_index: server.display_index,
        hide_for_guest: server.hidden,
        enable_ddns: false,
        host: seen.host,
        state: seen.status,
        last_active: rfc3339(seen.last_active_s, seen.last_active_ns),
    }
}
