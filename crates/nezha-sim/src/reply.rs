//! HTTP answers as V0 frames them.

use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::{HeaderValue, Response, StatusCode};
use hyper::body::Frame;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

/// An HTTP answer.
pub(crate) type Reply = Response<Body>;

const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=utf-8");
/// The `Content-Type` of V0's pages.
pub(crate) const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

/// Go's server announces the length of a body that fits in its buffer, and sends anything longer in chunks.
const BUFFER: usize = 2_048;

/// Marks an answer that is never sent: the connection is closed instead.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CloseConnection;

/// A body without an announced length.
struct Chunked(Option<Bytes>);

impl hyper::body::Body for Chunked {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.0.take().map(|bytes| Ok(Frame::data(bytes))))
    }
}

/// A body that is sent in chunks, or not at all when empty.
pub(crate) fn chunked(bytes: Bytes) -> Body {
    Body::new(Chunked((!bytes.is_empty()).then_some(bytes)))
}

/// A body framed as Go would frame it.
pub(crate) fn framed(bytes: Bytes) -> Body {
    if bytes.len() > BUFFER { chunked(bytes) } else { Body::from(bytes) }
}

/// JSON text with a status.
pub(crate) fn json_text(status: StatusCode, text: String) -> Reply {
    let mut reply = Response::new(framed(text.into()));
    *reply.status_mut() = status;
    reply.headers_mut().insert(CONTENT_TYPE, JSON);
    reply
}

/// A page. V0 writes pages piece by piece, so they always come in chunks.
pub(crate) fn html(status: StatusCode, page: String) -> Reply {
    let mut reply = Response::new(chunked(page.into()));
    *reply.status_mut() = status;
    reply.headers_mut().insert(CONTENT_TYPE, HTML);
    reply
}

/// An answer without a body and without a `Content-Type`.
pub(crate) fn empty(status: StatusCode) -> Reply {
    let mut reply = Response::new(Body::empty());
    *reply.status_mut() = status;
    reply
}

/// A redirect without a body.
pub(crate) fn redirect(status: StatusCode, to: &str) -> Reply {
    let mut reply = empty(status);
    if let Ok(location) = HeaderValue::from_str(to) {
        reply.headers_mut().insert(LOCATION, location);
    }
    reply
}

/// No answer at all: the connection is closed.
pub(crate) fn close() -> Reply {
    let mut reply = empty(StatusCode::BAD_GATEWAY);
    reply.extensions_mut().insert(CloseConnection);
    reply
}
