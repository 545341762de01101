//! A simulator on a thread of its own.

use super::http::{Call, Reply};
use axum::Router;
use nezha_sim::{Config, app, bind, serve};
use serde_json::Value;
use std::net::SocketAddr;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// An instant to begin at: 22 November 2026, 10:00:00.
pub(crate) const START_MS: i64 = 1_795_341_600_000;

/// A running server.
pub(crate) struct Sim {
    pub(crate) address: SocketAddr,
}

/// A clock that stands still, and messages of the WebSocket as fast as they can be compared.
pub(crate) fn config() -> Config {
    Config { start_unix_ms: Some(START_MS), frame_interval: Duration::from_millis(5), ..Config::default() }
}

/// Runs a server until the test ends.
pub(crate) fn run(app: Router) -> Sim {
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        runtime.expect("a runtime").block_on(async move {
            let listener = bind(0).await.expect("a free port");
            send.send(listener.local_addr().expect("an address")).expect("the test waits");
            serve(listener, app).await.expect("connections");
        });
    });
    Sim { address: receive.recv().expect("an address") }
}

impl Sim {
    pub(crate) fn start(config: Config) -> Self {
        run(app(config))
    }

    pub(crate) fn send(&self, call: &Call) -> Reply {
        call.send(self.address)
    }

    /// A GET of the API with the token.
    pub(crate) fn get(&self, path: &str) -> Reply {
        self.send(&Call::get(path).token())
    }

    /// The entries of a list or details answer.
    pub(crate) fn result(&self, path: &str) -> Vec<Value> {
        let mut answer = self.get(path).json();
        assert_eq!(answer["code"], 0, "{path}");
        serde_json::from_value(answer["result"].take()).expect("an array")
    }

    /// The details of one server.
    pub(crate) fn server(&self, id: u64) -> Value {
        self.result(&format!("/api/v1/server/details?id={id}")).remove(0)
    }

    /// A control order that must succeed.
    pub(crate) fn order(&self, path: &str, body: &str) -> Reply {
        let reply = self.send(&Call::post(path, body));
        assert!((200..300).contains(&reply.status), "{path} {body}: {}", reply.text());
        reply
    }

    pub(crate) fn fault(&self, body: &str) {
        self.order("/sim/faults", body);
    }

    pub(crate) fn stats(&self) -> Value {
        self.send(&Call::get("/sim/stats")).json()
    }
}
