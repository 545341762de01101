//! `POST /api/v1/server/register`

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeSeed;

use crate::envelope::{Denial, Envelope, check_transport, not_v0, without_mark};
use crate::place::{Entry, Place};
use crate::{Answer, Endpoint, Error, RawReply, Request};

/// The tag that V0 gives to servers that are registered without one.
pub const TAG_OF_UNTAGGED: &str = "AutoRegister";

/// Creates a server and gets its secret. Needs a token or the dashboard's login, on V0 from v0.20.12.
///
/// **Not idempotent: never send it again by itself.** The answer has no id; the new server is the one with the highest
/// id that has this name and tag. There is no way to delete it but the dashboard's admin pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterServer {
    /// Any text. Empty makes V0 take the caller's address, which from a browser is the wrong machine's.
    pub name: String,
    /// The group. Empty becomes [`TAG_OF_UNTAGGED`]: an untagged server cannot be registered.
    pub tag: String,
    /// For the admin pages only; no JSON API returns it.
    pub note: String,
    /// Whether guests cannot see it.
    pub hidden: bool,
    /// Asks for the bare secret instead of an object. Only then [`Endpoint::decode`] takes one.
    pub simple: bool,
}

/// What an agent signs in to the dashboard with: 18 letters and digits. Shown only once, and never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes a secret that has the form V0 gives them.
    fn new(text: &str) -> Option<Self> {
        let ok = text.len() == 18 && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        ok.then(|| Self(text.to_owned()))
    }

    /// The secret itself.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(hidden)")
    }
}

/// V0 reads the keys in any letter case and hides for the exact word `on` only.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Body<'a> {
    name: &'a str,
    tag: &'a str,
    note: &'a str,
    hide_for_guest: &'a str,
}

impl Endpoint for RegisterServer {
    type Reply = Secret;

    fn request(&self) -> Request {
        let body = Body {
            name: &self.name,
            tag: &self.tag,
            note: &self.note,
            hide_for_guest: if self.hidden { "on" } else { "off" },
        };
        // Four texts always have a JSON form; an empty object would still be a valid request.
        let body = serde_json::to_string(&body).unwrap_or_else(|_| "{}".to_owned());
        Request::post("/api/v1/server/register", body).query("simple", self.simple.then_some("true"))
    }

    /// Reads the secret from any of the three shapes a success has: an object; where it was asked for, a JSON string or bare
    /// text. Otherwise any word of 18 letters would be a secret.
    ///
    /// # Errors
    /// - [`Error::NeedsLogin`] for `code` 403, which V0 sends with HTTP 200
    /// - [`Error::RegisterUnknown`] on a dashboard before v0.20.12
    /// - [`Error::SecretLost`] when the dashboard says "created" but sends no usable secret
    fn decode(&self, reply: &RawReply) -> Result<Answer<Secret>, Error> {
        check_transport(reply).map_err(|error| match error {
            Error::NotV0 { status: 404 } => Error::RegisterUnknown,
            other => other,
        })?;
        let text = String::from_utf8_lossy(without_mark(&reply.body));
        let text = text.trim();
        let secret = if text.starts_with('{') {
            let mut created =
                Envelope::read(text.as_bytes(), Entry::None).map_err(|why| not_v0(reply, &why))?;
            created.check_code(reply.status, 200, &Denial::NeedsLogin)?;
            created.secret.unwrap_or_default()
        } else if reply.status >= 500 {
            return Err(Error::Server(format!("HTTP {}", reply.status)));
        } else if reply.status >= 400 || !self.simple {
            return Err(Error::NotV0 { status: reply.status });
        } else {
            bare_secret(text)
        };
        match Secret::new(&secret) {
            Some(secret) => Ok(Answer::of(reply, secret, 0)),
            None if text.starts_with(['{', '"']) => Err(Error::SecretLost),
            None => Err(Error::NotV0 { status: reply.status }),
        }
    }
}

/// The text itself, or what it says as a JSON string.
fn bare_secret(text: &str) -> String {
    let mut secret = String::new();
    let mut json = serde_json::Deserializer::from_slice(text.as_bytes());
    match Place::Text(&mut secret).deserialize(&mut json) {
        Ok(true) if json.end().is_ok() => secret,
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call() -> RegisterServer {
        RegisterServer {
            name: "x\",\"Tag\":\"injected".to_owned(),
            tag: String::new(),
            note: "二行\n".to_owned(),
            hidden: false,
            simple: false,
        }
    }

    #[test]
    fn a_hostile_name_stays_a_name() {
        let request = call().request();
        let body: serde_json::Value = serde_json::from_str(&request.body.unwrap()).unwrap();
        assert_eq!(body["Name"], call().name);
        assert_eq!(body["Tag"], "");
        assert_eq!(body["Note"], "二行\n");
        assert_eq!(body["HideForGuest"], "off");
        assert_eq!(body.as_object().unwrap().len(), 4);
    }

    #[test]
    fn all_three_shapes_of_a_success_are_taken() {
        for body in [
            r#"{"code":200,"message":"Server created successfully","secret":"FAKESECRET00000003"}"#,
            "\"FAKESECRET00000003\"",
            "FAKESECRET00000003\n",
        ] {
            let simple = RegisterServer { simple: true, ..call() };
            let answer = simple.decode(&RawReply::json(200, body)).unwrap();
            assert_eq!(answer.result.reveal(), "FAKESECRET00000003", "{body}");
        }
    }

    #[test]
    fn a_success_without_a_usable_secret_says_that_the_server_exists() {
        for body in [
            r#"{"code":200,"secret":""}"#,
            r#"{"code":200}"#,
            r#""short""#,
            r#"{"code":200,"secret":"$(x)"}"#,
        ] {
            let simple = RegisterServer { simple: true, ..call() };
            assert_eq!(simple.decode(&RawReply::json(200, body)), Err(Error::SecretLost), "{body}");
        }
    }

    #[test]
    fn a_word_of_eighteen_letters_is_no_secret_where_an_object_was_asked_for() {
        for body in ["\"ServiceUnavailable\"", "ServiceUnavailable"] {
            let error = Err(Error::NotV0 { status: 200 });
            assert_eq!(call().decode(&RawReply::json(200, body)), error, "{body}");
        }
    }

    #[test]
    fn a_failure_in_simple_mode_is_no_secret() {
        let error = call().decode(&RawReply::json(500, "\"\"")).unwrap_err();
        assert!(matches!(error, Error::Server(_)), "{error:?}");
    }

    #[test]
    fn an_old_dashboard_is_told_from_a_wrong_address() {
        let page = RawReply { content_type: Some("text/html".into()), ..RawReply::json(404, "<html>") };
        assert_eq!(call().decode(&page), Err(Error::RegisterUnknown));
        let page = RawReply { status: 200, ..page };
        assert_eq!(call().decode(&page), Err(Error::NotV0 { status: 200 }));
    }

    #[test]
    fn a_secret_is_never_printed() {
        let simple = RegisterServer { simple: true, ..call() };
        let answer = simple.decode(&RawReply::json(200, "\"FAKESECRET00000003\"")).unwrap();
        assert!(!format!("{answer:?}").contains("FAKE"));
    }
}
