//! What V0 serves besides the API: its pages, the view password, and redirects.

use crate::auth::{Caller, VIEW_COOKIE_NAME, view_cookie};
use crate::pages;
use crate::query;
use crate::reply::{HTML, Reply, redirect};
use crate::state::Shared;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_TYPE, REFERER, SET_COOKIE};
use axum::http::{HeaderValue, Method, StatusCode};

/// Sends a request with a slash too many to the right address: 301 with a link for GET, 307 for the others.
pub(crate) fn without_slash(request: &Request) -> Reply {
    let path = request.uri().path().trim_end_matches('/');
    let to = request.uri().query().map_or(path.to_owned(), |query| format!("{path}?{query}"));
    if request.method() != Method::GET {
        return redirect(StatusCode::TEMPORARY_REDIRECT, &to);
    }
    let mut reply = redirect(StatusCode::MOVED_PERMANENTLY, &to);
    reply.headers_mut().insert(CONTENT_TYPE, HTML);
    let link = escape(&to);
    *reply.body_mut() = Body::from(format!("<a href=\"{link}\">Moved Permanently</a>.\n\n"));
    reply
}

/// Text for an HTML attribute.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&#34;")
}

/// `POST /view-password`, from a form or as JSON.
pub(crate) async fn view_password(shared: &Shared, request: Request) -> Reply {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, 1 << 16).await.unwrap_or_default();
    let is_json =
        parts.headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
    let sent = if is_json {
        let json: Option<serde_json::Value> = serde_json::from_slice(&body).ok();
        json.and_then(|json| Some(json.get("Password")?.as_str()?.to_owned()))
    } else {
        query::first(std::str::from_utf8(&body).ok(), "Password")
    };
    let right = shared.lock().view_password.clone();
    let Some(password) = right.filter(|right| Some(right) == sent.as_ref()) else {
        return pages::wrong_password();
    };
    let back = parts.headers.get(REFERER).and_then(|value| value.to_str().ok()).unwrap_or("/");
    let mut reply = redirect(StatusCode::FOUND, back);
    let value = query::encode(&view_cookie(shared.config.seed, &password));
    let cookie = format!("{VIEW_COOKIE_NAME}={value}; Path=/; Max-Age=86400");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        reply.headers_mut().insert(SET_COOKIE, cookie);
    }
    reply
}

/// A page of V0's own user interface, or its 404, which any other method than GET gets too.
pub(crate) fn page(shared: &Shared, request: &Request, path: &str) -> Reply {
    if request.method() != Method::GET {
        return pages::not_found();
    }
    let inner = shared.lock();
    let caller = Caller::new(request.headers(), &shared.config, inner.view_password.as_deref());
    let locked = inner.view_password.is_some() && !(caller.session || caller.view);
    let admin = ["/server", "/monitor", "/cron", "/notification", "/setting", "/api", "/ddns", "/nat"];
    match path {
        "/" | "/service" | "/network" if locked => pages::view_password(),
        "/login" if caller.session => pages::already_logged_in(),
        "/" | "/service" | "/network" | "/login" => pages::dashboard(),
        _ if admin.contains(&path) => {
            if caller.session {
                pages::dashboard()
            } else {
                pages::forbidden()
            }
        }
        _ => match path.strip_prefix("/network/").map(|id| (id, query::parse_id(id))) {
            Some(_) if locked => pages::view_password(),
            Some((_, Some(id))) if inner.world.server(id).is_some() => pages::dashboard(),
            Some((id, _)) if !id.is_empty() && !id.contains('/') => pages::forbidden(),
            _ => pages::not_found(),
        },
    }
}
