//! In front of a real dashboard: a client's files from this machine, the API and the WebSocket from there.
//!
//! It is for working on a client against real data, so it protects whoever does: it listens on this machine
//! only, answers only requests that were sent to a name of this machine by a page of its own, and neither takes
//! cookies from the dashboard nor gives it those that other programs on this machine have set.

mod address;
mod dial;

pub use address::{AddressError, Upstream};

use crate::config::Files;
use crate::{date, files, origin, pages, query};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    CONNECTION, CONTENT_TYPE, COOKIE, DATE, HOST, ORIGIN, PROXY_AUTHENTICATE, PROXY_AUTHORIZATION, REFERER,
    SET_COOKIE, TE, TRAILER, TRANSFER_ENCODING, UPGRADE,
};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, Uri};
use dial::Dialer;
use hyper_util::rt::TokioIo;
use std::io;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// What belongs to one connection and is never passed on.
const HOP_BY_HOP: [HeaderName; 7] =
    [CONNECTION, PROXY_AUTHENTICATE, PROXY_AUTHORIZATION, TE, TRAILER, TRANSFER_ENCODING, UPGRADE];

/// What all requests share.
#[derive(Clone)]
struct Proxy {
    upstream: Arc<Upstream>,
    files: Arc<Files>,
    /// Names by which this machine may be called besides its loopback names.
    host_names: Arc<Vec<String>>,
    dialer: Dialer,
}

/// Serves `files`, and passes `/api/v1/…`, `/ws` and `/view-password` on to a real dashboard.
///
/// `host_names` are names by which browsers may call this server besides `localhost` and 127.0.0.1.
///
/// # Errors
/// When TLS cannot be set up on this machine.
pub fn proxy(upstream: Upstream, files: Files, host_names: Vec<String>) -> io::Result<Router> {
    let upstream = Arc::new(upstream);
    let proxy = Proxy {
        dialer: Dialer::new(Arc::clone(&upstream))?,
        upstream,
        files: Arc::new(files),
        host_names: Arc::new(host_names),
    };
    Ok(Router::new().fallback(answer).with_state(proxy))
}

async fn answer(State(proxy): State<Proxy>, request: Request) -> Response<Body> {
    let mut reply = if !origin::is_addressed_here(request.headers(), &proxy.host_names) {
        sentence(StatusCode::FORBIDDEN, "This server answers only to names of this machine; see --host-name.")
    } else if !origin::is_same(request.headers()) {
        sentence(StatusCode::FORBIDDEN, "This server answers only to pages that it has served itself.")
    } else if let Some(path) = forwarded(&proxy.files, request.uri()) {
        forward(&proxy, request, path).await
    } else {
        let path = query::decode(request.uri().path(), false).unwrap_or_default();
        files::serve(&proxy.files, &request, &path).unwrap_or_else(pages::not_found)
    };
    if !reply.headers().contains_key(DATE) && reply.status() != StatusCode::SWITCHING_PROTOCOLS {
        let now_ms = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
        if let Ok(now) = HeaderValue::from_str(&date::http(now_ms as i64)) {
            reply.headers_mut().insert(DATE, now);
        }
    }
    reply
}

/// The path and query to ask the dashboard for; `None` for what is served from here.
fn forwarded(files: &Files, uri: &Uri) -> Option<String> {
    let (_, path) = files.split_base(uri.path());
    let leads_out = query::decode(path, false)?.split('/').any(|part| part == "..");
    if leads_out || !(matches!(path, "/ws" | "/view-password") || path.starts_with("/api/v1/")) {
        return None;
    }
    Some(uri.query().map_or(path.to_owned(), |query| format!("{path}?{query}")))
}

async fn forward(proxy: &Proxy, mut request: Request, path: String) -> Response<Body> {
    let to: Result<PathAndQuery, _> = format!("{}{path}", proxy.upstream.path).parse();
    let Ok(to) = to else {
        return sentence(StatusCode::BAD_REQUEST, "This address cannot be passed on.");
    };
    let browser = hyper::upgrade::on(&mut request);
    let (mut parts, body) = request.into_parts();
    let upgrade = parts.headers.get(UPGRADE).cloned();
    drop_hop_by_hop(&mut parts.headers);
    // Cookies know no ports: these may be of any other program on this machine. The referrer is nobody's business.
    parts.headers.remove(COOKIE);
    parts.headers.remove(REFERER);
    parts.headers.insert(HOST, proxy.upstream.authority.clone());
    if parts.headers.contains_key(ORIGIN) {
        parts.headers.insert(ORIGIN, proxy.upstream.origin.clone());
    }
    if let Some(upgrade) = &upgrade {
        parts.headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
        parts.headers.insert(UPGRADE, upgrade.clone());
    }
    parts.uri = Uri::from(to);
    parts.extensions = axum::http::Extensions::new();
    let mut reply = match proxy.dialer.send(Request::from_parts(parts, body)).await {
        Ok(reply) => reply,
        Err(error) => {
            let text = format!("The dashboard at {} {error}.", proxy.upstream);
            return sentence(StatusCode::BAD_GATEWAY, &text);
        }
    };
    let switching = reply.status() == StatusCode::SWITCHING_PROTOCOLS;
    if switching {
        let dashboard = hyper::upgrade::on(&mut reply);
        tokio::spawn(async move {
            if let (Ok(browser), Ok(dashboard)) = tokio::join!(browser, dashboard) {
                let (mut browser, mut dashboard) = (TokioIo::new(browser), TokioIo::new(dashboard));
                // Either end may hang up at any time; both are then closed.
                let _ = tokio::io::copy_bidirectional(&mut browser, &mut dashboard).await;
            }
        });
    }
    let mut reply = reply.map(Body::new);
    drop_hop_by_hop(reply.headers_mut());
    reply.headers_mut().remove(SET_COOKIE);
    if let Some(upgrade) = upgrade.filter(|_| switching) {
        reply.headers_mut().insert(CONNECTION, HeaderValue::from_static("Upgrade"));
        reply.headers_mut().insert(UPGRADE, upgrade);
    }
    reply
}

/// Removes what belongs to one connection: the usual headers, and those that `Connection` names.
fn drop_hop_by_hop(headers: &mut HeaderMap) {
    let named: Vec<HeaderName> = headers
        .get_all(CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|name| name.trim().parse().ok())
        .collect();
    for name in named.iter().chain(&HOP_BY_HOP) {
        headers.remove(name);
    }
    headers.remove("keep-alive");
}

fn sentence(status: StatusCode, text: &str) -> Response<Body> {
    let mut reply = Response::new(Body::from(format!("{text}\n")));
    *reply.status_mut() = status;
    reply.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    reply
}
