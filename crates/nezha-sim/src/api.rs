//! The answers of `/api/v1`.

use crate::auth::{Caller, letters};
use crate::faults::{Kind, Struck};
use crate::go_json;
use crate::query::{first, parse_id};
use crate::register_body::RegisterBody;
use crate::state::{Inner, Shared};
use crate::stats::RegisteredServer;
use crate::wire::{BrokenEntry, DetailsEntry, Entry, ListEntry, Refusal, Registered, Status, Success};
use crate::world::NewServer;
use crate::world::server::{Seen, Server};
use axum::http::{HeaderMap, StatusCode};
use serde::Serialize;
use std::net::IpAddr;

/// An answer of the API: always JSON, or nothing at all.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) text: String,
}

impl Answer {
    fn new<T: Serialize>(status: StatusCode, value: &T) -> Self {
        Self { status, text: go_json::to_string(value) }
    }

    fn success<T: Serialize>(result: T) -> Self {
        Self::new(StatusCode::OK, &Success { code: 0, message: "success", result })
    }

    fn refusal(status: StatusCode, code: u32, message: &'static str) -> Self {
        Self::new(status, &Refusal { code, message })
    }

    /// Not a status of HTTP, but of the message.
    fn needs_login() -> Self {
        Self::refusal(StatusCode::OK, 403, "访问此接口需要认证")
    }
}

/// NetInSpeed of a real agent, in the second after a network interface went away.
const WRAPPED_SPEED: u64 = 18_446_744_073_707_254_738;

/// What V0 passes on from its database.
const DATABASE_FAILED: &str = "database is locked";

/// `GET /api/v1/server/list`
pub(crate) fn list(inner: &mut Inner, caller: Caller, query: Option<&str>, struck: &Struck) -> Answer {
    if !caller.is_member() {
        return Answer::needs_login();
    }
    let now = inner.now_ms();
    let tag = first(query, "tag").filter(|tag| !tag.is_empty());
    let victim = struck.has(Kind::BrokenServer).then(|| inner.world.victim(now)).flatten();
    let mut entries: Vec<_> = inner
        .world
        .servers()
        .iter()
        .filter(|server| tag.as_deref().is_none_or(|tag| server.tag == tag))
        .map(|server| {
            let seen = inner.world.seen(server, now);
            if Some(server.id) == victim { broken(server.id) } else { Entry::Good(list_entry(server, &seen)) }
        })
        .collect();
    if tag.is_none() {
        inner.shuffle(&mut entries);
    }
    Answer::success(entries)
}

/// `GET /api/v1/server/details`
pub(crate) fn details(inner: &mut Inner, caller: Caller, query: Option<&str>, struck: &Struck) -> Answer {
    if !caller.is_member() {
        return Answer::needs_login();
    }
    let now = inner.now_ms();
    let tag = first(query, "tag").filter(|tag| !tag.is_empty());
    let ids = first(query, "id").filter(|ids| !ids.is_empty());
    let all = tag.is_none() && ids.is_none();
    let world = &inner.world;
    let servers: Vec<&Server> = match (&tag, &ids) {
        (Some(tag), _) => world.servers().iter().filter(|server| server.tag == *tag).collect(),
        (None, Some(ids)) => ids.split(',').filter_map(parse_id).filter_map(|id| world.server(id)).collect(),
        (None, None) => world.servers().iter().collect(),
    };
    let victim = world.victim(now);
    let mut entries = Vec::with_capacity(servers.len());
    for server in servers {
        let mut seen = world.seen(server, now);
        let is_victim = Some(server.id) == victim;
        if is_victim {
            spoil(&mut seen.status, |kind| struck.has(kind));
        }
        if !seen.status.is_finite() {
            return Answer { status: StatusCode::OK, text: String::new() };
        }
        if is_victim && struck.has(Kind::BrokenServer) {
            entries.push(broken(server.id));
            continue;
        }
        let mut list = list_entry(server, &seen);
        if all {
            (list.display_index, list.hide_for_guest) = (server.display_index, server.hidden);
        }
        entries.push(Entry::Good(DetailsEntry { list, host: seen.host, status: seen.status }));
    }
    if all {
        inner.shuffle(&mut entries);
    }
    Answer::success(entries)
}

/// Gives a status the numbers that the faults ask for.
pub(crate) fn spoil(status: &mut Status, struck: impl Fn(Kind) -> bool) {
    if struck(Kind::Nan) {
        status.cpu = f64::NAN;
    }
    if struck(Kind::WrappedSpeed) {
        status.net_in_speed = WRAPPED_SPEED;
    }
}

fn broken<Good>(id: u64) -> Entry<Good, BrokenEntry> {
    Entry::Broken(BrokenEntry { id, name: vec![1], tag: 2, last_active: "now", host: "none", status: true })
}

/// Without `display_index` and `hide_for_guest`, which V0 forgets nearly everywhere.
fn list_entry(server: &Server, seen: &Seen) -> ListEntry {
    let valid_ip = if seen.ipv4.is_empty() { &seen.ipv6 } else { &seen.ipv4 };
    ListEntry {
        id: server.id,
        name: server.name.clone(),
        tag: server.tag.clone(),
        last_active: seen.last_active_s,
        valid_ip: valid_ip.clone(),
        ipv4: seen.ipv4.clone(),
        ipv6: seen.ipv6.clone(),
        display_index: 0,
        hide_for_guest: false,
    }
}

/// `GET /api/v1/monitor/{id}`
pub(crate) fn monitor(inner: &Inner, caller: Caller, id: &str, struck: &Struck) -> Answer {
    let trusted = caller.is_member() || caller.view;
    if inner.view_password.is_some() && !trusted {
        return Answer::refusal(StatusCode::OK, 403, "访问受限");
    }
    let Some(id) = parse_id(id) else {
        return Answer::refusal(StatusCode::BAD_REQUEST, 400, "id参数错误");
    };
    let Some(server) = inner.world.server(id) else {
        return Answer::refusal(StatusCode::NOT_FOUND, 404, "id不存在");
    };
    if server.hidden && !trusted {
        return Answer::refusal(StatusCode::FORBIDDEN, 403, "需要认证");
    }
    if struck.has(Kind::ServerError) {
        let failed = Success { code: 500, message: DATABASE_FAILED, result: () };
        return Answer::new(StatusCode::OK, &failed);
    }
    let series = inner.world.history(server, inner.now_ms());
    Answer::success((!series.is_empty()).then_some(series))
}

/// `POST /api/v1/server/register`
pub(crate) fn register(shared: &Shared, request: &RegisterRequest<'_>, struck: &Struck) -> Answer {
    if !request.caller.is_member() {
        return Answer::needs_login();
    }
    let simple = matches!(first(request.query, "simple").as_deref(), Some("1" | "true"));
    let Some(body) = RegisterBody::parse(request.body) else {
        let secret = String::new();
        return Answer::new(
            StatusCode::BAD_REQUEST,
            &Registered { code: 400, message: "Parse JSON failed", secret },
        );
    };
    if struck.has(Kind::ServerError) {
        let (status, secret) = (StatusCode::INTERNAL_SERVER_ERROR, String::new());
        if simple {
            return Answer::new(status, &secret);
        }
        return Answer::new(status, &Registered { code: 500, message: DATABASE_FAILED, secret });
    }
    let mut secret = create(shared, request, &body);
    if struck.has(Kind::RegisterTwice) {
        secret = create(shared, request, &body);
    }
    if simple {
        return Answer::new(StatusCode::OK, &secret);
    }
    Answer::new(StatusCode::OK, &Registered { code: 200, message: "Server created successfully", secret })
}

/// What register looks at.
pub(crate) struct RegisterRequest<'a> {
    pub(crate) caller: Caller,
    pub(crate) query: Option<&'a str>,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) peer: IpAddr,
    pub(crate) body: &'a [u8],
}

/// Creates a server and returns its secret.
fn create(shared: &Shared, request: &RegisterRequest<'_>, body: &RegisterBody) -> String {
    let or = |text: &str, default: &str| if text.is_empty() { default } else { text }.to_owned();
    let name = or(&body.name, &caller_ip(request.headers, request.peer));
    let tag = or(&body.tag, "AutoRegister");
    let hide_for_guest = or(&body.hide_for_guest, "on");
    let mut inner = shared.lock();
    let now = inner.now_ms();
    let reports = inner.first_report_ms.map(|after| now + after);
    let new = NewServer {
        name: name.clone(),
        tag: tag.clone(),
        note: body.note.clone(),
        hidden: hide_for_guest == "on",
    };
    let id = inner.world.add(new, now, reports);
    let secret = letters(inner.world.chance(&[id, 70]), b"", 18);
    drop(inner);
    let note = body.note.clone();
    let registered = RegisteredServer { id, name, tag, note, hide_for_guest, secret: secret.clone() };
    shared.counters.lock().registered.push(registered);
    secret
}

/// The address that V0 takes for the caller's: what proxies say is believed.
fn caller_ip(headers: &HeaderMap, peer: IpAddr) -> String {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let is_ip = |text: &&str| text.parse::<IpAddr>().is_ok();
    let forwarded: Vec<&str> =
        header("x-forwarded-for").into_iter().flat_map(|list| list.split(',').map(str::trim)).collect();
    let first = forwarded.first().filter(|_| forwarded.iter().all(is_ip));
    let real = header("x-real-ip").map(str::trim).filter(is_ip);
    first.copied().or(real).map_or_else(|| peer.to_string(), str::to_owned)
}
