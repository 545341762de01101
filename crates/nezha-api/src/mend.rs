//! Taking out of an answer what no reader gets through, so that one broken server costs one server.

use std::ops::Range;

/// The text with `null` instead of every entry that is not readable. It must be whole JSON: an object with lists in it.
pub(crate) fn mend(text: &str, readable: impl Fn(&str) -> bool) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut copied = 0;
    for entry in entries(text.as_bytes()) {
        let is_readable = text.get(entry.clone()).is_none_or(&readable);
        if !is_readable {
            mended.push_str(text.get(copied..entry.start).unwrap_or_default());
            mended.push_str("null");
            copied = entry.end;
        }
    }
    mended.push_str(text.get(copied..).unwrap_or_default());
    mended
}

/// Where the entries are of the lists that an object has as fields.
fn entries(text: &[u8]) -> Vec<Range<usize>> {
    let mut entries = Vec::new();
    let (mut depth, mut in_list, mut in_text, mut escaped, mut start) = (0usize, false, false, false, 0);
    let mut blank = true;
    for (at, byte) in text.iter().enumerate() {
        if in_text {
            in_text = escaped || *byte != b'"';
            escaped = !escaped && *byte == b'\\';
            continue;
        }
        let ends = matches!(byte, b',' | b']') && depth == 2 && in_list;
        if ends {
            if !blank {
                entries.push(start..at);
            }
            start = at + 1;
            blank = true;
        } else {
            blank &= byte.is_ascii_whitespace();
        }
        match byte {
            b'"' => in_text = true,
            b'[' | b'{' => {
                depth += 1;
                if depth == 2 {
                    (in_list, start, blank) = (*byte == b'[', at + 1, true);
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_unreadable_entry_becomes_null() {
        let text = r#"{"a":{"x":1},"result":[{"n":"],\"[\\"}, 2 ,[3,4],"bad"],"b":[],"c":[ ]}"#;
        let mended = r#"{"a":{"x":1},"result":[{"n":"],\"[\\"}, 2 ,[3,4],null],"b":[],"c":[ ]}"#;
        assert_eq!(mend(text, |entry| entry != "\"bad\""), mended);
    }

    #[test]
    fn what_is_readable_stays_byte_for_byte() {
        for text in ["", "[]", "{}", "]]", "{\"a\":[1,2", r#"{"a":[[],{}, "é" ]}"#] {
            assert_eq!(mend(text, |_| true), text);
        }
    }
}
