//! Calls as values.

use crate::{Answer, ApiBase, Error, RawReply};

/// An HTTP method that the API uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads; may be repeated.
    Get,
    /// Creates a server; must never be repeated by itself.
    Post,
}

/// A call to the dashboard, ready to be sent.
///
/// The token is not in here: the transport adds it as the bare value of `Authorization`, where it has one. Ask with
/// `cache: "no-store"`, since V0 sends no cache headers at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// Path and query below the [`ApiBase`], fully percent-encoded, starting with `/`.
    pub target: String,
    /// A JSON object, on `register` only.
    pub body: Option<String>,
}

impl Request {
    /// A `GET` of a path below the base.
    pub fn get(path: impl Into<String>) -> Self {
        Self { method: Method::Get, target: path.into(), body: None }
    }

    /// A `POST` of a JSON body.
    pub fn post(path: impl Into<String>, body: String) -> Self {
        Self { method: Method::Post, target: path.into(), body: Some(body) }
    }

    /// Adds a query parameter, fully percent-encoded; `None` adds nothing.
    ///
    /// An unescaped `;` or a bad `%` would make V0 drop the parameter and answer with everything.
    #[must_use]
    pub fn query(mut self, name: &str, value: Option<&str>) -> Self {
        if let Some(value) = value {
            self.target.push(if self.target.contains('?') { '&' } else { '?' });
            self.target.push_str(name);
            self.target.push('=');
            percent_encode(value, &mut self.target);
        }
        self
    }

    /// The whole address of the call.
    pub fn url(&self, base: &ApiBase) -> String {
        format!("{}{}", base.as_str(), self.target)
    }
}

/// Appends a text to an address, with every byte escaped but the unreserved ones of RFC 3986.
pub fn percent_encode(text: &str, address: &mut String) {
    let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or('0').to_ascii_uppercase();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            address.push(byte.into());
        } else {
            address.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
}

/// A call of the V0 API: what to send, and how to read what comes back.
pub trait Endpoint {
    /// What the call is for.
    type Reply;

    /// The request to send.
    fn request(&self) -> Request;

    /// Reads the reply.
    ///
    /// # Errors
    /// Every way in which V0, or what stands in front of it, refuses or fails: see [`Error`].
    fn decode(&self, reply: &RawReply) -> Result<Answer<Self::Reply>, Error>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_tag_stays_one_parameter() {
        let request = Request::get("/x").query("tag", Some("a;b&c=d%zz +#香"));
        assert_eq!(request.target, "/x?tag=a%3Bb%26c%3Dd%25zz%20%2B%23%E9%A6%99");
    }

    #[test]
    fn an_absent_parameter_is_not_sent() {
        assert_eq!(Request::get("/x").query("tag", None).query("id", Some("1,2")).target, "/x?id=1%2C2");
    }

    #[test]
    fn a_base_with_a_sub_path_comes_before_the_target() {
        let base: ApiBase = "/b/".parse().unwrap();
        assert_eq!(Request::get("/api/v1/server/list").url(&base), "/b/api/v1/server/list");
        assert_eq!(Request::get("/api/v1/server/list").url(&ApiBase::root()), "/api/v1/server/list");
    }
}
