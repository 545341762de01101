//! The registration of one server: sent once, never by itself a second time; its secret lives in memory only.

use leptos::prelude::*;
use leptos::task::spawn_local;
use nezha_api::{ApiBase, Error, RegisterServer, Secret};

use crate::dom::Var;
use crate::feed::Feed;
use crate::fleet::Fleet;
use crate::net::gate::Gate;
use crate::storage::{self, Shelf};

/// How far a registration has come.
#[derive(Clone, Default)]
pub enum Stage {
    /// The form is being filled in.
    #[default]
    Form,
    /// The one request is waiting for its turn or under way.
    Sending,
    /// The server exists.
    Done {
        /// The name it was given.
        name: String,
        /// What its agent signs in with.
        secret: Secret,
    },
    /// The dashboard refused: nothing was created.
    Refused(Error),
    /// Nobody knows whether it was created, or its secret is lost. A browser may even have sent it more than once: it
    /// tries again by itself when a kept connection was closed without an answer.
    Lost {
        /// Why.
        error: Error,
        /// The name that was sent.
        name: String,
        /// The tag that was sent.
        tag: String,
        /// The highest id before: whatever is above it is new.
        newest_before: u64,
    },
}

/// Where agents connect to, as the visitor typed it. No API tells it, so it is asked for once and kept.
#[derive(Clone, PartialEq, Eq)]
pub struct AgentAddress {
    /// Host name or address.
    pub host: String,
    /// Port.
    pub port: String,
    /// Whether TLS is spoken there.
    pub tls: bool,
}

/// The one registration that may be under way in this tab.
#[derive(Clone, Copy)]
pub struct Registration {
    stage: Var<Stage>,
    address: Var<AgentAddress>,
    inner: StoredValue<Inner, LocalStorage>,
}

struct Inner {
    gate: Gate,
    feed: Feed,
    fleet: Fleet,
    key: String,
}

impl Registration {
    /// No registration yet; the agents' address as it was last time.
    pub fn new(gate: Gate, feed: Feed, fleet: Fleet, base: &ApiBase) -> Self {
        let key = storage::key("agent-address", base);
        let kept = storage::read(Shelf::Browser, &key).unwrap_or_default();
        let mut lines = kept.lines();
        let address = AgentAddress {
            host: lines.next().unwrap_or_default().to_owned(),
            port: lines.next().unwrap_or("5555").to_owned(),
            tls: lines.next() == Some("tls"),
        };
        Self {
            stage: Var::default(),
            address: Var::new(address),
            inner: StoredValue::new_local(Inner { gate, feed, fleet, key }),
        }
    }

    /// How far it has come.
    pub fn stage(self) -> Var<Stage> {
        self.stage
    }

    /// Where agents connect to.
    pub fn address(self) -> Var<AgentAddress> {
        self.address
    }

    /// Keeps where agents connect to, for the next time.
    pub fn keep_address(self, address: AgentAddress) {
        let kept = format!("{}\n{}\n{}", address.host, address.port, if address.tls { "tls" } else { "" });
        self.inner.with_value(|inner| storage::write(Shelf::Browser, &inner.key, &kept));
        self.address.set(address);
    }

    /// Sends the request, unless one is under way. A second click finds it sent.
    pub fn send(self, call: RegisterServer) {
        if !self
            .stage
            .with_untracked(|stage| matches!(stage, Stage::Form | Stage::Refused(_) | Stage::Lost { .. }))
        {
            return;
        }
        self.stage.set(Stage::Sending);
        let (gate, feed, fleet) =
            self.inner.with_value(|inner| (inner.gate.clone(), inner.feed, inner.fleet));
        let newest_before =
            fleet.rows().with_untracked(|rows| rows.iter().map(|row| row.id).max().unwrap_or(0));
        spawn_local(async move {
            let (name, tag) = (call.name.clone(), call.tag.clone());
            let stage = match gate.register(call).await {
                Ok(answer) => Stage::Done { name, secret: answer.result },
                Err(error) if may_have_created(&error) => Stage::Lost { error, name, tag, newest_before },
                Err(error) => Stage::Refused(error),
            };
            self.stage.set(stage);
            feed.try_now();
        });
    }

    /// Forgets the secret and begins again.
    pub fn begin_again(self) {
        self.stage.set(Stage::Form);
    }
}

/// Whether the server may exist although the call failed.
fn may_have_created(error: &Error) -> bool {
    match error {
        Error::Unreachable(_)
        | Error::CutOff
        | Error::Gateway(_)
        | Error::EmptyBody
        | Error::NotV0 { .. }
        | Error::SecretLost
        | Error::Server(_) => true,
        Error::ProxyAuth { .. }
        | Error::NeedsLogin
        | Error::ServerHidden
        | Error::ViewPassword
        | Error::BadRequest(_)
        | Error::NotFound
        | Error::RegisterUnknown => false,
    }
}
