//! Connections to the real dashboard.

use super::address::Upstream;
use axum::body::Body;
use axum::http::{Method, Request};
use hyper::body::Incoming;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use std::fmt;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// Longer than any network needs; a browser would wait much longer before it says anything.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// A client has a poll and two latency requests under way at most.
const IDLE_CONNECTIONS: usize = 3;

/// Why the dashboard gave no answer.
#[derive(Debug)]
pub(super) enum DialError {
    /// No connection: wrong name, wrong port, no network, or nobody there.
    Unreachable(io::Error),
    /// Nobody answered in time.
    Silent,
    /// The certificate is not one that browsers trust, or the port does not speak TLS.
    Untrusted(io::Error),
    /// What answers there does not speak HTTP, or hung up.
    NotHttp(hyper::Error),
}

impl fmt::Display for DialError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable(error) => write!(formatter, "cannot be reached: {error}"),
            Self::Silent => write!(formatter, "did not answer within {} s", CONNECT_TIMEOUT.as_secs()),
            Self::Untrusted(error) => write!(formatter, "has no valid certificate: {error}"),
            Self::NotHttp(error) => write!(formatter, "did not answer as a web server does: {error}"),
        }
    }
}

/// Opens connections, and keeps a few of them for the next request.
#[derive(Clone)]
pub(super) struct Dialer {
    upstream: Arc<Upstream>,
    tls: TlsConnector,
    idle: Arc<Mutex<Vec<SendRequest<Body>>>>,
}

impl Dialer {
    /// # Errors
    /// When TLS cannot be set up on this machine.
    pub(super) fn new(upstream: Arc<Upstream>) -> io::Result<Self> {
        let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(io::Error::other)?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self { upstream, tls: TlsConnector::from(Arc::new(config)), idle: Arc::default() })
    }

    /// Sends a request and waits for the head of its answer.
    ///
    /// Only a GET travels on a connection that was used before: that one may have been closed at the other end,
    /// and nothing but a GET may be sent a second time.
    pub(super) async fn send(&self, request: Request<Body>) -> Result<hyper::Response<Incoming>, DialError> {
        let reusable = request.method() == Method::GET && !request.headers().contains_key("upgrade");
        if !reusable {
            return self.connect().await?.send_request(request).await.map_err(DialError::NotHttp);
        }
        let (parts, _) = request.into_parts();
        let again = || Request::from_parts(parts.clone(), Body::empty());
        if let Some(mut connection) = self.take_idle()
            && let Ok(reply) = connection.send_request(again()).await
        {
            self.keep(connection);
            return Ok(reply);
        }
        let mut connection = self.connect().await?;
        let reply = connection.send_request(again()).await.map_err(DialError::NotHttp)?;
        self.keep(connection);
        Ok(reply)
    }

    async fn connect(&self) -> Result<SendRequest<Body>, DialError> {
        let opening = self.open();
        tokio::time::timeout(CONNECT_TIMEOUT, opening).await.map_err(|_| DialError::Silent)?
    }

    async fn open(&self) -> Result<SendRequest<Body>, DialError> {
        let address = (self.upstream.host.as_str(), self.upstream.port);
        let stream = TcpStream::connect(address).await.map_err(DialError::Unreachable)?;
        let _ = stream.set_nodelay(true);
        if !self.upstream.tls {
            return speak(stream).await;
        }
        let name = ServerName::try_from(self.upstream.host.clone())
            .map_err(|error| DialError::Untrusted(io::Error::other(error)))?;
        speak(self.tls.connect(name, stream).await.map_err(DialError::Untrusted)?).await
    }

    fn take_idle(&self) -> Option<SendRequest<Body>> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|connection| !connection.is_closed());
        idle.pop()
    }

    /// Keeps a connection for later, once its answer has been read to the end.
    fn keep(&self, mut connection: SendRequest<Body>) {
        let idle = Arc::clone(&self.idle);
        tokio::spawn(async move {
            if connection.ready().await.is_ok() {
                let mut idle = idle.lock().unwrap_or_else(PoisonError::into_inner);
                if idle.len() < IDLE_CONNECTIONS {
                    idle.push(connection);
                }
            }
        });
    }
}

async fn speak<S>(stream: S) -> Result<SendRequest<Body>, DialError>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (sender, connection) = handshake(TokioIo::new(stream)).await.map_err(DialError::NotHttp)?;
    // How it ends shows in the answer that does or does not come.
    tokio::spawn(connection.with_upgrades());
    Ok(sender)
}
