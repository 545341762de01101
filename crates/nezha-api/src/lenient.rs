//! Reading fields the way a client of a frozen, many-versioned dashboard must: absent and `null` are the default,
//! and whole numbers keep every digit.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// `null` is the type's default.
pub(crate) fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// A whole number of up to 64 bits; `null` is 0.
///
/// Never goes through a float unless the text is one: agents do send values above 2^63. A float is taken when it is
/// exactly a whole number, so that `-0` and `1e3` are read.
pub(crate) fn unsigned<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    struct Unsigned;

    impl Visitor<'_> for Unsigned {
        type Value = u64;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a whole number from 0 to 2^64-1")
        }

        fn visit_u64<E: Error>(self, number: u64) -> Result<u64, E> {
            Ok(number)
        }

        fn visit_i64<E: Error>(self, number: i64) -> Result<u64, E> {
            u64::try_from(number).map_err(|_| E::custom("below zero"))
        }

        fn visit_f64<E: Error>(self, number: f64) -> Result<u64, E> {
            // 2^53: above it a float no longer says which whole number was meant.
            let exact = number.fract() == 0.0 && (0.0..=9_007_199_254_740_992.0).contains(&number);
            if exact { Ok(number as u64) } else { Err(E::custom("not a whole number")) }
        }

        fn visit_unit<E: Error>(self) -> Result<u64, E> {
            Ok(0)
        }
    }

    deserializer.deserialize_any(Unsigned)
}
