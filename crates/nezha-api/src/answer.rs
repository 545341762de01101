//! What came back over the wire, and what it means once it is read.

use crate::time::parse_http_date;

/// An HTTP reply as the transport received it, before anything is made of it.
///
/// `Default` is a reply with status 0 and nothing in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawReply {
    /// The HTTP status.
    pub status: u16,
    /// The `Content-Type` header; absent on V0's empty 500.
    pub content_type: Option<String>,
    /// The `Date` header: the dashboard's clock, or that of the proxy or cache that wrote it.
    pub date: Option<String>,
    /// The `Age` header, in seconds: how long a cache has held the reply. V0 never sends it.
    pub age: Option<String>,
    /// The `WWW-Authenticate` header: something in front of the dashboard wants a login. V0 never sends it.
    pub www_authenticate: Option<String>,
    /// The body, byte for byte.
    pub body: Vec<u8>,
    /// For how long the whole reply has been here before anybody read it, in milliseconds.
    pub waited_ms: u32,
}

impl RawReply {
    /// A JSON reply with nothing but a status and a body, for tests and examples.
    pub fn json(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            content_type: Some("application/json; charset=utf-8".to_owned()),
            body: body.into(),
            ..Self::default()
        }
    }

    /// The instant of the reply by the clock that wrote it, in Unix milliseconds (whole seconds): `Date` plus `Age`.
    ///
    /// `None` without a readable `Date`. An unreadable `Age` counts as zero.
    pub fn clock_ms(&self) -> Option<i64> {
        let date_s = parse_http_date(self.date.as_deref()?)?;
        date_s.checked_add(self.age_s())?.checked_mul(1000)
    }

    /// How long a cache has held the reply, in seconds; 0 for a fresh one.
    pub fn age_s(&self) -> i64 {
        self.age.as_deref().and_then(|age| age.trim().parse().ok()).map_or(0, |age: u32| age.into())
    }
}

/// A reply that could be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer<T> {
    /// What was asked for.
    pub result: T,
    /// How many entries could not be read and are missing from `result`.
    pub dropped: usize,
    /// The dashboard's time at the instant of the answer, in Unix milliseconds: `now` of `/ws`, else `Date` plus
    /// `Age`, in whole seconds. `None` when the reply had no `Date`.
    pub clock_ms: Option<i64>,
    /// For how many seconds a cache says that it held the answer back (`Age`); 0 where none says so. `None` for what no
    /// cache can hold back, a frame of `/ws`.
    pub age_s: Option<i64>,
    /// For how long the whole answer has been here before anybody read it, in milliseconds; 0 where it was waited for.
    pub waited_ms: u32,
}

impl<T> Answer<T> {
    /// What was read from a reply, with the reply's own time.
    pub(crate) fn of(reply: &RawReply, result: T, dropped: usize) -> Self {
        Self {
            result,
            dropped,
            clock_ms: reply.clock_ms(),
            age_s: Some(reply.age_s()),
            waited_ms: reply.waited_ms,
        }
    }

    /// The same answer about something made from the result.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Answer<U> {
        let Self { result, dropped, clock_ms, age_s, waited_ms } = self;
        Answer { result: make(result), dropped, clock_ms, age_s, waited_ms }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_of_a_cached_reply_is_its_date_plus_its_age() {
        let reply = RawReply {
            date: Some("Sun, 22 Nov 2026 10:04:57 GMT".to_owned()),
            age: Some("120".to_owned()),
            ..RawReply::default()
        };
        assert_eq!(reply.clock_ms(), Some((1_795_341_897 + 120) * 1000));
    }

    #[test]
    fn a_reply_without_a_date_has_no_clock() {
        assert_eq!(RawReply::json(200, "").clock_ms(), None);
    }
}
