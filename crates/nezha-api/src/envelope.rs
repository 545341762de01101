//! The one place that decides what a reply is: by status, content type and `code`, never by `message`, which is
//! Chinese text whatever the language of the site.

use serde::de::{DeserializeSeed, IgnoredAny};

use crate::mend::mend;
use crate::place::{Entry, Place};
use crate::{Answer, Error, MonitorSeries, RawReply, Server};

/// Everything that an answer or a frame can hold. What is absent, `null` or no such thing is `None` or empty.
pub(crate) struct Envelope {
    /// What its list consists of.
    pub entry: Entry,
    pub code: Option<i64>,
    pub message: Option<String>,
    pub secret: Option<String>,
    /// Unix milliseconds.
    pub now: Option<i64>,
    pub servers: Vec<Server>,
    pub series: Vec<MonitorSeries>,
    /// How many entries could not be read and are missing.
    pub dropped: usize,
    /// Nothing stands behind it, no key is doubled, and what decides has the right type.
    pub is_sound: bool,
}

/// A byte order mark is no part of what follows. V0 sends none, and what stands in front of it may.
pub(crate) fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body)
}

impl Envelope {
    /// Reads a whole answer, or with [`Entry::LiveServer`] a whole frame.
    ///
    /// # Errors
    /// When it is no JSON.
    pub(crate) fn read(body: &[u8], entry: Entry) -> Result<Self, serde_json::Error> {
        let body = without_mark(body);
        Self::read_at_once(body, entry).or_else(|_| {
            // No JSON, or a text or a number in it that nothing can hold. UTF-8 is mended as browsers do.
            let text = String::from_utf8_lossy(body);
            serde_json::from_slice::<IgnoredAny>(text.as_bytes())?;
            let mended = mend(&text, |part| read_entry(part, entry).is_ok());
            Self::read_at_once(mended.as_bytes(), entry)
        })
    }

    fn read_at_once(body: &[u8], entry: Entry) -> Result<Self, serde_json::Error> {
        let mut envelope = Self {
            entry,
            code: None,
            message: None,
            secret: None,
            now: None,
            servers: Vec::new(),
            series: Vec::new(),
            dropped: 0,
            is_sound: false,
        };
        // Reads the first value only: `register` takes a body with garbage behind it, so an answer may be as odd.
        let mut json = serde_json::Deserializer::from_slice(body);
        let place = match entry {
            Entry::LiveServer => Place::Frame(&mut envelope),
            _ => Place::Envelope(&mut envelope),
        };
        let fits = place.deserialize(&mut json)?;
        envelope.is_sound = fits && json.end().is_ok();
        Ok(envelope)
    }

    /// Whether it is a success; `success` is the endpoint's own code for it, and V0 sends it with HTTP 200 only.
    pub(crate) fn check_code(&mut self, status: u16, success: i64, denial: &Denial) -> Result<(), Error> {
        let mut message = || self.message.take().unwrap_or_default();
        match self.code {
            Some(code) if code == success && matches!(status, 200..=299) => Ok(()),
            Some(400) => Err(Error::BadRequest(message())),
            Some(403) => Err(match (denial, status) {
                (Denial::NeedsLogin, _) => Error::NeedsLogin,
                (Denial::Monitor, 403) => Error::ServerHidden,
                (Denial::Monitor, _) => Error::ViewPassword,
            }),
            Some(404) => Err(Error::NotFound),
            Some(500) => Err(Error::Server(message())),
            _ => Err(Error::NotV0 { status }),
        }
    }
}

/// Reads an entry only to see whether it can be read.
fn read_entry(text: &str, entry: Entry) -> Result<bool, serde_json::Error> {
    let mut json = serde_json::Deserializer::from_slice(text.as_bytes());
    match entry {
        Entry::None => Ok(true),
        Entry::Server => Place::Server(&mut Server::default()).deserialize(&mut json),
        Entry::LiveServer => Place::LiveServer(&mut Server::default()).deserialize(&mut json),
        Entry::MonitorSeries => Place::MonitorSeries(&mut MonitorSeries::default()).deserialize(&mut json),
    }
}

/// What `code` 403 means: it depends on the endpoint.
pub(crate) enum Denial {
    /// `list`, `details`, `register`: sign in.
    NeedsLogin,
    /// `monitor`: the server is hidden (HTTP 403), or the site has a view password (HTTP 200).
    Monitor,
}

/// A successful reply with a list in it.
///
/// `result` that is `null` or absent is empty. An entry that cannot be read is dropped and counted.
pub(crate) fn read_list(reply: &RawReply, entry: Entry, denial: &Denial) -> Result<Answer<Envelope>, Error> {
    check_transport(reply)?;
    let mut envelope = Envelope::read(&reply.body, entry).map_err(|why| not_v0(reply, &why))?;
    envelope.check_code(reply.status, 0, denial)?;
    if !envelope.is_sound {
        return Err(Error::NotV0 { status: reply.status });
    }
    let dropped = envelope.dropped;
    Ok(Answer::of(reply, envelope, dropped))
}

/// Whether the reply can be a dashboard's at all, before anyone looks for JSON in it.
pub(crate) fn check_transport(reply: &RawReply) -> Result<(), Error> {
    let html = reply
        .content_type
        .as_deref()
        .is_some_and(|kind| kind.as_bytes().windows(4).any(|part| part.eq_ignore_ascii_case(b"html")));
    let first = without_mark(&reply.body).iter().find(|byte| !byte.is_ascii_whitespace());
    match (reply.status, first) {
        (401, _) => Err(Error::ProxyAuth { basic: reply.www_authenticate.is_some() }),
        (429, _) => Err(Error::RateLimited),
        (502..=504 | 520..=527 | 530, _) => Err(Error::Gateway(reply.status)),
        (200..=299, None) => Err(Error::EmptyBody),
        (500..=599, None) => Err(Error::Server(format!("HTTP {}, empty answer", reply.status))),
        (_, None | Some(b'<')) => Err(Error::NotV0 { status: reply.status }),
        _ if html => Err(Error::NotV0 { status: reply.status }),
        _ => Ok(()),
    }
}

/// JSON that stops in the middle is a broken connection; anything else is a wrong address.
pub(crate) fn not_v0(reply: &RawReply, why: &serde_json::Error) -> Error {
    if why.is_eof() { Error::CutOff } else { Error::NotV0 { status: reply.status } }
}
