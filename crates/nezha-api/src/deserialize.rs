//! `Deserialize` of the public types, for those who keep what they read: the crate's own reader, seen from outside.

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error};

use crate::place::Place;
use crate::{Host, ListEntry, MonitorSeries, Server, Status, Temperature};

/// Reads a type through the place that a value of it goes to.
macro_rules! deserialize {
    ($($type:ty, |$value:ident| $place:expr, $done:expr;)*) => { $(
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut $value = Default::default();
                if $place.deserialize(deserializer)? {
                    Ok($done)
                } else {
                    Err(D::Error::custom(concat!("no ", stringify!($type))))
                }
            }
        }
    )* };
}

deserialize! {
    Server, |server| Place::Server(&mut server), server;
    ListEntry, |server| Place::Server(&mut server), server.into();
    MonitorSeries, |series| Place::MonitorSeries(&mut series), series;
    Host, |host| Place::Host(&mut host), host.unwrap_or_default();
    Temperature, |sensor| Place::Temperature(&mut sensor), sensor;
    Status, |status| Place::Status(&mut status), status.unwrap_or_default();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T: for<'de> Deserialize<'de>>(text: &str) -> Option<T> {
        serde_json::from_str(text).ok()
    }

    #[test]
    fn what_was_written_down_is_read_again() {
        let server = Server { id: 7, host: Some(Host::default()), ..Server::default() };
        let text = serde_json::to_string(&server).unwrap();
        assert_eq!(read::<Server>(&text), Some(server));
        let status = Status { uptime: 9, ..Status::default() };
        assert_eq!(read::<Status>(&serde_json::to_string(&status).unwrap()), Some(status));
    }

    #[test]
    fn what_is_no_such_thing_is_an_error() {
        for text in ["7", "[]", r#"{"id":"x"}"#, r#"{"id":1,"id":1}"#] {
            assert_eq!(read::<Server>(text), None, "{text}");
            assert_eq!(read::<ListEntry>(text), None, "{text}");
        }
    }

    #[test]
    fn a_list_of_samples_has_no_absent_ones() {
        assert!(read::<MonitorSeries>(r#"{"monitor_id":1,"created_at":[1,2],"avg_delay":null}"#).is_some());
        assert!(read::<MonitorSeries>(r#"{"monitor_id":1,"created_at":[1,null]}"#).is_none());
        assert!(
            read::<MonitorSeries>(r#"{"monitor_id":1,"avg_delay":[1e300]}"#).is_none(),
            "beyond what a delay can be"
        );
    }

    #[test]
    fn letter_case_is_exact() {
        let server = Server { id: 7, ..Server::default() };
        assert_eq!(read::<Server>(r#"{"id":7,"ID":8,"Name":"x"}"#), Some(server));
    }
}
