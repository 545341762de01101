//! The one place that decides what a reply is: by status, content type and `code`, never by `message`, which is
//! Chinese text whatever the language of the site.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::{Answer, Error, RawReply};

/// `{"code":…,"message":…,"result":…}` as far as errors need it.
#[derive(Deserialize)]
struct Refusal {
    code: Option<i64>,
    #[serde(default)]
    message: Option<String>,
}

/// What `code` 403 means: it depends on the endpoint.
pub(crate) enum Denial {
    /// `list`, `details`, `register`: sign in.
    NeedsLogin,
    /// `monitor`: the server is hidden (HTTP 403), or the site has a view password (HTTP 200).
    Monitor,
}

/// A successful reply with a list in it, read in one pass; only when that fails, entry by entry.
///
/// `result` that is `null` or absent is empty. An entry that cannot be read is dropped and counted.
pub(crate) fn read_list<T: DeserializeOwned>(
    reply: &RawReply,
    denial: &Denial,
) -> Result<Answer<Vec<T>>, Error> {
    #[derive(Deserialize)]
    struct Envelope<T> {
        code: Option<i64>,
        #[serde(default = "Option::default")]
        result: Option<Vec<T>>,
    }

    check_transport(reply)?;
    let whole: Result<Envelope<T>, _> = serde_json::from_slice(&reply.body);
    if let Ok(Envelope { code: Some(0), result, .. }) = whole {
        return Ok(Answer::of(reply, result.unwrap_or_default(), 0));
    }
    let text = String::from_utf8_lossy(&reply.body);
    check_code(reply, &text, 0, denial)?;
    let parts: Envelope<Box<RawValue>> =
        serde_json::from_slice(text.as_bytes()).map_err(|why| not_v0(reply, &why))?;
    let parts = parts.result.unwrap_or_default();
    let sent = parts.len();
    let result: Vec<T> =
        parts.iter().filter_map(|part| serde_json::from_slice(part.get().as_bytes()).ok()).collect();
    let dropped = sent - result.len();
    Ok(Answer::of(reply, result, dropped))
}

/// Whether the reply can be a dashboard's at all, before anyone looks for JSON in it.
pub(crate) fn check_transport(reply: &RawReply) -> Result<(), Error> {
    let html = reply.content_type.as_deref().is_some_and(|kind| kind.contains("html"));
    let first = reply.body.iter().find(|byte| !byte.is_ascii_whitespace());
    match (reply.status, first) {
        (401, _) => Err(Error::ProxyAuth { basic: reply.www_authenticate.is_some() }),
        (502..=504 | 520..=527 | 530, _) => Err(Error::Gateway(reply.status)),
        (200..=299, None) => Err(Error::EmptyBody),
        (500..=599, None) => Err(Error::Server(format!("HTTP {}, empty answer", reply.status))),
        (_, None | Some(b'<')) => Err(Error::NotV0 { status: reply.status }),
        _ if html => Err(Error::NotV0 { status: reply.status }),
        _ => Ok(()),
    }
}

/// Whether a JSON reply is a success; `success` is the endpoint's own code for it.
pub(crate) fn check_code(reply: &RawReply, text: &str, success: i64, denial: &Denial) -> Result<(), Error> {
    // Reads the first value only: `register` takes a body with garbage behind it, so an answer may be as odd.
    let mut values = serde_json::Deserializer::from_slice(text.as_bytes()).into_iter::<Refusal>();
    let refusal = match values.next() {
        Some(Ok(refusal)) => refusal,
        Some(Err(why)) => return Err(not_v0(reply, &why)),
        None => return Err(Error::NotV0 { status: reply.status }),
    };
    let message = || refusal.message.unwrap_or_default();
    match refusal.code {
        Some(code) if code == success => Ok(()),
        Some(400) => Err(Error::BadRequest(message())),
        Some(403) => Err(match (denial, reply.status) {
            (Denial::NeedsLogin, _) => Error::NeedsLogin,
            (Denial::Monitor, 403) => Error::ServerHidden,
            (Denial::Monitor, _) => Error::ViewPassword,
        }),
        Some(404) => Err(Error::NotFound),
        Some(500) => Err(Error::Server(message())),
        _ => Err(Error::NotV0 { status: reply.status }),
    }
}

/// JSON that stops in the middle is a broken connection; anything else is a wrong address.
pub(crate) fn not_v0(reply: &RawReply, why: &serde_json::Error) -> Error {
    if why.is_eof() { Error::CutOff } else { Error::NotV0 { status: reply.status } }
}
