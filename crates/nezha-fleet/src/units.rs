//! Amounts in the unit that suits them: three digits at most before the point, two that count.

/// A minute, in milliseconds: V0 cuts the times of latency down to it.
pub const MINUTE_MS: i64 = 60_000;

/// A number with the unit it is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// The digits, such as `4.2`, `42` or `420`.
    pub digits: String,
    /// The unit, such as `kB`.
    pub unit: &'static str,
}

/// In which units a visitor wants amounts. The default is steps of 1000 and bytes per second.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Units {
    /// Steps of 1024 instead of 1000, with the names for those: KiB, MiB.
    pub binary: bool,
    /// Speeds in bits per second instead of bytes. Always in steps of 1000, as lines are sold and measured.
    pub bits: bool,
}

impl Units {
    /// Bytes: `0 B`, `5.0 kB`, `24 GB`, or `4.9 KiB`.
    ///
    /// What is below one unit is said in the next smaller one: 5 kB is never "0.00 MB".
    pub fn bytes(self, bytes: u64) -> Amount {
        const DECIMAL: [&str; 7] = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];
        const BINARY: [&str; 7] = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
        if self.binary { amount(bytes, 1024, &BINARY) } else { amount(bytes, 1000, &DECIMAL) }
    }

    /// A speed given in bytes per second; what is in the amount's unit passes in a second: `5.0 kB`, or `40 kbit`.
    pub fn speed(self, bytes_per_second: u64) -> Amount {
        const BITS: [&str; 7] = ["bit", "kbit", "Mbit", "Gbit", "Tbit", "Pbit", "Ebit"];
        if self.bits {
            match bytes_per_second.checked_mul(8) {
                Some(bits) => amount(bits, 1000, &BITS),
                None => amount(bytes_per_second / 1000 * 8, 1000, &BITS[1..]),
            }
        } else {
            self.bytes(bytes_per_second)
        }
    }
}

/// In 64 bits throughout: what divides 128 of them is 1 kB of wasm.
fn amount(number: u64, step: u64, units: &[&'static str]) -> Amount {
    let (mut divisor, mut unit) = (1, 0);
    // What rounds to 1000 of a unit is one of the next: 999,950 B is 1.0 MB. So it is in steps of 1024: three digits
    // are read faster than four.
    while unit + 1 < units.len() && number >= divisor * 1000 - divisor / 2 {
        divisor *= step;
        unit += 1;
    }
    let (whole, part) = (number / divisor, number % divisor);
    let digits = if unit > 0 && number < divisor * 10 - divisor / 20 {
        tenths_text(whole * 10 + (part * 10 + divisor / 2) / divisor)
    } else {
        (whole + (part + divisor / 2) / divisor).to_string()
    };
    Amount { digits, unit: units[unit] }
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
    let percent = percent.clamp(0.0, 100.0);
    let tenths = (percent * 10.0).round() as u64;
    if tenths < 100 && !tenths.is_multiple_of(10) {
        tenths_text(tenths)
    } else {
        // Not the tenths: what is rounded twice goes up from 10.45.
        (percent.round() as u64).to_string()
    }
}

/// No plain measurement is this large. What is comes from an agent that is broken.
const ABSURD: f64 = 1e12;

/// A plain measurement (load, milliseconds, degrees) with as many decimals as its size deserves. "–" for what cannot be one.
pub fn decimal(value: f64, below_ten: usize) -> String {
    if !value.is_finite() || value.abs() >= ABSURD {
        return "–".to_owned();
    }
    // Whole numbers throughout: formatting floats alone is 10 kB of wasm.
    let scale_of = |decimals: usize| 10u64.pow(decimals.min(6) as u32);
    let scaled_by = |scale: u64| (value.abs() * scale as f64).round() as u64;
    // By what is shown: 9.996 is ten.
    let is_below = |limit: u64, decimals| {
        let scale = scale_of(decimals);
        scaled_by(scale) < limit * scale
    };
    let decimals = match below_ten.min(1) {
        _ if is_below(10, below_ten) => below_ten,
        one if is_below(100, one) => one,
        _ => 0,
    };
    let scale = scale_of(decimals);
    let scaled = scaled_by(scale);
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
        let Amount { digits, unit } = Units::default().bytes(number);
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
                assert!(Units::default().bytes(near).digits.len() <= 3, "{near}: {}", said(near));
            }
            number = number * 3 / 2 + 1;
        }
    }

    #[test]
    fn amounts_are_said_in_the_units_that_were_chosen() {
        let said = |Amount { digits, unit }: Amount| format!("{digits} {unit}");
        let binary = Units { binary: true, bits: false };
        let cases = [
            (0, "0 B"),
            (999, "999 B"),
            (1000, "1.0 KiB"),
            (5_000, "4.9 KiB"),
            (1 << 20, "1.0 MiB"),
            (1000 << 20, "1.0 GiB"),
            (17_179_869_184, "16 GiB"),
            (2 << 50, "2.0 PiB"),
            (u64::MAX, "16 EiB"),
        ];
        for (number, text) in cases {
            assert_eq!(said(binary.bytes(number)), text, "{number}");
            assert_eq!(binary.speed(number), binary.bytes(number));
        }
        let bits = Units { binary: true, bits: true };
        let cases = [(0, "0 bit"), (5_000, "40 kbit"), (117_500_000, "940 Mbit"), (u64::MAX, "148 Ebit")];
        for (number, text) in cases {
            assert_eq!(said(bits.speed(number)), text, "{number}");
        }
        assert_eq!(said(bits.bytes(1 << 30)), "1.0 GiB", "only speeds are in bits");
    }

    #[test]
    fn small_speeds_are_never_a_zero_of_something_large() {
        for units in [(false, false), (false, true), (true, false), (true, true)] {
            let units = Units { binary: units.0, bits: units.1 };
            let mut number = 1;
            while number < u64::MAX / 12 {
                let Amount { digits, unit } = units.speed(number);
                assert!(digits.len() <= 3 && !digits.starts_with('0'), "{number}: {digits} {unit}");
                number = number * 11 / 10 + 1;
            }
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
        let shown = [9.94, 9.96, 10.45, 74.45, 89.47, 99.45].map(percent);
        assert_eq!(shown, ["9.9", "10", "10", "74", "89", "99"], "rounded once");
        assert_eq!(percent(f64::NAN), "–");
    }

    #[test]
    fn measurements_lose_decimals_as_they_grow() {
        assert_eq!(
            [0.4295, 38.04, 412.7, -0.05, -0.001, 9.996, 99.97].map(|value| decimal(value, 2)),
            ["0.43", "38.0", "413", "-0.05", "0.00", "10.0", "100"]
        );
    }

    #[test]
    fn spans_are_said_in_two_units() {
        assert_eq!(span(11_520), [(3, SpanUnit::Hours), (12, SpanUnit::Minutes)]);
        assert_eq!(span(90_000), [(1, SpanUnit::Days), (1, SpanUnit::Hours)]);
        assert_eq!(span(-5), [(0, SpanUnit::Seconds), (0, SpanUnit::Seconds)]);
    }
}
