//! JSON text exactly as Go's encoder writes it: its escapes and its numbers.

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use std::io;

/// The JSON text of a value, without a newline at the end, as the API writes it.
///
/// Everything that is written here consists of plain structs with string keys; should one fail to be written
/// all the same, the text is empty, as V0's is then.
pub(crate) fn to_string<T: Serialize>(value: &T) -> String {
    write(value, GoFormatter { exponent_digits: 1 })
}

/// The same as the WebSocket writes it: V0 uses another encoder there, which differs in tiny numbers.
pub(crate) fn to_socket_string<T: Serialize>(value: &T) -> String {
    write(value, GoFormatter { exponent_digits: 2 })
}

fn write<T: Serialize>(value: &T, formatter: GoFormatter) -> String {
    let mut bytes = Vec::with_capacity(512);
    match value.serialize(&mut Serializer::with_formatter(&mut bytes, formatter)) {
        Ok(()) => String::from_utf8(bytes).unwrap_or_default(),
        Err(_) => String::new(),
    }
}

struct GoFormatter {
    /// `1e-7` with one digit, `1e-07` with two. Positive exponents are never small enough to matter.
    exponent_digits: usize,
}

impl GoFormatter {
    /// Go writes the plus of a positive exponent, Rust does not.
    fn write_exponent<W: ?Sized + io::Write>(&self, writer: &mut W, text: &str) -> io::Result<()> {
        let (digits, exponent) = text.split_once('e').unwrap_or((text, "0"));
        let width = self.exponent_digits;
        match exponent.strip_prefix('-') {
            Some(exponent) => write!(writer, "{digits}e-{exponent:0>width$}"),
            None => write!(writer, "{digits}e+{exponent}"),
        }
    }
}

impl Formatter for GoFormatter {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, text: &str) -> io::Result<()> {
        let mut plain = 0;
        for (at, found) in text.match_indices(['<', '>', '&', '\u{2028}', '\u{2029}']) {
            writer.write_all(&text.as_bytes()[plain..at])?;
            let code = found.chars().next().map_or(0, u32::from);
            write!(writer, "\\u{code:04x}")?;
            plain = at + found.len();
        }
        writer.write_all(&text.as_bytes()[plain..])
    }

    fn write_f64<W: ?Sized + io::Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        let size = value.abs();
        if size != 0.0 && !(1e-6..1e21).contains(&size) {
            self.write_exponent(writer, &format!("{value:e}"))
        } else {
            write!(writer, "{value}")
        }
    }

    fn write_f32<W: ?Sized + io::Write>(&mut self, writer: &mut W, value: f32) -> io::Result<()> {
        let size = value.abs();
        if size != 0.0 && !(1e-6..1e21).contains(&size) {
            self.write_exponent(writer, &format!("{value:e}"))
        } else {
            write!(writer, "{value}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_line_separators_are_escaped_and_other_letters_are_not() {
        let text = "<b>&\"\\\n\u{0}\u{1}\u{2028}\u{2029}\u{202e}哪吒🇭🇰\u{7f}";
        assert_eq!(
            to_string(&text),
            "\"\\u003cb\\u003e\\u0026\\\"\\\\\\n\\u0000\\u0001\\u2028\\u2029\u{202e}哪吒🇭🇰\u{7f}\""
        );
    }

    #[test]
    fn numbers_have_the_shortest_text_and_whole_ones_no_point() {
        let values = [100.0, 0.0, 12.345678901234567, 1e-7, 0.000001, 1e21, 1e20, 6.16];
        assert_eq!(
            to_string(&values),
            "[100,0,12.345678901234567,1e-7,0.000001,1e+21,100000000000000000000,6.16]"
        );
        assert_eq!(to_string(&[0.429_499_98_f32, 1_000.0, 1e-7]), "[0.42949998,1000,1e-7]");
        assert_eq!(to_socket_string(&[1e-7, 1.5e-12, 6.16]), "[1e-07,1.5e-12,6.16]");
        assert_eq!(to_string(&u64::MAX), "18446744073709551615");
    }
}
