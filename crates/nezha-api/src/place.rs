//! Reading JSON into the places where it belongs.
//!
//! The crate has one reader for everything that a dashboard says, because each derived one is compiled by itself: with
//! their part of serde_json, five of them made 109 kB of wasm. A [`Place`] says where the next value goes; `fields.rs`
//! says which place a key means.
//!
//! What has the wrong type is read to its end all the same: the reader answers "does not fit" and goes on, so that one
//! broken server costs one server. Only what is no JSON, or a number or a text that nothing can hold, is an error.

use crate::envelope::Envelope;
use crate::time::parse_rfc3339;
use crate::{Addresses, Host, MonitorSeries, NEVER_REPORTED, Server, Status, Temperature};

/// Where a value goes. The types of JSON that fit are those of the place. `null` fits in the fields of objects, and
/// changes nothing: it is "absent" there. In a list it is no entry.
///
/// A number and an address, so that it travels in registers.
pub(crate) enum Place<'a> {
    Unsigned(&'a mut u64),
    Signed(&'a mut i64),
    SomeSigned(&'a mut Option<i64>),
    Float(&'a mut f64),
    SomeBool(&'a mut Option<bool>),
    Text(&'a mut String),
    Ipv4(&'a mut Option<Addresses>),
    Ipv6(&'a mut Option<Addresses>),
    ValidIp(&'a mut Option<Addresses>),
    /// A text that may as well be something else, because nothing is decided by it.
    MaybeText(&'a mut Option<String>),
    /// Unix seconds, written as a text.
    Time(&'a mut i64),
    Texts(&'a mut Vec<String>),
    Temperatures(&'a mut Vec<Temperature>),
    Instants(&'a mut Vec<i64>),
    Delays(&'a mut Vec<f32>),
    /// An entry of [`Place::Texts`].
    ListedText(&'a mut String),
    /// An entry of [`Place::Instants`].
    Instant(&'a mut i64),
    /// An entry of [`Place::Delays`].
    Delay(&'a mut f32),
    Temperature(&'a mut Temperature),
    Host(&'a mut Option<Host>),
    Status(&'a mut Option<Status>),
    /// A server as `list` and `details` write it.
    Server(&'a mut Server),
    /// A server as `/ws` writes it.
    LiveServer(&'a mut Server),
    MonitorSeries(&'a mut MonitorSeries),
    /// What every answer of the HTTP API is wrapped in.
    Envelope(&'a mut Envelope),
    /// What a frame of `/ws` is wrapped in.
    Frame(&'a mut Envelope),
    /// The list in an answer or a frame.
    Entries(&'a mut Envelope),
}

impl Place<'_> {
    /// Whether an object belongs here. From now on there is one, even if it turns out to be empty.
    pub(crate) fn open(&mut self) -> bool {
        match self {
            Place::Host(host) => **host = Some(Host::default()),
            Place::Status(status) => **status = Some(Status::default()),
            Place::Server(_)
            | Place::MonitorSeries(_)
            | Place::Temperature(_)
            | Place::Envelope(_)
            | Place::Frame(_) => {}
            // Without a time it has not reported.
            Place::LiveServer(server) => server.last_active = NEVER_REPORTED,
            other => return other.takes_anything(),
        }
        true
    }

    /// Whether an object says which one it is, where it must: ids are from 1 on.
    pub(crate) fn has_id(&self) -> bool {
        match self {
            Place::Server(server) | Place::LiveServer(server) => server.id > 0,
            Place::MonitorSeries(series) => series.monitor_id > 0,
            _ => true,
        }
    }

    pub(crate) fn takes_anything(&self) -> bool {
        matches!(self, Place::MaybeText(_))
    }

    pub(crate) fn takes_null(&self) -> bool {
        !matches!(
            self,
            Place::ListedText(_)
                | Place::Instant(_)
                | Place::Delay(_)
                | Place::Temperature(_)
                | Place::Server(_)
                | Place::LiveServer(_)
                | Place::MonitorSeries(_)
                | Place::Envelope(_)
                | Place::Frame(_)
        )
    }

    pub(crate) fn take_unsigned(self, number: u64) -> bool {
        match self {
            Place::Unsigned(place) => *place = number,
            Place::Float(place) => *place = number as f64,
            Place::Delay(place) => *place = number as f32,
            other => match i64::try_from(number) {
                Ok(number) => return other.take_signed(number),
                Err(_) => return other.takes_anything(),
            },
        }
        true
    }

    pub(crate) fn take_signed(self, number: i64) -> bool {
        match self {
            Place::Signed(place) | Place::Instant(place) => *place = number,
            Place::SomeSigned(place) => *place = Some(number),
            Place::Float(place) => *place = number as f64,
            Place::Delay(place) => *place = number as f32,
            other => return other.takes_anything(),
        }
        true
    }

    /// A float is taken as a whole number when it is exactly one, so that `-0` and `1e3` are read.
    pub(crate) fn take_float(self, number: f64) -> bool {
        match self {
            Place::Unsigned(place) => {
                // 2^53: above it a float no longer says which whole number was meant.
                let exact = number.trunc() == number && (0.0..=9_007_199_254_740_992.0).contains(&number);
                *place = number as u64;
                return exact;
            }
            Place::Float(place) => *place = number,
            Place::Delay(place) => {
                *place = number as f32;
                return place.is_finite();
            }
            other => return other.takes_anything(),
        }
        true
    }

    pub(crate) fn take_text(self, text: &str) -> bool {
        match self {
            Place::Text(place) | Place::ListedText(place) => *place = text.to_owned(),
            Place::MaybeText(place) => *place = Some(text.to_owned()),
            Place::Ipv4(place) => place.get_or_insert_default().ipv4 = text.to_owned(),
            Place::Ipv6(place) => place.get_or_insert_default().ipv6 = text.to_owned(),
            Place::ValidIp(place) => place.get_or_insert_default().valid_ip = text.to_owned(),
            Place::Time(place) => *place = parse_rfc3339(text).unwrap_or(NEVER_REPORTED),
            _ => return false,
        }
        true
    }
}

/// What the entries of a list are.
#[derive(Clone, Copy)]
pub(crate) enum Entry {
    /// Of no interest.
    None,
    Server,
    LiveServer,
    MonitorSeries,
}
