//! The names that V0 gives to everything, and the place that each one means. In the order in which V0 writes them.

use crate::envelope::Envelope;
use crate::place::Place;
use crate::{Host, MonitorSeries, Server, Status, Temperature};

/// The fields of an object, by name and by number; at most 32.
struct Fields<T> {
    names: &'static [&'static str],
    place: fn(&mut T, usize) -> Option<Place<'_>>,
}

/// Writes down each name next to its place. The numbers count from zero.
macro_rules! fields {
    ($fields:ident, |$object:ident: $type:ty| { $($name:literal => $place:expr,)* }) => {
        const $fields: Fields<$type> = Fields {
            names: &[$($name),*],
            place: |$object, number| {
                let mut left = number;
                $(
                    if left == 0 {
                        return Some($place);
                    }
                    left = left.wrapping_sub(1);
                )*
                let _ = left;
                None
            },
        };
    };
}

fields! { ENVELOPE, |envelope: Envelope| {
    "code" => Place::SomeSigned(&mut envelope.code),
    "message" => Place::MaybeText(&mut envelope.message),
    "result" => Place::Entries(envelope),
    "secret" => Place::MaybeText(&mut envelope.secret),
} }

fields! { FRAME, |frame: Envelope| {
    "now" => Place::SomeSigned(&mut frame.now),
    "servers" => Place::Entries(frame),
} }

fields! { SERVER, |server: Server| {
    "id" => Place::Unsigned(&mut server.id),
    "name" => Place::Text(&mut server.name),
    "tag" => Place::Text(&mut server.tag),
    "last_active" => Place::Signed(&mut server.last_active),
    "ipv4" => Place::Ipv4(&mut server.addresses),
    "ipv6" => Place::Ipv6(&mut server.addresses),
    "valid_ip" => Place::ValidIp(&mut server.addresses),
    "display_index" => Place::SomeSigned(&mut server.display_index),
    "hide_for_guest" => Place::SomeBool(&mut server.hidden),
    "host" => Place::Host(&mut server.host),
    "status" => Place::Status(&mut server.status),
} }

fields! { LIVE_SERVER, |server: Server| {
    "ID" => Place::Unsigned(&mut server.id),
    "Name" => Place::Text(&mut server.name),
    "Tag" => Place::Text(&mut server.tag),
    "DisplayIndex" => Place::SomeSigned(&mut server.display_index),
    "HideForGuest" => Place::SomeBool(&mut server.hidden),
    "Host" => Place::Host(&mut server.host),
    "State" => Place::Status(&mut server.status),
    "LastActive" => Place::Time(&mut server.last_active),
} }

fields! { HOST, |host: Host| {
    "Platform" => Place::Text(&mut host.platform),
    "PlatformVersion" => Place::Text(&mut host.platform_version),
    "CPU" => Place::Texts(&mut host.cpu),
    "MemTotal" => Place::Unsigned(&mut host.mem_total),
    "DiskTotal" => Place::Unsigned(&mut host.disk_total),
    "SwapTotal" => Place::Unsigned(&mut host.swap_total),
    "Arch" => Place::Text(&mut host.arch),
    "Virtualization" => Place::Text(&mut host.virtualization),
    "BootTime" => Place::Unsigned(&mut host.boot_time),
    "CountryCode" => Place::Text(&mut host.country_code),
    "Version" => Place::Text(&mut host.version),
    "GPU" => Place::Texts(&mut host.gpu),
} }

fields! { STATUS, |status: Status| {
    "CPU" => Place::Float(&mut status.cpu),
    "MemUsed" => Place::Unsigned(&mut status.mem_used),
    "SwapUsed" => Place::Unsigned(&mut status.swap_used),
    "DiskUsed" => Place::Unsigned(&mut status.disk_used),
    "NetInTransfer" => Place::Unsigned(&mut status.net_in_transfer),
    "NetOutTransfer" => Place::Unsigned(&mut status.net_out_transfer),
    "NetInSpeed" => Place::Unsigned(&mut status.net_in_speed),
    "NetOutSpeed" => Place::Unsigned(&mut status.net_out_speed),
    "Uptime" => Place::Unsigned(&mut status.uptime),
    "Load1" => Place::Float(&mut status.load1),
    "Load5" => Place::Float(&mut status.load5),
    "Load15" => Place::Float(&mut status.load15),
    "TcpConnCount" => Place::Unsigned(&mut status.tcp_conn_count),
    "UdpConnCount" => Place::Unsigned(&mut status.udp_conn_count),
    "ProcessCount" => Place::Unsigned(&mut status.process_count),
    "Temperatures" => Place::Temperatures(&mut status.temperatures),
    "GPU" => Place::Float(&mut status.gpu),
} }

fields! { TEMPERATURE, |sensor: Temperature| {
    "Name" => Place::Text(&mut sensor.name),
    "Temperature" => Place::Float(&mut sensor.celsius),
} }

fields! { SERIES, |series: MonitorSeries| {
    "monitor_id" => Place::Unsigned(&mut series.monitor_id),
    "server_id" => Place::Unsigned(&mut series.server_id),
    "monitor_name" => Place::Text(&mut series.monitor_name),
    "server_name" => Place::Text(&mut series.server_name),
    "created_at" => Place::Instants(&mut series.created_at),
    "avg_delay" => Place::Delays(&mut series.avg_delay),
} }

impl Place<'_> {
    /// The names of the fields of an object that belongs here.
    pub(crate) fn names(&self) -> &'static [&'static str] {
        match self {
            Place::Envelope(_) => ENVELOPE.names,
            Place::Frame(_) => FRAME.names,
            Place::Server(_) => SERVER.names,
            Place::LiveServer(_) => LIVE_SERVER.names,
            Place::Host(_) => HOST.names,
            Place::Status(_) => STATUS.names,
            Place::Temperature(_) => TEMPERATURE.names,
            Place::MonitorSeries(_) => SERIES.names,
            _ => &[],
        }
    }

    /// The place of the field with this number, as [`Place::names`] counts them.
    pub(crate) fn field(&mut self, number: usize) -> Option<Place<'_>> {
        match self {
            Place::Envelope(envelope) => (ENVELOPE.place)(envelope, number),
            Place::Frame(frame) => (FRAME.place)(frame, number),
            Place::Server(server) => (SERVER.place)(server, number),
            Place::LiveServer(server) => (LIVE_SERVER.place)(server, number),
            Place::Host(host) => (HOST.place)(host.as_mut()?, number),
            Place::Status(status) => (STATUS.place)(status.as_mut()?, number),
            Place::Temperature(sensor) => (TEMPERATURE.place)(sensor, number),
            Place::MonitorSeries(series) => (SERIES.place)(series, number),
            _ => None,
        }
    }
}
