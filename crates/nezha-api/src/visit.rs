//! Walks through JSON with serde_json and puts each value in its [`Place`].

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::place::{Entry, Place};

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
                    Entry::MonitorSeries => {
                        fill(&mut envelope.series, &mut seq, |series| Place::MonitorSeries(series))?
                    }
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
        Ok(fits && self.has_id())
    }
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
