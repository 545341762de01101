//! From a request to its answer: V0's routes, and the faults in between.

use crate::api::{self, RegisterRequest};
use crate::auth::Caller;
use crate::faults::{Endpoint, Struck};
use crate::files;
use crate::query;
use crate::reply::{self, Reply};
use crate::site;
use crate::socket;
use crate::spoil;
use crate::state::Shared;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};
use std::net::{IpAddr, Ipv4Addr};

/// A request body larger than this is cut off, and is then no JSON.
const BODY_LIMIT: usize = 16 << 20;

/// The address that a request came from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// Answers everything but `/sim`.
pub(crate) async fn dispatch(State(shared): State<Shared>, request: Request) -> Reply {
    let token = &shared.config.token;
    if request.uri().to_string().contains(token.as_str()) {
        shared.counters.lock().token_in_url = true;
    }
    let Some(path) = query::decode(request.uri().path(), false) else {
        return reply::empty(StatusCode::BAD_REQUEST);
    };
    let (base, rest) = shared.config.files.split_base(&path);
    let Some(endpoint) = endpoint(request.method(), rest) else {
        return elsewhere(&shared, request, base, &path).await;
    };
    // A handler of V0 runs to its end even when the caller has hung up. So does this one, in a task of its own.
    let rest = rest.to_owned();
    tokio::spawn(answer(shared, endpoint, rest, request)).await.unwrap_or_else(|_| reply::close())
}

/// The endpoint that a request asks for. Paths are case-sensitive, and only the one right method counts.
fn endpoint(method: &Method, path: &str) -> Option<Endpoint> {
    match (method, path) {
        (&Method::GET, "/api/v1/server/list") => Some(Endpoint::List),
        (&Method::GET, "/api/v1/server/details") => Some(Endpoint::Details),
        (&Method::POST, "/api/v1/server/register") => Some(Endpoint::Register),
        (&Method::GET, "/ws") => Some(Endpoint::Ws),
        (&Method::GET, _) => {
            let id = path.strip_prefix("/api/v1/monitor/")?;
            (!id.is_empty() && !id.contains('/')).then_some(Endpoint::Monitor)
        }
        _ => None,
    }
}

async fn answer(shared: Shared, endpoint: Endpoint, path: String, request: Request) -> Reply {
    let _in_flight = shared.counters.begin(endpoint, request.uri().query());
    let struck = if spoil::is_spared(request.uri().query()) {
        Struck::default()
    } else {
        shared.lock().faults.take(endpoint)
    };
    spoil::delay(&struck).await;
    if let Some(instead) = spoil::instead(&struck, &request) {
        return instead;
    }
    let address = request.uri().to_string();
    if let Some(again) = spoil::recorded(&shared, &struck, &address) {
        return again;
    }
    let peer = request.extensions().get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.0);
    let (parts, body) = request.into_parts();
    let caller = {
        let inner = shared.lock();
        Caller::new(&parts.headers, &shared.config, inner.view_password.as_deref())
    };
    let query = parts.uri.query();
    let answer = match endpoint {
        Endpoint::List => api::list(&mut shared.lock(), caller, query, &struck),
        Endpoint::Details => api::details(&mut shared.lock(), caller, query, &struck),
        Endpoint::Monitor => {
            api::monitor(&shared.lock(), caller, path.rsplit('/').next().unwrap_or_default(), &struck)
        }
        Endpoint::Register => {
            let body = to_bytes(body, BODY_LIMIT).await.unwrap_or_default();
            let headers = &parts.headers;
            api::register(&shared, &RegisterRequest { caller, query, headers, peer, body: &body }, &struck)
        }
        Endpoint::Ws | Endpoint::Static | Endpoint::Page => {
            return socket::handshake(shared, caller, parts).await;
        }
    };
    spoil::after(&shared, &struck, answer, &address)
}

/// What is no endpoint: redirects, files, pages.
async fn elsewhere(shared: &Shared, request: Request, base: &str, path: &str) -> Reply {
    let own = &path[base.len()..];
    if let Some(without) = own.strip_suffix('/')
        && endpoint(request.method(), without).is_some()
    {
        return site::without_slash(&request);
    }
    if own == "/view-password" && request.method() == Method::POST {
        return site::view_password(shared, request).await;
    }
    let (endpoint, reply) = match files::serve(&shared.config.files, &request, path) {
        Some(file) => (Endpoint::Static, file),
        None => (Endpoint::Page, site::page(shared, &request, path)),
    };
    shared.counters.begin(endpoint, None);
    let struck = shared.lock().faults.take(endpoint);
    spoil::delay(&struck).await;
    match spoil::instead(&struck, &request) {
        Some(instead) => instead,
        None => spoil::file(&struck, reply).await,
    }
}
