//! The names that V0 gives to everything, and the place that each one means. In the order in which V0 writes them.

use crate::envelope::Envelope;
use crate::place::Place;
use crate::{Host, Series, Server, Status, Temperature};

/// A name of V0, and where its value goes. At most 32 to an object.
type Fields<T> = [(&'static str, fn(&mut T) -> Place<'_>)];

const ENVELOPE: &Fields<Envelope> = &[
    ("code", |envelope| Place::SomeSigned(&mut envelope.code)),
    ("message", |envelope| Place::MaybeText(&mut envelope.message)),
    ("result", |envelope| Place::Entries(envelope)),
    ("secret", |envelope| Place::MaybeText(&mut envelope.secret)),
];

const FRAME: &Fields<Envelope> = &[
    ("now", |frame| Place::SomeSigned(&mut frame.now)),
    ("servers", |frame| Place::Entries(frame)),
];

const SERVER: &Fields<Server> = &[
    ("id", |server| Place::Unsigned(&mut server.id)),
    ("name", |server| Place::Text(&mut server.name)),
    ("tag", |server| Place::Text(&mut server.tag)),
    ("last_active", |server| Place::Signed(&mut server.last_active)),
    ("ipv4", |server| Place::Address(&mut server.addresses, |addresses| &mut addresses.ipv4)),
    ("ipv6", |server| Place::Address(&mut server.addresses, |addresses| &mut addresses.ipv6)),
    ("valid_ip", |server| Place::Address(&mut server.addresses, |addresses| &mut addresses.valid_ip)),
    ("display_index", |server| Place::SomeSigned(&mut server.display_index)),
    ("hide_for_guest", |server| Place::SomeBool(&mut server.hidden)),
    ("host", |server| Place::Host(&mut server.host)),
    ("status", |server| Place::Status(&mut server.status)),
];

const LIVE_SERVER: &Fields<Server> = &[
    ("ID", |server| Place::Unsigned(&mut server.id)),
    ("Name", |server| Place::Text(&mut server.name)),
    ("Tag", |server| Place::Text(&mut server.tag)),
    ("DisplayIndex", |server| Place::SomeSigned(&mut server.display_index)),
    ("HideForGuest", |server| Place::SomeBool(&mut server.hidden)),
    ("Host", |server| Place::Host(&mut server.host)),
    ("State", |server| Place::Status(&mut server.status)),
    ("LastActive", |server| Place::Time(&mut server.last_active)),
];

const HOST: &Fields<Host> = &[
    ("Platform", |host| Place::Text(&mut host.platform)),
    ("PlatformVersion", |host| Place::Text(&mut host.platform_version)),
    ("CPU", |host| Place::Texts(&mut host.cpu)),
    ("MemTotal", |host| Place::Unsigned(&mut host.mem_total)),
    ("DiskTotal", |host| Place::Unsigned(&mut host.disk_total)),
    ("SwapTotal", |host| Place::Unsigned(&mut host.swap_total)),
    ("Arch", |host| Place::Text(&mut host.arch)),
    ("Virtualization", |host| Place::Text(&mut host.virtualization)),
    ("BootTime", |host| Place::Unsigned(&mut host.boot_time)),
    ("CountryCode", |host| Place::Text(&mut host.country_code)),
    ("Version", |host| Place::Text(&mut host.version)),
    ("GPU", |host| Place::Texts(&mut host.gpu)),
];

const STATUS: &Fields<Status> = &[
    ("CPU", |status| Place::Float(&mut status.cpu)),
    ("MemUsed", |status| Place::Unsigned(&mut status.mem_used)),
    ("SwapUsed", |status| Place::Unsigned(&mut status.swap_used)),
    ("DiskUsed", |status| Place::Unsigned(&mut status.disk_used)),
    ("NetInTransfer", |status| Place::Unsigned(&mut status.net_in_transfer)),
    ("NetOutTransfer", |status| Place::Unsigned(&mut status.net_out_transfer)),
    ("NetInSpeed", |status| Place::Unsigned(&mut status.net_in_speed)),
    ("NetOutSpeed", |status| Place::Unsigned(&mut status.net_out_speed)),
    ("Uptime", |status| Place::Unsigned(&mut status.uptime)),
    ("Load1", |status| Place::Float(&mut status.load1)),
    ("Load5", |status| Place::Float(&mut status.load5)),
    ("Load15", |status| Place::Float(&mut status.load15)),
    ("TcpConnCount", |status| Place::Unsigned(&mut status.tcp_conn_count)),
    ("UdpConnCount", |status| Place::Unsigned(&mut status.udp_conn_count)),
    ("ProcessCount", |status| Place::Unsigned(&mut status.process_count)),
    ("Temperatures", |status| Place::Temperatures(&mut status.temperatures)),
    ("GPU", |status| Place::Float(&mut status.gpu)),
];

const TEMPERATURE: &Fields<Temperature> = &[
    ("Name", |sensor| Place::Text(&mut sensor.name)),
    ("Temperature", |sensor| Place::Float(&mut sensor.celsius)),
];

const SERIES: &Fields<Series> = &[
    ("monitor_id", |series| Place::Unsigned(&mut series.monitor_id)),
    ("server_id", |series| Place::Unsigned(&mut series.server_id)),
    ("monitor_name", |series| Place::Text(&mut series.monitor_name)),
    ("server_name", |series| Place::Text(&mut series.server_name)),
    ("created_at", |series| Place::Instants(&mut series.created_at)),
    ("avg_delay", |series| Place::Delays(&mut series.avg_delay)),
];

impl Place<'_> {
    /// The number of the field with this name, in exactly this letter case. `expected` is looked at first.
    pub(crate) fn field_named(&self, name: &str, expected: usize) -> Option<usize> {
        match self {
            Place::Envelope(_) => find(ENVELOPE, name, expected),
            Place::Frame(_) => find(FRAME, name, expected),
            Place::Server(_) => find(SERVER, name, expected),
            Place::LiveServer(_) => find(LIVE_SERVER, name, expected),
            Place::Host(_) => find(HOST, name, expected),
            Place::Status(_) => find(STATUS, name, expected),
            Place::Temperature(_) => find(TEMPERATURE, name, expected),
            Place::Series(_) => find(SERIES, name, expected),
            _ => None,
        }
    }

    /// The place of the field with this number.
    pub(crate) fn field(&mut self, number: usize) -> Option<Place<'_>> {
        Some(match self {
            Place::Envelope(envelope) => ENVELOPE.get(number)?.1(envelope),
            Place::Frame(frame) => FRAME.get(number)?.1(frame),
            Place::Server(server) => SERVER.get(number)?.1(server),
            Place::LiveServer(server) => LIVE_SERVER.get(number)?.1(server),
            Place::Host(host) => HOST.get(number)?.1(host.as_mut()?),
            Place::Status(status) => STATUS.get(number)?.1(status.as_mut()?),
            Place::Temperature(sensor) => TEMPERATURE.get(number)?.1(sensor),
            Place::Series(series) => SERIES.get(number)?.1(series),
            _ => return None,
        })
    }
}

fn find<T>(fields: &Fields<T>, name: &str, expected: usize) -> Option<usize> {
    match fields.get(expected) {
        Some((next, _)) if *next == name => Some(expected),
        _ => fields.iter().position(|(other, _)| *other == name),
    }
}
