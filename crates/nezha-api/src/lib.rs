//! The typed client side of the Nezha Monitoring **V0** dashboard API (v0.20.13, the last one).
//!
//! Every call is a value that implements [`Endpoint`]: it knows the [`Request`] to send and how to read the
//! [`RawReply`] that came back. The crate does no I/O, has no clock and knows no browser; any HTTP client can carry it.
//!
//! ```
//! use nezha_api::{ApiBase, Endpoint, GetServers, RawReply};
//!
//! let call = GetServers::all();
//! let base: ApiBase = "https://panel.example.com/nezha/".parse()?;
//! assert_eq!(call.request().url(&base), "https://panel.example.com/nezha/api/v1/server/details");
//!
//! // Send it with any HTTP client, then:
//! let reply = RawReply::json(200, r#"{"code":0,"message":"success","result":[]}"#);
//! assert!(call.decode(&reply)?.result.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Where the dashboard's documents and the dashboard disagree, this crate follows the dashboard.

mod answer;
mod base;
mod deserialize;
mod envelope;
mod error;
mod fields;
mod get_monitor;
mod get_servers;
mod implications;
mod list_servers;
mod live_frame;
mod mend;
mod monitor_series;
mod place;
mod register_server;
mod request;
mod server;
mod status;
mod time;
mod token;
mod visit;
mod wire;

pub use answer::{Answer, RawReply};
pub use base::{ApiBase, BadBase};
pub use error::Error;
pub use get_monitor::GetMonitor;
pub use get_servers::{GetServers, Which};
pub use list_servers::ListServers;
pub use live_frame::{LIVE_PATH, decode_live_frame};
pub use monitor_series::MonitorSeries;
pub use register_server::{RegisterServer, Secret, TAG_OF_UNTAGGED};
pub use request::{Endpoint, Method, Request, percent_encode};
pub use server::{Addresses, Host, ListEntry, NEVER_REPORTED, Server};
pub use status::{Status, Temperature};
pub use token::{BadToken, Token};
