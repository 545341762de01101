//! The body of register, read as leniently and as strictly as Go reads it.

use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use std::fmt;

/// What the body says; absent, `null` and `""` are the same here, as they are for V0.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct RegisterBody {
    pub(crate) name: String,
    pub(crate) tag: String,
    pub(crate) note: String,
    /// Only exactly `on` hides.
    pub(crate) hide_for_guest: String,
}

impl RegisterBody {
    /// Reads the first JSON value and ignores whatever follows. `None` when V0 would say "Parse JSON failed".
    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(bytes);
        let mut json = serde_json::Deserializer::from_str(&text);
        json.deserialize_any(BodyVisitor).ok()
    }

    /// Keys count whatever their case.
    fn field(&mut self, key: &str) -> Option<&mut String> {
        match key.to_lowercase().as_str() {
            "name" => Some(&mut self.name),
            "tag" => Some(&mut self.tag),
            "note" => Some(&mut self.note),
            "hideforguest" => Some(&mut self.hide_for_guest),
            _ => None,
        }
    }
}

struct BodyVisitor;

impl<'de> Visitor<'de> for BodyVisitor {
    type Value = RegisterBody;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object or null")
    }

    fn visit_unit<E>(self) -> Result<RegisterBody, E> {
        Ok(RegisterBody::default())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RegisterBody, A::Error> {
        let mut body = RegisterBody::default();
        while let Some(key) = map.next_key::<String>()? {
            match body.field(&key) {
                // `null` leaves a field as it is; the last value of a repeated key counts.
                Some(field) => {
                    if let Some(text) = map.next_value::<Option<String>>()? {
                        *field = text;
                    }
                }
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Option<String> {
        RegisterBody::parse(text.as_bytes()).map(|body| body.name)
    }

    #[test]
    fn keys_count_whatever_their_case_and_the_last_one_wins() {
        assert_eq!(name(r#"{"name":"a","NAME":"b"}"#).as_deref(), Some("b"));
        assert_eq!(name(r#"{"Name":"a","Name":null}"#).as_deref(), Some("a"));
        assert_eq!(name(r#"{"X":[1,{"Name":2}],"Name":"a"} trailing"#).as_deref(), Some("a"));
    }

    #[test]
    fn null_is_a_body_without_fields() {
        assert_eq!(RegisterBody::parse(b"null"), Some(RegisterBody::default()));
        assert_eq!(RegisterBody::parse(b"{}"), Some(RegisterBody::default()));
    }

    #[test]
    fn everything_else_is_refused() {
        for text in ["", " ", "[]", "1", "\"a\"", "true", r#"{"Name": "a"#, r#"{"Name":1}"#, "Name=a&Tag=b"] {
            assert_eq!(name(text), None, "{text:?}");
        }
        assert_eq!(name(r#"{"HideForGuest":true}"#), None);
        assert_eq!(name(r#"{"Name": "my "big" box"}"#), None);
    }
}
