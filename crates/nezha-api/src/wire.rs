//! How a server is written: V0's own shape.

use serde::Serialize;

use crate::{Addresses, Host, Server, Status};

/// A server as `details` writes it: flat, with V0's names.
#[derive(Serialize)]
pub(crate) struct Wire {
    id: u64,
    name: String,
    tag: String,
    last_active: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    ipv4: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ipv6: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_ip: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    display_index: Option<i64>,
    #[serde(rename = "hide_for_guest", skip_serializing_if = "Option::is_none")]
    hidden: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    host: Option<Host>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<Status>,
}

impl From<Server> for Wire {
    fn from(server: Server) -> Self {
        let (ipv4, ipv6, valid_ip) = match server.addresses {
            Some(Addresses { ipv4, ipv6, valid_ip }) => (Some(ipv4), Some(ipv6), Some(valid_ip)),
            None => (None, None, None),
        };
        Self {
            id: server.id,
            name: server.name,
            tag: server.tag,
            last_active: server.last_active,
            ipv4,
            ipv6,
            valid_ip,
            display_index: server.display_index,
            hidden: server.hidden,
            host: server.host,
            status: server.status,
        }
    }
}
