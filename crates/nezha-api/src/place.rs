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

/// Where a value goes. The types of JSON that fit are those of the place; `null` fits in every field and changes nothing.
pub(crate) enum Place<'a> {
    Unsigned(&'a mut u64),
    Signed(&'a mut i64),
    SomeSigned(&'a mut Option<i64>),
    Float(&'a mut f64),
    Delay(&'a mut f32),
    SomeBool(&'a mut Option<bool>),
    Text(&'a mut String),
    /// One of the addresses.
    Address(&'a mut Option<Addresses>, fn(&mut Addresses) -> &mut String),
    /// A text that may as well be something else, because nothing is decided by it.
    MaybeText(&'a mut Option<String>),
    /// Unix seconds, written as a text.
    Time(&'a mut i64),
    Texts(&'a mut Vec<String>),
    Temperatures(&'a mut Vec<Temperature>),
    Instants(&'a mut Vec<i64>),
    Delays(&'a mut Vec<f32>),
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
    /// Reads a value into this place, which is no field: `null` does not fit. Whether it fitted.
    pub(crate) fn read<'de, D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        Slot { place: self, is_field: false }.deserialize(deserializer)
    }

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

    fn take_unsigned(self, number: u64) -> bool {
        match self {
            Place::Unsigned(place) => *place = number,
            Place::Float(place) => *place = number as f64,
            Place::Delay(place) => *place = number as f32,
            other => return i64::try_from(number).map_or(other.takes_anything(), |number| other.take_signed(number)),
        }
        true
    }

    fn take_signed(self, number: i64) -> bool {
        match self {
            Place::Signed(place) => *place = number,
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
            Place::Text(place) => *place = text.to_owned(),
            Place::MaybeText(place) => *place = Some(text.to_owned()),
            Place::Address(place, which) => *which(place.get_or_insert_default()) = text.to_owned(),
            Place::Time(place) => *place = parse_rfc3339(text).unwrap_or(NEVER_REPORTED),
            _ => return false,
        }
        true
    }
}

/// A place, and whether it is a field of an object: there `null` means "absent", in a list it is no entry.
struct Slot<'a> {
    place: Place<'a>,
    is_field: bool,
}

impl<'de> DeserializeSeed<'de> for Slot<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Slot<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON of a V0 dashboard")
    }

    fn visit_bool<E>(self, value: bool) -> Result<bool, E> {
        match self.place {
            Place::SomeBool(place) => *place = Some(value),
            other => return Ok(other.takes_anything()),
        }
        Ok(true)
    }

    fn visit_u64<E>(self, number: u64) -> Result<bool, E> {
        Ok(self.place.take_unsigned(number))
    }

    fn visit_i64<E>(self, number: i64) -> Result<bool, E> {
        Ok(self.place.take_signed(number))
    }

    fn visit_f64<E>(self, number: f64) -> Result<bool, E> {
        Ok(self.place.take_float(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<bool, E> {
        Ok(self.place.take_text(text))
    }

    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok(self.is_field)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<bool, A::Error> {
        let unfit = match self.place {
            Place::Texts(texts) => fill(texts, &mut seq, |text| Place::Text(text))?,
            Place::Temperatures(sensors) => fill(sensors, &mut seq, |sensor| Place::Temperature(sensor))?,
            Place::Instants(instants) => fill(instants, &mut seq, |instant| Place::Signed(instant))?,
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
        let mut fits = self.place.open();
        let (mut seen, mut expected) = (0u32, 0);
        while let Some(field) = map.next_key_seed(Key { of: &self.place, expected })? {
            let first = field.filter(|field| seen & (1 << field) == 0);
            match first.and_then(|field| self.place.field(field)) {
                Some(place) => fits &= map.next_value_seed(Slot { place, is_field: true })?,
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
            if let Some(field) = field {
                // A key that comes twice leaves open which value was meant.
                fits &= first.is_some();
                seen |= 1 << field;
                expected = field + 1;
            }
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
    seq.next_element_seed(Slot { place, is_field: false })
}

/// Reads past a list. Nothing of it is missing.
fn drain<'de, A: SeqAccess<'de>>(seq: &mut A) -> Result<usize, A::Error> {
    while seq.next_element::<IgnoredAny>()?.is_some() {}
    Ok(0)
}

/// A key of an object, read as the number of the field that it means; `None` for one that nobody knows.
struct Key<'a, 'b> {
    of: &'a Place<'b>,
    /// The field that comes next in V0's order.
    expected: usize,
}

impl<'de> DeserializeSeed<'de> for Key<'_, '_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<usize>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for Key<'_, '_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Option<usize>, E> {
        Ok(self.of.field_named(key, self.expected))
    }
}
