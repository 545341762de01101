//! What values are in, and how they are written.

use crate::digits::{push_rounded, push_short};
use crate::value_ticks::Steps;

/// What the values of a chart are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unit {
    /// A plain number: load.
    #[default]
    None,
    /// Something countable: connections, processes.
    Count,
    /// Latency.
    Milliseconds,
    /// A share, 0 to 100.
    Percent,
    /// A speed, in steps of 1000.
    BytesPerSecond,
    /// A speed, in steps of 1024.
    BinaryBytesPerSecond,
    /// A speed, in steps of 1000.
    BitsPerSecond,
    /// A temperature.
    Celsius,
}

impl Unit {
    /// What stands after a number without a prefix; empty for none.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::None | Self::Count => "",
            Self::Milliseconds => "ms",
            Self::Percent => "%",
            Self::BytesPerSecond | Self::BinaryBytesPerSecond => "B/s",
            Self::BitsPerSecond => "bit/s",
            Self::Celsius => "°C",
        }
    }

    /// A label of the value axis, for [`Words::value`](crate::Words::value): `step` is how far apart labels are, and only the
    /// `top` one says the unit. Bytes have a prefix each: `500 k`, `1.5 M`, `2 MB/s`.
    #[must_use]
    pub fn label(self, value: f32, step: f32, top: bool) -> String {
        let (prefix, size) = self.prefix(value);
        let mut text = String::with_capacity(10);
        let places = match self.steps() == Steps::Binary {
            // Halves, quarters and eighths of a unit; a byte has no parts.
            true if size > 1.0 => 3,
            true => 0,
            false => decimals(f64::from(step) / size),
        };
        let scaled = f64::from(value) / size;
        // Labels with prefixes of their own have no decimals in common anyway.
        let push = if prefix.is_empty() { push_rounded } else { push_short };
        push(&mut text, scaled, places);
        let symbol = if top { self.symbol() } else { "" };
        push_unit(text, prefix, symbol)
    }

    /// A value to be read out, with three digits that count: `41.5 ms`, `0.42 ms`, `1.25 MB/s`. A share has no more than gauges
    /// say of it: `8.3%`, `87%`.
    #[must_use]
    pub fn text(self, value: f32) -> String {
        let (prefix, size) = self.prefix(value);
        let scaled = f64::from(value) / size;
        let places = match self {
            Self::Count => 0,
            Self::Percent => usize::from(scaled < 9.95),
            // A byte has no parts.
            _ if size == 1.0 && !self.prefixes().is_empty() => 0,
            _ if scaled.abs() < 9.995 => 2,
            _ if scaled.abs() < 99.95 => 1,
            _ => 0,
        };
        let mut text = String::with_capacity(12);
        push_short(&mut text, scaled, places);
        push_unit(text, prefix, self.symbol())
    }

    /// The prefix that suits a value, and how much it makes of one.
    fn prefix(self, value: f32) -> (&'static str, f64) {
        let (step, most) = if self.steps() == Steps::Binary { (1024.0, 1023.5) } else { (1000.0, 999.5) };
        let mut found = ("", 1.0);
        for prefix in self.prefixes() {
            // What would be rounded to 1000 of one is one of the next.
            if f64::from(value.abs()) < found.1 * most {
                break;
            }
            found = (prefix, found.1 * step);
        }
        found
    }

    fn prefixes(self) -> &'static [&'static str] {
        match self {
            Self::BytesPerSecond | Self::BitsPerSecond => &["k", "M", "G", "T", "P", "E"],
            Self::BinaryBytesPerSecond => &["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"],
            _ => &[],
        }
    }

    /// Which steps the axis of a chart in it has: of what comes one by one there are no parts, also where there was none at all.
    #[must_use]
    pub fn steps(self) -> Steps {
        match self {
            Self::None | Self::Milliseconds | Self::Percent | Self::Celsius => Steps::Decimal,
            Self::Count | Self::BytesPerSecond | Self::BitsPerSecond => Steps::Whole,
            Self::BinaryBytesPerSecond => Steps::Binary,
        }
    }
}

fn push_unit(mut text: String, prefix: &str, symbol: &str) -> String {
    if symbol != Unit::Percent.symbol() && !(prefix.is_empty() && symbol.is_empty()) {
        text.push(' ');
    }
    text.push_str(prefix);
    text.push_str(symbol);
    text
}

/// How many decimals tell values `step` apart from each other.
pub(crate) fn decimals(step: f64) -> usize {
    let mut places = 0;
    let mut unit = 1.0;
    while places < 6 && unit > step * 1.001 {
        unit /= 10.0;
        places += 1;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_bytes_have_the_prefix_that_suits_each() {
        let label = |value, top| Unit::BytesPerSecond.label(value, 500_000.0, top);
        assert_eq!(label(0.0, false), "0");
        assert_eq!(label(500_000.0, false), "500 k");
        assert_eq!(label(1_500_000.0, false), "1.5 M");
        assert_eq!(label(2_000_000.0, true), "2 MB/s");
    }

    #[test]
    fn labels_in_steps_of_1024_are_halves_of_halves() {
        let label = |value: f32, top| Unit::BinaryBytesPerSecond.label(value, 262_144.0, top);
        assert_eq!(label(0.0, false), "0");
        assert_eq!(label(262_144.0, false), "256 Ki");
        assert_eq!(label(1_048_576.0, false), "1 Mi");
        assert_eq!(label(1_310_720.0, true), "1.25 MiB/s");
        assert_eq!(Unit::BitsPerSecond.label(2_000_000.0, 500_000.0, true), "2 Mbit/s");
    }

    #[test]
    fn labels_of_other_units_are_plain_numbers() {
        assert_eq!(Unit::Percent.label(100.0, 20.0, true), "100%");
        assert_eq!(Unit::Milliseconds.label(1500.0, 500.0, false), "1500");
        assert_eq!(Unit::None.label(0.5, 0.5, true), "0.5");
    }

    #[test]
    fn a_value_is_read_out_with_three_digits_that_count() {
        for (unit, value, text) in [
            (Unit::Milliseconds, 41.53, "41.5 ms"),
            (Unit::Milliseconds, 0.429, "0.43 ms"),
            (Unit::Milliseconds, 1000.0, "1000 ms"),
            (Unit::BytesPerSecond, 999.0, "999 B/s"),
            (Unit::BytesPerSecond, 999_700.0, "1 MB/s"),
            (Unit::BytesPerSecond, 1_250_000.0, "1.25 MB/s"),
            (Unit::BytesPerSecond, 0.0, "0 B/s"),
            (Unit::BitsPerSecond, 1_250_000.0, "1.25 Mbit/s"),
            (Unit::BitsPerSecond, 12.0, "12 bit/s"),
            (Unit::BinaryBytesPerSecond, 999.0, "999 B/s"),
            (Unit::BinaryBytesPerSecond, 1_310_720.0, "1.25 MiB/s"),
            (Unit::BinaryBytesPerSecond, 1_048_500.0, "1 MiB/s"),
            (Unit::Percent, 87.4, "87%"),
            (Unit::Percent, 8.25, "8.3%"),
            (Unit::Percent, 9.96, "10%"),
            (Unit::Percent, 0.0, "0%"),
            (Unit::Count, 1234.0, "1234"),
            (Unit::None, 0.05, "0.05"),
            (Unit::Celsius, 63.5, "63.5 °C"),
        ] {
            assert_eq!(unit.text(value), text);
        }
    }

    #[test]
    fn what_is_no_number_is_written_as_some_number() {
        for value in [f32::NAN, f32::INFINITY, f32::MIN] {
            let unit = Unit::BytesPerSecond;
            assert!(!unit.text(value).is_empty() && !unit.label(value, value, true).is_empty());
        }
    }
}
