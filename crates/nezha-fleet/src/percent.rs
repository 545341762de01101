//! Percent-encoding, as the parts of an address need it.

pub use nezha_api::percent_encode as encode;

/// Decodes `%xx`; what is no such escape stays as it is, because people edit addresses by hand.
pub fn decode(text: &str) -> String {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escaped = match (first, after) {
            (b'%', [high, low, after @ ..]) => hex(*high).zip(hex(*low)).map(|pair| (pair, after)),
            _ => None,
        };
        match escaped {
            Some(((high, low), after)) => {
                decoded.push(high << 4 | low);
                rest = after;
            }
            None => {
                decoded.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|value| value as u8)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn encoded(text: &str) -> String {
        let mut address = String::new();
        encode(text, &mut address);
        address
    }

    #[test]
    fn only_what_is_safe_everywhere_stays_bare() {
        assert_eq!(encoded("a-Z_0.~"), "a-Z_0.~");
        assert_eq!(encoded("香 &?#=/+%"), "%E9%A6%99%20%26%3F%23%3D%2F%2B%25");
    }

    #[test]
    fn what_is_no_escape_is_taken_literally() {
        for text in ["%", "%4", "%zz", "100% sure", "%+1", "a+b"] {
            assert_eq!(decode(text), text);
        }
        assert_eq!(decode("%4a%4A%%41"), "JJ%A");
        assert_eq!(decode("%ff"), "\u{fffd}", "broken text is still text");
    }

    proptest! {
        #[test]
        fn every_text_survives(text in any::<String>()) {
            prop_assert_eq!(decode(&encoded(&text)), text);
        }
    }
}
