//! Amounts in the unit that suits them: three digits at most before the point, two that count.

/// A number with the unit it is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// The digits, such as `4.2`, `42` or `420`.
    pub digits: String,
    /// The unit, such as `kB`; empty for a pure number.
    pub unit: &'static str,
}

/// Bytes, in steps of 1000: 0 B, 999 B, 5.0 kB, 24 GB.
///
/// What is below one unit is said in the next smaller one: 5 kB is never "0.00 MB".
pub fn bytes(bytes: u64) -> Amount {
    const UNITS: [&str; 7] = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];
    let (bytes, mut divisor, mut unit) = (u128::from(bytes), 1u128, 0);
    // What rounds to 1000 of a unit is one of the next: 999,950 B is 1.0 MB.
    while bytes * 2 >= divisor * 1999 && unit + 1 < UNITS.len() {
        divisor *= 1000;
        unit += 1;
    }
    let digits = if unit > 0 && bytes * 20 < divisor * 199 {
        tenths_text(((bytes * 10 + divisor / 2) / divisor) as u64)
    } else {
        ((bytes + divisor / 2) / divisor).to_string()
    };
    Amount { digits, unit: UNITS[unit] }
}

/// A tenth is told below ten only.
fn tenths_text(tenths: u64) -> String {
    if tenths < 100 { format!("{}.{}", tenths / 10, tenths % 10) } else { ((tenths + 5) / 10).to_string() }
}

/// A share in whole percent; below ten with a tenth when it is not whole.
pub fn percent(percent: f64) -> String {
    if !percent.is_finite() {
        return "–".to_owned();
    }
    let tenths = (percent.clamp(0.0, 100.0) * 10.0).round() as u64;
    if tenths < 100 && !tenths.is_multiple_of(10) {
        tenths_text(tenths)
    } else {
        ((tenths + 5) / 10).to_string()
    }
}

/// A plain measurement (load, milliseconds, degrees) with as many decimals as its size deserves.
pub fn decimal(value: f64, below_ten: usize) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let decimals = match value.abs() {
        size if size < 10.0 => below_ten,
        size if size < 100.0 => below_ten.min(1),
        _ => 0,
    };
    // Whole numbers throughout: formatting floats alone is 10 kB of wasm.
    let scale = 10u64.pow(decimals.min(6) as u32);
    let scaled = (value.abs() * scale as f64).round() as u64;
    let sign = if value < 0.0 && scaled > 0 { "-" } else { "" };
    let (whole, part) = (scaled / scale, scaled % scale);
    if decimals == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part:0decimals$}") }
}

/// A length of time as its two largest units, in seconds each: `[(3, Hours), (12, Minutes)]`.
pub fn span(seconds: i64) -> [(i64, SpanUnit); 2] {
    let seconds = seconds.max(0);
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60);
    if days > 0 {
        [(days, SpanUnit::Days), (hours, SpanUnit::Hours)]
    } else if hours > 0 {
        [(hours, SpanUnit::Hours), (minutes, SpanUnit::Minutes)]
    } else if minutes > 0 {
        [(minutes, SpanUnit::Minutes), (seconds % 60, SpanUnit::Seconds)]
    } else {
        [(seconds, SpanUnit::Seconds), (0, SpanUnit::Seconds)]
    }
}

/// A unit of a length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpanUnit {
    /// 86,400 seconds.
    Days,
    /// 3,600 seconds.
    Hours,
    /// 60 seconds.
    Minutes,
    /// 1 second.
    Seconds,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(number: u64) -> String {
        let Amount { digits, unit } = bytes(number);
        format!("{digits} {unit}")
    }

    #[test]
    fn bytes_are_said_in_the_unit_that_suits_them() {
        let cases = [
            (0, "0 B"),
            (999, "999 B"),
            (1000, "1.0 kB"),
            (5_000, "5.0 kB"),
            (9_949, "9.9 kB"),
            (9_951, "10 kB"),
            (24_300_000, "24 MB"),
            (999_499, "999 kB"),
            (999_951, "1.0 MB"),
            (1_500_000_000, "1.5 GB"),
            (u64::MAX, "18 EB"),
        ];
        for (number, text) in cases {
            assert_eq!(said(number), text, "{number}");
        }
    }

    #[test]
    fn no_amount_has_four_digits_before_the_point() {
        let mut number = 1u64;
        while number < u64::MAX / 3 {
            for near in [number - 1, number, number + number / 7, number * 2 - 1] {
                assert!(bytes(near).digits.len() <= 3, "{near}: {}", said(near));
            }
            number = number * 3 / 2 + 1;
        }
    }

    #[test]
    fn percents_are_whole_but_for_small_ones() {
        let cases = [
            (0.0, "0"),
            (0.4, "0.4"),
            (3.0, "3"),
            (9.96, "10"),
            (87.4, "87"),
            (100.0, "100"),
            (120.0, "100"),
        ];
        for (number, text) in cases {
            assert_eq!(percent(number), text);
        }
        assert_eq!(percent(f64::NAN), "–");
    }

    #[test]
    fn measurements_lose_decimals_as_they_grow() {
        assert_eq!(
            [0.4295, 38.04, 412.7, -0.05, -0.001].map(|value| decimal(value, 2)),
            ["0.43", "38.0", "413", "-0.05", "0.00"]
        );
    }

    #[test]
    fn spans_are_said_in_two_units() {
        assert_eq!(span(11_520), [(3, SpanUnit::Hours), (12, SpanUnit::Minutes)]);
        assert_eq!(span(90_000), [(1, SpanUnit::Days), (1, SpanUnit::Hours)]);
        assert_eq!(span(-5), [(0, SpanUnit::Seconds), (0, SpanUnit::Seconds)]);
    }
}
