//! Sends calls to the dashboard and brings back what it said, byte for byte.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_net::http::{RequestBuilder, Response};
use gloo_timers::callback::Timeout;
use nezha_api::{Answer, ApiBase, Endpoint, Error, Method, RawReply, Request, Token};
use web_sys::{AbortController, RequestCache, RequestCredentials, RequestMode, RequestRedirect};

use crate::browser::clock::timed;
use crate::net::first_question;
use crate::net::times::{ARRIVES_MS, TIMEOUT_MS};

/// With what a call introduces itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Introduction {
    /// Cookies, and the token where there is one.
    CookiesAndToken,
    /// The token alone: a login cookie would hide that it is wrong.
    TokenOnly,
}

/// A way to one dashboard.
///
/// The token is put into one header of requests to the dashboard's own origin, and nowhere else.
#[derive(Clone)]
pub struct Client {
    base: ApiBase,
    token: Rc<RefCell<Option<Token>>>,
    token_is_enough: Rc<Cell<bool>>,
}

impl Client {
    /// A client without a token.
    pub fn new(base: ApiBase) -> Self {
        Self { base, token: Rc::default(), token_is_enough: Rc::default() }
    }

    /// The dashboard's place on this origin.
    pub fn base(&self) -> &ApiBase {
        &self.base
    }

    /// Uses this token from now on, or none. Only the session calls this.
    ///
    /// `is_enough` says that the dashboard takes the token without any cookie.
    pub fn introduce(&self, token: Option<Token>, is_enough: bool) {
        self.token_is_enough.set(is_enough && token.is_some());
        self.token.replace(token);
    }

    /// Calls an endpoint with cookies and the token, if there is one.
    ///
    /// # Errors
    /// [`Error::Unreachable`] when no answer came, [`Error::CutOff`] when it ended in the middle; else what the endpoint makes of the
    /// answer.
    pub async fn call<E: Endpoint>(&self, endpoint: &E) -> Result<Answer<E::Reply>, Error> {
        let token = self.token.borrow().clone();
        let request = endpoint.request();
        let reply = match first_question::reply_to(&request.url(&self.base)).await {
            Some(first) => first.map(|first| raw_reply(&first.response.into(), first.body, first.waited_ms)),
            None => self.send(&request, token, Introduction::CookiesAndToken).await,
        };
        let reply = reply?;
        timed("decode", || endpoint.decode(&reply))
    }

    /// Calls an endpoint that must be reached once, without cookies where the token is enough.
    ///
    /// Chromium sends a POST again by itself over every kept connection that turns out to be closed: seven servers from
    /// one click have been seen. It keeps other connections for requests without cookies, and none of them from polls.
    ///
    /// # Errors
    /// As [`Client::call`].
    pub async fn call_once<E: Endpoint>(&self, endpoint: &E) -> Result<Answer<E::Reply>, Error> {
        let token = self.token.borrow().clone();
        let alone = self.token_is_enough.get();
        let introduction = if alone { Introduction::TokenOnly } else { Introduction::CookiesAndToken };
        let reply = self.send(&endpoint.request(), token, introduction).await?;
        timed("decode", || endpoint.decode(&reply))
    }

    /// Calls an endpoint with a token that is only being tried.
    ///
    /// # Errors
    /// As [`Client::call`].
    pub async fn call_as<E: Endpoint>(
        &self,
        endpoint: &E,
        token: &Token,
        introduction: Introduction,
    ) -> Result<Answer<E::Reply>, Error> {
        let reply = self.send(&endpoint.request(), Some(token.clone()), introduction).await?;
        timed("decode", || endpoint.decode(&reply))
    }

    /// Not generic on purpose: it is in the bundle once.
    async fn send(
        &self,
        request: &Request,
        token: Option<Token>,
        introduction: Introduction,
    ) -> Result<RawReply, Error> {
        let abort = AbortController::new().ok();
        // Who no longer wants an answer keeps no connection busy with it.
        let _unwanted = Abort(abort.clone());
        let builder = RequestBuilder::new(&request.url(&self.base))
            // A redirect to another origin fails instead of carrying the header along.
            .mode(RequestMode::SameOrigin)
            .cache(RequestCache::NoStore)
            .credentials(match introduction {
                Introduction::CookiesAndToken => RequestCredentials::SameOrigin,
                Introduction::TokenOnly => RequestCredentials::Omit,
            })
            .redirect(match request.method {
                Method::Get => RequestRedirect::Follow,
                // A 307 would send the body again and create a second server.
                Method::Post => RequestRedirect::Error,
            })
            .abort_signal(abort.as_ref().map(AbortController::signal).as_ref());
        let builder = match &token {
            Some(token) => builder.header("Authorization", token.header_value()),
            None => builder,
        };
        let sent = match (request.method, &request.body) {
            (Method::Get, _) => builder.build(),
            (Method::Post, body) => builder
                .method(gloo_net::http::Method::POST)
                .header("Content-Type", "application/json")
                .body(body.clone().unwrap_or_default()),
        };
        let give_up_after = |ms| {
            let abort = abort.clone();
            Timeout::new(ms, move || {
                if let Some(abort) = abort {
                    abort.abort();
                }
            })
        };
        let begins = give_up_after(TIMEOUT_MS);
        let response = sent.map_err(unreachable)?.send().await.map_err(unreachable)?;
        drop(begins);
        let arrives = give_up_after(ARRIVES_MS);
        let body = response.binary().await.map_err(|_| Error::CutOff);
        drop(arrives);
        Ok(raw_reply(&response, body?, 0))
    }
}

/// Aborts a request when it is dropped; one that is over does not mind.
struct Abort(Option<AbortController>);

impl Drop for Abort {
    fn drop(&mut self) {
        if let Some(abort) = &self.0 {
            abort.abort();
        }
    }
}

fn raw_reply(response: &Response, body: Vec<u8>, waited_ms: u32) -> RawReply {
    let headers = response.headers();
    RawReply {
        status: response.status(),
        content_type: headers.get("content-type"),
        date: headers.get("date"),
        age: headers.get("age"),
        www_authenticate: headers.get("www-authenticate"),
        body,
        waited_ms,
    }
}

/// The browser's own words, which never hold a header.
fn unreachable(why: gloo_net::Error) -> Error {
    match why {
        gloo_net::Error::JsError(why) => Error::Unreachable(why.name),
        gloo_net::Error::SerdeError(_) | gloo_net::Error::GlooError(_) => Error::Unreachable(String::new()),
    }
}
