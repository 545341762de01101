//! Reading JSON into the places where it belongs.
//!
//! The crate has one reader for everything that a dashboard says, because each derived one is compiled by itself: five
//! of them made 120 kB of wasm. A [`Place`] says where the next value goes; `fields.rs` says which place a key means.
//!
//! What has the wrong type is read to its end all the same: the reader answers "does not fit" and goes on, so that one
//! broken server costs one server. Only what is no JSON, or a number or a text that nothing can hold, is an error.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::envelope::Envelope;
use crate::time::parse_rfc3339;
use crate::{Addresses, Host, NEVER_REPORTED, Series, Server, Status, Temperature};

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
    Series(&'a mut Series),
    /// What every answer of the HTTP API is wrapped in.
    Envelope(&'a mut Envelope),
    /// What a frame of `/ws` is wrapped in.
    Frame(&'a mut Envelope),
    /// The list in an answer or a frame.
    Entries(&'a mut Envelope),
}

impl Place<'_> {
    /// Whether an object belongs here. From now on there is one, even if it turns out to be empty.
    fn open(&mut self) -> bool {
        match self {
            Place::Host(host) => **host = Some(Host::default()),
            Place::Status(status) => **status = Some(Status::default()),
            Place::Server(_) | Place::Series(_) | Place::Temperature(_) => {}
            // Without a time it has not reported.
            Place::LiveServer(server) => server.last_active = NEVER_REPORTED,
            Place::Envelope(_) | Place::Frame(_) => {}
            other => return other.takes_anything(),
        }
        true
    }

    fn takes_anything(&self) -> bool {
        matches!(self, Place::MaybeText(_))
    }

    fn takes_null(&self) -> bool {
        !matches!(
            self,
            Place::ListedText(_)
                | Place::Instant(_)
                | Place::Delay(_)
                | Place::Temperature(_)
                | Place::Server(_)
                | Place::LiveServer(_)
                | Place::Series(_)
                | Place::Envelope(_)
                | Place::Frame(_)
        )
    }

    fn take_unsigned(self, number: u64) -> bool {
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

    fn take_signed(self, number: i64) -> bool {
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
    fn take_float(self, number: f64) -> bool {
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

    fn take_text(self, text: &str) -> bool {
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

/// Whether it fitted is the value.
impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Place<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON of a V0 dashboard")
    }

    fn visit_bool<E>(self, value: bool) -> Result<bool, E> {
        match self {
            Place::SomeBool(place) => *place = Some(value),
            other => return Ok(other.takes_anything()),
        }
        Ok(true)
    }

    fn visit_u64<E>(self, number: u64) -> Result<bool, E> {
        Ok(self.take_unsigned(number))
    }

    fn visit_i64<E>(self, number: i64) -> Result<bool, E> {
        Ok(self.take_signed(number))
    }

    fn visit_f64<E>(self, number: f64) -> Result<bool, E> {
        Ok(self.take_float(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<bool, E> {
        Ok(self.take_text(text))
    }

    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok(self.takes_null())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<bool, A::Error> {
        let unfit = match self {
            Place::Texts(texts) => fill(texts, &mut seq, |text| Place::ListedText(text))?,
            Place::Temperatures(sensors) => fill(sensors, &mut seq, |sensor| Place::Temperature(sensor))?,
            Place::Instants(instants) => fill(instants, &mut seq, |instant| Place::Instant(instant))?,
            Place::Delays(delays) => fill(delays, &mut seq, |delay| Place::Delay(delay))?,
            Place::Entries(envelope) => {
                envelope.dropped = match envelope.entry {
                    Entry::None => drain(&mut seq)?,
                    Entry::Server => fill(&mut envelope.servers, &mut seq, |server| Place::Server(server))?,
                    Entry::LiveServer => {
                        fill(&mut envelope.servers, &mut seq, |server| Place::LiveServer(server))?
                    }
                    Entry::Series => fill(&mut envelope.series, &mut seq, |series| Place::Series(series))?,
                };
                0
            }
            other => {
                drain(&mut seq)?;
                usize::from(!other.takes_anything())
            }
        };
        Ok(unfit == 0)
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<bool, A::Error> {
        let mut fits = self.open();
        let names = self.names();
        let (mut seen, mut expected) = (0u32, 0);
        while let Some(number) = map.next_key_seed(Key { names, expected })? {
            let is_first = seen & 1u32.wrapping_shl(number as u32) == 0;
            match self.field(number) {
                Some(place) if is_first => fits &= map.next_value_seed(place)?,
                // A key that comes twice leaves open which value was meant.
                Some(_) => {
                    map.next_value::<IgnoredAny>()?;
                    fits = false;
                }
                None => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            }
            seen |= 1u32.wrapping_shl(number as u32);
            expected = number + 1;
        }
        Ok(fits)
    }
}

/// What the entries of a list are.
#[derive(Clone, Copy)]
pub(crate) enum Entry {
    /// Of no interest.
    None,
    Server,
    LiveServer,
    Series,
}

/// Reads a list to its end. How many entries did not fit and are missing.
fn fill<'de, A: SeqAccess<'de>, T: Default>(
    list: &mut Vec<T>,
    seq: &mut A,
    place: fn(&mut T) -> Place<'_>,
) -> Result<usize, A::Error> {
    let mut unfit = 0;
    loop {
        // Read where it stays: a server is 600 bytes to move.
        list.push(T::default());
        let Some(last) = list.last_mut() else { return Ok(unfit) };
        match next(seq, place(last))? {
            Some(true) => {}
            Some(false) => {
                list.pop();
                unfit += 1;
            }
            None => {
                list.pop();
                return Ok(unfit);
            }
        }
    }
}

/// The one place where an entry of a list is read, so that it is compiled once.
#[inline(never)]
fn next<'de, A: SeqAccess<'de>>(seq: &mut A, place: Place<'_>) -> Result<Option<bool>, A::Error> {
    seq.next_element_seed(place)
}

/// Reads past a list. Nothing of it is missing.
fn drain<'de, A: SeqAccess<'de>>(seq: &mut A) -> Result<usize, A::Error> {
    while seq.next_element::<IgnoredAny>()?.is_some() {}
    Ok(0)
}

/// A key of an object, read as the number of its field; one that nobody knows has the number after the last.
struct Key {
    names: &'static [&'static str],
    /// The field that comes next in V0's order. Looked at first, because V0 keeps to it.
    expected: usize,
}

impl<'de> DeserializeSeed<'de> for Key {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for Key {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<usize, E> {
        let Key { names, expected } = self;
        if names.get(expected).is_some_and(|name| *name == key) {
            return Ok(expected);
        }
        Ok(names.iter().position(|name| *name == key).unwrap_or(names.len()))
    }
}
