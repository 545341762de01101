//! The server's socket, on this machine only.

use crate::dispatch::Peer;
use crate::reply::CloseConnection;
use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use tokio::net::{TcpListener, TcpStream};

/// Listens on 127.0.0.1 and nowhere else; port 0 means any free one.
///
/// # Errors
/// When the port is taken or not allowed.
pub async fn bind(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await
}

/// Answers requests until the process ends.
///
/// # Errors
/// When no more connections can be accepted.
pub async fn serve(listener: TcpListener, app: Router) -> io::Result<()> {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                tokio::spawn(connection(stream, peer, app.clone()));
            }
            // A caller that hung up before it was accepted is no reason to stop.
            Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Serves in the background on any free port and says where, for tests.
///
/// # Errors
/// When there is no free port.
pub async fn start(app: Router) -> io::Result<SocketAddr> {
    let listener = bind(0).await?;
    let address = listener.local_addr()?;
    tokio::spawn(serve(listener, app));
    Ok(address)
}

async fn connection(stream: TcpStream, peer: SocketAddr, app: Router) {
    // Small answers must not wait for the caller's acknowledgement of the ones before.
    let _ = stream.set_nodelay(true);
    let app = TowerToHyperService::new(app);
    let answer = move |request: hyper::Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(Peer(peer.ip()));
        let reply = app.call(request);
        async move {
            let reply = reply.await.map_err(|_| Closed)?;
            if reply.extensions().get::<CloseConnection>().is_some() { Err(Closed) } else { Ok(reply) }
        }
    };
    // How a connection ends is the caller's affair: most ends are a page that was left.
    let _ = http1::Builder::new()
        .title_case_headers(true)
        .auto_date_header(false)
        .serve_connection(TokioIo::new(stream), service_fn(answer))
        .with_upgrades()
        .await;
}

/// Tells hyper to close a connection without an answer.
#[derive(Debug)]
struct Closed;

impl fmt::Display for Closed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the connection is closed on purpose")
    }
}

impl std::error::Error for Closed {}
