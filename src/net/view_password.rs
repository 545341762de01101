//! The dashboard's view password. It is sent to the dashboard that wants it, and kept nowhere.

use futures::future::{Either, select};
use gloo_net::http::{Method, RequestBuilder};
use gloo_timers::future::TimeoutFuture;
use nezha_api::{ApiBase, Error, GetMonitor};
use web_sys::{
    RequestCache, RequestCredentials, RequestMode, RequestRedirect, ResponseType, UrlSearchParams,
};

use crate::net::gate::Gate;
use crate::net::times::TIMEOUT_MS;

/// What came of entering it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entered {
    /// It is right: a cookie of this origin says so for a day. To do: nothing.
    Right,
    /// It is wrong. To do: look it up.
    Wrong,
    /// Nobody took it: no answer, or a proxy that does not pass it on. To do: mend that, or enter it on the dashboard's own page.
    NotTaken,
}

/// Enters the password. V0 answers a right one with a redirect, and a wrong one with a page. So may what is in front of it: whether
/// it was taken tells a monitor that cannot exist.
pub async fn enter(base: &ApiBase, gate: &Gate, password: &str) -> Entered {
    let asked = Box::pin(ask(base, password));
    match select(asked, TimeoutFuture::new(TIMEOUT_MS)).await {
        Either::Left((Some(Entered::Right), _)) => {
            let Some(turn) = gate.turn(&|| true).await else { return Entered::NotTaken };
            match turn.monitor(GetMonitor { server_id: 0 }).await {
                Err(Error::ViewPassword) => Entered::NotTaken,
                _ => Entered::Right,
            }
        }
        Either::Left((Some(entered), _)) => entered,
        _ => Entered::NotTaken,
    }
}

async fn ask(base: &ApiBase, password: &str) -> Option<Entered> {
    let form = UrlSearchParams::new().ok()?;
    form.append("Password", password);
    let request = RequestBuilder::new(&[base.as_str(), "/view-password"].concat())
        .method(Method::POST)
        .mode(RequestMode::SameOrigin)
        .credentials(RequestCredentials::SameOrigin)
        .cache(RequestCache::NoStore)
        // Where it leads to is V0's own page; that it leads somewhere is the answer.
        .redirect(RequestRedirect::Manual)
        .body(form);
    let response = request.ok()?.send().await.ok()?;
    match response.type_() {
        ResponseType::Opaqueredirect => Some(Entered::Right),
        _ if response.ok() => Some(Entered::Wrong),
        _ => None,
    }
}
