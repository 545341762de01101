//! Addresses as Go reads them.

/// The first value of a query parameter, as Go's `url.ParseQuery` would find it.
///
/// A part with a raw `;` or a bad `%` escape is dropped as if it had not been sent, and `+` is a space.
pub(crate) fn first(query: Option<&str>, key: &str) -> Option<String> {
    query?.split('&').filter(|part| !part.is_empty() && !part.contains(';')).find_map(|part| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        let (name, value) = (decode(name, true)?, decode(value, true)?);
        (name == key).then_some(value)
    })
}

/// Undoes percent escapes; `None` when one is malformed. Bytes that are no UTF-8 become replacement characters.
pub(crate) fn decode(text: &str, plus_is_space: bool) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => hex(rest.next()?)? * 16 + hex(rest.next()?)?,
            b'+' if plus_is_space => b' ',
            other => other,
        });
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// Escapes everything but letters, digits and `-_.~`, as Go's `url.QueryEscape` does.
pub(crate) fn encode(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                escaped.push(char::from(byte));
            }
            b' ' => escaped.push('+'),
            other => escaped.push_str(&format!("%{other:02X}")),
        }
    }
    escaped
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|value| value as u8)
}

/// A number as Go's `strconv.ParseUint(_, 10, 64)` accepts it: digits and nothing else.
pub(crate) fn parse_id(text: &str) -> Option<u64> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_value_counts_and_broken_parts_are_not_there() {
        assert_eq!(first(Some("tag=Dup&tag=Lab"), "tag").as_deref(), Some("Dup"));
        assert_eq!(first(Some("tag=Lab;x"), "tag"), None);
        assert_eq!(first(Some("tag=%zz&tag=b"), "tag").as_deref(), Some("b"));
        assert_eq!(first(Some("tag=%E9%A6%99%E6%B8%AF+1%2B"), "tag").as_deref(), Some("香港 1+"));
        assert_eq!(first(Some("t%61g=x"), "tag").as_deref(), Some("x"));
        assert_eq!(first(Some("tag"), "tag").as_deref(), Some(""));
        assert_eq!(first(None, "tag"), None);
        assert_eq!(first(Some("tag=%4"), "tag"), None);
    }

    #[test]
    fn an_id_is_digits_and_nothing_else() {
        assert_eq!(parse_id("004"), Some(4));
        assert_eq!(parse_id("18446744073709551615"), Some(u64::MAX));
        for text in ["", "+1", "-1", " 4", "1.0", "1,2", "18446744073709551616", "abc", "１"] {
            assert_eq!(parse_id(text), None, "{text:?}");
        }
    }

    #[test]
    fn escaping_is_undone_by_unescaping() {
        let text = "$2a$10$l92VL4/x y&=%香";
        assert_eq!(decode(&encode(text), true).as_deref(), Some(text));
        assert_eq!(encode("$2a/"), "%242a%2F");
    }
}
