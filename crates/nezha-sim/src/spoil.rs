//! What faults do to an answer.

use crate::api::Answer;
use crate::faults::{Kind, Struck};
use crate::pages;
use crate::reply::{self, Reply};
use crate::state::{Recorded, Shared};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::header::{AGE, CONTENT_LENGTH, DATE, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, Method, Response, StatusCode};
use std::time::Duration;

/// Marks an address that a fault has redirected to: it is spared from faults, or the redirects would not end.
const SPARED: &str = "sim-redirected=1";

/// How the `Date` header of an answer differs from the dashboard's clock.
#[derive(Debug, Clone, Copy)]
pub(crate) enum DateRule {
    /// Seconds ahead of it.
    Skewed(i64),
    /// There is none.
    Absent,
}

/// Whether an address is one that a fault has redirected to.
pub(crate) fn is_spared(query: Option<&str>) -> bool {
    query.is_some_and(|query| query.split('&').any(|part| part == SPARED))
}

/// Waits as long as the faults want.
pub(crate) async fn delay(struck: &Struck) {
    if let Some(slow) = struck.find(Kind::Slow) {
        tokio::time::sleep(Duration::from_millis(slow.ms.unwrap_or(1_000))).await;
    }
}

/// The answer that comes in place of the dashboard's, if there is one.
pub(crate) fn instead(struck: &Struck, request: &Request) -> Option<Reply> {
    let mut reply = struck.all().find_map(|fault| match fault.fault {
        Kind::Close => Some(reply::close()),
        Kind::Html => Some(reply::html(StatusCode::OK, pages::proxy("Welcome"))),
        Kind::Status500 => Some(reply::empty(StatusCode::INTERNAL_SERVER_ERROR)),
        Kind::Status401 => {
            let mut reply = reply::html(StatusCode::UNAUTHORIZED, pages::proxy("401 Authorization Required"));
            let realm = HeaderValue::from_static("Basic realm=\"proxy\"");
            reply.headers_mut().insert(WWW_AUTHENTICATE, realm);
            Some(reply)
        }
        Kind::LoginWall => Some(reply::html(StatusCode::UNAUTHORIZED, pages::proxy("Sign in to go on"))),
        Kind::Status429 => {
            Some(reply::html(StatusCode::TOO_MANY_REQUESTS, pages::proxy("429 Too Many Requests")))
        }
        Kind::Status403 => Some(reply::html(StatusCode::FORBIDDEN, pages::proxy("403 Forbidden"))),
        Kind::Redirect => {
            let to = fault.to.as_deref().unwrap_or("http://127.0.0.1:9/");
            Some(reply::redirect(StatusCode::TEMPORARY_REDIRECT, to))
        }
        Kind::RedirectSame => {
            let query = request.uri().query().map_or(String::new(), |query| format!("{query}&"));
            let to = format!("{}?{query}{SPARED}", request.uri().path());
            let get = request.method() == Method::GET;
            let status = if get { StatusCode::MOVED_PERMANENTLY } else { StatusCode::TEMPORARY_REDIRECT };
            Some(reply::redirect(status, &to))
        }
        Kind::RefuseWs => Some(pages::not_found()),
        _ => None,
    })?;
    date(struck, &mut reply);
    Some(reply)
}

/// Frames an answer of the API, after whatever the faults do to it.
pub(crate) fn after(shared: &Shared, struck: &Struck, answer: Answer, address: &str) -> Reply {
    if struck.has(Kind::CloseAfter) {
        return reply::close();
    }
    let mut text = answer.text;
    if struck.has(Kind::Empty) {
        text.clear();
    }
    if struck.has(Kind::Truncated) {
        let middle = (0..=text.len() / 2).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        text.truncate(middle);
    }
    let body = Bytes::from(text);
    let mut reply = reply::json_text(answer.status, String::new());
    *reply.body_mut() = reply::framed(body.clone());
    date(struck, &mut reply);
    let mut inner = shared.lock();
    let at_ms = inner.now_ms();
    let mut headers = reply.headers().clone();
    if let Ok(now) = HeaderValue::from_str(&crate::date::http(at_ms)) {
        headers.insert(DATE, now);
    }
    let recorded = Recorded { status: answer.status, headers, body, at_ms };
    inner.last_answers.insert(address.to_owned(), recorded);
    reply
}

/// The last answer of an address, as the cache that a fault is would repeat it.
pub(crate) fn recorded(shared: &Shared, struck: &Struck, address: &str) -> Option<Reply> {
    let cache = struck.all().find(|fault| matches!(fault.fault, Kind::Cached | Kind::ProxyCache))?;
    let inner = shared.lock();
    let last = inner.last_answers.get(address)?;
    let mut reply = Response::new(reply::framed(last.body.clone()));
    *reply.status_mut() = last.status;
    *reply.headers_mut() = last.headers.clone();
    let age = (inner.now_ms() - last.at_ms).max(0) / 1_000;
    if cache.fault == Kind::Cached {
        reply.headers_mut().insert(AGE, HeaderValue::from(age));
    } else if cache.s.is_some_and(|for_s| age >= for_s) {
        return None;
    } else if let Ok(now) = HeaderValue::from_str(&crate::date::http(inner.now_ms())) {
        reply.headers_mut().insert(DATE, now);
    }
    Some(reply)
}

/// A file or a page, after whatever the faults do to it.
pub(crate) async fn file(struck: &Struck, mut reply: Reply) -> Reply {
    if struck.has(Kind::CloseAfter) {
        return reply::close();
    }
    let (empty, truncated) = (struck.has(Kind::Empty), struck.has(Kind::Truncated));
    if empty || truncated {
        let whole = to_bytes(std::mem::take(reply.body_mut()), usize::MAX).await.unwrap_or_default();
        let kept = if empty { 0 } else { whole.len() / 2 };
        reply.headers_mut().remove(CONTENT_LENGTH);
        *reply.body_mut() = Body::from(whole.slice(..kept));
    }
    date(struck, &mut reply);
    reply
}

fn date(struck: &Struck, reply: &mut Reply) {
    if struck.has(Kind::NoDate) {
        reply.extensions_mut().insert(DateRule::Absent);
    } else if let Some(skew) = struck.find(Kind::ClockSkew) {
        reply.extensions_mut().insert(DateRule::Skewed(skew.s.unwrap_or(3_600)));
    }
}
